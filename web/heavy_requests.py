"""GraphQL requests that would occupy this process for long. A second process handles them.

Python parses, validates and executes an operation without a pause, so every other request of the process waits. Beside
another process they do not: the operating system divides the processors.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from web.bodies import SMALL_BYTES
from web.request_log import REQUEST_ID_HEADER, RequestLog

# One of these takes the event loop up to 10 to 80 ms: parsing and validation of a document, or an operation.
LIGHT_CHARACTERS = 4_000
LIGHT_POINTS = 25_000

_BASE = "http://heavy"
_METRICS_SECONDS = 1
# The others describe the connection between client and server, or let middleware answer that has answered already.
_REQUEST_HEADERS = frozenset({"accept", "accept-encoding", "authorization", "content-type", "host", "if-none-match"})
_RESPONSE_HEADERS = frozenset(
    {
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


class HeavyProcessEnded(Exception):
    """The process ended before its response began."""


class HeavyRequests:
    """Decides which requests are heavy, and forwards them. Without another process, none is."""

    def __init__(self, client: httpx.AsyncClient | None = None) -> None:
        self._client = client

    def check_size(self, sent: bytes) -> None:
        """Raises IsHeavy for a body that takes long to decode."""
        self._check(len(sent), SMALL_BYTES)

    def check_document(self, text: str | None) -> None:
        """Raises IsHeavy for a document that takes long to parse and validate."""
        self._check(len(text or ""), LIGHT_CHARACTERS)

    def check_cost(self, points: int) -> None:
        """Raises IsHeavy for an operation that takes long to execute."""
        self._check(points, LIGHT_POINTS)

    def _check(self, size: int, most: int) -> None:
        if size > most and self._client is not None:
            raise IsHeavy

    @asynccontextmanager
    async def forwarded(self, request: Request, sent: bytes) -> AsyncGenerator[Response]:
        """The response of the other process, which logs the request. Raises HeavyProcessEnded."""
        assert self._client is not None  # noqa: S101 - otherwise no request is heavy
        request.state.is_forwarded = True
        try:
            response = await self._client.send(_copy(self._client, request, sent), stream=True)
        except httpx.TransportError:
            raise HeavyProcessEnded from None
        try:
            headers = {name: value for name, value in response.headers.items() if name in _RESPONSE_HEADERS}
            yield StreamingResponse(response.aiter_raw(), response.status_code, headers)
            current: RequestLog = request.state.log
            current.is_logged_elsewhere = True
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
async def heavy_requests(socket: Path | None) -> AsyncGenerator[HeavyRequests]:
    """Forwards requests to the process that listens on this Unix socket, if there is one."""
    if socket is None:
        yield HeavyRequests()
        return
    transport = httpx.AsyncHTTPTransport(uds=str(socket), limits=httpx.Limits(max_keepalive_connections=16))
    # web/deadlines.py limits the time of a request
    async with httpx.AsyncClient(transport=transport, base_url=_BASE, timeout=None) as client:  # noqa: S113
        yield HeavyRequests(client)


def _copy(client: httpx.AsyncClient, request: Request, sent: bytes) -> httpx.Request:
    headers = [(name, value) for name, value in request.headers.items() if name in _REQUEST_HEADERS]
    headers += [
        (REQUEST_ID_HEADER, request.state.request_id),
        ("X-Forwarded-For", request.client.host if request.client else ""),
        ("X-Forwarded-Proto", request.scope["scheme"]),
    ]
    is_post = request.method == "POST"
    url = httpx.URL(_BASE, path=request.url.path, query=request.scope["query_string"])
    return client.build_request(request.method, url, headers=headers, content=sent if is_post else None)
