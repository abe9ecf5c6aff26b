"""Makes the columnar copies of large series, and removes those that are not needed."""

import asyncio
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from columns.writing import Written, write_files
from core.settings import Settings
from db.column_copies import (
    TABLES,
    Copy,
    RowsToCopy,
    copying,
    due_copies,
    publish_copy,
    remove_copy,
    series_folder,
)
from db.pool import Pool
from jobs.chunks import in_chunks
from jobs.storage import Storage, open_storage

log = structlog.stdlib.get_logger()

_CHUNK = 1 << 20  # bytes of rows written at once


async def update_column_copies(pool: Pool, settings: Settings) -> None:
    """Make missing and outdated copies, one after another, and remove those of series that have become small.

    Safe to interrupt, and to run concurrently. Raises Unavailable.
    """
    storage = open_storage(settings)
    for due in await due_copies(pool, settings.columns_entries or None):
        if due.is_needed:
            await copy_series(pool, settings, storage, due.workspace_id, due.series_id)
        else:
            await storage.remove(series_folder(due.workspace_id, due.series_id))
            await remove_copy(pool.of(due.workspace_id), due.workspace_id, due.series_id)
            log.info("columns.removed", workspace_id=due.workspace_id, series_id=due.series_id)


async def copy_series(pool: Pool, settings: Settings, storage: Storage, workspace_id: int, series_id: int) -> None:
    """Make a new copy of a series and use it from now on. Does nothing if another worker makes one."""
    async with copying(settings, workspace_id, series_id) as rows:
        if rows is None:
            return
        with TemporaryDirectory(prefix="milepost-columns-") as folder:
            written = await _written(rows, settings, Path(folder))
            for file, path in zip(written.files, written.paths, strict=True):
                await storage.put(file.name, path)
        copy = replace(rows.copy, files=written.files)
        if await publish_copy(pool.of(workspace_id), copy, written.people):
            log.info("columns.copied", workspace_id=workspace_id, series_id=series_id, people=written.people)
            await _remove_others(storage, copy)


async def _written(rows: RowsToCopy, settings: Settings, folder: Path) -> Written:
    async with rows.snapshot():
        for table in TABLES:
            await _write_rows(rows, table, folder)
    return await asyncio.to_thread(write_files, rows.copy, folder, settings)


async def _write_rows(rows: RowsToCopy, table: str, folder: Path) -> None:
    with (folder / f"{table}.csv").open("wb") as target:

        async def write(chunk: bytes) -> None:
            await asyncio.to_thread(target.write, chunk)

        async with in_chunks(_CHUNK, write) as chunks:
            await rows.write(table, chunks.write)


async def _remove_others(storage: Storage, copy: Copy) -> None:
    """Remove the other folders of a series: older copies, and what interrupted attempts have left."""
    for folder in await storage.folders(series_folder(copy.workspace_id, copy.series_id)):
        if folder != copy.folder:
            await storage.remove(folder)
