"""Stored counts are compared with a columnar copy as with rows."""

from collections.abc import AsyncIterator

import pytest
from column_sites import ColumnSite, column_site, recorded
from histories import BEGIN, SERIES
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from recording import record_events

from core.events import EventInput, EventType
from core.settings import Settings
from db.definitions import define_series
from db.pool import Pool
from db.stored_counts import TABLES, StoredTable
from jobs.verification import differences, differences_from_copy, verify

EXAMPLES = hypothesis_settings(
    phases=[Phase.generate], max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LATER = EventInput(id="later", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="later")


@pytest.fixture(scope="module")
async def site(settings: Settings, pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ColumnSite]:
    async with column_site(settings, pool, tmp_path_factory.mktemp("columns")) as site:
        yield site


async def series_of(site: ColumnSite, workspace_id: int) -> int:
    return await site.pool.fetchval("SELECT id FROM series WHERE workspace_id = $1", workspace_id)


async def damage(pool: Pool, workspace_id: int, table: StoredTable, data: st.DataObject) -> None:
    """Change or delete a random row."""
    rows = await pool.fetch(f"SELECT ctid FROM {table.name} WHERE workspace_id = $1 ORDER BY ctid", workspace_id)
    if not rows:
        return
    count = data.draw(st.sampled_from([*table.counts, None]))
    change = f"DELETE FROM {table.name}" if count is None else f"UPDATE {table.name} SET {count} = {count} + 3"
    place = data.draw(st.integers(0, len(rows) - 1))
    await pool.execute(f"{change} WHERE workspace_id = $1 AND ctid = $2", workspace_id, rows[place]["ctid"])


@EXAMPLES
@given(data=st.data())
async def test_a_recount_from_a_copy_finds_the_same_differences_as_one_from_rows(site: ColumnSite, data: st.DataObject):
    workspace_id, _ = await recorded(site, data)
    series_id = await series_of(site, workspace_id)
    async with site.pool.of(workspace_id).acquire() as connection:
        right = await verify(connection, site.settings, workspace_id, series_id)
        for table in TABLES:
            await damage(site.pool, workspace_id, table, data)
        from_rows = await differences(connection, workspace_id, series_id)
        from_copy = await differences_from_copy(connection, site.settings, workspace_id, series_id)
        wrong = await verify(connection, site.settings, workspace_id, series_id)

    assert (right.different, right.copy is None) == ([], False)
    assert from_copy is not None
    assert from_copy.different == wrong.different == from_rows
    assert (wrong.copy is None) == (from_rows != [])


@pytest.fixture
async def series_id(site: ColumnSite, workspace_id: int) -> int:
    """A series with one person who started, and a copy of it."""
    async with site.pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    await record(site, workspace_id, EventInput(id="1", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="a"))
    await site.copy(workspace_id)
    return await series_of(site, workspace_id)


async def record(site: ColumnSite, workspace_id: int, event: EventInput) -> None:
    async with site.pool.acquire() as connection:
        await record_events(connection, workspace_id, [event])


async def test_a_copy_that_differs_from_the_rows_is_found(site: ColumnSite, workspace_id: int, series_id: int):
    await record(site, workspace_id, LATER)
    await site.pool.execute("DELETE FROM changed_person WHERE workspace_id = $1", workspace_id)

    async with site.pool.of(workspace_id).acquire() as connection:
        found = await verify(connection, site.settings, workspace_id, series_id)

    started = [(each.stored, each.recounted) for each in found.different if each.figure == "STARTED"]
    assert started == [(2, 1), (2, 1)]
    assert found.copy is not None


@pytest.mark.parametrize("damage", ["deleted", "cut"])
async def test_rows_are_recounted_if_a_copy_cannot_be_read(
    site: ColumnSite, workspace_id: int, series_id: int, damage: str
):
    for path in sorted((site.folder / "columns" / str(workspace_id)).rglob("*.parquet")):
        path.unlink() if damage == "deleted" else path.write_bytes(path.read_bytes()[:-1])

    async with site.pool.of(workspace_id).acquire() as connection:
        found = await verify(connection, site.settings, workspace_id, series_id)

    assert (found.different, found.copy) == ([], None)
    assert found.unreadable is not None
    assert ("is missing" if damage == "deleted" else "has another checksum") in found.unreadable
