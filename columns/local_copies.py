"""The copies on this machine: fetched from the storage once, checked, loaded, and removed when others need the room."""

# DuckDB's types leave results open.
# pyright: reportUnknownMemberType=false
import asyncio
import shutil
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from operator import attrgetter
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

import structlog

from columns.engine import Engine, EngineError, script, set_variable
from columns.fetching import DamagedCopy, Storage, fetch_files
from core.errors import Unavailable, loggable
from core.metrics import COLUMN_FAILURES
from core.time_ranges import BEGINNING
from db.column_copies import Copy, UsableCopy

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

log = structlog.stdlib.get_logger()

PATIENCE_SECONDS = 0.5
RETRY_SECONDS = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Room(NamedTuple):
    """Where copies are kept, how large they may be together, and how long requests wait while one is loaded.

    A copy that could not be loaded or read is not loaded again for `retry_seconds`.
    """

    folder: Path
    most_bytes: int
    patience_seconds: float
    retry_seconds: float


class LoadedCopy(NamedTuple):
    """The name of a copy in the engine, and the instants as of which all of its entries and visits are settled."""

    name: str
    entries_settled_at: datetime
    visits_settled_at: datetime


class _Loading(NamedTuple):
    """A copy that is being loaded, and until when requests wait for it."""

    task: asyncio.Task[None]
    until: float


class LocalCopies:
    """Loads copies into the engine, with their files in a folder. `discard` is called for a damaged copy."""

    def __init__(
        self, engine: Engine, storage: Storage, room: Room, discard: Callable[[Copy], Awaitable[None]]
    ) -> None:
        self._engine = engine
        self._storage = storage
        self._room = room
        self._discard = discard
        self._numbers = count(1)
        self._loaded: OrderedDict[Copy, LoadedCopy] = OrderedDict()  # those used last at the end
        self._loading: dict[Copy, _Loading] = {}
        self._retry_at: dict[Copy, float] = {}  # of those that failed

    def generations(self, series_ids: Collection[int]) -> dict[int, int]:
        """The newest loaded generation of each of these series that has one."""
        return {copy.series_id: copy.generation for copy in self._by_age() if copy.series_id in series_ids}

    async def loaded(self, usable: UsableCopy) -> LoadedCopy | None:
        """A copy in the engine. While it is being loaded: the one of generation `since`.

        Waits only if neither is there. None if the copy is not there yet, or cannot be used.
        """
        copy = usable.copy
        if copy not in self._loaded and self._retry_at.get(copy, 0) <= monotonic():
            task, until = self._start(usable)
            if self._before(usable) is None:
                await asyncio.wait({task}, timeout=max(until - monotonic(), 0))
        found = copy if copy in self._loaded else self._before(usable)
        if found is None:
            return None
        self._loaded.move_to_end(found)
        return self._loaded[found]

    def _start(self, usable: UsableCopy) -> _Loading:
        copy = usable.copy
        if copy not in self._loading:
            until = monotonic() + self._room.patience_seconds
            task = asyncio.create_task(self._load(copy, keeps_one=usable.has_previous))
            self._loading[copy] = _Loading(task, until)
        return self._loading[copy]

    def _before(self, usable: UsableCopy) -> Copy | None:
        key = (usable.copy.series_id, usable.copy.id, usable.since)
        return next((each for each in self._loaded if (each.series_id, each.id, each.generation) == key), None)

    def _by_age(self) -> list[Copy]:
        return sorted(self._loaded, key=attrgetter("id", "generation"))

    async def forget(self, series_ids: Collection[int]) -> None:
        """Unload the copies of these series, because they could not be read."""
        for copy in [copy for copy in self._loaded if copy.series_id in series_ids]:
            self._put_off(copy, "read")
            with suppress(EngineError):  # it is not loaded any more
                await self._remove(copy)

    async def close(self) -> None:
        """Stop loading."""
        loading = [each.task for each in self._loading.values()]
        for task in loading:
            task.cancel()
        await asyncio.gather(*loading, return_exceptions=True)

    async def _load(self, copy: Copy, *, keeps_one: bool) -> None:
        name = f"copy_{next(self._numbers)}"
        folder = self._room.folder / name
        try:
            await self._make_room(copy, keeps_one=keeps_one)
            paths = await fetch_files(self._storage, copy, folder)
            self._loaded[copy] = await self._engine.run(partial(_load, copy, name, folder, paths))
            self._retry_at.pop(copy, None)
        except DamagedCopy as error:
            log.warning("columns.damaged", series_id=copy.series_id, reason=str(error))
            self._put_off(copy, "load")
            with suppress(Exception):  # the next request that needs the copy tries again
                await self._discard(copy)
        except (Unavailable, EngineError, OSError) as error:
            log.warning("columns.not_loaded", series_id=copy.series_id, error=loggable(error))
            self._put_off(copy, "load")
        finally:
            del self._loading[copy]
            if copy not in self._loaded:
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def _put_off(self, copy: Copy, step: str) -> None:
        now = monotonic()
        self._retry_at = {each: at for each, at in self._retry_at.items() if at > now}
        self._retry_at[copy] = now + self._room.retry_seconds
        COLUMN_FAILURES.labels(step).inc()

    async def _make_room(self, copy: Copy, *, keeps_one: bool) -> None:
        """Remove copies of the same series, but possibly not the newest, which requests read.

        Then removes those that were not used for longest.
        """
        others = [other for other in self._by_age() if other.series_id == copy.series_id]
        for other in others[:-1] if keeps_one else others:
            await self._remove(other)
        while self._loaded and sum(map(_bytes, (*self._loaded, copy))) > self._room.most_bytes:
            await self._remove(next(iter(self._loaded)))

    async def _remove(self, copy: Copy) -> None:
        name = self._loaded.pop(copy).name
        try:
            await self._engine.run(partial(_unload, name))
        finally:
            await asyncio.to_thread(shutil.rmtree, self._room.folder / name, ignore_errors=True)


def _load(
    copy: Copy, name: str, folder: Path, paths: Mapping[str, list[Path]], session: "DuckDBPyConnection"
) -> LoadedCopy:
    set_variable(session, "workspace_id", copy.workspace_id)
    for table, files in paths.items():
        set_variable(session, f"{table}_files", [str(path) for path in files])
    session.execute(script("load").format(name=name, file=folder / "columns.duckdb"))
    for path in (path for files in paths.values() for path in files):
        path.unlink()
    [settled] = session.execute(script("settled").format(name=name)).fetchall()
    return LoadedCopy(name, *map(_instant, settled))


def _instant(microseconds: int | None) -> datetime:
    """An instant that DuckDB returns as a number, because it needs a further package to return a datetime."""
    return BEGINNING if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)


def _unload(name: str, session: "DuckDBPyConnection") -> None:
    """A query that runs goes on with what it reads."""
    session.execute(f"DETACH {name}")


def _bytes(copy: Copy) -> int:
    return sum(file.size for file in copy.files)
