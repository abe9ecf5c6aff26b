"""Responses to requests that the application does not see. The connection is closed after them."""

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from core.current_request import new_request_id
from core.errors import UNAVAILABLE, ErrorCode, Invalid, LimitExceeded, Refused
from core.texts import counted
from web.request_log import REQUEST_ID_HEADER

MOST_HEAD_BYTES = 64 << 10
MOST_HEADERS = 200
RETRY_SECONDS = "1"
TOO_MANY_CONNECTIONS = "The server has as many connections as it accepts: try again."


class ConnectionRefused(Exception):
    """Raised in a callback of the parser, it ends the parsing."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    @property
    def response(self) -> bytes:
        """The error as a whole response, with a new request id."""
        body = orjson.dumps({"error": {"code": self.code, "message": str(self)}})
        headers = {
            "content-type": "application/json",
            "content-length": str(len(body)),
            "connection": "close",
            REQUEST_ID_HEADER.lower(): new_request_id(),
            **({"retry-after": RETRY_SECONDS} if self.status == 503 else {}),
        }
        lines = [f"{name}: {value}\r\n".encode() for name, value in headers.items()]
        return b"".join([STATUS_LINE[self.status], *lines, b"\r\n", body])

    @property
    def in_body(self) -> Refused:
        """The error for the application, if the body of a request caused it."""
        if self.status == 431:
            return LimitExceeded(
                f"The extensions of a chunk or the trailers have more than {MOST_HEAD_BYTES >> 10} KiB, or headers and "
                f"trailers are more than {MOST_HEADERS}: send fewer, or none."
            )
        return Invalid("The body is not valid HTTP: check Transfer-Encoding, the sizes of the chunks and the trailers.")


def not_http() -> ConnectionRefused:
    return ConnectionRefused(400, ErrorCode.INVALID, "The request is not valid HTTP.")


def no_websocket(reason: str) -> ConnectionRefused:
    return ConnectionRefused(400, ErrorCode.INVALID, reason)


def head_too_large() -> ConnectionRefused:
    message = (
        f"The URL and headers have more than {MOST_HEAD_BYTES >> 10} KiB or {MOST_HEADERS} headers: "
        "send a long query as the body of a POST."
    )
    return ConnectionRefused(431, ErrorCode.LIMIT_EXCEEDED, message)


def head_too_late(seconds: float) -> ConnectionRefused:
    message = f"The URL and headers did not arrive within {counted(seconds, 'second')}."
    return ConnectionRefused(408, ErrorCode.LIMIT_EXCEEDED, message)


def too_many_waiting() -> ConnectionRefused:
    return ConnectionRefused(400, ErrorCode.LIMIT_EXCEEDED, "Too many requests wait on this connection.")


def too_many_connections() -> ConnectionRefused:
    return ConnectionRefused(503, UNAVAILABLE, TOO_MANY_CONNECTIONS)


def shutting_down() -> ConnectionRefused:
    return ConnectionRefused(503, UNAVAILABLE, "The server is shutting down: try again.")
