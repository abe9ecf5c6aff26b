"""/graphql as a WebSocket: subscriptions by the protocol graphql-transport-ws."""

import asyncio
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar, cast

import structlog
from starlette.responses import JSONResponse
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from core.current_request import CURRENT_REQUEST
from core.errors import ErrorCode, LimitExceeded, RateLimited, Refused, Unauthenticated, Unavailable, loggable
from core.settings import Settings
from db.pool import OUTAGES
from schema.requests import refusal
from web.authentication import authenticate_token, token_in
from web.browsers import is_permitted_origin
from web.live.hub import Hub, NotSubscribed
from web.live.messages import PROTOCOL, CloseCode, Closing, Incoming, error_message, message, next_message, read
from web.live.requests import subscription_request
from web.live.subscriptions import COMPLETED, SHUTDOWN, Ended, Subscription
from web.metrics import RATE_LIMITED
from web.rate_limits import RateLimits, points_of_bytes
from web.request_log import REQUEST_ID_HEADER, RequestLog, request_id_of
from web.sockets import SHUTTING_DOWN

log = structlog.stdlib.get_logger()

E = TypeVar("E", bound=BaseException)

TRANSPORT = "websocket"
MOST_SUBSCRIPTIONS = 100  # of a connection
IDLE_SECONDS = 300  # without a subscription and without a message
_MOST_REASON_BYTES = 120  # a close frame holds 123
_UNKNOWN = "There is no WebSocket at this address: subscriptions are at /graphql, on the port of the API."
_FOREIGN = "Pages of this origin may not connect: MILEPOST_CORS_ORIGINS does not name it."
_TOO_MANY = (
    f"The connection has {MOST_SUBSCRIPTIONS} subscriptions, the most at the same time: end some, or open another one."
)
_NO_SUBPROTOCOL = Closing(CloseCode.NO_SUBPROTOCOL, f"Ask for the subprotocol {PROTOCOL}.")
_SHUTDOWN = Closing(CloseCode.GOING_AWAY, "The server is shutting down.")
_OUTAGE = (*OUTAGES, Unavailable)


def websocket_routes() -> list[WebSocketRoute]:
    """WebSockets at /graphql, and the refusal of all others."""
    return [WebSocketRoute("/graphql", _endpoint), WebSocketRoute("/{path:path}", refuse_unknown)]


async def refuse_unknown(websocket: WebSocket) -> None:
    """Responds with 404 instead of a WebSocket."""
    _begin_log(websocket)
    await _refuse(websocket, 404, ErrorCode.NOT_FOUND, _UNKNOWN)


def _begin_log(websocket: WebSocket) -> None:
    current = RequestLog(request_id_of(websocket.scope))
    websocket.scope["state"].update(log=current, request_id=current.request_id)
    CURRENT_REQUEST.set(current)


async def _refuse(websocket: WebSocket, status: int, code: ErrorCode, message_: str) -> None:
    log.info("websocket.refused", outcome=code, status=status)
    response = JSONResponse({"error": {"code": code, "message": message_}}, status, _request_id(websocket))
    await websocket.send_denial_response(response)


def _request_id(websocket: WebSocket) -> dict[str, str]:
    """The header of every response, which names the request."""
    return {REQUEST_ID_HEADER: websocket.state.request_id}


async def _endpoint(websocket: WebSocket) -> None:
    _begin_log(websocket)
    if not is_permitted_origin(websocket.state.settings, websocket.headers):
        await _refuse(websocket, 403, ErrorCode.FORBIDDEN, _FOREIGN)
        return
    is_known = PROTOCOL in websocket.scope["subprotocols"]
    identified = [(name.lower().encode(), id_.encode()) for name, id_ in _request_id(websocket).items()]
    await websocket.accept(PROTOCOL if is_known else None, identified)
    closing = await _Connection(websocket).run() if is_known else _NO_SUBPROTOCOL
    if closing is not None:
        reason = closing.reason.encode()[:_MOST_REASON_BYTES].decode(errors="ignore")
        with suppress(WebSocketDisconnect):
            await websocket.close(closing.code, reason)


