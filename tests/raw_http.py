"""HTTP on plain sockets, for requests that no client library would send."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import orjson

WAIT_SECONDS = 30  # on a busy machine
UPGRADE = ("Connection: Upgrade", "Upgrade: websocket")
WEBSOCKET = (
    *UPGRADE,
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol: graphql-transport-ws",
)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def message(self) -> str:
        """The message of the error, in either format."""
        answer = orjson.loads(self.body)
        return (answer["errors"][0] if "errors" in answer else answer["error"])["message"]


def connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname, parts.port), timeout=WAIT_SECONDS)


def head(path: str, *headers: str, method: str = "POST") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: test", *headers, "", ""]).encode()


def read_head(connection: socket.socket) -> str:
    """The first line and the headers of the next response, in lower case."""
    received = b""
    while not received.endswith(b"\r\n\r\n"):
        piece = connection.recv(1)
        assert piece, f"closed after {received!r}"
        received += piece
    return received.decode().lower()


def read_answer(connection: socket.socket) -> Answer:
    """The next response, which must have a Content-Length."""
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(64 << 10)
        assert piece, f"closed after {received!r}"
        received += piece
    first, _, body = received.partition(b"\r\n\r\n")
    status, *lines = first.decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    while len(body) < int(headers["content-length"]):
        body += connection.recv(64 << 10)
    return Answer(int(status.split()[1]), headers, body)


def read_answers(connection: socket.socket) -> list[Answer]:
    """All responses until the server closes the connection. Each must have a Content-Length."""
    received = b""
    while piece := connection.recv(64 << 10):
        received += piece
    answers: list[Answer] = []
    while received:
        first, _, rest = received.partition(b"\r\n\r\n")
        status, *lines = first.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        size = int(headers["content-length"])
        answers.append(Answer(int(status.split()[1]), headers, rest[:size]))
        received = rest[size:]
    return answers


def is_closed(connection: socket.socket) -> bool:
    """Waits until the server closes the connection. False if it does not, or sends anything more."""
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def send_until_closed(connection: socket.socket, size: int, byte: bytes = b"\0") -> int:
    """Sends so many bytes, and returns how many the server took before it closed the connection."""
    sent = 0
    with suppress(OSError):
        while sent < size:
            sent += connection.send(byte * min(size - sent, 64 << 10))
    return sent
