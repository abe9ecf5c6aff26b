"""What every resolver is given: who asks, when, and how to read."""

from dataclasses import dataclass
from datetime import datetime

from core.errors import Forbidden
from core.public_urls import LOCAL
from core.stats_scope import StatsScope
from core.viewer import Scope, Viewer
from db.pool import Pool
from db.snapshots import Snapshot
from resolvers.loaders import Loaders


@dataclass(slots=True)
class Lifetime:
    """How long an answer is good for."""

    is_momentary: bool = False  # it says or does what is not so again the next moment, though the data stays as it is


@dataclass(frozen=True, slots=True)
class Context:
    """One request. `now` is the same for all of it; reads share one snapshot, batched by the loaders."""

    viewer: Viewer
    now: datetime
    pool: Pool
    snapshot: Snapshot
    loaders: Loaders
    lifetime: Lifetime
    public_url: str  # what links begin with

    @property
    def workspace_id(self) -> int:
        """The workspace that everything is about."""
        return self.viewer.workspace_id

    @property
    def current(self) -> StatsScope:
        """The scope of a request that names none: everything, as of now."""
        return StatsScope(self.now)

    def tell_now(self) -> datetime:
        """`now`, to be part of the answer: which is then not given again."""
        self.lifetime.is_momentary = True
        return self.now

    def require(self, scope: Scope) -> None:
        """Raise Forbidden where the token lacks a scope."""
        if not self.viewer.may(scope):
            raise Forbidden(f"This needs a token with the scope {scope}.")

    async def written(self) -> None:
        """Something was changed: what is read from now on must show it."""
        await self.snapshot.close()
        self.loaders.forget()


def create_context(viewer: Viewer, now: datetime, pool: Pool, public_url: str = LOCAL) -> Context:
    """The context of one request, links in whose answer begin with `public_url`. To be called in the running loop."""
    snapshot = Snapshot(pool)
    return Context(viewer, now, pool, snapshot, Loaders(viewer.workspace_id, snapshot), Lifetime(), public_url)
