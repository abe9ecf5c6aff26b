"""Figures stay right if copies cannot be made, loaded or read."""

import asyncio
import hashlib
import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from column_sites import ENDLESS, FIGURES, FILTERED, PATIENCE_SECONDS, ColumnSite, column_site, lock_of_series
from copied_series import started, with_copy
from databases import new_database
from pools import pool_for
from structlog.testing import capture_logs

from columns.engine import MOST_QUERIES
from core.metrics import COLUMN_FAILURES
from core.settings import Settings
from db.migrate import migrate
from db.pool import Pool
from db.tokens import ensure_workspace
from jobs.column_copies import Copier

pytestmark = [pytest.mark.usefixtures("any_cost"), pytest.mark.executed_once]


@pytest.fixture
async def site(settings: Settings, pool: Pool, tmp_path: Path) -> AsyncIterator[ColumnSite]:
    """A process that loads a failed copy again at once."""
    async with column_site(settings, pool, tmp_path, retry_seconds=0) as site:
        yield site


@pytest.fixture
async def copied(site: ColumnSite, workspace_id: int) -> int:
    return await with_copy(site, workspace_id)


def failures(step: str) -> float:
    return COLUMN_FAILURES.labels(step)._value.get()


async def loaded_in(site: ColumnSite) -> dict[str, Path]:
    """The copies in the engine by name, with their files."""
    query = "SELECT database_name, path FROM duckdb_databases() WHERE database_name LIKE 'copy%'"
    rows = await site.columns.engine.run(lambda session: session.execute(query).fetchall())
    return {name: Path(path) for name, path in rows}


async def test_a_copy_that_cannot_be_read_is_loaded_again(site: ColumnSite, copied: int):
    assert await started(site, copied, "copy") == 5
    [name] = await loaded_in(site)
    await site.columns.engine.run(lambda session: session.execute(f"DETACH {name}"))
    before = failures("read")

    figures = (await site.ask(copied, FIGURES, scope=FILTERED))["series"]["stats"]
    assert figures["started"]["count"] == 5
    assert failures("read") == before + 1
    assert await started(site, copied, "copy") == 5
    assert name not in await loaded_in(site)


@pytest.mark.parametrize("damage", ["deleted", "cut"])
async def test_figures_stay_right_if_files_of_a_loaded_copy_are_damaged(site: ColumnSite, copied: int, damage: str):
    assert await started(site, copied, "copy") == 5
    for path in (await loaded_in(site)).values():
        path.unlink() if damage == "deleted" else path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    for _ in range(2):
        figures = (await site.ask(copied, FIGURES, scope=FILTERED))["series"]["stats"]
        assert figures["started"]["count"] == 5


async def test_a_copy_that_could_not_be_loaded_is_not_tried_by_each_request(
    settings: Settings, pool: Pool, site: ColumnSite, copied: int, tmp_path: Path
):
    [files] = await pool.fetch("SELECT files FROM column_copy WHERE workspace_id = $1", copied)
    away = tmp_path.with_name("away")
    shutil.move(tmp_path / "columns", away)
    before = failures("load")
    async with column_site(settings, pool, tmp_path) as patient:
        for process in (patient, site):
            assert await started(process, copied, "rows") == 5
        assert failures("load") == before + 1  # the first one has discarded it
        shutil.move(away, tmp_path / "columns")
        await pool.execute("UPDATE column_copy SET files = $2 WHERE workspace_id = $1", copied, files["files"])

        assert await started(patient, copied, "rows") == 5
        assert await started(site, copied, "copy") == 5
    assert failures("load") == before + 1


