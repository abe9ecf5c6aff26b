"""Which requests of a process run, and which wait, so that one token or workspace does not make others wait."""

from collections.abc import AsyncGenerator, Hashable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeVar

from core.errors import Busy, RateLimited
from core.settings import Settings
from core.texts import counted
from core.turns import Turns
from core.viewer import Viewer

K = TypeVar("K", bound=Hashable)

MOST_LARGE_BODIES = 16
MOST_LARGE_BODIES_OF_WORKSPACE = 4
MOST_LONG_RESPONSES = 16
MOST_LONG_RESPONSES_OF_WORKSPACE = 4
_RETRY_SECONDS = 1
_KEPT = 2


class Admission:
    """Limits concurrent requests of each token, and the part of the connections that each workspace uses.

    Requests above a limit wait for at most `settings.acquire_seconds`.
    """

    def __init__(self, settings: Settings) -> None:
        self._seconds = settings.acquire_seconds
        self._of_token = settings.concurrent_requests
        self._of_workspace = workspace_share(settings.database_connections)
        self._tokens: Turns[Hashable] = Turns(self._of_token)
        self._workspaces: Turns[int] = Turns(
            self._of_workspace, settings.database_connections, kept_connections(settings.database_connections)
        )
        self._long_responses: Turns[int] = Turns(MOST_LONG_RESPONSES_OF_WORKSPACE, MOST_LONG_RESPONSES)
        self._large_bodies: Turns[int] = Turns(MOST_LARGE_BODIES_OF_WORKSPACE, MOST_LARGE_BODIES)

    def request(self, viewer: Viewer, path: str) -> AbstractAsyncContextManager[None]:
        """Holds one of the token's turns at a path. Raises RateLimited if none of them becomes free in time."""
        key = (path, viewer.workspace_id, viewer.token_id)
        return self._turn(self._tokens, key, "token", f"{_running(self._of_token, 'request of this token')} at {path}")

    def operation(self, workspace_id: int) -> AbstractAsyncContextManager[None]:
        """Holds one of the turns to use database connections.

        Raises RateLimited if the workspace has its share and none of its turns ends in time, and Busy if no turn of any
        workspace does.
        """
        of_workspace = _running(self._of_workspace, "operation of this workspace")
        return self._turn(self._workspaces, workspace_id, "workspace", of_workspace)

    def large_body(self, workspace_id: int) -> AbstractAsyncContextManager[None]:
        """Holds one of the turns to have a large body in memory, so that many slow uploads do not fill it.

        Raises as `operation` does.
        """
        of_workspace = f"{MOST_LARGE_BODIES_OF_WORKSPACE} requests of this workspace with large bodies are in progress"
        return self._turn(self._large_bodies, workspace_id, "large-bodies", of_workspace)

    def long_response(self, workspace_id: int) -> AbstractAsyncContextManager[None]:
        """Holds one of the turns to have a long response in memory while its client reads it.

        Raises as `operation` does. The operation has been executed by then.
        """
        of_workspace = (
            f"The operation was executed, but {MOST_LONG_RESPONSES_OF_WORKSPACE} long responses of this workspace are "
            "being read"
        )
        return self._turn(self._long_responses, workspace_id, "long-responses", of_workspace)

    @asynccontextmanager
    async def _turn(self, turns: Turns[K], key: K, kind: str, in_progress: str) -> AsyncGenerator[None]:
        try:
            await turns.take(key, self._seconds)
        except TimeoutError:
            raise self._refusal(turns, key, kind, in_progress) from None
        try:
            yield
        finally:
            turns.give_back(key)

    def _refusal(self, turns: Turns[K], key: K, kind: str, in_progress: str) -> Exception:
        if turns.has_less_than_its_share(key):
            return Busy(f"No request of another workspace ended within {counted(self._seconds, 'second')}.")
        return RateLimited(
            f"{in_progress}, the most at the same time, and none ended within {counted(self._seconds, 'second')}: send "
            "fewer at the same time.",
            _RETRY_SECONDS,
            f"turns-of-{kind}",
        )


def _running(number: int, what: str) -> str:
    first, _, rest = what.partition(" ")
    return f"{counted(number, first)} {rest} {'is' if number == 1 else 'are'} in progress"


def workspace_share(connections: int) -> int:
    """The most connections of a pool that the operations of one workspace use: half of them."""
    return (connections + 1) // 2


def kept_connections(connections: int) -> int:
    """The last free connections of a pool, which only workspaces that use none get."""
    return min(_KEPT, connections - workspace_share(connections))
