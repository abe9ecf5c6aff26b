"""HTTP over a Unix socket."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvloop

from web.unix_sockets import UnixTransport, connected

RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
LOOPS: list[Callable[[], asyncio.AbstractEventLoop]] = [uvloop.new_event_loop, asyncio.new_event_loop]


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        listener.listen(1)
        listener.settimeout(30)
        yield listener


def client_of(listener: socket.socket) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=UnixTransport(listener.getsockname()), base_url="http://test", timeout=30)


@pytest.mark.parametrize("new_loop", LOOPS)
def test_a_request_that_is_canceled_when_its_response_arrives_logs_no_error(
    listener: socket.socket, new_loop: Callable[[], asyncio.AbstractEventLoop]
):
    errors: list[dict[str, Any]] = []

    async def run() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: errors.append(context))
        async with client_of(listener) as client:
            asking = asyncio.create_task(client.get("/"))
            accepted, _ = await asyncio.to_thread(listener.accept)
            await asyncio.to_thread(accepted.recv, 1 << 16)
            await asyncio.sleep(0.1)  # the client waits for the response

            def cancel() -> None:
                accepted.sendall(RESPONSE)  # before the event loop looks again
                asking.cancel()

            loop.call_soon(cancel)
            await asyncio.wait([asking])
            accepted.close()
            await asyncio.sleep(0)

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(run())

    assert errors == []


async def test_requests_share_a_connection_until_the_server_closes_it(listener: socket.socket):
    requests: list[int] = []

    def serve() -> None:
        for number in range(2):
            accepted, _ = listener.accept()
            with accepted:
                for _ in range(2):
                    accepted.recv(1 << 16)
                    requests.append(number)
                    accepted.sendall(RESPONSE)

    thread = threading.Thread(target=serve)
    thread.start()
    async with client_of(listener) as client:
        answers = [await client.get("/") for _ in range(2)]
        time.sleep(0.2)  # noqa: ASYNC251 - the server closes the connection, and asyncio does not know it
        answers += [await client.get("/") for _ in range(2)]
    thread.join()

    assert [answer.text for answer in answers] == ["ok"] * 4
    assert requests == [0, 0, 1, 1]


async def test_a_connection_waits_while_the_backlog_is_full(listener: socket.socket):
    path = listener.getsockname()
    with ExitStack() as stack:
        waiting = [stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(2)]  # one more than it is long
        for each in waiting:
            each.connect(path)
        connecting = asyncio.create_task(connected(path))
        await asyncio.sleep(0.2)
        is_waiting = not connecting.done()
        for _ in waiting:
            stack.enter_context(listener.accept()[0])
        _, writer = await connecting
        writer.close()

    assert is_waiting


async def test_a_response_that_is_late_is_a_timeout(listener: socket.socket):
    async with client_of(listener) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.get("/", timeout=0.05)


async def test_a_server_that_does_not_listen_is_a_connection_error(tmp_path: Path):
    async with httpx.AsyncClient(transport=UnixTransport(str(tmp_path / "none")), base_url="http://test") as client:
        with pytest.raises(httpx.ConnectError):
            await client.get("/")
