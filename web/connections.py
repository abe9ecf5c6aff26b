"""Limits of HTTP connections that uvicorn does not have: their number, the head of a request, and slow readers.

The head of a request is its first line and its headers.
"""

import asyncio
from functools import partial
from typing import Any, ClassVar, NoReturn, cast

from starlette.requests import ClientDisconnect
from typing_extensions import override
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from core.settings import Settings
from web.bodies import DISCARDED_BYTES
from web.broken_bodies import BrokenBody
from web.connection_errors import (
    MOST_HEAD_BYTES,
    MOST_HEADERS,
    ConnectionRefused,
    head_too_large,
    head_too_late,
    no_websocket,
    not_http,
    too_many_connections,
    too_many_waiting,
)
from web.live.events import on_shutdown
from web.metrics import REFUSED_CONNECTIONS
from web.reserved_connections import answer_operators
from web.unread_bytes import unread_bytes

MOST_PIPELINED = 16  # requests of a connection that wait for the response to an earlier one
RESERVED = 20  # connections above the limit, on which only the paths of operators are answered
RESERVED_SECONDS = 2  # for the head of a request on such a connection
LEAST_READ_BYTES = 16 << 10  # of a response, within MILEPOST_REQUEST_SECONDS
_WITH_BODY = "A WebSocket is opened by a GET request without a body."
_TOO_EARLY = "Earlier requests of the connection wait for their responses: open a WebSocket on a connection of its own."
_MOST_LENGTH_DIGITS = 20  # of a Content-Length; Python reads no number of thousands of digits
_LAST_SECONDS = 0.01  # for what has arrived and is not read yet


def connections(settings: Settings) -> type[HttpToolsProtocol]:
    """The class of connections for `uvicorn.Config(http=...)`."""
    return type("Connection", (_Connection,), {"settings": settings})


