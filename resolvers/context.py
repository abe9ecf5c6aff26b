"""What every resolver is given: who asks, when, and how to read."""

from dataclasses import dataclass
from datetime import datetime

from core.errors import Forbidden
from core.stats_scope import StatsScope
from core.viewer import Scope, Viewer
from db.pool import Pool
from db.snapshots import Snapshot
from resolvers.loaders import Loaders


@dataclass(frozen=True, slots=True)
class Context:
    """One request. `now` is the same for all of it; reads share one snapshot, batched by the loaders."""

    viewer: Viewer
    now: datetime
    pool: Pool
    snapshot: Snapshot
    loaders: Loaders

    @property
    def workspace_id(self) -> int:
        """The workspace that everything is about."""
        return self.viewer.workspace_id

    @property
    def current(self) -> StatsScope:
        """The scope of a request that names none: everything, as of now."""
        return StatsScope(self.now)

    def require(self, scope: Scope) -> None:
        """Raise Forbidden where the token lacks a scope."""
        if not self.viewer.may(scope):
            raise Forbidden(f"This needs a token with the scope {scope}.")

    async def written(self) -> None:
        """Something was changed: what is read from now on must show it."""
        await self.snapshot.close()
        self.loaders.forget()


def create_context(viewer: Viewer, now: datetime, pool: Pool) -> Context:
    """The context of one request. To be called inside the running loop."""
    snapshot = Snapshot(pool)
    return Context(viewer, now, pool, snapshot, Loaders(viewer.workspace_id, snapshot))
