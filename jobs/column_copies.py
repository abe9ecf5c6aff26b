"""Makes the columnar copies of large series, and removes those that are not needed."""

import asyncio
from dataclasses import replace
from time import monotonic
from typing import NamedTuple

import structlog

from columns.engine import EngineError
from columns.row_files import write_rows
from columns.writing import write_files
from core.errors import Unavailable, loggable
from core.metrics import COLUMN_FAILURES
from core.settings import Settings
from core.temporary_folders import large_temporary_folder
from db.column_copies import Copy, DueCopy, due_copies, publish_copy, remove_copy, series_folder
from db.copied_rows import all_rows
from db.pool import Pool
from jobs.storage import Storage, open_storage

log = structlog.stdlib.get_logger()

FIRST_RETRY_SECONDS = 120
LAST_RETRY_SECONDS = 3600


class _Failing(NamedTuple):
    """How often a copy has failed in succession, and when to try again."""

    times: int
    retry_at: float


class Copier:
    """Makes missing and outdated copies, one after another, and removes those of series that have become small.

    A series whose copy fails does not keep others from theirs. It is tried again after 2 minutes, and after twice as
    long each time, at most an hour: each attempt reads all of its rows.
    """

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool = pool
        self._settings = settings
        self._failing: dict[DueCopy, _Failing] = {}

    async def update(self) -> None:
        """Make and remove what is due. Safe to interrupt, and to run concurrently."""
        storage = open_storage(self._settings)
        due = await due_copies(self._pool, self._settings.columns_entries or None)
        self._failing = {each: self._failing[each] for each in due if each in self._failing}
        for each in due:
            if each not in self._failing or self._failing[each].retry_at <= monotonic():
                await self._try(storage, each)

    async def _try(self, storage: Storage, due: DueCopy) -> None:
        named = log.bind(workspace_id=due.workspace_id, series_id=due.series_id)
        try:
            if due.is_needed:
                await copy_series(self._pool, self._settings, storage, due.workspace_id, due.series_id)
            else:
                await storage.remove(series_folder(due.workspace_id, due.series_id))
                await remove_copy(self._pool.of(due.workspace_id), due.workspace_id, due.series_id)
                named.info("columns.removed")
            self._failing.pop(due, None)
        except (EngineError, OSError, Unavailable) as error:
            times = self._failing[due].times + 1 if due in self._failing else 1
            seconds = min(FIRST_RETRY_SECONDS * 2 ** (times - 1), LAST_RETRY_SECONDS)
            self._failing[due] = _Failing(times, monotonic() + seconds)
            COLUMN_FAILURES.labels("make").inc()
            named.warning("columns.not_updated", error=loggable(error), retry_seconds=seconds)


async def copy_series(pool: Pool, settings: Settings, storage: Storage, workspace_id: int, series_id: int) -> None:
    """Make a new copy of a series and use it from now on. Does nothing if another worker makes one."""
    async with all_rows(settings, workspace_id, series_id) as rows:
        if rows is None:
            return
        async with large_temporary_folder("columns") as folder:
            async with rows.snapshot():
                await write_rows(rows, folder)
            written = await asyncio.to_thread(write_files, rows.copy, folder, settings)
            for file, path in zip(written.files, written.paths, strict=True):
                await storage.put(file.name, path)
        copy = replace(rows.copy, files=written.files)
        if await publish_copy(pool.of(workspace_id), copy, written.people):
            log.info("columns.copied", workspace_id=workspace_id, series_id=series_id, people=written.people)
            await _remove_others(storage, copy)


async def _remove_others(storage: Storage, copy: Copy) -> None:
    """Remove the other folders of a series: older copies, and what interrupted attempts have left."""
    for folder in await storage.folders(series_folder(copy.workspace_id, copy.series_id)):
        if folder != copy.folder:
            await storage.remove(folder)
