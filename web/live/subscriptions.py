"""A subscription of one client, and the states that it is sent."""

import asyncio
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import Any

import structlog

from core.current_request import CURRENT_REQUEST
from core.errors import Refused, RequestErrorCode
from core.public_urls import LinkBase
from core.viewer import Viewer
from db.versions import Authentication, Credential
from schema.requests import GraphQLRequest
from schema.responses import GraphQLResponse
from web.live.metrics import PUSHES, SUBSCRIPTIONS

log = structlog.stdlib.get_logger()

COMPLETED = "COMPLETED"  # the client has ended it
DISCONNECTED = "DISCONNECTED"
SHUTDOWN = "SHUTDOWN"


class State:
    """A response that all subscribers of an operation get, written once for each protocol."""

    def __init__(self, response: GraphQLResponse) -> None:
        self.body = response.body
        self.code = response.code
        self.is_last = not response.has_data  # after an error that leaves nothing

    @cached_property
    def text(self) -> str:
        """The response as a part of a text message."""
        return self.body.decode()

    @cached_property
    def event(self) -> bytes:
        """The response as a server-sent event."""
        return b"event: next\ndata: " + self.body + b"\n\n"


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a subscription. The credential ends the subscription when it becomes invalid."""

    graphql: GraphQLRequest
    authentication: Authentication
    credential: Credential
    link_base: LinkBase
    transport: str  # for metrics and the log
    scope: MutableMapping[str, Any]  # of the ASGI connection

    @property
    def viewer(self) -> Viewer:
        """Who subscribes."""
        return self.authentication.viewer


class Failed(Refused):
    """A bug has ended the subscription."""

    code = RequestErrorCode.INTERNAL


class Ended(Exception):
    """The server has ended the subscription: with an error for the client, or without one because it shuts down."""

    def __init__(self, refusal: Refused | None) -> None:
        super().__init__()
        self.refusal = refusal


class Subscription:
    """Holds only the newest state that the client has not been sent, so a slow client takes no memory."""

    def __init__(self, request: Request, cost: int) -> None:
        self.viewer = request.viewer
        self.credential = request.credential
        self.transport = request.transport
        current = CURRENT_REQUEST.get()
        self.operation_name = current and current.operation_name
        self.cost = cost
        self.pushes = 0
        self.outcome = DISCONNECTED  # unless something else is noted
        self.has_state = False  # whether it was ever offered one
        self.began_at = monotonic()
        self._newest: State | None = None
        self._ended: Ended | None = None
        self._changed = asyncio.Event()

    def offer(self, state: State) -> None:
        """Let this be the next state that the client gets."""
        self.has_state = True
        self._newest = state
        self._changed.set()

    def end(self, refusal: Refused | None) -> None:
        """End the subscription. States that were not sent are dropped."""
        self.outcome = SHUTDOWN if refusal is None else refusal.code
        self._ended = Ended(refusal)
        self._changed.set()

    async def next(self) -> State:
        """The next state. Raises Ended."""
        while self._newest is None and self._ended is None:
            await self._changed.wait()
            self._changed.clear()
        if self._ended is not None:
            raise self._ended
        assert self._newest is not None  # noqa: S101 - the loop waits for it
        state, self._newest = self._newest, None
        if state.is_last:
            self.outcome = state.code or self.outcome
        return state

    async def next_within(self, seconds: float) -> State | None:
        """The next state, or None if there is none within these seconds. Raises Ended."""
        try:
            async with asyncio.timeout(seconds):
                return await self.next()
        except TimeoutError:
            return None

    def note_push(self) -> None:
        """The client has taken a state."""
        self.pushes += 1
        PUSHES.labels(self.transport).inc()

    def begin(self) -> None:
        """Count the subscription as open."""
        SUBSCRIPTIONS.labels(self.transport).inc()

    def close(self) -> None:
        """Log the end of the subscription."""
        SUBSCRIPTIONS.labels(self.transport).dec()
        log.info(
            "subscription.ended",
            workspace_id=self.viewer.workspace_id,
            token_name=self.viewer.token_name,
            transport=self.transport,
            operation_name=self.operation_name,
            cost=self.cost,
            outcome=self.outcome,
            pushes=self.pushes,
            seconds=round(monotonic() - self.began_at, 1),
        )
