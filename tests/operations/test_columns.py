"""Figures from columnar copies equal a recount, and those from rows, whatever happened since a copy was made."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asking import ask
from boards import QUERY, answered, block_figures
from column_sites import FIGURES, FILTERED, ColumnSite, column_site, counted_from, recorded
from conftest import RecordedPool
from copied_series import of_person, record, started, with_copy
from filters import filters, ids_of
from histories import BEGIN, SERIES
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from sampling import examples
from scopes import Scope, scopes

from core.figures import OutcomeKind
from core.settings import Settings
from db.column_copies import due_copies
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace
from jobs.column_copies import Copier

pytestmark = [pytest.mark.usefixtures("any_cost"), pytest.mark.executed_once]

EXAMPLES = examples(8)
LAST = BEGIN + timedelta(days=401)  # everything in a history has happened, and is counted from fewer columns
SCOPES = scopes() | scopes().map(lambda scope: replace(scope, as_of=LAST))


@pytest.fixture(scope="module")
async def site(settings: Settings, pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ColumnSite]:
    async with column_site(settings, pool, tmp_path_factory.mktemp("columns")) as site:
        yield site


@EXAMPLES
@given(data=st.data(), scope=SCOPES)
async def test_figures_with_a_copy_equal_a_recount(site: ColumnSite, data: st.DataObject, scope: Scope):
    workspace_id, history = await recorded(site, data)

    series = (await site.ask(workspace_id, QUERY, scope=scope.given))["series"]

    recount = scope.recount(history)
    for outcome in series["stats"]["outcomes"]:
        assert outcome["count"] == recount.outcome(outcome["kind"], scope.unit, scope.as_of, *scope.happened)
    assert {block["key"]: answered(block) for block in series["blocks"]} == block_figures(recount, scope)


@EXAMPLES
@given(data=st.data(), scope=SCOPES, people=filters())
async def test_figures_of_filtered_people_equal_those_from_rows(
    site: ColumnSite, data: st.DataObject, scope: Scope, people: Any
):
    workspace_id, _ = await recorded(site, data)
    given_scope = {**scope.given, "people": people.given(await ids_of(site.pool, workspace_id))}

    from_rows = await ask(site.pool, workspace_id, QUERY, scope=given_scope)

    assert await site.ask(workspace_id, QUERY, scope=given_scope) == from_rows


@pytest.fixture
async def copied(site: ColumnSite, workspace_id: int) -> int:
    """A workspace with five people in a series, and a copy of it."""
    return await with_copy(site, workspace_id)


def files_in(site: ColumnSite, workspace_id: int) -> list[Path]:
    return sorted((site.folder / "columns" / str(workspace_id)).rglob("*.parquet"))


async def test_a_copy_is_used_and_people_who_changed_since_are_counted_from_rows(site: ColumnSite, copied: int):
    assert await started(site, copied, "copy") == 5

    await record(site, copied, of_person(5))

    assert await started(site, copied, "copy") == 6


def selects_among_all(statement: str) -> bool:
    """Whether a statement selects people among all, not only among those who have changed since a copy."""
    return "ids of selected people" in statement and "person.id = ANY(" not in statement


@pytest.mark.parametrize("kind", OutcomeKind)
async def test_people_with_an_outcome_of_the_series_are_selected_in_its_copy(
    settings: Settings, recorded_pool: RecordedPool, site: ColumnSite, copied: int, kind: OutcomeKind
):
    await record(site, copied, of_person(5))
    outcome = {"outcome": {"seriesKey": "s", "kind": kind}}
    from_rows = await ask(site.pool, copied, FIGURES, scope={"people": outcome})

    async with column_site(settings, recorded_pool.pool, site.folder) as recorded_site:
        assert await recorded_site.ask(copied, FIGURES, scope={"people": outcome}) == from_rows
        in_copy = sum(selects_among_all(each) for each in recorded_pool.statements)
        await recorded_site.ask(copied, FIGURES, scope={"people": {"all": [outcome, FILTERED["people"]]}})
        by_rows = sum(selects_among_all(each) for each in recorded_pool.statements)

    assert (in_copy, by_rows) == (0, 1)


async def test_a_series_without_a_copy_is_counted_from_rows(site: ColumnSite, workspace_id: int):
    async with site.pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    await record(site, workspace_id, of_person(1))

    assert await started(site, workspace_id, "rows") == 1


@pytest.mark.executed_once
async def test_a_mutation_sees_its_own_changes(site: ColumnSite, copied: int):
    shown = "series { stats(scope: $scope) { started { count } } }"
    query = f"""
    mutation ($scope: StatsScope, $event: EventInput!) {{
      before: defineSeries(input: {{key: "s", name: "S", blocks: [], paths: []}}) {{ {shown} }}
      recordEvents(input: {{events: [$event]}}) {{ accepted }}
      after: defineSeries(input: {{key: "s", name: "S", blocks: [], paths: []}}) {{ {shown} }}
    }}
    """
    event = {"id": "x", "type": "ENTRY_STARTED", "at": BEGIN.isoformat(), "series": "s", "person": "p9"}
    found = await site.ask(copied, query, scope=FILTERED, event=event)

    assert [found[name]["series"]["stats"]["started"]["count"] for name in ("before", "after")] == [5, 6]


@pytest.mark.parametrize("damage", ["deleted", "altered", "cut"])
async def test_a_damaged_copy_is_discarded_and_made_again(
    settings: Settings, pool: Pool, site: ColumnSite, copied: int, damage: str
):
    for path in files_in(site, copied):
        if damage == "deleted":
            path.unlink()
        elif damage == "cut":
            path.write_bytes(path.read_bytes()[:-1])
        else:
            path.write_bytes(b"x" + path.read_bytes()[1:])
    async with column_site(settings, pool, site.folder) as other:
        assert await started(other, copied, "rows") == 5
        assert [due.series_id for due in await due_copies(pool, 1) if due.workspace_id == copied] != []

        await other.copy(copied)

        assert await started(other, copied, "copy") == 5
    # one that has loaded the copy before it was damaged goes on
    assert await started(site, copied, "copy") == 5


async def test_two_processes_and_two_workspaces_read_their_own_copies(
    settings: Settings, pool: Pool, site: ColumnSite, copied: int
):
    stranger = await ensure_workspace(pool, f"stranger to {copied}")
    async with pool.acquire() as connection:
        await define_series(connection, stranger, SERIES)
    await record(site, stranger, of_person(1))
    await site.copy(stranger)

    async with column_site(settings, pool, site.folder) as other:
        for process in (site, other, site):
            assert await started(process, stranger, "copy") == 1
            assert await started(process, copied, "copy") == 5
        await record(site, copied, of_person(7))
        await site.copy(copied)
        for process in (site, other):
            assert await started(process, stranger, "copy") == 1
            assert await started(process, copied, "copy") == 6


@pytest.mark.parametrize("table", ["entry", "visit", "event", "person"])
async def test_deleting_rows_makes_a_copy_unusable_at_once(site: ColumnSite, copied: int, table: str):
    column = "id" if table == "person" else "person_id"
    person = "(SELECT max(id) FROM person WHERE workspace_id = $1)"
    await site.pool.execute(f"DELETE FROM {table} WHERE workspace_id = $1 AND {column} = {person}", copied)

    await site.ask(copied, FIGURES, scope=FILTERED)
    before = counted_from("copy")
    await site.ask(copied, FIGURES, scope=FILTERED)
    assert counted_from("copy") == before

    await site.copy(copied)
    await site.ask(copied, FIGURES, scope=FILTERED)
    assert counted_from("copy") > before
    assert len({path.parent for path in files_in(site, copied)}) == 1


async def test_a_copy_that_is_made_while_rows_are_deleted_is_not_used(site: ColumnSite, copied: int):
    async with site.pool.acquire() as operator:
        transaction = operator.transaction()
        await transaction.start()
        await operator.execute("DELETE FROM entry WHERE workspace_id = $1", copied)
        making = asyncio.create_task(site.copy(copied))
        await asyncio.sleep(0.2)
        await transaction.commit()
        await making

    assert (await site.ask(copied, FIGURES, scope=FILTERED))["series"]["stats"]["started"]["count"] == 0


async def test_events_that_are_recorded_while_a_copy_is_made_are_counted(site: ColumnSite, copied: int):
    async with site.pool.acquire() as writer:
        transaction = writer.transaction()
        await transaction.start()
        await record_events(writer, copied, of_person(20))
        making = asyncio.create_task(site.copy(copied))
        await asyncio.sleep(0.2)
        assert not making.done()
        await transaction.commit()
        recording = [record(site, copied, of_person(number)) for number in range(21, 30)]
        await asyncio.gather(making, *recording)

    assert await started(site, copied, "copy") == 15
    assert await site.pool.fetchval("SELECT count(*) FROM changed_person WHERE workspace_id = $1", copied) <= 10


async def test_a_worker_copies_large_series_again_once_they_have_changed_and_removes_others(
    site: ColumnSite, copied: int
):
    async def due(entries: int | None) -> list[bool]:
        return [each.is_needed for each in await due_copies(site.pool, entries) if each.workspace_id == copied]

    assert await due(5) == []
    await record(site, copied, of_person(6))
    assert await due(5) == [True]
    assert await due(7) == await due(None) == [False]

    off = site.settings.model_copy(update={"columns_entries": 0})
    await Copier(site.pool, off).update()

    assert await due(7) == await due(None) == files_in(site, copied) == []
    assert await started(site, copied, "rows") == 6


async def test_a_canceled_request_interrupts_its_query(site: ColumnSite):
    engine = site.columns.engine
    endless = "SELECT count(*) FROM range(1000000000) AS a (i), range(1000000000) AS b (j) WHERE a.i % 7 = b.j % 5"
    running = [asyncio.create_task(engine.run(lambda session: session.execute(endless).fetchall())) for _ in range(2)]
    await asyncio.sleep(0.1)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)

    assert all(task.cancelled() for task in running)
    assert await engine.run(lambda session: session.execute("SELECT 1").fetchall()) == [(1,)]
