"""Bodies of requests: how fast they must arrive, and what happens to those that the application does not read."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import LimitExceeded
from core.texts import counted
from schema.limits import MOST_JSON_VALUES

SMALL_BYTES = 64 << 10  # at most so much is read before the token is looked up; uvicorn reads as much ahead
LEAST_BYTES_PER_SECOND = 32 << 10
_DISCARDED_SECONDS = 2
DISCARDED_BYTES = 1 << 20
_DISCARDING_PAUSE_SECONDS = 0.02  # after each piece, so that discarding takes little time of the event loop


_VALUES_FOLLOW = b",[{"
_TOO_MANY_VALUES = (
    f"The body of a request may have at most {MOST_JSON_VALUES:,} commas and opening brackets, also in texts: split it "
    "into several requests."
)


async def no_turn() -> None:
    """For a small body."""


class TooSlow(Exception):
    """The body of a request does not arrive in time."""


def is_small(scope: MutableMapping[str, Any]) -> bool:
    """Whether the request has no body, or says that it has a small one."""
    headers = Headers(scope=scope)
    return int(headers.get("content-length", "0")) <= SMALL_BYTES and "transfer-encoding" not in headers


async def read_body(
    request: Request, megabytes: int, seconds: float, turn: Callable[[], Awaitable[None]] = no_turn
) -> list[bytes]:
    """Reads the whole body, which is JSON. It must arrive within these seconds, and one second more for every 32 KiB.

    Waits for its turn before each piece. Returns the pieces: joining 16 MiB takes the event loop 10 ms.

    Raises TooSlow, and LimitExceeded for a body over the limit: at once if Content-Length says so. Its values are
    counted piece by piece: decoding millions of them would block the event loop for seconds.
    """
    pieces: list[bytes] = []
    try:
        async with _limited(seconds) as limit:
            await _collect(request, megabytes, limit, turn, pieces)
    except BaseException:
        pieces.clear()  # the traceback of the error refers to them
        raise
    return pieces


async def _collect(
    request: Request, megabytes: int, limit: asyncio.Timeout, turn: Callable[[], Awaitable[None]], pieces: list[bytes]
) -> None:
    most, ends_at = megabytes << 20, limit.when() or 0
    too_large = LimitExceeded(
        f"The body of a request may have at most {megabytes} MiB: split it into several requests, or raise "
        "MILEPOST_REQUEST_MEGABYTES."
    )
    if int(request.headers.get("content-length", "0")) > most:
        raise too_large
    received, values, has_more = 0, 0, True
    while has_more:
        await turn()
        piece, has_more = await _next_piece(request)
        pieces.append(piece)
        received += len(piece)
        values += _values_in(piece)
        if received > most:
            raise too_large
        if values > MOST_JSON_VALUES:
            raise LimitExceeded(_TOO_MANY_VALUES)
        limit.reschedule(ends_at + received / LEAST_BYTES_PER_SECOND)


async def _next_piece(request: Request) -> tuple[bytes, bool]:
    """The next piece of the body, and whether more follow."""
    message = await request.receive()
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return message.get("body", b""), message.get("more_body", False)


def _values_in(piece: bytes) -> int:
    return len(piece) - len(piece.translate(None, _VALUES_FOLLOW))


@asynccontextmanager
async def _limited(seconds: float) -> AsyncGenerator[asyncio.Timeout]:
    try:
        async with asyncio.timeout(seconds) as limit:
            yield limit
    except TimeoutError:
        raise TooSlow(
            f"The body arrives too slowly: send it within {counted(seconds, 'second')}, and one second more for every "
            f"{LEAST_BYTES_PER_SECOND >> 10} KiB."
        ) from None


class UnreadBodies:
    """ASGI middleware that closes the connection after a response if a large body was not read before it.

    The response says so (`Connection: close`). For a moment the rest of the body is discarded, and what exceeds a bound
    is not even read: if the connection was closed while the client sends, the client could lose the response.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_small(scope):
            await self._app(scope, receive, send)
        else:
            body = _LargeBody(receive, send)
            await self._app(scope, body.receive, body.send)


class _LargeBody:
    """The messages of a request with a large body."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._is_read = False
        self._closes = False

    async def receive(self) -> Message:
        try:
            message = await self._receive()
        except ClientDisconnect:
            self._is_read = True  # nothing more will arrive
            raise
        self._is_read = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and not self._is_read:
            self._closes = True
            MutableHeaders(scope=message)["Connection"] = "close"
        if self._closes and message["type"] == "http.response.body" and not message.get("more_body", False):
            await self._send({**message, "more_body": True})
            await self._discard()
            message = {"type": "http.response.body", "body": b""}
        await self._send(message)

    async def _discard(self) -> None:
        size = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(_DISCARDED_SECONDS):
                while not self._is_read and size < DISCARDED_BYTES:
                    size += len((await self.receive()).get("body", b""))
                    await asyncio.sleep(_DISCARDING_PAUSE_SECONDS)
                if not self._is_read:
                    await asyncio.sleep(_DISCARDED_SECONDS)
