"""Which requests of a process run, and which wait, so that one token or workspace does not make others wait."""

from collections.abc import AsyncGenerator, Hashable
from contextlib import asynccontextmanager

from core.errors import Busy, RateLimited
from core.settings import Settings
from core.turns import Turns
from core.viewer import Viewer

MOST_LARGE_BODIES = 16
MOST_LARGE_BODIES_OF_WORKSPACE = 4
_RETRY_SECONDS = 1


class Admission:
    """Limits concurrent requests of each token, and the part of the connections that each workspace uses.

    Requests above a limit wait for at most `settings.acquire_seconds`.
    """

    def __init__(self, settings: Settings) -> None:
        self._seconds = settings.acquire_seconds
        self._of_token = settings.concurrent_requests
        self._of_workspace = workspace_share(settings.database_connections)
        self._tokens: Turns[Hashable] = Turns(self._of_token)
        self._workspaces: Turns[int] = Turns(self._of_workspace, settings.database_connections)
        self._large_bodies: Turns[int] = Turns(MOST_LARGE_BODIES_OF_WORKSPACE, MOST_LARGE_BODIES)

    @asynccontextmanager
    async def request(self, viewer: Viewer, path: str) -> AsyncGenerator[None]:
        """Holds one of the token's turns at a path. Raises RateLimited if none of them becomes free in time."""
        key = (path, viewer.workspace_id, viewer.token_id)
        try:
            await self._tokens.take(key, self._seconds)
        except TimeoutError:
            raise RateLimited(
                f"{self._of_token} requests of this token are in progress at {path}, the most at the same time, and "
                f"none ended within {self._seconds:g} seconds: send fewer at the same time.",
                _RETRY_SECONDS,
                "turns-of-token",
            ) from None
        try:
            yield
        finally:
            self._tokens.give_back(key)

    @asynccontextmanager
    async def operation(self, workspace_id: int) -> AsyncGenerator[None]:
        """Holds one of the turns to use database connections.

        Raises RateLimited if the workspace has its share and none of its turns ends in time, and Busy if no turn of any
        workspace does.
        """
        try:
            await self._workspaces.take(workspace_id, self._seconds)
        except TimeoutError:
            raise self._refusal(workspace_id) from None
        try:
            yield
        finally:
            self._workspaces.give_back(workspace_id)

    @asynccontextmanager
    async def large_body(self, workspace_id: int) -> AsyncGenerator[None]:
        """Holds one of the turns to have a large body in memory, so that many slow uploads do not fill it.

        Raises RateLimited if the workspace has its share and none of its turns ends in time, and Busy if no turn of any
        workspace does.
        """
        try:
            await self._large_bodies.take(workspace_id, self._seconds)
        except TimeoutError:
            raise self._large_body_refusal(workspace_id) from None
        try:
            yield
        finally:
            self._large_bodies.give_back(workspace_id)

    def _large_body_refusal(self, workspace_id: int) -> Exception:
        if self._large_bodies.has_less_than_its_share(workspace_id):
            return Busy(f"No request with a large body ended within {self._seconds:g} seconds.")
        return RateLimited(
            f"{MOST_LARGE_BODIES_OF_WORKSPACE} requests of this workspace with large bodies are in progress, the most "
            f"at the same time, and none ended within {self._seconds:g} seconds: send fewer at the same time.",
            _RETRY_SECONDS,
            "turns-of-large-bodies",
        )

    def _refusal(self, workspace_id: int) -> Exception:
        if self._workspaces.has_less_than_its_share(workspace_id):
            return Busy(f"No operation of another workspace ended within {self._seconds:g} seconds.")
        return RateLimited(
            f"{self._of_workspace} operations of this workspace are in progress, the most at the same time, and none "
            f"ended within {self._seconds:g} seconds: send fewer at the same time.",
            _RETRY_SECONDS,
            "turns-of-workspace",
        )


def workspace_share(connections: int) -> int:
    """The most connections of a pool that the operations of one workspace use: half of them."""
    return (connections + 1) // 2
