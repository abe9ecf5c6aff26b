"""The application: Starlette, with middleware around its handler of unexpected errors, and the state of requests."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, NamedTuple, TypedDict

from arq.connections import ArqRedis
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp
from typing_extensions import override

from columns.counting import Columns
from core.settings import Settings
from db.pool import Pool
from resolvers.context import Definitions
from web.admission import Admission
from web.authentication import Authenticator
from web.garbage import Garbage
from web.group_commit import GroupCommit
from web.heavy_requests import HeavyRequests
from web.live.computing import Computing
from web.live.hub import Hub
from web.live.watching import Watching
from web.loop_time import LoopTime
from web.persisted_documents import PersistedDocuments
from web.rate_limits import RateLimits
from web.response_cache import ResponseCache
from web.token_uses import TokenUses


class Pools(NamedTuple):
    """The connection pools of a process."""

    writing: Pool
    reading: Pool
    authenticating: Pool


class Parts(TypedDict):
    """The objects of a process, except for the hub, which uses others of them."""

    settings: Settings
    writing: Pool
    reading: Pool
    authenticating: Pool
    redis: ArqRedis
    authenticator: Authenticator
    admission: Admission
    loop_time: LoopTime
    rate_limits: RateLimits
    token_uses: TokenUses
    documents: PersistedDocuments
    heavy: HeavyRequests
    garbage: Garbage
    response_cache: ResponseCache
    definitions: Definitions
    columns: Columns | None
    group_commit: GroupCommit


class State(Parts):
    """The objects of a process that every request has in `request.state`."""

    hub: Hub


def with_hub(parts: Parts) -> State:
    """Returns the state of a process."""
    settings, writing = parts["settings"], parts["writing"]
    computing = Computing(
        settings,
        writing,
        parts["reading"],
        parts["definitions"],
        parts["columns"],
        parts["admission"],
        parts["loop_time"],
        parts["rate_limits"],
        parts["response_cache"],
    )
    watching = Watching(settings, writing, parts["authenticator"], parts["token_uses"])
    return State(**parts, hub=Hub(settings, parts["documents"], computing, watching))


class Application(Starlette):
    """Middleware in `outermost` also sees the responses to unexpected errors, which other middleware does not.

    `state` opens the objects of the process when it starts, and closes them when it ends.
    """

    def __init__(
        self, outermost: Sequence[Middleware], state: Callable[[], AbstractAsyncContextManager[State]], **others: Any
    ) -> None:
        super().__init__(lifespan=lambda _: state(), **others)
        self._outermost = outermost

    @override
    def build_middleware_stack(self) -> ASGIApp:
        stack = super().build_middleware_stack()
        for middleware, arguments, named in reversed(self._outermost):
            stack = middleware(stack, *arguments, **named)
        return stack
