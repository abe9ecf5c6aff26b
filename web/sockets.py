"""WebSocket connections: limits that uvicorn does not have, and how they end when the server shuts down."""

import asyncio
import logging
from asyncio.transports import BaseTransport
from typing import Any, ClassVar

from typing_extensions import override
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.exceptions import InvalidHandshake
from websockets.http11 import Request

from core.settings import Settings
from web.bodies import SMALL_BYTES
from web.connection_errors import ConnectionRefused, no_websocket, shutting_down
from web.metrics import REFUSED_CONNECTIONS

MOST_MESSAGE_BYTES = SMALL_BYTES
PING_SECONDS = 20  # between two pings, and until one is answered
SHUTTING_DOWN = "milepost.shutting_down"  # in a message to the application: it is the server that disconnects
_GOING_AWAY = 1001  # clients connect again
_REASON = "The server is shutting down."
_INVALID = (
    "The request opens no WebSocket: send `Sec-WebSocket-Version: 13`, and 16 bytes in Base64 as `Sec-WebSocket-Key`."
)
_UNREADABLE = "A WebSocket is opened by a request with at most 128 headers, each of at most 8 KiB, like the URL."

# uvicorn logs each connection with its query string.
_log = logging.getLogger("milepost.sockets")
_log.setLevel(logging.WARNING)
# It also logs an error for each connection that is refused with a response, as for pages of other origins.
_log.addFilter(lambda record: "without completing handshake" not in record.getMessage())


def sockets(settings: Settings) -> type[WebSocketsSansIOProtocol]:
    """The class of WebSocket connections for `uvicorn.Config(ws=...)`."""
    return type("Socket", (_Socket,), {"settings": settings})


class _Socket(WebSocketsSansIOProtocol):
    """A connection. uvicorn sends the client pings."""

    settings: ClassVar[Settings]

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.logger = _log
        self._checking: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        self._check_closing()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._checking is not None:
            self._checking.cancel()

    @override
    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not (self.handshake_initiated or self.transport.is_closing()):  # its whole head was received at once
            self._refuse(no_websocket(_UNREADABLE))

    @override
    def handle_connect(self, event: Request) -> None:
        """Refuses an invalid handshake. The response of the library would have no code and no request id."""
        try:
            self.conn.process_request(event)
            event.path.encode("ascii")  # as uvicorn does
        except (InvalidHandshake, ValueError):
            self._refuse(no_websocket(_INVALID))
        else:
            super().handle_connect(event)

    @override
    def handle_ping(self) -> None:
        """Answers a ping, unless the client does not read: the answers to many pings would fill memory."""
        pong = self.conn.data_to_send()
        if self.writable.is_set():
            self.transport.write(b"".join(pong))

    @override
    def keepalive_timeout(self) -> None:
        """Cut the client off, which has not answered a ping. After uvicorn's close code it would not connect again."""
        self.stop_keepalive()
        self.transport.abort()

    @override
    def shutdown(self) -> None:
        if self.transport.is_closing():  # both sides are done, and no close frame may be sent any more
            self.transport.abort()
            return
        if not self.handshake_complete:
            self._refuse(shutting_down())
            return
        if self.close_sent:
            super().shutdown()
            return
        self.stop_keepalive()
        gone: Any = {"type": "websocket.disconnect", "code": _GOING_AWAY, "reason": _REASON, SHUTTING_DOWN: True}
        self.queue.put_nowait(gone)
        self.conn.send_close(_GOING_AWAY, _REASON)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = self.disconnected = True
        self.transport.close()

    def _refuse(self, refusal: ConnectionRefused) -> None:
        """Sends an error instead of the handshake, and closes the connection."""
        self.handshake_complete = self.close_sent = self.disconnected = True
        self.transport.write(refusal.response)
        REFUSED_CONNECTIONS.labels(refusal.status).inc()
        self.transport.close()

    def _check_closing(self, was_closing: bool = False) -> None:
        """Ends a closed connection whose client does not read what is left, and so would keep it open."""
        is_closing = self.transport.is_closing()
        if is_closing and was_closing:
            self.transport.abort()
            return
        self._checking = self.loop.call_later(self.settings.request_seconds, self._check_closing, is_closing)
