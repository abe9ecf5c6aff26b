"""Computes the state of a subscribed operation."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog

from columns.counting import Columns
from core.errors import RateLimited, Unavailable, loggable
from core.settings import Settings
from core.viewer import Viewer
from db.pool import OUTAGES, Pool
from db.snapshots import Snapshot
from db.versions import Version
from resolvers.context import Context, Definitions, create_context
from schema.requests import execute_subscription
from schema.responses import GraphQLResponse
from web.admission import Admission
from web.live.metrics import COMPUTATIONS
from web.live.topics import INTERVAL_SECONDS, Computed, Delayed, Topic
from web.loop_time import LoopTime
from web.rate_limits import RateLimits
from web.response_cache import ResponseCache

log = structlog.stdlib.get_logger()

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Computing:
    """What computations use."""

    settings: Settings
    pool: Pool
    reading: Pool
    definitions: Definitions
    columns: Columns | None
    admission: Admission
    loop_time: LoopTime
    rate_limits: RateLimits
    response_cache: ResponseCache

    async def compute(self, topic: Topic) -> Computed:
        """The present state. Raises Delayed during an outage, and if no subscriber's token can pay for it."""
        try:
            self._charge(topic)
            response, context = await self.in_turn(topic.key.workspace_id, partial(self._admitted, topic))
            _check_available(response)
            return Computed(response, await self._until(topic.version, context))
        except RateLimited as error:
            COMPUTATIONS.labels("delayed").inc()
            raise Delayed(error.retry_after) from None
        except (*OUTAGES, Unavailable) as error:
            COMPUTATIONS.labels("delayed").inc()
            log.warning("subscription.delayed", error=loggable(error))
            raise Delayed(INTERVAL_SECONDS) from None

    async def in_turn(self, workspace_id: int, work: Callable[[], Awaitable[T]]) -> T:
        """Does work that occupies the event loop when it is the workspace's turn, and charges its time."""
        await self.loop_time.turn(workspace_id)
        return await self.loop_time.measured(workspace_id, work())

    def _charge(self, topic: Topic) -> None:
        """Charges one subscriber's token. Raises RateLimited if none of the tokens has enough points left."""
        if topic.is_paid:
            topic.is_paid = False
            return
        refusal: RateLimited | None = None
        for viewer in _viewers(topic):
            try:
                self.rate_limits.charge({}, viewer, topic.cost)
            except RateLimited as error:
                refusal = error
            else:
                return
        if refusal is not None:
            raise refusal

    async def _admitted(self, topic: Topic) -> tuple[GraphQLResponse, Context]:
        """Takes a turn of the workspace only now, so that it holds none while it waits for the event loop."""
        async with self.admission.operation(topic.key.workspace_id):
            return await self._respond(topic)

    async def _respond(self, topic: Topic) -> tuple[GraphQLResponse, Context]:
        """Reads a snapshot of the known version. If the data has changed meanwhile, reads it again."""
        context = self._context(topic, topic.version)
        async with context.snapshot:
            response = await execute_subscription(topic.request, context)
        if context.snapshot.is_stale:
            context = self._context(topic, None)
            async with context.snapshot:
                response = await execute_subscription(topic.request, context)
        return response, context

    def _context(self, topic: Topic, version: Version | None) -> Context:
        viewer = Viewer(topic.key.workspace_id, topic.key.scopes)
        return create_context(
            viewer,
            datetime.now(UTC),
            self.pool,
            topic.key.link_base,
            snapshot=Snapshot(self.reading.of(viewer.workspace_id), version),
            disclosure=self.settings.disclosure,
            definitions=self.definitions,
            columns=self.columns,
        )

    async def _until(self, version: Version, context: Context) -> datetime:
        """When the clock alone changes the state. A second later if that is unknown."""
        until = await self.response_cache.valid_until(version.data, context)
        return until if until > context.now else context.now + timedelta(seconds=INTERVAL_SECONDS)


def _check_available(response: GraphQLResponse) -> None:
    if response.is_unavailable:
        raise Unavailable("The database was unavailable.")


def _viewers(topic: Topic) -> Iterable[Viewer]:
    """The viewers of the subscriptions, each token once."""
    by_token = {each.viewer.token_id: each.viewer for each in topic.subscriptions}
    return by_token.values()
