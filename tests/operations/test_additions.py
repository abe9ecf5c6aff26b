"""A process adds the rows of people who have changed to its copies. Figures stay those of rows, whatever happens."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from asking import ask
from boards import QUERY
from column_sites import (
    AT_ONCE,
    FIGURES,
    FILTERED,
    PATIENCE_SECONDS,
    ColumnSite,
    SlowStorage,
    column_site,
    lock_of_series,
)
from copied_series import of_person, record, started, with_copy
from filters import filters, ids_of
from histories import SERIES, deliveries, histories
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from sampling import examples, is_long
from scopes import Scope, scopes
from structlog.testing import capture_logs

from columns.copied_figures import copied_entry_counts
from columns.counting import RequestColumns
from columns.editions import LoadedEdition
from columns.opening import open_columns
from core.figures import OutcomeKind
from core.metrics import COLUMN_FAILURES
from core.settings import Settings
from core.stats_scope import StatsScope
from core.time_ranges import ALWAYS
from db.definitions import define_series
from db.pool import Pool
from db.snapshots import Snapshot
from db.tokens import ensure_workspace

pytestmark = [pytest.mark.usefixtures("any_cost"), pytest.mark.executed_once]

STEPS = st.sampled_from(["record", "record", "record", "add", "add", "copy", "erase"])


@pytest.fixture(scope="module")
async def site(settings: Settings, pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ColumnSite]:
    """A process that adds rows at once."""
    async with column_site(settings, pool, tmp_path_factory.mktemp("columns"), pace=AT_ONCE) as site:
        yield site


@pytest.fixture
async def copied(site: ColumnSite, workspace_id: int) -> int:
    """A workspace with five people in a series, and a copy of it that the process has loaded."""
    await with_copy(site, workspace_id)
    assert await started(site, workspace_id, "copy") == 5
    return workspace_id


async def erase_one(site: ColumnSite, workspace_id: int) -> None:
    """Delete the rows of one person, as an operator does."""
    [row] = await site.pool.fetch("SELECT max(person_id) AS id FROM entry WHERE workspace_id = $1", workspace_id)
    for table in ("event", "visit", "entry"):
        await site.pool.execute(
            f"DELETE FROM {table} WHERE workspace_id = $1 AND person_id = $2", workspace_id, row["id"]
        )


async def added(site: ColumnSite, workspace_id: int) -> int:
    """The number of people in the additions of the newest edition."""
    newest = await site.newest(workspace_id)
    assert newest is not None
    return len({id_ for each in newest.additions for id_ in each.people["id"].to_pylist()})


async def counted(site: ColumnSite, snapshot: Snapshot, workspace_id: int) -> tuple[int, int]:
    """How many people have started as a snapshot sees it, and how many of them are counted from rows."""
    series_id = await site.pool.fetchval("SELECT id FROM series WHERE workspace_id = $1", workspace_id)
    scope, request = StatsScope(datetime.now(UTC)), RequestColumns(site.columns, snapshot, workspace_id)
    part = await request.part([series_id], scope)
    counts = await copied_entry_counts(request.reader_of(part, scope), [series_id], scope, ALWAYS)
    changed = () if part.changed is None else part.changed.ids or ()
    return counts[series_id][OutcomeKind.STARTED] + len(changed), len(changed)


async def begin_adding(site: ColumnSite, workspace_id: int) -> list[asyncio.Task[None]]:
    await site.ask(workspace_id, FIGURES, scope=FILTERED)
    await asyncio.sleep(0.2)
    return [*site.columns.additions._running.values()]


async def take(step: str, site: ColumnSite, workspace_id: int, batches: list[Any]) -> None:
    match step:
        case "record":
            await record(site, workspace_id, batches.pop() if batches else [])
        case "add":
            await site.add(workspace_id)
        case "copy":
            await site.copy(workspace_id)
        case _:
            await erase_one(site, workspace_id)


@examples(12)
@given(data=st.data(), scope=scopes(), people=st.none() | filters())
async def test_figures_equal_those_from_rows_after_any_steps(
    site: ColumnSite, data: st.DataObject, scope: Scope, people: Any
):
    workspace_id = await ensure_workspace(site.pool, f"additions {data.draw(st.uuids())} {datetime.now(UTC)}")
    async with site.pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    batches = data.draw(deliveries(data.draw(histories())))
    await record(site, workspace_id, batches.pop())
    await site.copy(workspace_id)
    for step in data.draw(st.lists(STEPS, min_size=3, max_size=12)):
        await take(step, site, workspace_id, batches)

    given_scope = scope.given
    if people is not None:
        given_scope["people"] = people.given(await ids_of(site.pool, workspace_id))
    from_rows = await ask(site.pool, workspace_id, QUERY, scope=given_scope)
    assert await site.ask(workspace_id, QUERY, scope=given_scope) == from_rows


async def test_people_who_have_changed_are_added_and_not_counted_from_rows_any_more(site: ColumnSite, copied: int):
    await record(site, copied, of_person(5))
    assert await started(site, copied, "copy") == 6

    await site.add(copied)

    async with Snapshot(site.pool.of(copied)) as snapshot:
        assert await counted(site, snapshot, copied) == (6, 0)
    assert await started(site, copied, "copy") == 6
    assert await added(site, copied) == 1


async def test_someone_who_changes_again_is_counted_once(site: ColumnSite, copied: int):
    first, *rest = of_person(5)
    for events in ([first], rest, of_person(0)):
        await record(site, copied, events)
        await site.add(copied)
        await record(site, copied, of_person(6))

    assert await started(site, copied, "copy") == 7
    assert await added(site, copied) == 2  # people 5 and 6: the events of person 0 are known


async def test_a_few_changed_people_are_not_added(settings: Settings, site: ColumnSite, copied: int):
    async with column_site(settings, site.pool, site.folder) as usual:
        await record(usual, copied, of_person(5))
        await usual.add(copied)

        assert await added(usual, copied) == 0


async def test_no_one_is_added_once_so_many_were_that_rows_would_be_counted(site: ColumnSite, copied: int):
    async with site.pool.acquire() as connection:
        people = "SELECT id FROM person WHERE workspace_id = $1 LIMIT 1"
        await connection.execute(
            "INSERT INTO changed_person SELECT $1, series_id, 1, generate_series(1000000, 1001000) FROM column_copy"
            f" WHERE workspace_id = $1 AND EXISTS ({people})",
            copied,
        )

    await site.add(copied)

    assert await added(site, copied) == 0


async def test_a_request_whose_snapshot_is_older_does_not_see_what_was_added(site: ColumnSite, copied: int):
    await record(site, copied, of_person(5))
    await site.add(copied)
    async with Snapshot(site.pool.of(copied)) as snapshot:
        assert await counted(site, snapshot, copied) == (6, 0)

        await record(site, copied, of_person(6))
        await site.add(copied)

        assert await counted(site, snapshot, copied) == (6, 0)
    async with Snapshot(site.pool.of(copied)) as snapshot:
        assert await counted(site, snapshot, copied) == (7, 0)


async def test_a_snapshot_that_began_while_recording_was_awaited_does_not_see_what_was_added(
    site: ColumnSite, copied: int
):
    await record(site, copied, of_person(5))
    async with site.pool.acquire() as writer, Snapshot(site.pool.of(copied)) as snapshot:
        transaction = writer.transaction()
        await transaction.start()
        await record_events(writer, copied, of_person(6))
        [adding] = await begin_adding(site, copied)
        assert not adding.done()
        assert await counted(site, snapshot, copied) == (6, 1)
        await transaction.commit()
        await adding

        assert await added(site, copied) == 2
        assert await counted(site, snapshot, copied) == (6, 1)
    assert await started(site, copied, "copy") == 7


@pytest.mark.parametrize("table", ["ingest_lane", "column_copy"])
async def test_an_addition_that_waits_for_recording_holds_no_lock(site: ColumnSite, copied: int, table: str):
    await record(site, copied, of_person(5))
    async with lock_of_series(site.pool, copied):
        [adding] = await begin_adding(site, copied)
        await site.pool.execute(f"SELECT FROM {table} WHERE workspace_id = $1 FOR UPDATE NOWAIT", copied)
        assert not adding.done()
    await adding

    assert await added(site, copied) == 1


async def test_a_series_that_stays_locked_does_not_keep_others_from_their_additions(site: ColumnSite, copied: int):
    other = await ensure_workspace(site.pool, f"beside {copied}")
    await with_copy(site, other)
    await record(site, copied, of_person(5))
    await record(site, other, of_person(105))
    async with lock_of_series(site.pool, copied), asyncio.timeout(20):
        with capture_logs() as logs:
            [adding] = await begin_adding(site, copied)
            await site.add(other)
            await adding

    assert await added(site, other) == 1
    assert await added(site, copied) == 0
    assert [log["event"] for log in logs if log["log_level"] == "warning"] == ["columns.not_added"]


async def test_additions_are_unloaded_once_no_request_uses_them(site: ColumnSite, copied: int):
    query = "SELECT database_name FROM duckdb_databases() WHERE database_name LIKE 'addition%'"
    series_id = await site.pool.fetchval("SELECT id FROM series WHERE workspace_id = $1", copied)

    async def loaded() -> set[str]:
        rows = await site.columns.engine.run(lambda session: session.execute(query).fetchall())
        return {name for (name,) in rows}

    def editions() -> list[LoadedEdition]:
        return [each for each in site.columns.copies.editions.of([series_id]) if each.additions]

    def used() -> set[str]:
        return {addition.tables.name for each in editions() for addition in each.additions}

    others = await loaded()
    async with Snapshot(site.pool.of(copied)) as snapshot:
        await record(site, copied, of_person(5))
        await site.add(copied)
        assert await counted(site, snapshot, copied) == (6, 0)
        for number in range(6, 206 if is_long() else 26):
            await record(site, copied, of_person(number))
            await site.add(copied)
        assert await counted(site, snapshot, copied) == (6, 0)
        assert len(editions()) == 3  # that of the request, and the newest two
        assert await loaded() == others | used()
    await record(site, copied, of_person(5))
    await record(site, copied, of_person(300))
    await site.add(copied)

    assert len(editions()) == 2
    assert await loaded() == others | used()
    assert site.columns.copies.editions._uses == {}


async def test_who_was_added_after_a_newer_copy_was_begun_is_carried_over(site: ColumnSite, copied: int):
    storage = SlowStorage(site.storage)
    storage.released.set()
    waits = {"patience_seconds": PATIENCE_SECONDS, "pace": AT_ONCE}
    async with open_columns(site.settings, site.pool, lambda _: storage, **waits) as columns:
        assert columns is not None
        slow = ColumnSite(site.settings, site.pool, columns)
        assert await started(slow, copied, "copy") == 5
        storage.released.clear()
        await record(slow, copied, of_person(5))
        await slow.add(copied)
        await slow.copy(copied)
        for number in (0, 6):
            await record(slow, copied, [event for event in of_person(number) if event.id != "p0 RECEIVED"])
        await slow.add(copied)
        assert await added(slow, copied) == 2

        loading = [each.task for each in columns.copies._loading.values()]
        storage.released.set()
        await asyncio.gather(*loading)

        assert (await slow.newest(copied)).edition.copy.generation == 4
        assert await added(slow, copied) == 1
        async with Snapshot(slow.pool.of(copied)) as snapshot:
            assert await counted(slow, snapshot, copied) == (7, 0)


@pytest.mark.parametrize("when", ["before", "while it is made", "after"])
async def test_an_addition_is_not_used_once_rows_were_deleted(site: ColumnSite, copied: int, when: str):
    await record(site, copied, of_person(5))
    if when == "before":
        newest = await site.newest(copied)
        assert newest is not None
    if when == "while it is made":
        async with lock_of_series(site.pool, copied):
            [adding] = await begin_adding(site, copied)
            await erase_one(site, copied)
        await adding
        assert await added(site, copied) == 0
    else:
        if when == "after":
            await site.add(copied)
        await erase_one(site, copied)

    assert await started(site, copied, "rows") == 5
    await site.copy(copied)
    assert await started(site, copied, "copy") == 5
    assert await added(site, copied) == 0


async def test_two_processes_and_two_workspaces_have_their_own_additions(
    settings: Settings, site: ColumnSite, copied: int
):
    stranger = await ensure_workspace(site.pool, f"stranger to {copied}")
    await with_copy(site, stranger)
    async with column_site(settings, site.pool, site.folder, pace=AT_ONCE) as other:
        for number in range(5, 10):
            await record(site, copied, of_person(number))
            await record(site, stranger, of_person(100 + number))
            await asyncio.gather(*(each.add(place) for each in (site, other) for place in (copied, stranger)))

        for process in (site, other):
            assert await started(process, copied, "copy") == 10
            assert await started(process, stranger, "copy") == 10


async def test_requests_count_rows_if_additions_fail_which_is_tried_again_later(
    settings: Settings, pool: Pool, copied: int, site: ColumnSite
):
    async with column_site(settings, pool, site.folder, pace=AT_ONCE) as failing:
        assert await started(failing, copied, "copy") == 5
        await record(failing, copied, of_person(5))
        folder = failing.columns.additions._folder
        shutil.move(folder, folder.with_name(f"{folder.name}-away"))
        before = COLUMN_FAILURES.labels("add")._value.get()
        with capture_logs() as logs:
            for _ in range(2):
                await failing.add(copied)
                assert await started(failing, copied, "copy") == 6
        [failure] = [log for log in logs if log["event"] == "columns.not_added"]
        assert failure["retry_seconds"] == 2
        assert COLUMN_FAILURES.labels("add")._value.get() == before + 1

        shutil.move(folder.with_name(f"{folder.name}-away"), folder)
        async with asyncio.timeout(20):
            while await added(failing, copied) == 0:
                await failing.add(copied)
        assert await started(failing, copied, "copy") == 6
