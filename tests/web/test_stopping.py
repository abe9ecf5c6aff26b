"""The server stops whatever its connections are doing."""

import socket
import threading
import time

import uvicorn
from raw_http import WAIT_SECONDS, WEBSOCKET, connected, head, read_head

from app import create_app
from cli.serve import api_config
from core.settings import Settings

PING = b"\x89\xfd\0\0\0\0" + b"x" * 125  # with a mask of zeros
CLOSE = b"\x88\x82\0\0\0\0\x03\xe8"
PINGS = 6_000  # their answers exceed the buffers of both sides


def wait_until_closing(api: uvicorn.Server) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not any(each.transport.is_closing() for each in list(api.server_state.connections)):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_server_stops_while_a_client_that_has_closed_its_websocket_reads_nothing(settings: Settings):
    failures: list[BaseException] = []
    config = api_config(create_app(settings), settings)
    config.timeout_graceful_shutdown = 1
    api = uvicorn.Server(config)

    def run() -> None:
        try:
            api.run([listener])
        except BaseException as error:
            failures.append(error)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 << 10)
        thread = threading.Thread(target=run)
        thread.start()
        try:
            with connected(f"http://127.0.0.1:{listener.getsockname()[1]}") as connection:
                connection.sendall(head("/graphql", *WEBSOCKET, method="GET"))
                assert read_head(connection).startswith("http/1.1 101 ")
                connection.sendall(PING * PINGS + CLOSE)
                wait_until_closing(api)
                api.should_exit = True
                thread.join(WAIT_SECONDS)
        finally:
            api.should_exit = True
            thread.join()
    assert failures == []
