"""All subscriptions of a process. Equal operations of a workspace share one computation."""

from collections import Counter
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from functools import partial

import msgspec

from core.errors import DocumentNotTrusted, Forbidden, LimitExceeded, PersistedQueryNotFound, RateLimited
from core.settings import Settings
from core.texts import counted
from schema.requests import refusal, subscription_cost
from schema.responses import GraphQLResponse
from web.heavy_requests import LIGHT_CHARACTERS, LIGHT_POINTS
from web.live.computing import Computing
from web.live.subscriptions import Request, Subscription
from web.live.topics import Topic, TopicKey
from web.live.watching import Watching
from web.persisted_documents import PersistedDocuments

MOST_OPERATIONS = 200  # of a workspace, at the same time
_RETRY_SECONDS = 10


class NotSubscribed(Exception):
    """The operation is refused, with this response."""

    def __init__(self, response: GraphQLResponse) -> None:
        super().__init__()
        self.response = response


class Hub:
    """Joins each subscription to its operation."""

    def __init__(
        self, settings: Settings, documents: PersistedDocuments, computing: Computing, watching: Watching
    ) -> None:
        self._settings = settings
        self._documents = documents
        self._computing = computing
        self._watching = watching
        self._topics: dict[TopicKey, Topic] = {}
        self._of_tokens: Counter[tuple[int, int | None]] = Counter()

    @asynccontextmanager
    async def subscribed(self, request: Request) -> AsyncGenerator[Subscription]:
        """A subscription, until the end of the block.

        Raises NotSubscribed if the operation is not a valid subscription, and Refused if the token may not have it.
        """
        with self._counted(request):
            async with self._computing.admission.request(request.viewer, "/graphql"):
                cost = await self._computing.in_turn(request.viewer.workspace_id, partial(self._cost, request))
            self._computing.rate_limits.charge(request.scope, request.viewer, cost)
            with self._joined(request, cost) as subscription:
                yield subscription

    async def close(self) -> None:
        """Stop all computations."""
        for topic in self._topics.values():
            topic.close()
        await self._watching.close()

    @contextmanager
    def _counted(self, request: Request) -> Generator[None]:
        """Counts a subscription of the token. Raises RateLimited above the limit, and Forbidden if that is 0."""
        token, most = (request.viewer.workspace_id, request.viewer.token_id), self._settings.subscriptions
        if not most:
            raise Forbidden("Subscriptions are turned off on this server: repeat a query instead.")
        if self._of_tokens[token] >= most:
            raise RateLimited(
                f"The token has {counted(most, 'subscription')}, the most at the same time: end some.",
                _RETRY_SECONDS,
                "subscriptions",
            )
        self._of_tokens[token] += 1
        try:
            yield
        finally:
            self._of_tokens[token] -= 1
            if not self._of_tokens[token]:
                del self._of_tokens[token]

    async def _cost(self, request: Request) -> int:
        """The points of the operation. Raises NotSubscribed, and Invalid for another kind of operation."""
        try:
            await self._documents.complete(request.graphql, request.viewer.workspace_id)
        except (PersistedQueryNotFound, DocumentNotTrusted) as error:
            raise NotSubscribed(refusal(error)) from None
        if len(request.graphql.query or "") > LIGHT_CHARACTERS:
            raise NotSubscribed(refusal(LimitExceeded(_TOO_LONG)))
        cost = subscription_cost(request.graphql, self._settings.disclosure)
        if isinstance(cost, GraphQLResponse):
            raise NotSubscribed(cost)
        if cost > LIGHT_POINTS:
            raise NotSubscribed(refusal(LimitExceeded(_TOO_EXPENSIVE.format(cost=cost))))
        return cost

    @contextmanager
    def _joined(self, request: Request, cost: int) -> Generator[Subscription]:
        topic = self._topic(request, cost)
        subscription = Subscription(request, cost)
        subscription.begin()
        topic.join(subscription, request.authentication.version)
        try:
            yield subscription
        finally:
            topic.subscriptions.discard(subscription)
            if not topic.subscriptions:
                topic.close()
                del self._topics[topic.key]
            subscription.close()

    def _topic(self, request: Request, cost: int) -> Topic:
        key = _key(request)
        topic = self._topics.get(key)
        if topic is None:
            self._check_operations(key.workspace_id)
            version, compute = request.authentication.version, self._computing.compute
            topic = self._topics[key] = Topic(key, request.graphql, cost, version, compute)
            self._watching.start(self._topics)
        return topic

    def _check_operations(self, workspace_id: int) -> None:
        if sum(key.workspace_id == workspace_id for key in self._topics) >= MOST_OPERATIONS:
            raise RateLimited(
                f"The workspace has subscriptions of {MOST_OPERATIONS} different operations or variables, the most at "
                "the same time: end some.",
                _RETRY_SECONDS,
                "subscriptions",
            )


_TOO_LONG = (
    f"The document of a subscription may have at most {LIGHT_CHARACTERS:,} characters: send values as variables, or "
    "subscribe to less."
)
_TOO_EXPENSIVE = (
    "The subscription costs {cost:,} points, and at most "
    f"{LIGHT_POINTS:,} are allowed: request smaller pages or fewer fields, or use several subscriptions."
)


def _key(request: Request) -> TopicKey:
    graphql = request.graphql
    return TopicKey(
        request.viewer.workspace_id,
        request.viewer.scopes,
        request.link_base,
        graphql.query or "",
        graphql.operation_name,
        msgspec.json.encode(graphql.variables, order="deterministic"),
    )