async def test_a_copy_that_cannot_be_loaded_leaves_nothing_in_the_engine(site: ColumnSite, copied: int):
    [row] = await site.pool.fetch("SELECT files FROM column_copy WHERE workspace_id = $1", copied)
    for file in row["files"]:
        if file["table"] == "event":  # is loaded last
            (site.folder / file["name"]).write_bytes(b"not Parquet")
            file["sha256"] = hashlib.sha256(b"not Parquet").hexdigest()
    await site.pool.execute("UPDATE column_copy SET files = $2 WHERE workspace_id = $1", copied, row["files"])
    before = failures("load")

    for _ in range(2):
        assert await started(site, copied, "rows") == 5

    assert failures("load") == before + 2
    assert await loaded_in(site) == {}


async def test_the_queries_of_a_canceled_request_are_not_run(site: ColumnSite, copied: int):
    assert await started(site, copied, "copy") == 5
    engine = site.columns.engine
    busy = [asyncio.create_task(engine.run(lambda session: session.execute(ENDLESS))) for _ in range(MOST_QUERIES)]
    request = asyncio.create_task(site.ask(copied, FIGURES, scope=FILTERED))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(engine._running) <= MOST_QUERIES:  # noqa: ASYNC110 - until its queries wait for a thread
            await asyncio.sleep(0.01)
        request.cancel()
        while len(engine._running) > MOST_QUERIES:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        for each in busy:
            each.cancel()
        await asyncio.gather(*busy, request, return_exceptions=True)

    assert not engine._running
    assert await started(site, copied, "copy") == 5


async def test_requests_count_rows_while_the_storage_does_not_respond(settings: Settings, pool: Pool, copied: int):
    nowhere = settings.model_copy(
        update={
            "storage_url": "s3://nowhere?endpoint=http://127.0.0.1:9&allow_http=true&access_key_id=a&secret_access_key=b"
        }
    )
    async with column_site(nowhere, pool, nowhere.storage_url, patience_seconds=0.1) as unreachable:
        for _ in range(2):
            assert await started(unreachable, copied, "rows") == 5


@asynccontextmanager
async def two_due(settings: Settings, folder: Path) -> AsyncGenerator[tuple[ColumnSite, int, int]]:
    """A database of its own with two workspaces, each with a series whose copy must be made again."""
    async with new_database(settings) as own:
        await migrate(own)
        async with pool_for(own) as pool, column_site(own, pool, folder) as site:
            first, second = [await ensure_workspace(pool, name) for name in ("first", "second")]
            for workspace_id in (first, second):
                await with_copy(site, workspace_id)
                await pool.execute("UPDATE column_copy SET files = NULL WHERE workspace_id = $1", workspace_id)
            yield site, first, second


async def test_a_series_whose_copy_fails_is_put_off_and_does_not_keep_others_from_theirs(
    settings: Settings, tmp_path: Path
):
    async with two_due(settings, tmp_path) as (site, failing, other):
        blocked = tmp_path / "columns" / str(failing)
        shutil.rmtree(blocked)
        blocked.write_text("no folder")
        before = failures("make")

        copier = Copier(site.pool, site.settings)
        with capture_logs() as logs:
            await copier.update()
            await copier.update()
        assert [log["workspace_id"] for log in logs if log["event"] == "columns.not_updated"] == [failing]
        assert [log["retry_seconds"] for log in logs if log["event"] == "columns.not_updated"] == [120]
        assert failures("make") == before + 1
        assert await started(site, failing, "rows") == await started(site, other, "copy") == 5

        blocked.unlink()
        await Copier(site.pool, site.settings).update()
        assert await started(site, failing, "copy") == 5


async def test_a_series_that_stays_locked_is_put_off_and_does_not_keep_others_from_their_copies(
    settings: Settings, tmp_path: Path
):
    async with two_due(settings, tmp_path) as (site, locked, other):
        async with lock_of_series(site.pool, locked), asyncio.timeout(30):
            with capture_logs() as logs:
                await Copier(site.pool, site.settings).update()
        assert [log["workspace_id"] for log in logs if log["event"] == "columns.not_updated"] == [locked]
        assert await started(site, locked, "rows") == await started(site, other, "copy") == 5
