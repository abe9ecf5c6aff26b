"""The copies on this machine: fetched from the storage once, checked, loaded, and removed when others need the room."""

# DuckDB's types leave results open.
# pyright: reportUnknownMemberType=false
import asyncio
import shutil
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import structlog

from columns.engine import Engine, EngineError, script, set_variable
from columns.fetching import DamagedCopy, Storage, fetch_files
from core.errors import Unavailable, loggable
from db.column_copies import Copy

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

log = structlog.stdlib.get_logger()

PATIENCE_SECONDS = 0.5


class Room(NamedTuple):
    """Where copies are kept, how large they may be together, and how long a request waits for one."""

    folder: Path
    most_bytes: int
    patience_seconds: float


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
        self._loaded: OrderedDict[Copy, str] = OrderedDict()  # those used last at the end
        self._loading: dict[Copy, asyncio.Task[None]] = {}

    async def name(self, copy: Copy) -> str | None:
        """The name of a copy in the engine. None if it is not there yet: it is being loaded, or cannot be used."""
        if copy not in self._loaded:
            if copy not in self._loading:
                self._loading[copy] = asyncio.create_task(self._load(copy))
            await asyncio.wait({self._loading[copy]}, timeout=self._room.patience_seconds)
        if copy in self._loaded:
            self._loaded.move_to_end(copy)
        return self._loaded.get(copy)

    async def close(self) -> None:
        """Stop loading."""
        loading = [*self._loading.values()]
        for task in loading:
            task.cancel()
        await asyncio.gather(*loading, return_exceptions=True)

    async def _load(self, copy: Copy) -> None:
        name = f"copy_{next(self._numbers)}"
        folder = self._room.folder / name
        try:
            await self._make_room(copy)
            await self._engine.run(partial(_load, name, folder, await fetch_files(self._storage, copy, folder)))
            self._loaded[copy] = name
        except DamagedCopy as error:
            log.warning("columns.damaged", series_id=copy.series_id, reason=str(error))
            with suppress(Exception):  # the next request that needs the copy tries again
                await self._discard(copy)
        except (Unavailable, EngineError, OSError) as error:
            log.warning("columns.not_loaded", series_id=copy.series_id, error=loggable(error))
        finally:
            del self._loading[copy]
            if copy not in self._loaded:
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _make_room(self, copy: Copy) -> None:
        """Remove older copies of the same series, and those that were not used for longest."""
        for other in [other for other in self._loaded if other.series_id == copy.series_id]:
            await self._remove(other)
        while self._loaded and sum(map(_bytes, (*self._loaded, copy))) > self._room.most_bytes:
            await self._remove(next(iter(self._loaded)))

    async def _remove(self, copy: Copy) -> None:
        name = self._loaded.pop(copy)
        await self._engine.run(partial(_unload, name))
        await asyncio.to_thread(shutil.rmtree, self._room.folder / name, ignore_errors=True)


def _load(name: str, folder: Path, paths: Mapping[str, list[Path]], session: "DuckDBPyConnection") -> None:
    for table, files in paths.items():
        set_variable(session, f"{table}_files", [str(path) for path in files])
    session.execute(script("load").format(name=name, file=folder / "columns.duckdb"))
    for path in (path for files in paths.values() for path in files):
        path.unlink()


def _unload(name: str, session: "DuckDBPyConnection") -> None:
    """A query that runs goes on with what it reads."""
    session.execute(f"DETACH {name}")


def _bytes(copy: Copy) -> int:
    return sum(file.size for file in copy.files)
