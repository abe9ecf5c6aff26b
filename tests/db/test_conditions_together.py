"""A filter with many conditions finds the people of each once, before and after ANALYZE has seen the tables."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from first_histories import first_history
from plans import reads

from core.events import PathCondition
from core.figures import EngagementKind, OutcomeKind
from core.outcome_sets import OutcomeSet
from core.people_filters import (
    AttributeCondition,
    AttributeOperator,
    DurationCondition,
    OutcomeCondition,
    PeopleFilter,
    RouteCondition,
    Selection,
    VisitCondition,
)
from core.settings import Settings
from core.stats_scope import StatsScope
from core.time_ranges import BEGINNING, END, Clock, TimeRange
from core.visit_orders import VisitOrderField
from db.connection import connected_as_owner
from db.entries import OutcomeSelection, outcome_page
from db.figures import entry_counts
from db.people import people_page
from db.people_filters import narrowed
from db.pool import Connection
from db.scopes import counted
from db.scopes import narrowed as narrowed_to_scope
from db.statements.composer import Composed
from db.visits import visits_page

PEOPLE = 400
NOW = datetime(2026, 11, 1, tzinfo=UTC)
MOST_READS = 12  # of a row, by all parts of a statement that are not conditions
MOST_READS_OF_CONDITION = 4
ATTRIBUTES = """UPDATE person SET attributes = '{"plan": "free"}' WHERE workspace_id = $1"""
TAG = """
WITH made AS (INSERT INTO tag (workspace_id, name) VALUES ($1, 'usual') RETURNING id)
INSERT INTO person_tag (workspace_id, tag_id, person_id)
SELECT $1, made.id, person.id FROM person CROSS JOIN made WHERE person.workspace_id = $1
"""
Filters = list[PeopleFilter]


@pytest.fixture(scope="module", params=["never analyzed", "analyzed"])
async def loaded(request: pytest.FixtureRequest, settings: Settings) -> AsyncIterator[tuple[Connection, int]]:
    """A connection to a database with a first history, and the workspace."""
    async with first_history(settings, PEOPLE) as (own, pool, workspace_id):
        await pool.execute(
            """UPDATE person SET attributes = '{"plan": "free"}' WHERE workspace_id = $1""", workspace_id
        )
        await pool.execute(TAG, workspace_id)
        if request.param == "analyzed":
            async with connected_as_owner(own) as owner:
                await owner.execute("ANALYZE")
        async with pool.of(workspace_id).acquire() as connection:
            yield connection, workspace_id


async def kinds(connection: Connection, workspace_id: int) -> dict[str, Callable[[int], PeopleFilter]]:
    """A filter with one condition of each kind that most people meet, different for each number."""
    rows = await connection.fetch(
        "SELECT block_id, series_id FROM visit WHERE workspace_id = $1 GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 3",
        workspace_id,
    )
    series_id, blocks = rows[0]["series_id"], [row["block_id"] for row in rows]

    def since(number: int) -> TimeRange:
        return TimeRange(BEGINNING + timedelta(seconds=number), END)

    def selected(number: int, **figure: Any) -> PeopleFilter:
        return PeopleFilter(selections=(Selection(NOW, range=since(number), **figure),))

    def visit(number: int) -> VisitCondition:
        return VisitCondition(blocks[number % 3], reached_at=since(number))

    started = OutcomeCondition(series_id, OutcomeKind.STARTED)
    return {
        "visit": lambda number: PeopleFilter(visits=(visit(number),)),
        "engagement": lambda number: PeopleFilter(
            visits=(VisitCondition(blocks[number % 3], engaged=[*EngagementKind][number % len(EngagementKind)]),)
        ),
        "path": lambda number: selected(
            number, visit=VisitCondition(blocks[number % 3], left_along=PathCondition.NEXT)
        ),
        "outcome": lambda number: PeopleFilter(
            outcomes=(OutcomeCondition(series_id, OutcomeKind.STARTED, at=since(number)),)
        ),
        "selection of visits": lambda number: selected(number, visit=VisitCondition(blocks[number % 3])),
        "selection of people": lambda number: selected(number, people=PeopleFilter(visits=(visit(number),))),
        "route": lambda number: selected(number, route=RouteCondition(series_id, None, (str(number),))),
        "time to": lambda number: selected(
            number, duration=DurationCondition(series_id=series_id, kind=OutcomeKind.EXITED)
        ),
        "combination": lambda number: selected(number, outcome_set=OutcomeSet(series_id, 1)),
        "any": lambda number: PeopleFilter(any_of=((PeopleFilter(visits=(visit(number),)),),)),
        "not": lambda number: PeopleFilter(none_of=(PeopleFilter(visits=(visit(number),)),)),
        "tag": lambda _: PeopleFilter(tags=("usual",)),
        "attribute": lambda _: PeopleFilter(attributes=(AttributeCondition("plan", AttributeOperator.EQ, '"free"'),)),
        "cohort": lambda number: selected(number, outcome=started, clock=Clock.ENTRY_COHORT),
    }


def together(filters: Filters) -> PeopleFilter:
    """The filter that all of these must match, as `all` composes it."""
    parts: dict[str, tuple[Any, ...]] = {}
    for each in filters:
        for name in ("tags", "attributes", "outcomes", "visits", "any_of", "none_of", "selections"):
            parts[name] = parts.get(name, ()) + getattr(each, name)
    return PeopleFilter(**parts)


Statement = tuple[Composed, tuple[Any, ...]]


def statements(people: PeopleFilter, series_id: int, block_id: int) -> dict[str, Statement]:
    """Statements that are narrowed to people, with the values of their own parameters but the workspace."""
    scope = StatsScope(NOW, people=people)
    visited = (BEGINNING, 0, END, 2**62, 101, END, NOW, True, None, None, None, None)
    return {
        "a page of people": (people_page(scope, is_descending=False), (0, 2**62, 2)),
        "people": (narrowed_to_scope("people_count", scope), ()),
        "bulk action": (narrowed("freeze_people", people, NOW), (1, 1000)),
        "figures of a series": (entry_counts(scope), ([series_id], BEGINNING, END)),
        "figures of a block": (counted("visit_counts", scope), ([block_id], NOW, BEGINNING, END)),
        "export": (narrowed("export/event_counts", people, NOW), (series_id, BEGINNING, END, BEGINNING, END)),
        "a page of visits": (
            visits_page(VisitOrderField.REACHED_AT, scope, is_descending=False),
            ([block_id], *visited),
        ),
        "a page of entries": (
            outcome_page(OutcomeSelection(OutcomeKind.STARTED, scope), is_descending=False),
            ([series_id], BEGINNING, 0, END, 2**62, 101, True),
        ),
    }


async def reads_of(loaded: tuple[Connection, int], filters: Filters) -> dict[str, float]:
    """The rows that each statement reads, as a multiple of the events of the workspace."""
    connection, workspace_id = loaded
    events = await connection.fetchval("SELECT count(*) FROM event WHERE workspace_id = $1", workspace_id)
    row = await connection.fetchrow(
        "SELECT block_id, series_id FROM visit WHERE workspace_id = $1 GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1",
        workspace_id,
    )
    assert row is not None
    found: dict[str, float] = {}
    for name, ((query, values), own) in statements(together(filters), row["series_id"], row["block_id"]).items():
        transaction = connection.transaction()
        await transaction.start()  # rolled back: one of them stores people
        explain = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {query}"
        explained = await connection.fetchval(explain, workspace_id, *own, *values)
        await transaction.rollback()
        found[name] = sum(reads(orjson.loads(explained)[0]["Plan"])) / events
    return found


@pytest.mark.parametrize("number", [3, 8, 20])
async def test_many_conditions_of_one_kind_read_each_row_a_few_times(loaded: tuple[Connection, int], number: int):
    found = {
        (kind, statement): round(read, 1)
        for kind, condition in (await kinds(*loaded)).items()
        for statement, read in (await reads_of(loaded, [condition(each) for each in range(number)])).items()
    }

    assert {of: read for of, read in found.items() if read > MOST_READS + number * MOST_READS_OF_CONDITION} == {}


async def test_conditions_of_all_kinds_read_each_row_a_few_times(loaded: tuple[Connection, int]):
    filters = [condition(1) for condition in (await kinds(*loaded)).values()]

    found = await reads_of(loaded, filters)

    most = MOST_READS + len(filters) * MOST_READS_OF_CONDITION
    assert {statement: read for statement, read in found.items() if read > most} == {}


async def test_a_visit_and_any_other_condition_read_each_row_a_few_times(loaded: tuple[Connection, int]):
    conditions = await kinds(*loaded)
    found = {
        (kind, statement): round(read, 1)
        for kind, condition in conditions.items()
        for statement, read in (await reads_of(loaded, [conditions["visit"](1), condition(2)])).items()
    }

    assert {of: read for of, read in found.items() if read > MOST_READS + 2 * MOST_READS_OF_CONDITION} == {}
