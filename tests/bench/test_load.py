"""The load generator counts successful responses, and fails on any other."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count

import pytest

from bench.load import CONNECTIONS, load
from core.errors import MilepostError

HOST = "127.0.0.1"
GOOD = b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"data":{}}'
IN_CHUNKS = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"da\r\n7\r\nta":{}}\r\n0\r\n\r\n'
REFUSED = b'HTTP/1.1 200 OK\r\nContent-Length: 31\r\n\r\n{"errors":[{"message":"No."}]} '
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nBusy"


@asynccontextmanager
async def listening(answer: Callable[[bytes], bytes]) -> AsyncIterator[tuple[int, list[list[bytes]]]]:
    """A server's port, and the requests of each connection. An empty answer closes the connection."""
    connections: list[list[bytes]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked: list[bytes] = []
        connections.append(asked)
        while (request := await reader.read(1000)) and (answered := answer(request)):
            asked.append(request)
            await asyncio.sleep(0.001)
            writer.write(answered)
        writer.close()

    async with await asyncio.start_server(serve, HOST, 0) as server:
        yield server.sockets[0].getsockname()[1], connections


@pytest.mark.parametrize("answer", [GOOD, IN_CHUNKS])
async def test_every_request_is_sent_once_and_after_the_previous_response(answer: bytes):
    numbers = count()

    async with listening(lambda _: answer) as (port, connections):
        measured = await load(HOST, port, lambda: b"%d" % next(numbers), seconds=0.2)

    asked = [int(request) for requests in connections for request in requests]
    assert len(connections) == CONNECTIONS
    assert sorted(asked) == list(range(len(asked)))
    assert all(requests == sorted(requests, key=int) for requests in connections)
    assert 0 < measured.answers < len(asked)  # requests of the warm-up do not count
    assert measured.per_second == measured.answers / measured.seconds
    assert 0.2 <= measured.seconds < 1


@pytest.mark.parametrize(
    ("answer", "message"),
    [(REFUSED, "200: .*No"), (BUSY, "503: b'Busy'"), (b"", "The connection was lost")],
)
async def test_a_failed_response_raises_an_error(answer: bytes, message: str):
    numbers = count()

    def sometimes(request: bytes) -> bytes:
        return answer if int(request) == 100 else GOOD

    async with listening(sometimes) as (port, _):
        with pytest.raises(MilepostError, match=message):
            await load(HOST, port, lambda: b"%d" % next(numbers), seconds=10)
