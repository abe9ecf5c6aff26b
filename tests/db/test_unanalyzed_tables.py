"""Statements right after a first history was loaded, before ANALYZE has seen the tables, read each row a few times."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, LiteralString

import orjson
import pytest
from first_histories import first_history
from plans import reads

from core.figures import CountUnit, OutcomeKind
from core.outcome_sets import OutcomeSet
from core.people_filters import DurationCondition, PeopleFilter, RouteCondition, Selection
from core.settings import Settings
from core.stats_scope import StatsScope
from core.time_ranges import BEGINNING, END, Clock, TimeRange
from db.export_statements import FILES, OfEntries, count_of
from db.people import people_page
from db.people_filters import in_scope
from db.pool import Connection
from db.scopes import counted
from db.statements.composer import fragment

PEOPLE = 300
MOST_READS = 12  # of a row, by all parts of a statement together


@pytest.fixture(scope="module")
async def loaded(settings: Settings) -> AsyncIterator[tuple[Connection, int]]:
    """A connection to a database with a first history, and the workspace."""
    async with (
        first_history(settings, PEOPLE) as (_, pool, workspace_id),
        pool.acquire() as connection,
    ):
        yield connection, workspace_id


@pytest.mark.parametrize("begin", [BEGINNING, datetime(2026, 1, 1, tzinfo=UTC)], ids=["everything", "since"])
@pytest.mark.parametrize(
    "name", sorted({name for file in FILES.values() if isinstance(file, OfEntries) for name in file.statements})
)
async def test_an_export_reads_each_row_a_few_times(
    loaded: tuple[Connection, int], name: LiteralString, begin: datetime
):
    connection, workspace_id = loaded
    series_id = await connection.fetchval("SELECT id FROM series WHERE workspace_id = $1", workspace_id)
    query, _ = count_of(fragment(name, in_scope()))
    arguments = (workspace_id, series_id, begin, END, BEGINNING, END, datetime.now(UTC))
    is_as_of = "$7" in query

    assert await reads_per_event(connection, query, *arguments[: 7 if is_as_of else 6]) < MOST_READS


@pytest.mark.parametrize("what", ["combination", "route", "time to an outcome"])
async def test_a_page_of_the_people_of_a_figure_reads_each_row_a_few_times(loaded: tuple[Connection, int], what: str):
    connection, workspace_id = loaded
    series_id = await connection.fetchval("SELECT id FROM series WHERE workspace_id = $1", workspace_id)
    now = datetime.now(UTC)
    selection = {
        "combination": Selection(now, outcome_set=OutcomeSet(series_id, 1)),
        "route": Selection(now, route=RouteCondition(series_id, "0")),
        "time to an outcome": Selection(now, duration=DurationCondition(series_id=series_id, kind=OutcomeKind.EXITED)),
    }[what]
    scope = StatsScope(now, people=PeopleFilter(selections=(selection,)))
    query, values = people_page(scope, is_descending=False)

    assert await reads_per_event(connection, query, workspace_id, 0, 2**62, 101, *values) < MOST_READS


@pytest.mark.parametrize("unit", CountUnit)
@pytest.mark.parametrize("name", ["visit_counts", "engagement_counts"])
async def test_figures_of_the_blocks_of_a_cohort_read_each_row_a_few_times(
    loaded: tuple[Connection, int], name: LiteralString, unit: CountUnit
):
    connection, workspace_id = loaded
    blocks = await connection.fetch("SELECT id FROM block WHERE workspace_id = $1", workspace_id)
    cohort = TimeRange(datetime(2026, 1, 1, tzinfo=UTC), END)
    scope = StatsScope(datetime.now(UTC), unit, cohort, Clock.ENTRY_COHORT)
    query, narrowing = counted(name, scope)
    happened = (scope.happened.begin, scope.happened.end)
    arguments = {
        "visit_counts": (scope.as_of, *happened),
        "engagement_counts": (*happened, unit is CountUnit.PEOPLE),
    }[name]

    block_ids = [block["id"] for block in blocks]
    assert await reads_per_event(connection, query, workspace_id, block_ids, *arguments, *narrowing) < MOST_READS


async def reads_per_event(connection: Connection, query: str, *arguments: Any) -> float:
    """The rows that a statement reads, as a multiple of the events of the workspace, its first argument."""
    events = await connection.fetchval("SELECT count(*) FROM event WHERE workspace_id = $1", arguments[0])
    explained = await connection.fetchval(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {query}", *arguments)
    return sum(reads(orjson.loads(explained)[0]["Plan"])) / events
