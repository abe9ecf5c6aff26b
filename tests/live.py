"""Clients of subscriptions over both transports, and a series whose figures move."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any

import httpx
import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PROTOCOL = "graphql-transport-ws"
WAIT_SECONDS = 30  # on a busy machine
SILENCE_SECONDS = 1.5  # in which a push that is due would come
DEFINE = """
mutation ($key: String!) {
  answer: defineSeries(input: {
    key: $key, name: "S", paths: [], blocks: [{ key: "rule", name: "Rule", kind: RULE, isEntry: true }]
  }) { series { id } userErrors { message } }
}
"""
RECORD = """
mutation ($events: [EventInput!]!) {
  answer: recordEvents(input: { events: $events }) { accepted rejected { message } }
}
"""
STATS = "subscription Stats($id: ID!) { seriesStats(id: $id) { started { count } } }"
LONG_AGO = "2026-01-01T00:00:00Z"


def started(count: int) -> dict[str, Any]:
    """The state of STATS."""
    return {"seriesStats": {"started": {"count": count}}}


class Workspace:
    """Sends queries and mutations of a workspace."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token
        self.series = ""
        self._client = httpx.AsyncClient(
            base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=WAIT_SECONDS
        )

    async def ask(self, query: str, **variables: Any) -> Any:
        answer = await self._client.post("/graphql", json={"query": query, "variables": variables})
        assert "errors" not in answer.json(), answer.text
        return answer.json()["data"]

    async def define(self, key: str = "s") -> str:
        """Defines a series, and remembers its id."""
        self.series = (await self.ask(DEFINE, key=key))["answer"]["series"]["id"]
        return self.series

    async def record(self, *events: dict[str, Any]) -> None:
        answer = await self.ask(RECORD, events=[{"series": "s", "at": LONG_AGO, **event} for event in events])
        assert answer["answer"] == {"accepted": len(events), "rejected": []}

    async def start(self, *people: str) -> None:
        await self.record(*({"id": f"start {each}", "type": "ENTRY_STARTED", "person": each} for each in people))

    async def close(self) -> None:
        await self._client.aclose()


class Refusal(Exception):
    """The subscription was ended by the server with errors."""

    @property
    def codes(self) -> list[str]:
        return [error["extensions"]["code"] for error in self.args[0]]

    @property
    def messages(self) -> list[str]:
        return [error["message"] for error in self.args[0]]


class Socket:
    """A connection of graphql-transport-ws."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def send(self, type_: str, **more: Any) -> None:
        await self.connection.send(orjson.dumps({"type": type_, **more}).decode())

    async def receive(self) -> dict[str, Any]:
        async with asyncio.timeout(WAIT_SECONDS):
            return orjson.loads(await self.connection.recv())

    async def begin(self, token: str) -> None:
        await self.send("connection_init", payload={"Authorization": f"Bearer {token}"})
        assert await self.receive() == {"type": "connection_ack"}

    async def subscribe(self, id_: str, query: str, **variables: Any) -> None:
        await self.send("subscribe", id=id_, payload={"query": query, "variables": variables})

    async def close_code(self) -> tuple[int, str]:
        """The code and the reason with which the server closes the connection."""
        async with asyncio.timeout(WAIT_SECONDS):
            with suppress(ConnectionClosed):
                while True:
                    await self.connection.recv()
        assert self.connection.close_code is not None
        return self.connection.close_code, self.connection.close_reason or ""


@asynccontextmanager
async def opened(url: str, token: str | None = None, **more: Any) -> AsyncIterator[Socket]:
    """A WebSocket to a server, initialized if there is a token."""
    more = {"subprotocols": [PROTOCOL], "max_size": None, **more}
    async with connect(f"{url.replace('http', 'ws')}/graphql", **more) as connection:
        socket = Socket(connection)
        if token is not None:
            await socket.begin(token)
        yield socket


class States:
    """The states that a subscription is sent."""

    def __init__(self, states: AsyncIterator[dict[str, Any]]) -> None:
        self._states = states

    async def next(self) -> Any:
        """The data of the next one."""
        async with asyncio.timeout(WAIT_SECONDS):
            state = await anext(self._states)
        assert "errors" not in state, state
        return state["data"]

    async def until(self, data: Any) -> int:
        """Waits for this state. How many others came before."""
        others = 0
        while await self.next() != data:
            others += 1
        return others


Subscribe = Callable[..., AbstractAsyncContextManager[States]]


@asynccontextmanager
async def by_websocket(place: Workspace, query: str = STATS, **variables: Any) -> AsyncIterator[States]:
    async def states(socket: Socket) -> AsyncIterator[dict[str, Any]]:
        while True:
            message = await socket.receive()
            if message["type"] == "error":
                raise Refusal(message["payload"])
            assert message["id"] == "1"
            assert message["type"] == "next"
            yield message["payload"]

    async with opened(place.url, place.token) as socket:
        await socket.subscribe("1", query, **(variables or {"id": place.series}))
        yield States(states(socket))


@asynccontextmanager
async def by_events(place: Workspace, query: str = STATS, **variables: Any) -> AsyncIterator[States]:
    headers = {"Authorization": f"Bearer {place.token}", "Accept": "text/event-stream"}
    body = {"query": query, "variables": variables or {"id": place.series}}

    async def states(lines: AsyncIterator[str]) -> AsyncIterator[dict[str, Any]]:
        refused: Any = None
        event = ""
        async for line in lines:
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
            elif name == "data" and event == "next":
                state = orjson.loads(value)
                if state.get("data") is None:
                    refused = state["errors"]
                else:
                    yield state
            elif name == "data:" and event == "complete":
                raise Refusal(refused)

    async with (
        httpx.AsyncClient(timeout=WAIT_SECONDS, headers=headers) as client,
        client.stream("POST", f"{place.url}/graphql", json=body) as response,
    ):
        assert response.status_code == 200, await response.aread()
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        yield States(states(response.aiter_lines()))


BOTH = pytest.mark.parametrize("subscribed", [by_websocket, by_events], ids=["websocket", "events"])


async def eventually(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(WAIT_SECONDS):
        while not await condition():  # noqa: ASYNC110 - it asks a server
            await asyncio.sleep(0.02)