class _Connection:
    """One client. One task reads its messages, and one for each subscription sends the states."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._hub: Hub = websocket.state.hub
        self._token = ""
        self._tasks: dict[str, asyncio.Task[None]] = {}  # by the ids of subscriptions

    async def run(self) -> Closing | None:
        """Serve the client until it disconnects, or return why the server closes the connection."""
        closing: Closing | None = None
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._read(group))
        except* WebSocketDisconnect:
            pass
        except* Closing as found:
            closing = next(_leaves(found))
        except* _OUTAGE as found:
            log.warning("subscriptions.closed", error=loggable(next(_leaves(found))))
            closing = Closing(CloseCode.TRY_AGAIN, "The database is unavailable.")
        except* Exception as found:
            log.error("request.failed", exc_info=next(_leaves(found)))  # noqa: TRY400 - without the groups around it
            closing = Closing(CloseCode.INTERNAL, "Internal error.")
        return closing

    async def _read(self, group: asyncio.TaskGroup) -> None:
        await self._initialize()
        while True:
            incoming = await self._next()
            match incoming.type:
                case "subscribe":
                    await self._subscribe(group, incoming)
                case "complete":
                    self._complete(incoming.subscription_id())
                case "connection_init":
                    raise Closing(CloseCode.TOO_MANY_INITS, "The connection is initialized already.")
                case _:
                    await self._common(incoming)

    async def _initialize(self) -> None:
        """Wait for "connection_init" with a valid token."""
        settings: Settings = self._websocket.state.settings
        try:
            async with asyncio.timeout(settings.arrival_seconds):
                while (incoming := read(await self._receive())).type != "connection_init":
                    if incoming.type == "subscribe":
                        raise Closing(CloseCode.UNAUTHORIZED, "Send connection_init first.")
                    await self._common(incoming)
        except TimeoutError:
            raise Closing(CloseCode.NO_INIT, "No connection_init was received in time.") from None
        authorization = incoming.authorization() or self._websocket.headers.get("authorization", "")
        with _closing_if_refused():
            self._token = token_in(authorization)
            await authenticate_token(self._websocket, self._token)
        await self._websocket.send_text(message("connection_ack"))

    async def _next(self) -> Incoming:
        """The next message. Raises Closing if none arrives for long, and the client has no subscription."""
        while True:
            try:
                async with asyncio.timeout(IDLE_SECONDS):
                    return read(await self._receive())
            except TimeoutError:
                if not self._tasks:
                    raise Closing(CloseCode.GOING_AWAY, "The connection was idle.") from None

    async def _receive(self) -> str | None:
        received = await self._websocket.receive()
        if received["type"] == "websocket.disconnect":
            if received.get(SHUTTING_DOWN):
                for task in self._tasks.values():
                    task.cancel(SHUTDOWN)
            raise WebSocketDisconnect(received["code"])
        return received.get("text")

    async def _common(self, incoming: Incoming) -> None:
        match incoming.type:
            case "ping":
                await self._websocket.send_text(message("pong"))
            case "pong":
                pass
            case _:
                raise Closing(CloseCode.BAD_REQUEST, f"Invalid message: the type {incoming.type[:50]!r} is unknown.")

    async def _subscribe(self, group: asyncio.TaskGroup, incoming: Incoming) -> None:
        id_ = incoming.subscription_id()
        if id_ in self._tasks:
            raise Closing(CloseCode.SAME_ID, f"A subscription with the id {id_} exists already.")
        if len(self._tasks) >= MOST_SUBSCRIPTIONS:
            await self._websocket.send_text(error_message(id_, refusal(LimitExceeded(_TOO_MANY))))
            return
        self._tasks[id_] = group.create_task(self._serve(id_, incoming))

    def _complete(self, id_: str) -> None:
        task = self._tasks.pop(id_, None)
        if task is not None:
            task.cancel(COMPLETED)

    async def _serve(self, id_: str, incoming: Incoming) -> None:
        """Answers a subscription, until an error ends it or the client does."""
        try:
            await self._send_states(id_, incoming)
        except NotSubscribed as error:
            await self._websocket.send_text(error_message(id_, error.response))
        except Refused as error:
            if isinstance(error, Unauthenticated):
                raise Closing(CloseCode.FORBIDDEN, error.message) from None
            if isinstance(error, RateLimited):
                RATE_LIMITED.labels(error.kind).inc()
            await self._websocket.send_text(error_message(id_, refusal(error)))
        if self._tasks.get(id_) is asyncio.current_task():
            del self._tasks[id_]

    async def _send_states(self, id_: str, incoming: Incoming) -> None:
        """Raises NotSubscribed, and Refused when the server ends the subscription."""
        authentication = await authenticate_token(self._websocket, self._token)
        rate_limits: RateLimits = self._websocket.state.rate_limits
        rate_limits.charge(self._websocket.scope, authentication.viewer, points_of_bytes(incoming.payload))
        request = subscription_request(self._websocket, incoming.request(), authentication, self._token, TRANSPORT)
        async with self._hub.subscribed(request) as subscription:
            try:
                await self._forward(id_, subscription)
            except Ended as ended:
                raise ended.refusal or _SHUTDOWN from None
            except asyncio.CancelledError as error:
                if error.args in ((COMPLETED,), (SHUTDOWN,)):
                    [subscription.outcome] = error.args
                raise

    async def _forward(self, id_: str, subscription: Subscription) -> None:
        while True:
            state = await subscription.next()
            if state.is_last:
                await self._websocket.send_text(error_message(id_, state))
                return
            await self._websocket.send_text(next_message(id_, state))
            subscription.note_push()


@contextmanager
def _closing_if_refused() -> Generator[None]:
    """Ends the connection if its token is refused."""
    try:
        yield
    except RateLimited as error:
        RATE_LIMITED.labels(error.kind).inc()
        raise Closing(CloseCode.TRY_AGAIN, error.message) from None
    except Refused as error:
        raise Closing(CloseCode.FORBIDDEN, error.message) from None


def _leaves(group: BaseExceptionGroup[E]) -> Iterator[E]:
    """The exceptions in a group and in the groups in it."""
    for each in group.exceptions:
        if isinstance(each, BaseExceptionGroup):
            yield from _leaves(cast("BaseExceptionGroup[E]", each))
        else:
            yield each