class _Connection(HttpToolsProtocol):
    """A connection. One timer limits how long it waits for the head of a request, another how slowly its client reads.

    web/deadlines.py limits the time of a request, and uvicorn how long a connection is idle after a response.
    """

    settings: ClassVar[Settings]

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, object],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._arrival_seconds = self.settings.arrival_seconds
        self._received = 0  # bytes since the last complete head, or the last part of a body
        self._is_in_head = False  # a head has begun to arrive, and is not complete
        self._piece = 0  # bytes that arrived at once: they may contain several heads
        self._refusal: ConnectionRefused | None = None  # why the parser was stopped
        self._last: ConnectionRefused | None = None  # sent after the responses to the requests before it
        self._broken = BrokenBody()
        self._running: RequestResponseCycle | None = None  # uvicorn's `cycle` is the last one that arrived
        self._waiting: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = None
        self._is_upgraded = False  # to a WebSocket, which has a protocol of its own
        self._pauses = 0  # how often the client has read too slowly for what is written
        self._seen = (0, 0)  # at the last check of the client: pauses, and bytes it has not read

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._check_reading()
        excess = len(self.connections) - self.settings.connections
        if excess > RESERVED:
            self._refuse(too_many_connections())
            return
        if excess > 0:
            self.app = partial(answer_operators, self.app)
            self.timeout_keep_alive = 0
            self._arrival_seconds = min(self._arrival_seconds, RESERVED_SECONDS)
        self._await_head()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Tells the running request, too: uvicorn tells only the last of several that arrived together."""
        if self._running is not None and not self._running.response_complete:
            self._running.disconnected = True
            self._running.message_event.set()
        self.pipeline.clear()
        super().connection_lost(exc)
        self._end_timers()

    @override
    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        self._piece = len(data)
        if self._last is not None or self._broken.is_known:
            self._discard()
            return
        super().data_received(data)
        if self.transport.is_closing() or self._is_upgraded:
            return
        if self._received > MOST_HEAD_BYTES:
            self._refuse(head_too_large())
        elif self._is_busy:
            self._end_waiting()
        elif self._waiting is None:
            self._await_head()

    @override
    def eof_received(self) -> bool:  # type: ignore[override]
        """Responds to a request whose body is incomplete. In any other case the client counts as disconnected."""
        is_cut = self._is_in_body and self._is_busy and self._running is self.cycle
        if is_cut and not self._broken.is_known:
            self._broken.end(self.cycle, ClientDisconnect())
        return is_cut

    @override
    def handle_websocket_upgrade(self) -> None:
        self._end_timers()
        if len(self.connections) > self.settings.connections:
            self._refuse(too_many_connections())
            return
        self._is_upgraded = True
        super().handle_websocket_upgrade()

    @override
    def shutdown(self) -> None:
        super().shutdown()
        if self._running is not None and not self._running.response_complete:
            on_shutdown(cast("dict[str, Any]", self._running.scope))

    @override
    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._is_in_head = True

    @override
    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value.strip(b" \t"))  # which the parser leaves at the end
        if name.lower() == b"content-length" and len(value) > _MOST_LENGTH_DIGITS:
            self._stop_parser(not_http())
        if len(self.headers) > MOST_HEADERS:  # reading thousands of them would block the event loop for milliseconds
            self._stop_parser(head_too_large())

    @override
    def on_headers_complete(self) -> None:
        if max(self._received, self._piece) > MOST_HEAD_BYTES:
            self._check_head()
        if len(self.pipeline) >= MOST_PIPELINED:
            self._stop_parser(too_many_waiting())
        super().on_headers_complete()
        self._check_upgrade()
        self._received, self._is_in_head = 0, False

    @override
    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, cast("Any", self._broken.told_to(app, cycle)))

    @override
    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._is_busy or self.transport.is_closing():
            return
        if self._last is not None:
            self._refuse(self._last)
        elif self._is_in_head:
            self._unset_keepalive_if_required()
            self._await_head()

    @override
    def on_body(self, body: bytes) -> None:
        super().on_body(body)
        self._received = 0

    @override
    def send_400_response(self, msg: str) -> None:
        self._refuse(self._refusal or not_http())

    @override
    def pause_writing(self) -> None:
        super().pause_writing()
        self._pauses += 1

    @property
    def _is_busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete  # pyright: ignore[reportUnnecessaryComparison]

    @property
    def _is_in_body(self) -> bool:
        """Whether the last head is complete, and its body is not."""
        return self.cycle is not None and self.cycle.scope is self.scope and self.cycle.more_body  # pyright: ignore[reportUnnecessaryComparison]

    def _check_head(self) -> None:
        """Raises ConnectionRefused if the head is too large. Otherwise a part of the body was received with it."""
        assert self.parser is not None  # noqa: S101 - it calls this
        first = len(self.parser.get_method()) + len(self.url) + len("  HTTP/1.1\r\n")
        size = first + sum(len(name) + len(value) + len(": \r\n") for name, value in self.headers) + len("\r\n")
        if size > MOST_HEAD_BYTES:
            self._stop_parser(head_too_large())

    def _check_upgrade(self) -> None:
        """Raises ConnectionRefused if the first bytes of a WebSocket would follow a body or another response."""
        assert self.parser is not None  # noqa: S101 - it calls this
        if not (self.parser.should_upgrade() and self._should_upgrade()):
            return
        headers = dict(self.headers)
        has_body = b"transfer-encoding" in headers or headers.get(b"content-length", b"0") != b"0"
        if has_body or self.scope["method"] != "GET":
            self._stop_parser(no_websocket(_WITH_BODY))
        if self._is_busy:
            self._stop_parser(no_websocket(_TOO_EARLY))

    def _stop_parser(self, refusal: ConnectionRefused) -> NoReturn:
        self._refusal = refusal
        raise refusal

    def _await_head(self) -> None:
        self._waiting = self.loop.call_later(self._arrival_seconds, self._read_before_end)

    def _read_before_end(self) -> None:
        """The event loop calls timers before it reads: a head that arrived while it was busy is not late."""
        self._waiting = self.loop.call_later(_LAST_SECONDS, self._end_without_head)

    def _end_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _end_timers(self) -> None:
        self._end_waiting()
        if self._reading is not None:
            self._reading.cancel()

    def _end_without_head(self) -> None:
        if self._received or self._is_in_head:
            self._refuse(head_too_late(self._arrival_seconds))
        else:
            self.transport.close()

    def _refuse(self, refusal: ConnectionRefused) -> None:
        """Sends an error and closes the connection, after the responses to the requests that arrived before.

        An error in a body is told to the application, which may have recorded the beginning of it.
        """
        if self._is_busy and self._is_in_body:
            self._broken.end(self.cycle, refusal.in_body)
        elif self._is_busy:
            self._last = refusal
        else:
            if not self._is_in_body:  # otherwise the request has its response
                self.transport.write(refusal.response)
                REFUSED_CONNECTIONS.labels(refusal.status).inc()
            self.transport.close()

    def _discard(self) -> None:
        """Ignores what has arrived, since closing the connection on it could cost the client the response."""
        if self._received > DISCARDED_BYTES:
            self.flow.pause_reading()

    def _check_reading(self) -> None:
        """Ends the connection if the client has read hardly anything since the last check.

        uvicorn writes nothing while it waits for the client, so what is left to send can only shrink meanwhile. A
        connection that is closed would otherwise stay open until the client has read everything.
        """
        is_waiting = self.flow.write_paused or self.transport.is_closing()
        pauses, left = self._pauses if is_waiting else -1, unread_bytes(self.transport) if is_waiting else 0
        if is_waiting and pauses == self._seen[0] and left > self._seen[1] - LEAST_READ_BYTES:
            self.transport.abort()
            return
        self._seen = (pauses, left)
        self._reading = self.loop.call_later(self.settings.request_seconds, self._check_reading)
