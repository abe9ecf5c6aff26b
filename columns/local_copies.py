"""The copies on this machine: fetched from the storage once, checked, loaded, and removed when others need the room."""

import asyncio
import shutil
from collections import OrderedDict
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterable
from contextlib import asynccontextmanager, suppress
from functools import partial
from itertools import count
from operator import attrgetter
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import structlog

from columns.editions import Addition, Editions, LoadedEdition, Tables
from columns.engine import Engine, EngineError
from columns.fetching import DamagedCopy, Storage, fetch_files
from columns.loading import carry_over, load, unload
from core.errors import Unavailable, loggable
from core.metrics import COLUMN_FAILURES
from db.column_copies import Copy, Edition, UsableCopy

log = structlog.stdlib.get_logger()

PATIENCE_SECONDS = 0.5
RETRY_SECONDS = 30


class Room(NamedTuple):
    """Where copies are kept, how large they may be together, and how long requests wait while one is loaded.

    A copy that could not be loaded or read is not loaded again for `retry_seconds`.
    """

    folder: Path
    most_bytes: int
    patience_seconds: float
    retry_seconds: float


class _Loading(NamedTuple):
    """A copy that is being loaded, and until when requests wait for it."""

    task: asyncio.Task[None]
    until: float


class LocalCopies:
    """Loads copies into the engine, with their files in a folder.

    `discard` is called for a damaged copy. It returns false if the copy was not used any more.
    """

    def __init__(
        self, engine: Engine, storage: Storage, room: Room, discard: Callable[[Copy], Awaitable[bool]]
    ) -> None:
        self.editions = Editions()
        self._engine = engine
        self._storage = storage
        self._room = room
        self._discard = discard
        self._numbers = count(1)
        self._loaded: OrderedDict[Copy, Tables] = OrderedDict()  # those used last at the end
        self._loading: dict[Copy, _Loading] = {}
        self._retry_at: dict[Copy, float] = {}  # of those that failed
        self._stuck: set[str] = set()  # copies and additions that are not unloaded yet

    def new_name(self, kind: str) -> str:
        """A name that nothing else in the engine and in the folder has."""
        return f"{kind}_{next(self._numbers)}"

    async def loaded(self, usable: UsableCopy) -> LoadedEdition | None:
        """What to count from. While the newest copy is being loaded: the edition of the one before.

        Waits only if neither is there. None if the copy is not there yet, or cannot be used.
        """
        copy = usable.copy
        if copy not in self._loaded and self._retry_at.get(copy, 0) <= monotonic():
            task, until = self._start(usable)
            if self._found(usable) is None:
                await asyncio.wait({task}, timeout=max(until - monotonic(), 0))
        found = self._found(usable)
        if found is not None:
            self._loaded.move_to_end(found.edition.copy)
        return found

    def _found(self, usable: UsableCopy) -> LoadedEdition | None:
        return next((each for each in self.editions.of([usable.copy.series_id]) if each.is_of(usable)), None)

    def _start(self, usable: UsableCopy) -> _Loading:
        copy = usable.copy
        if copy not in self._loading:
            until = monotonic() + self._room.patience_seconds
            task = asyncio.create_task(self._load(copy, keeps_one=usable.has_previous))
            self._loading[copy] = _Loading(task, until)
        return self._loading[copy]

    async def put(self, edition: LoadedEdition) -> None:
        """Use an edition with a new addition from now on, unless its copy is not loaded any more."""
        is_loaded = edition.edition.copy in self._loaded
        await self._unload(_names(self.editions.put(edition) if is_loaded else edition.additions[-1:]))

    @asynccontextmanager
    async def new_addition(self) -> AsyncGenerator[str]:
        """The name of a new addition, which is unloaded if the block raises an exception."""
        name = self.new_name("addition")
        try:
            yield name
        except BaseException:
            await self._unload([name])
            raise

    async def forget(self, series_ids: Collection[int]) -> None:
        """Unload the copies of these series, because they could not be read."""
        for copy in [copy for copy in self._loaded if copy.series_id in series_ids]:
            self._put_off(copy, "read")
            await self._remove(copy)

    async def close(self) -> None:
        """Stop loading."""
        loading = [each.task for each in self._loading.values()]
        for task in loading:
            task.cancel()
        await asyncio.gather(*loading, return_exceptions=True)

    async def _load(self, copy: Copy, *, keeps_one: bool) -> None:
        name = self.new_name("copy")
        folder = self._room.folder / name
        try:
            await self._make_room(copy, keeps_one=keeps_one)
            paths = await fetch_files(self._storage, copy, folder)
            tables = await self._engine.run(partial(load, copy, name, folder, paths))
            await self._begin(copy, tables)
            self._retry_at.pop(copy, None)
        except DamagedCopy as error:
            if await self._was_used(copy):
                log.warning("columns.damaged", series_id=copy.series_id, reason=str(error))
                self._put_off(copy, "load")
        except (Unavailable, EngineError, OSError) as error:
            log.warning("columns.not_loaded", series_id=copy.series_id, error=loggable(error))
            self._put_off(copy, "load")
        finally:
            del self._loading[copy]
            if copy not in self._loaded:
                await self._unload([name])
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _was_used(self, copy: Copy) -> bool:
        """Discards a damaged copy. False if a newer one has replaced it, so that its files were removed."""
        with suppress(Exception):  # the next request that needs the copy tries again
            return await self._discard(copy)
        return True

    async def _begin(self, copy: Copy, tables: Tables) -> None:
        """Use a copy from now on, with the people who have changed since it was begun and are already loaded."""
        before = self.editions.newest(copy.series_id)
        newest = Edition(copy, copy.generation, copy.generation)
        carried = await self._carried_over(before, copy) if before is not None else None
        self._loaded[copy] = tables
        self.editions.put(LoadedEdition(newest, tables))
        if before is not None and carried is not None:
            await self.put(LoadedEdition(before.edition._replace(copy=copy), tables, (carried,)))

    async def _carried_over(self, before: LoadedEdition, copy: Copy) -> Addition | None:
        older, since, _ = before.edition
        is_newer = older.id == copy.id and older.generation < copy.generation < since
        if not is_newer or not before.additions:
            return None
        with self.editions.using([before]), suppress(EngineError):  # it can be read from the database again
            async with self.new_addition() as name:
                return await self._engine.run(partial(carry_over, before, copy, name))

    def _put_off(self, copy: Copy, step: str) -> None:
        now = monotonic()
        self._retry_at = {each: at for each, at in self._retry_at.items() if at > now}
        self._retry_at[copy] = now + self._room.retry_seconds
        COLUMN_FAILURES.labels(step).inc()

    async def _make_room(self, copy: Copy, *, keeps_one: bool) -> None:
        """Remove copies of the same series, but possibly not the newest, which requests read.

        Then removes those that were not used for longest.
        """
        same = [other for other in self._loaded if other.series_id == copy.series_id]
        others = sorted(same, key=attrgetter("id", "generation"))
        for other in others[:-1] if keeps_one else others:
            await self._remove(other)
        while self._loaded and sum(map(_bytes, (*self._loaded, copy))) > self._room.most_bytes:
            await self._remove(next(iter(self._loaded)))

    async def _remove(self, copy: Copy) -> None:
        name = self._loaded.pop(copy).name
        additions = self.editions.remove(copy)
        try:
            await self._unload([name, *_names(additions)])
        finally:
            await asyncio.to_thread(shutil.rmtree, self._room.folder / name, ignore_errors=True)

    async def _unload(self, names: Iterable[str]) -> None:
        """Unload copies and additions, and those that could not be unloaded before."""
        self._stuck |= {*names}  # until they are unloaded, even if this is canceled
        if attempted := {*self._stuck}:
            self._stuck -= attempted.difference(await self._engine.run(partial(unload, attempted)))


def _names(additions: Iterable[Addition]) -> list[str]:
    return [each.tables.name for each in additions]


def _bytes(copy: Copy) -> int:
    return sum(file.size for file in copy.files)
