"""Keeps loaded copies up to date, while requests count from them: adds the rows of people who have changed.

A request counts these people from rows, which takes the longer the more there are. Nothing happens without requests.
"""

import asyncio
import shutil
from collections import defaultdict
from contextvars import Context
from functools import partial
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import structlog

from columns.editions import LoadedEdition
from columns.engine import Engine, EngineError
from columns.loading import ReadRows, add
from columns.local_copies import LocalCopies
from columns.people_ids import ids_in
from columns.row_files import write_rows
from core.errors import Unavailable, loggable
from core.metrics import COLUMN_FAILURES
from db.column_copies import Edition, UsableCopy
from db.copied_rows import changed_rows
from db.pool import OUTAGES, Pool

log = structlog.stdlib.get_logger()

MOST_SECONDS = 30  # of one addition
_FIRST_RETRY_SECONDS = 2
_LAST_RETRY_SECONDS = 120


class Pace(NamedTuple):
    """When rows are added: if so many people have changed, and `rest` times as long as it took last time has passed."""

    least_changed: int
    rest: float


USUAL_PACE = Pace(least_changed=200, rest=2)  # counting the rows of fewer people takes a few milliseconds


class _Pause(NamedTuple):
    """How often additions of a series have failed in succession, and until when there is none."""

    failures: int = 0
    until: float = 0


class Additions:
    """Adds rows to the copies of this process, one after another, from one connection of the pool."""

    def __init__(self, engine: Engine, copies: LocalCopies, pool: Pool, folder: Path, pace: Pace) -> None:
        self._engine = engine
        self._copies = copies
        self._pool = pool
        self._folder = folder
        self._pace = pace
        self._turn = asyncio.Lock()
        self._running: dict[int, asyncio.Task[None]] = {}  # by series
        self._pauses: defaultdict[int, _Pause] = defaultdict(_Pause)

    def consider(self, usable: UsableCopy, loaded: LoadedEdition) -> None:
        """Call when a request counts from an edition. Starts an addition if that is worth it, and does not wait."""
        series_id = usable.copy.series_id
        changed = len(usable.changed) // 8
        is_worth_it = self._pace.least_changed <= changed <= usable.most_changed - loaded.added
        if not is_worth_it or series_id in self._running:
            return
        if loaded is self._copies.editions.newest(series_id) and self._pauses[series_id].until <= monotonic():
            self._running[series_id] = asyncio.create_task(self._add(loaded), context=Context())

    async def close(self) -> None:
        """Stop adding."""
        running = [*self._running.values()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _add(self, loaded: LoadedEdition) -> None:
        series_id = loaded.edition.copy.series_id
        try:
            async with self._turn:
                begun = monotonic()
                async with asyncio.timeout(MOST_SECONDS):
                    await self._put_addition(loaded)
            self._pauses[series_id] = _Pause(0, monotonic() + self._pace.rest * (monotonic() - begun))
        except (EngineError, Unavailable, *OUTAGES) as error:
            seconds = self._put_off(series_id)
            log.warning("columns.not_added", series_id=series_id, error=loggable(error), retry_seconds=seconds)
        finally:
            del self._running[series_id]

    def _put_off(self, series_id: int) -> int:
        """Count a failure. Returns the seconds until the next attempt."""
        failures = self._pauses[series_id].failures
        seconds = min(_FIRST_RETRY_SECONDS * 2**failures, _LAST_RETRY_SECONDS)
        self._pauses[series_id] = _Pause(failures + 1, monotonic() + seconds)
        COLUMN_FAILURES.labels("add").inc()
        return seconds

    async def _put_addition(self, loaded: LoadedEdition) -> None:
        folder = self._folder / self._copies.new_name("rows")
        try:
            await asyncio.to_thread(folder.mkdir)
            with self._copies.editions.using([loaded]):
                if (read := await self._read(loaded.edition, folder)) is not None:
                    async with self._copies.new_addition() as name:
                        additions = await self._engine.run(partial(add, loaded, read, name))
                    await self._copies.put(LoadedEdition(read.edition, loaded.base, additions))
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _read(self, edition: Edition, folder: Path) -> ReadRows | None:
        """Write the rows of the people who have changed into files. None if the copy may not be used any more."""
        copy = edition.copy
        async with changed_rows(self._pool.of(copy.workspace_id), copy, edition.since) as rows:
            if rows is None:
                return None
            async with rows.snapshot():
                people = ids_in([await rows.people()])
                await write_rows(rows, folder)
            visible_from = await rows.visible_from()
        return None if visible_from is None else ReadRows(Edition(copy, rows.before, visible_from), people, folder)
