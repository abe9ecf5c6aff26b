"""Clients that do not read their response, or read it slowly, on real sockets."""

import socket
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import psutil
import pytest
from conftest import serving_app
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from core.settings import Settings

SECONDS = 0.5
BYTES = 8 << 20
WAIT_SECONDS = 30  # on a busy machine


async def _whole(scope: Scope, receive: Receive, send: Send) -> None:
    """A response that is written at once, and stays in memory until the client has read it."""
    if scope["type"] == "http":
        await Response(bytes(int(scope["path"][1:])))(scope, receive, send)


def _asked(url: str, *sizes: int) -> socket.socket:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 10)
    connection.connect((urlsplit(url).hostname, urlsplit(url).port))
    connection.sendall(b"".join(b"GET /%d HTTP/1.1\r\n\r\n" % size for size in sizes))
    return connection


def _is_held(connection: socket.socket) -> bool:
    """Whether the server has a socket for this connection."""
    port = connection.getsockname()[1]
    return any(each.raddr and each.raddr.port == port for each in psutil.Process().net_connections())


def _await(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def url() -> Iterator[str]:
    with serving_app(_whole, Settings(request_seconds=SECONDS, log_level="warning")) as url:
        yield url


@pytest.mark.parametrize("sizes", [[BYTES], [60 << 10] * 16, [3 << 20, 10]], ids=["large", "pipelined", "small"])
def test_a_client_that_reads_nothing_is_disconnected(url: str, sizes: list[int]):
    with _asked(url, *sizes) as connection:
        _await(lambda: _is_held(connection))
        _await(lambda: not _is_held(connection))


def test_a_client_that_reads_slowly_gets_the_whole_response(url: str):
    size = 0
    with _asked(url, BYTES) as connection:
        begun = time.monotonic()
        while size < BYTES:
            piece = connection.recv(256 << 10)
            assert piece
            size += len(piece)
            time.sleep(0.01)

    assert time.monotonic() - begun > 2 * SECONDS
