"""GraphQL requests that would occupy this process for long. A second process handles them.

Python parses, validates and executes an operation without a pause, so every other request of the process waits. Beside
another process they do not: the operating system divides the processors.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from core.errors import UNAVAILABLE, Interrupted, Invalid
from web.deadlines import note_progress
from web.request_log import REQUEST_ID_HEADER, RequestLog
from web.unix_sockets import UnixTransport

# One of these takes the event loop up to 10 to 80 ms: parsing and validation of a document, or an operation.
LIGHT_CHARACTERS = 4_000
LIGHT_POINTS = 25_000

_BASE = "http://heavy"
_PATH = b"/graphql"
_METRICS_SECONDS = 1
# The others describe the connection between client and server, or let middleware answer that has answered already.
_REQUEST_HEADERS = (b"accept", b"accept-encoding", b"authorization", b"content-type", b"host", b"if-none-match")
_RESPONSE_HEADERS = frozenset(
    {
        "accept",
        "allow",
        "cache-control",
        "content-encoding",
        "content-length",
        "content-type",
        "etag",
        "ratelimit",
        "ratelimit-policy",
        "retry-after",
        "vary",
        "www-authenticate",
    }
)


class IsHeavy(Exception):
    """Nothing of the request was executed: forward it."""


class HeavyRequests:
    """Decides which requests are heavy, and forwards them. Without another process, none is."""

    def __init__(self, client: httpx.AsyncClient | None = None, seconds: float = 0) -> None:
        """`seconds` is the deadline of a request."""
        self._client = client
        self._seconds = seconds

    @property
    def are_handled_here(self) -> bool:
        """Whether there is no other process."""
        return self._client is None

    def check_document(self, text: str | None) -> None:
        """Raises IsHeavy for a document that takes long to parse and validate."""
        self._check(len(text or ""), LIGHT_CHARACTERS)

    def check_cost(self, points: int) -> None:
        """Raises IsHeavy for an operation that takes long to execute."""
        self._check(points, LIGHT_POINTS)

    def _check(self, size: int, most: int) -> None:
        if size > most and not self.are_handled_here:
            raise IsHeavy

    @asynccontextmanager
    async def forwarded(
        self, request: Request, pieces: list[bytes], turn: Callable[[], Awaitable[None]]
    ) -> AsyncGenerator[Response]:
        """The response of the other process, which logs the request. Raises Interrupted if that ends.

        Takes the pieces of the body out of the list, each in its turn, so that their memory is free while it waits.
        """
        assert self._client is not None  # noqa: S101 - otherwise no request is heavy
        current: RequestLog = request.state.log
        request.state.is_forwarded = current.is_logged_elsewhere = True
        # The other process has the same deadline, and its response says what was stopped.
        extension = asyncio.get_running_loop().call_later(self._seconds / 2, note_progress, request.scope)
        try:
            response = await self._client.send(_copy(request, pieces, turn), stream=True)
        except httpx.LocalProtocolError:
            current.is_logged_elsewhere = False
            raise Invalid("The URL or a header has characters that HTTP does not permit: quote them.") from None
        except httpx.TransportError:
            raise Interrupted("The process for heavy requests ended.") from None
        finally:
            extension.cancel()
        try:
            headers = {name: value for name, value in response.headers.items() if name in _RESPONSE_HEADERS}
            yield StreamingResponse(_rest(response, current), response.status_code, headers)
        finally:
            await response.aclose()

    async def metrics(self) -> str:
        """The metrics of the other process, in the text format. Empty if it does not answer."""
        if self._client is None:
            return ""
        try:
            return (await self._client.get("/metrics", timeout=_METRICS_SECONDS)).text
        except httpx.TransportError:
            return ""


@asynccontextmanager
async def heavy_requests(socket: Path | None, seconds: float) -> AsyncGenerator[HeavyRequests]:
    """Forwards requests to the process that listens on this Unix socket, if there is one.

    `seconds` is the deadline of a request.
    """
    if socket is None:
        yield HeavyRequests()
        return
    # web/deadlines.py limits the time of a request
    async with httpx.AsyncClient(transport=UnixTransport(str(socket)), base_url=_BASE, timeout=None) as client:  # noqa: S113
        yield HeavyRequests(client, seconds)


def _copy(request: Request, pieces: list[bytes], turn: Callable[[], Awaitable[None]]) -> httpx.Request:
    """The same request, byte by byte. Of a header that was sent several times, the first one."""
    scope = request.scope
    given = dict(reversed(scope["headers"]))
    headers = {name: given[name] for name in _REQUEST_HEADERS if name in given}
    headers[REQUEST_ID_HEADER.lower().encode()] = request.state.request_id.encode()
    headers[b"x-forwarded-for"] = (request.client.host if request.client else "").encode()
    headers[b"x-forwarded-proto"] = scope["scheme"].encode()
    if request.method == "POST":
        headers[b"content-length"] = str(sum(map(len, pieces))).encode()
    query = b"?" + scope["query_string"] if scope["query_string"] else b""
    return httpx.Request(
        request.method,
        _BASE,
        headers=list(headers.items()),
        content=_taken(pieces, turn) if request.method == "POST" else None,
        extensions={"target": _PATH + query},  # httpx would quote it, and so make it longer
    )


async def _rest(response: httpx.Response, current: RequestLog) -> AsyncGenerator[bytes]:
    """The body. Raises Interrupted if the process ends while it responds: the connection is closed then."""
    try:
        async for piece in response.aiter_raw():
            yield piece
    except httpx.TransportError:
        current.is_logged_elsewhere = False
        current.outcome = UNAVAILABLE
        raise Interrupted("The process for heavy requests ended while it responded.") from None


async def _taken(pieces: list[bytes], turn: Callable[[], Awaitable[None]]) -> AsyncGenerator[bytes]:
    pieces.reverse()
    while pieces:
        await turn()
        yield pieces.pop()
