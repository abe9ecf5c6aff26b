"""What every resolver is given: who asks, when, and how to read."""

from collections.abc import Hashable, Sized
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from cachetools import LRUCache

from core.public_urls import LOCAL
from core.stats_scope import StatsScope
from core.viewer import Viewer
from db.pool import Pool
from db.snapshots import Snapshot
from resolvers.loaders import Fetch, Loaders

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# What definitions said, by workspace, version, and what was asked.
Definitions = LRUCache[Hashable, Any]
_MOST_DEFINED = 100_000  # series, blocks and paths


@dataclass(slots=True)
class Lifetime:
    """How long an answer is good for, and whether it is that of a mutation."""

    is_momentary: bool = False  # it says or does what is not so again the next moment, though the data stays as it is
    is_change: bool = False  # a mutation has begun


@dataclass(frozen=True, slots=True)
class Context:
    """One request. `now` is the same for all of it; reads share one snapshot, batched by the loaders."""

    viewer: Viewer
    now: datetime
    pool: Pool
    snapshot: Snapshot
    loaders: Loaders
    definitions: Definitions
    lifetime: Lifetime
    current: StatsScope  # the scope of a request that names none: everything, as of now
    public_url: str  # what links begin with

    @property
    def workspace_id(self) -> int:
        """The workspace that everything is about."""
        return self.viewer.workspace_id

    def tell_now(self) -> datetime:
        """`now`, to be part of the answer: which is then not given again."""
        self.lifetime.is_momentary = True
        return self.now

    async def defined(self, fetch: "Fetch[K, V]", key: K) -> V | None:
        """What `fetch` has of a definition, or None: remembered, as long as definitions have the same version."""
        version = self.snapshot.version
        if version is None:
            return await self.loaders.load(fetch, key)
        place = (version.workspace_id, version.definitions, fetch, key)
        found = self.definitions.get(place)
        if found is None:
            found = await self.loaders.load(fetch, key)
            if found is not None and self.snapshot.is_of_version:
                self.definitions[place] = found
        return found

    async def written(self) -> None:
        """Something was changed: what is read from now on must show it."""
        await self.snapshot.renew()
        self.loaders.forget()


def no_definitions() -> Definitions:
    """Where the definitions will be remembered that requests of one process come across."""
    return LRUCache(_MOST_DEFINED, getsizeof=lambda found: len(found) + 1 if isinstance(found, Sized) else 1)


def create_context(
    viewer: Viewer,
    now: datetime,
    pool: Pool,
    public_url: str = LOCAL,
    *,
    snapshot: Snapshot | None = None,
    definitions: Definitions | None = None,
) -> Context:
    """The context of one request, links in whose answer begin with `public_url`. To be called in the running loop.

    It reads from `snapshot`, by default one of its own that knows no version.
    """
    snapshot = snapshot or Snapshot(pool)
    return Context(
        viewer,
        now,
        pool,
        snapshot,
        Loaders(viewer.workspace_id, snapshot),
        no_definitions() if definitions is None else definitions,
        Lifetime(),
        StatsScope(now),
        public_url,
    )
