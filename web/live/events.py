"""Subscriptions as server-sent events: the protocol of graphql-sse, with a connection for each subscription."""

from collections.abc import Callable, MutableMapping
from typing import Any

from starlette.requests import Request
from starlette.types import Send

from core.errors import LimitExceeded
from core.settings import Settings
from schema.media_types import GRAPHQL_RESPONSE, JSON, qualities_of
from schema.requests import GraphQLRequest, refusal, request_in_body, request_in_query_string
from schema.responses import GraphQLResponse
from web.authentication import authenticate_with_version, bearer_token
from web.bodies import SMALL_BYTES, is_small, read_body
from web.encodings import require_none
from web.live.hub import Hub, NotSubscribed
from web.live.requests import subscription_request
from web.live.subscriptions import Ended, Subscription
from web.rate_limits import RateLimits, points_of_bytes

EVENT_STREAM = "text/event-stream"
TRANSPORT = "sse"
_LONGEST_SILENCE = 12  # seconds; proxies often close a connection that is silent for a minute
_ON_SHUTDOWN = "milepost.on_shutdown"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"x-accel-buffering", b"no"),  # nginx would hold the events back
]
_SILENCE = b":\n\n"  # a comment
_COMPLETE = b"event: complete\ndata:\n\n"


def wants_events(request: Request) -> bool:
    """Whether the client prefers a stream of events to a response in JSON."""
    qualities = qualities_of(request.headers.get("accept", ""))
    quality = qualities.get(EVENT_STREAM, 0.0)
    others = [qualities.get(each, 0.0) for each in (JSON, GRAPHQL_RESPONSE)]
    is_first = next(iter(qualities), None) == EVENT_STREAM
    return 0 < quality > max(others) or (quality == max(others) > 0 and is_first)


def on_shutdown(scope: MutableMapping[str, Any]) -> None:
    """Ends the stream of a request, if it has one, since the server is shutting down."""
    callback: Callable[[], None] | None = scope.get(_ON_SHUTDOWN)
    if callback is not None:
        callback()


async def stream_events(request: Request, send: Send) -> None:
    """Responds with the states of a subscription, as long as the client stays connected."""
    token = bearer_token(request)
    graphql, points = await _read(request)
    authentication = await authenticate_with_version(request)
    rate_limits: RateLimits = request.state.rate_limits
    rate_limits.charge(request.scope, authentication.viewer, points)
    hub: Hub = request.state.hub
    try:
        subscribing = subscription_request(request, graphql, authentication, token, TRANSPORT)
        async with hub.subscribed(subscribing) as subscription:
            request.scope[_ON_SHUTDOWN] = lambda: subscription.end(None)
            request.state.log.cost = subscription.cost
            await _begin(send)
            await _forward(request, subscription, send)
    except NotSubscribed as error:
        request.state.log.outcome = error.response.code
        await _begin(send)
        await _send_last(error.response, send)
    await send({"type": "http.response.body", "body": b""})


async def _read(request: Request) -> tuple[GraphQLRequest, int]:
    if request.method != "POST":
        sent = request.scope["query_string"]
        return request_in_query_string(sent), points_of_bytes(sent)
    require_none(request)
    if not is_small(request.scope):
        raise LimitExceeded(
            f"The request of a subscription needs a Content-Length of at most {SMALL_BYTES >> 10} KiB: send values as "
            "variables, or subscribe to less."
        )
    settings: Settings = request.state.settings
    sent = b"".join(await read_body(request, settings.request_megabytes, settings.arrival_seconds))
    return request_in_body(request.headers.get("content-type", ""), sent), points_of_bytes(sent)


async def _begin(send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [*_HEADERS]})
    await _send(_SILENCE, send)  # so that the client learns at once that it is connected


async def _forward(request: Request, subscription: Subscription, send: Send) -> None:
    settings: Settings = request.state.settings
    silence = min(_LONGEST_SILENCE, settings.request_seconds / 2)  # what is sent is progress for web/deadlines.py
    try:
        while True:
            state = await subscription.next_within(silence)
            if state is None:
                await _send(_SILENCE, send)
            elif state.is_last:
                request.state.log.outcome = state.code
                await _send(state.event + _COMPLETE, send)
                return
            else:
                await _send(state.event, send)
                subscription.note_push()
    except Ended as ended:
        if ended.refusal is not None:  # otherwise the client is to connect again
            request.state.log.outcome = ended.refusal.code
            await _send_last(refusal(ended.refusal), send)


async def _send_last(response: GraphQLResponse, send: Send) -> None:
    await _send(b"event: next\ndata: " + response.body + b"\n\n" + _COMPLETE, send)


async def _send(body: bytes, send: Send) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})
