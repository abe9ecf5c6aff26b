"""One operation that any number of clients have subscribed to. It is computed once for all of them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import Context
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import structlog

from core.current_request import new_request_id
from core.errors import internal_error_message
from core.public_urls import LinkBase
from core.time_ranges import END
from core.viewer import Scope
from db.versions import Version
from schema.requests import GraphQLRequest
from schema.responses import GraphQLResponse
from web.live.metrics import COMPUTATIONS
from web.live.subscriptions import Failed, State, Subscription

log = structlog.stdlib.get_logger()

INTERVAL_SECONDS = 1  # between two computations, and so between two pushes
_AT_A_TURN = 50  # subscribers, each of which takes about a tenth of a millisecond; then other requests run
_LATE = timedelta(milliseconds=1)  # a timer of the event loop can be that early


class TopicKey(NamedTuple):
    """What the states of a subscription depend on: the same key, the same states."""

    workspace_id: int
    scopes: frozenset[Scope]
    link_base: LinkBase
    document: str
    operation_name: str | None
    variables: bytes


class Computed(NamedTuple):
    """A response, and the instant at which it changes by the clock alone."""

    response: GraphQLResponse
    until: datetime


Compute = Callable[["Topic"], Awaitable[Computed]]


class Topic:
    """Computes its state when the data or the clock may have changed it, at most once a second.

    `compute` raises Delayed if the state cannot be computed now.
    """

    def __init__(self, key: TopicKey, request: GraphQLRequest, cost: int, version: Version, compute: Compute) -> None:
        self.key = key
        self.request = request
        self.cost = cost
        self.version = version  # the newest that is known
        self.subscriptions: set[Subscription] = set()
        self.is_paid = False  # whether a subscriber has paid for the next computation
        self._compute = compute
        self._state: State | None = None
        self._state_version: int | None = None
        self._until = datetime.now(UTC)
        self._is_due = asyncio.Event()
        # in an empty context: it works for several requests
        self._task = asyncio.create_task(self._run(), context=Context())

    def join(self, subscription: Subscription, version: Version) -> None:
        """Add a subscription, made when the data had this version. It gets a state that is not older."""
        self.subscriptions.add(subscription)
        self.is_paid = True
        self.notice(version)
        if self._state is not None and self._is_current():
            subscription.offer(self._state)
        else:
            self._is_due.set()

    def notice(self, version: Version) -> None:
        """The data has this version now."""
        self.version = version
        if version.data != self._state_version:
            self._is_due.set()

    def close(self) -> None:
        """Stop computing."""
        self._task.cancel()

    def _is_current(self) -> bool:
        return self.version.data == self._state_version and datetime.now(UTC) < self._until

    async def _run(self) -> None:
        while True:
            await self._wait()
            version = self.version.data
            try:
                computed = await self._compute(self)
            except Delayed as delay:
                self._until = datetime.now(UTC) + timedelta(seconds=delay.seconds)
            except Exception as error:
                self._fail(error)
            else:
                self._until, self._state_version = computed.until, version
                await self._publish(State(computed.response))
            await asyncio.sleep(INTERVAL_SECONDS)

    async def _wait(self) -> None:
        """Wait until the data has changed, or the clock may have changed the state."""
        seconds = (self._until - datetime.now(UTC) + _LATE).total_seconds()
        try:
            async with asyncio.timeout(max(0, seconds)):
                await self._is_due.wait()
        except TimeoutError:
            pass
        self._is_due.clear()

    async def _publish(self, state: State) -> None:
        is_new = self._state is None or state.body != self._state.body
        COMPUTATIONS.labels("changed" if is_new else "unchanged").inc()
        if is_new:
            self._state = state
        assert self._state is not None  # noqa: S101 - set above
        for number, subscription in enumerate(list(self.subscriptions)):
            if number % _AT_A_TURN == 0:
                await asyncio.sleep(0)
            if is_new or not subscription.has_state:
                subscription.offer(self._state)

    def _fail(self, error: Exception) -> None:
        """End all subscriptions after a bug, so that their clients do not wait for ever."""
        request_id = new_request_id()
        log.error("subscription.failed", request_id=request_id, exc_info=error)
        self._until, self._state_version = END, None  # so that a later subscriber does not get the state before the bug
        for subscription in self.subscriptions:
            subscription.end(Failed(internal_error_message(request_id)))


class Delayed(Exception):
    """The state cannot be computed now: try again after these seconds, or once something has changed."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds
