"""Batching: keys requested one by one in a tick of the event loop are fetched with one statement.

Loaders also count the objects that they return, since lists can be longer than the cost of an operation assumes.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from itertools import chain
from typing import Any, TypeVar, cast

from aiodataloader import DataLoader

from core.errors import Unavailable
from core.objects import check_objects
from db.snapshots import Snapshot

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# Its keys are groups of keys that are requested together: a future for each key would cost more than the value.
_Loader = DataLoader[tuple[K, ...], list[V | None]]

# A function of db that fetches the values of many keys: fetch(snapshot, workspace_id, keys, *parameters).
Fetch = Callable[..., Awaitable[dict[K, V]]]


class Loaders:
    """The loaders of one request: one for each fetch function of db and its parameters."""

    def __init__(self, workspace_id: int, snapshot: Snapshot) -> None:
        self._workspace_id = workspace_id
        self._snapshot = snapshot
        self._loaders: dict[Hashable, DataLoader[Any, Any]] = {}
        self._objects = 0

    async def load(self, fetch: "Fetch[K, V]", key: K, *parameters: Hashable) -> V | None:
        """The value of a key, or None if `fetch` returns none for it. Raises TooManyObjects."""
        value = await self.load_uncounted(fetch, key, *parameters)
        self.count(_length(value))
        return value

    async def load_all(self, fetch: "Fetch[K, V]", keys: Iterable[K], *parameters: Hashable) -> list[V]:
        """The value of each key. `fetch` must return one for every key. Raises TooManyObjects."""
        values = await self._loaded(fetch, parameters, tuple(keys))
        self.count(len(values))
        return cast("list[V]", values)

    async def load_uncounted(self, fetch: "Fetch[K, V]", key: K, *parameters: Hashable) -> V | None:
        """Like `load`, for a value that does not become objects of the response."""
        [value] = await self._loaded(fetch, parameters, (key,))
        return value

    def count(self, objects: int) -> None:
        """Counts objects of the response. An object counts each time it is used. Raises TooManyObjects."""
        self._objects += objects
        check_objects(self._objects)

    def forget(self) -> None:
        """Drop all loaded values, so that they are fetched again."""
        self._loaders.clear()

    async def _loaded(
        self, fetch: "Fetch[K, V]", parameters: tuple[Hashable, ...], keys: tuple[K, ...]
    ) -> list[V | None]:
        # Several tasks may wait for the same keys: if one is canceled, the others still need them.
        loading = self._loader_of(fetch, parameters).load(keys)
        try:
            return await asyncio.shield(loading)
        except asyncio.CancelledError:
            loading.add_done_callback(_retrieve)
            raise

    def _loader_of(self, fetch: "Fetch[K, V]", parameters: tuple[Hashable, ...]) -> "_Loader[K, V]":
        loader = self._loaders.get((fetch, parameters))
        if loader is None:
            loader = _loader(self._snapshot, self._workspace_id, fetch, parameters)
            self._loaders[fetch, parameters] = loader
        return loader


def _length(value: Any) -> int:
    return len(cast("list[Any]", value)) if isinstance(value, list) else 1


def _retrieve(loading: asyncio.Future[Any]) -> None:
    """Retrieve the exception of a future that no task awaits any more. Otherwise asyncio logs it."""
    if not loading.cancelled():
        loading.exception()


def _loader(
    snapshot: Snapshot, workspace_id: int, fetch: "Fetch[K, V]", parameters: tuple[Hashable, ...]
) -> "_Loader[K, V]":
    """A loader that does not refer to its owner: a cycle would leave all loaded values to the garbage collector."""

    async def batch(groups: Sequence[tuple[K, ...]]) -> list[list[V | None]]:
        keys = list(dict.fromkeys(chain.from_iterable(groups)))
        try:
            values = await fetch(snapshot, workspace_id, keys, *parameters)
        except asyncio.CancelledError:
            # if the batch of a loader is canceled, the loader leaves its callers waiting forever
            raise Unavailable("The request was canceled. Try again.") from None
        return [[values.get(key) for key in group] for group in groups]

    return DataLoader(batch)
