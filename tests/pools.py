"""The pool of a test: requests and jobs use it as in production, and the test looks into all tables with it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from core.settings import Settings
from db.pool import Pool, WorkspacePool, create_pool


class InspectingPool:
    """For a workspace, it connects as the API and the worker do. Otherwise as the owner, who sees the rows of all."""

    def __init__(self, own: Pool, owners: Pool) -> None:
        self.pools = (own, owners)
        self._own = own
        self._owners = owners

    def of(self, workspace_id: int) -> WorkspacePool:
        return self._own.of(workspace_id)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._owners, name)


@asynccontextmanager
async def pool_for(settings: Settings) -> AsyncGenerator[Any]:
    """A pool for requests and jobs, and for looking into all tables."""
    async with await create_pool(settings) as own, await create_pool(settings.as_owner()) as owners:
        yield InspectingPool(own, owners)
