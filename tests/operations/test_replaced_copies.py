"""A copy is used until the one that replaces it is loaded: requests do not count rows meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from column_sites import ColumnSite, SlowStorage, column_site
from copied_series import of_person, record, started, with_copy
from structlog.testing import capture_logs

from columns.copied_figures import copied_entry_counts
from columns.counting import RequestColumns
from columns.opening import open_columns
from core.figures import OutcomeKind
from core.metrics import COLUMN_FAILURES
from core.settings import Settings
from core.stats_scope import StatsScope
from core.time_ranges import ALWAYS
from db.column_copies import Copy, Edition, usable_copies
from db.pool import Pool
from db.snapshots import Snapshot

pytestmark = [pytest.mark.usefixtures("any_cost"), pytest.mark.executed_once]


@pytest.fixture
async def site(settings: Settings, pool: Pool, tmp_path: Path) -> AsyncIterator[ColumnSite]:
    async with column_site(settings, pool, tmp_path) as site:
        yield site


@pytest.fixture
def storage(site: ColumnSite) -> SlowStorage:
    return SlowStorage(site.storage)


@pytest.fixture
async def slow(site: ColumnSite, storage: SlowStorage) -> AsyncIterator[ColumnSite]:
    """Another process with the same copies, which gets their files from the slow storage."""
    async with open_columns(site.settings, site.pool, lambda _: storage, patience_seconds=0.1) as columns:
        assert columns is not None
        yield ColumnSite(site.settings, site.pool, columns)
        storage.released.set()


@pytest.fixture
async def copied(site: ColumnSite, slow: ColumnSite, storage: SlowStorage, workspace_id: int) -> int:
    """A workspace with five people in a series, and a copy of it that the slow process has loaded."""
    await with_copy(site, workspace_id)
    [task] = await loading(slow, workspace_id, "rows")
    storage.released.set()
    await task
    storage.released.clear()
    return workspace_id


async def loading(site: ColumnSite, workspace_id: int, source: str) -> list[asyncio.Task[None]]:
    """Asks for figures, which are counted from a source. Returns the tasks that load copies then."""
    await started(site, workspace_id, source)
    return [each.task for each in site.columns.copies._loading.values()]


async def series_of(pool: Pool, workspace_id: int) -> int:
    return await pool.fetchval("SELECT id FROM series WHERE workspace_id = $1", workspace_id)


async def newest_generation(site: ColumnSite, workspace_id: int) -> int | None:
    """Of the copies of a series that a process has loaded."""
    newest = await site.newest(workspace_id)
    return newest and newest.edition.copy.generation


async def test_the_copy_before_is_counted_until_the_newest_one_is_loaded(
    site: ColumnSite, slow: ColumnSite, storage: SlowStorage, copied: int
):
    await record(site, copied, of_person(5))
    await site.copy(copied)
    await record(site, copied, of_person(6))

    tasks = await loading(slow, copied, "copy")
    assert await started(slow, copied, "copy") == 7

    storage.released.set()
    await asyncio.gather(*tasks)
    assert await newest_generation(slow, copied) == 2
    assert await started(slow, copied, "copy") == 7


async def test_changes_are_forgotten_once_the_copy_before_contains_them(site: ColumnSite, copied: int):
    for number in range(5, 8):
        await record(site, copied, of_person(number))
        await site.copy(copied)

    generations = "SELECT generation FROM changed_person WHERE workspace_id = $1"
    assert [row["generation"] for row in await site.pool.fetch(generations, copied)] == [3]


async def test_the_copy_before_is_not_counted_if_rows_were_deleted(site: ColumnSite, slow: ColumnSite, copied: int):
    person = "(SELECT min(id) FROM person WHERE workspace_id = $1)"
    for table in ("event", "visit", "entry"):
        await site.pool.execute(f"DELETE FROM {table} WHERE workspace_id = $1 AND person_id = {person}", copied)
    await site.copy(copied)

    assert await started(slow, copied, "rows") == 4
    assert await newest_generation(slow, copied) is None  # also removed from its disk


async def test_a_request_goes_on_with_its_copy_after_others_have_loaded_a_newer_one(site: ColumnSite, copied: int):
    series_id = await series_of(site.pool, copied)
    scope = StatsScope(datetime.now(UTC))
    async with Snapshot(site.pool.of(copied)) as snapshot:
        request = RequestColumns(site.columns, snapshot, copied)
        part = await request.part([series_id], scope)
        await record(site, copied, of_person(5))
        await site.copy(copied)
        assert await started(site, copied, "copy") == 6

        counts = await copied_entry_counts(request.reader_of(part, scope), [series_id], scope, ALWAYS)

    assert counts[series_id][OutcomeKind.STARTED] == 5


async def first_edition(pool: Pool, workspace_id: int) -> Edition:
    """Of a process that has loaded the first copy of a series."""
    [row] = await pool.fetch("SELECT series_id, id FROM column_copy WHERE workspace_id = $1", workspace_id)
    return Edition(Copy(workspace_id, row["series_id"], row["id"], generation=1), since=1, visible_from=1)


@pytest.mark.parametrize(("changed", "since"), [(1000, 1), (1001, 2)])
async def test_the_newest_copy_is_loaded_first_if_too_many_people_have_changed_since_the_one_before(
    site: ColumnSite, copied: int, changed: int, since: int
):
    series_id = await series_of(site.pool, copied)
    await site.copy(copied)
    marks = "INSERT INTO changed_person SELECT $1, $2, 1, generate_series(1, $3)"
    await site.pool.execute(marks, copied, series_id, changed)

    async with Snapshot(site.pool.of(copied)) as snapshot:
        usable = await usable_copies(snapshot, copied, [series_id], [await first_edition(site.pool, copied)])

    assert usable[series_id].since == since


async def test_the_copy_before_is_not_counted_if_an_earlier_release_has_published_the_newest(
    site: ColumnSite, copied: int
):
    series_id = await series_of(site.pool, copied)
    await site.copy(copied)
    publish = "UPDATE column_copy SET generation = 3, copied = 3 WHERE workspace_id = $1"  # and forgets all changes
    await site.pool.execute(publish, copied)

    async with Snapshot(site.pool.of(copied)) as snapshot:
        usable = await usable_copies(snapshot, copied, [series_id], [await first_edition(site.pool, copied)])

    assert usable[series_id].since == 3


async def test_a_copy_that_is_replaced_while_it_is_loaded_is_not_damaged(
    site: ColumnSite, slow: ColumnSite, storage: SlowStorage, copied: int
):
    before = COLUMN_FAILURES.labels("load")._value.get()
    await record(site, copied, of_person(5))
    await site.copy(copied)
    [task] = await loading(slow, copied, "copy")
    await record(site, copied, of_person(6))
    await site.copy(copied)  # its worker removes the files of the one before

    storage.released.set()
    with capture_logs() as lines:
        await task

    assert [line["event"] for line in lines if line["log_level"] == "warning"] == []
    assert COLUMN_FAILURES.labels("load")._value.get() == before
