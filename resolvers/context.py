"""The context of a request: its viewer, its instant, and its access to the data."""

from collections.abc import Callable, Hashable, Sized
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from cachetools import LRUCache

from columns.counting import Columns, RequestColumns
from core.audit import NO_CALLER, Caller
from core.disclosure import EVERYTHING, Disclosure
from core.people_filters import FilterBudget
from core.public_urls import LOCAL, LinkBase
from core.stats_scope import StatsScope
from core.viewer import Viewer
from db.pool import Pool, WorkspacePool
from db.snapshots import Snapshot
from resolvers.loaders import Fetch, Loaders

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# Series, blocks and paths, by workspace, version of the definitions, fetch function and key.
Definitions = LRUCache[Hashable, Any]
_MOST_DEFINED = 100_000  # series, blocks and paths


@dataclass(slots=True)
class OperationTraits:
    """What becomes known about an operation while it runs."""

    is_uncacheable: bool = False  # the response contains the current time, or facts that have no version
    may_have_changed: bool = False  # a mutation has started, so its changes may be committed


def _charge_nothing(cost: int) -> None:
    pass


@dataclass(slots=True, eq=False)
class Context:
    """One request. `now` is fixed for the whole request. Reads share one snapshot, batched by the loaders.

    `cost` is the cost of the operation, 0 until it is known. `charge` is called with it before anything runs, and
    may raise Refused.
    """

    viewer: Viewer
    now: datetime
    pool: WorkspacePool
    snapshot: Snapshot
    loaders: Loaders
    definitions: Definitions
    traits: OperationTraits
    current: StatsScope  # the default scope: everything, as of now
    link_base: LinkBase
    disclosure: Disclosure = EVERYTHING
    filters: FilterBudget = field(default_factory=FilterBudget)
    caller: Caller = NO_CALLER
    cost: int = 0
    charge: Callable[[int], None] = _charge_nothing
    columns: RequestColumns | None = None  # None where copies are turned off

    @property
    def workspace_id(self) -> int:
        """The workspace of the viewer."""
        return self.viewer.workspace_id

    def uncacheable_now(self) -> datetime:
        """Returns `now` for use in the response, and keeps the response out of the cache."""
        self.traits.is_uncacheable = True
        return self.now

    async def defined(self, fetch: "Fetch[K, V]", key: K) -> V | None:
        """A part of a definition, or None. Cached while the version of the definitions stays the same.

        Does not count the objects: a part can be a list of which the response contains one element.
        """
        version = self.snapshot.version
        if version is None:
            return await self.loaders.load_uncounted(fetch, key)
        place = (version.workspace_id, version.definitions, fetch, key)
        found = self.definitions.get(place)
        if found is None:
            found = await self.loaders.load_uncounted(fetch, key)
            if found is not None and self.snapshot.is_of_version:
                self.definitions[place] = found
        return found

    async def written(self) -> None:
        """Call after a change: later reads of this request see it."""
        await self.snapshot.renew()
        self.loaders.forget()
        if self.columns is not None:
            self.columns.forget()


def no_definitions() -> Definitions:
    """An empty cache of definitions, for the requests of one process."""
    return LRUCache(_MOST_DEFINED, getsizeof=lambda found: len(found) + 1 if isinstance(found, Sized) else 1)


def create_context(
    viewer: Viewer,
    now: datetime,
    pool: Pool,
    link_base: LinkBase = LOCAL,
    *,
    snapshot: Snapshot | None = None,
    definitions: Definitions | None = None,
    disclosure: Disclosure = EVERYTHING,
    caller: Caller = NO_CALLER,
    columns: Columns | None = None,
) -> Context:
    """Creates the context of one request. Call it in the running event loop.

    Reads use `snapshot`, by default a new one without a version.
    """
    own_pool = pool.of(viewer.workspace_id)
    snapshot = snapshot or Snapshot(own_pool)
    return Context(
        viewer,
        now,
        own_pool,
        snapshot,
        Loaders(viewer.workspace_id, snapshot),
        no_definitions() if definitions is None else definitions,
        OperationTraits(),
        StatsScope(now),
        link_base,
        disclosure,
        caller=caller,
        columns=None if columns is None else RequestColumns(columns, snapshot, viewer.workspace_id),
    )
