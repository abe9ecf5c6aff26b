"""Clients that read slowly or disappear, a server that shuts down, and what is logged and counted."""

import asyncio
import re
import socket
from contextlib import ExitStack
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import orjson
import pytest
from conftest import serving
from live import BOTH, STATS, Subscribe, Workspace, by_websocket, eventually, opened, started
from raw_http import connected, head
from structlog.testing import capture_logs

from core.public_urls import LOCAL
from core.settings import Settings
from core.viewer import Scope, Viewer
from db.versions import Authentication, Version
from schema.requests import GraphQLRequest
from schema.responses import GraphQLResponse
from web.live.subscriptions import Ended, Request, State, Subscription
from web.live.topics import Computed, Topic, TopicKey

LONG_NAME = "x" * 400
LARGE = """
subscription ($id: ID!) {
  series(id: $id) { stats { started { count people(first: 100) { nodes { name externalId } } } } }
}
"""


def gauge(metrics: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", metrics, re.MULTILINE)
    return float(found[1]) if found else 0


async def open_subscriptions(url: str, transport: str) -> float:
    async with httpx.AsyncClient() as client:
        return gauge((await client.get(f"{url}/metrics")).text, f'milepost_subscriptions{{transport="{transport}"}}')


async def test_a_client_that_does_not_read_holds_up_no_one_and_gets_the_newest_state_when_it_reads(place: Workspace):
    people = [f"p{number}" for number in range(100)]
    names = [{"externalId": each, "name": LONG_NAME} for each in people]
    await place.ask(
        "mutation ($people: [PersonInput!]!) { upsertPeople(input: {people: $people}) { created } }", people=names
    )
    await place.start(*people)
    with stalled(place) as slow:
        async with by_websocket(place, LARGE, id=place.series) as states:
            await states.next()
            for number in range(4):
                await place.start(f"late {number}")
                while (await states.next())["series"]["stats"]["started"]["count"] < len(people) + number + 1:
                    pass
        last = await asyncio.to_thread(last_count, slow, len(people) + 4)

    assert last == len(people) + 4


def stalled(place: Workspace) -> socket.socket:
    """A stream of events of which nothing is read, with buffers smaller than a state."""
    parts = urlsplit(place.url)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 10)
    connection.settimeout(30)
    connection.connect((parts.hostname, parts.port))
    body = orjson.dumps({"query": LARGE, "variables": {"id": place.series}})
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {place.token}\r\nAccept: text/event-stream\r\n"
    length = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    connection.sendall(head.encode() + length.encode() + body)
    return connection


def last_count(connection: socket.socket, expected: int) -> int:
    """Reads until this count has come."""
    received, found = b"", [0]
    while found[-1] != expected:
        received += connection.recv(64 << 10)
        found = [0, *map(int, re.findall(rb'"started":\{"count":(\d+)', received))]
    return found[-1]


GRAPHQL = GraphQLRequest("subscription { x }")
VERSION = Version(1, 1, 1)


def subscription_without_client() -> Subscription:
    authentication = Authentication(Viewer(1, frozenset(Scope)), VERSION)
    return Subscription(Request(GRAPHQL, authentication, b"", LOCAL, "sse", {}), 1)


def response_of(body: bytes) -> GraphQLResponse:
    response = GraphQLResponse(body, False, False)
    response.has_data = True
    return response


async def test_no_one_who_subscribes_after_a_bug_gets_the_state_before_it():
    states = [Computed(response_of(b"1"), datetime.now(UTC))]  # which the clock changes at once

    async def compute(_: Topic) -> Computed:
        return states.pop()

    topic = Topic(TopicKey(1, frozenset(Scope), LOCAL, "", None, b""), GRAPHQL, 1, VERSION, compute)
    first, later = subscription_without_client(), subscription_without_client()
    topic.join(first, VERSION)
    assert (await first.next()).body == b"1"
    with pytest.raises(Ended):
        await first.next()
    topic.join(later, VERSION)
    with pytest.raises(Ended):
        await later.next()
    topic.close()


async def test_of_the_states_that_were_not_sent_only_the_newest_is_kept():
    subscription = subscription_without_client()
    for number in range(5):
        subscription.offer(State(response_of(b"%d" % number)))

    assert (await subscription.next()).body == b"4"
    assert await subscription.next_within(0.01) is None


@BOTH
async def test_a_client_that_disappears_leaves_nothing_behind(
    settings: Settings, place: Workspace, subscribed: Subscribe
):
    transport = "websocket" if subscribed is by_websocket else "sse"
    before = await open_subscriptions(place.url, transport)
    async with subscribed(place) as states:
        await states.next()
        assert await open_subscriptions(place.url, transport) == before + 1

    async def is_closed() -> bool:
        return await open_subscriptions(place.url, transport) == before

    await eventually(is_closed)


async def test_a_server_that_shuts_down_closes_connections_so_that_clients_connect_again(
    settings: Settings, place: Workspace
):
    with capture_logs() as logs, ExitStack() as stack:
        url = stack.enter_context(serving(settings))
        headers = {"Authorization": f"Bearer {place.token}", "Accept": "text/event-stream"}
        body = {"query": STATS, "variables": {"id": place.series}}
        async with (
            opened(url, place.token) as socket_,
            httpx.AsyncClient(headers=headers, timeout=30) as client,
            client.stream("POST", f"{url}/graphql", json=body) as response,
        ):
            await socket_.subscribe("1", STATS, id=place.series)
            assert (await socket_.receive())["type"] == "next"
            lines = response.aiter_lines()
            while not (await anext(lines)).startswith("data: {"):
                pass
            await asyncio.to_thread(stack.close)
            assert await socket_.close_code() == (1001, "The server is shutting down.")
            assert [line async for line in lines if line.startswith("event")] == []
    ended = {line["transport"]: line["outcome"] for line in logs if line["event"] == "subscription.ended"}
    assert ended == {"websocket": "SHUTDOWN", "sse": "SHUTDOWN"}


def test_a_stream_before_another_request_ends_when_the_server_shuts_down(settings: Settings, place: Workspace):
    with ExitStack() as stack:
        url = stack.enter_context(serving(settings))
        body = orjson.dumps({"query": STATS, "variables": {"id": place.series}})
        headers = (
            f"Authorization: Bearer {place.token}",
            "Accept: text/event-stream",
            "Content-Type: application/json",
        )
        stream = head("/graphql", *headers, f"Content-Length: {len(body)}") + body
        with connected(url) as connection:
            connection.sendall(stream + head("/healthz", method="GET"))
            received = b""
            while b"data: {" not in received:
                received += connection.recv(64 << 10)
            stack.close()
            while piece := connection.recv(64 << 10):
                received += piece

    assert b"0\r\n\r\nHTTP/1.1 200" in received


async def test_the_end_of_a_subscription_is_logged_once(settings: Settings, place: Workspace):
    with capture_logs() as logs:
        async with opened(place.url, place.token) as socket_:
            await socket_.send(
                "subscribe",
                id="1",
                payload={"query": STATS, "operationName": "Stats", "variables": {"id": place.series}},
            )
            await socket_.receive()
            await place.start("ann")
            await socket_.receive()
            await socket_.send("complete", id="1")

            async def is_logged() -> bool:
                return any(line["event"] == "subscription.ended" for line in logs)

            await eventually(is_logged)
    [line] = [line for line in logs if line["event"] == "subscription.ended"]

    assert line.pop("seconds") >= 0
    assert line.pop("workspace_id") > 0
    assert line == {
        "event": "subscription.ended",
        "log_level": "info",
        "token_name": "test",
        "transport": "websocket",
        "operation_name": "Stats",
        "cost": line["cost"],
        "outcome": "COMPLETED",
        "pushes": 2,
    }
    assert line["cost"] > 0


async def test_pushes_are_counted(place: Workspace):
    name = 'milepost_subscription_pushes_total{transport="sse"}'
    async with httpx.AsyncClient(base_url=place.url) as client:
        before = gauge((await client.get("/metrics")).text, name)
        headers = {"Authorization": f"Bearer {place.token}", "Accept": "text/event-stream"}
        body = {"query": STATS, "variables": {"id": place.series}}
        async with client.stream("POST", "/graphql", json=body, headers=headers) as response:
            async for line in response.aiter_lines():
                if line.startswith("data: {"):
                    break
        assert gauge((await client.get("/metrics")).text, name) == before + 1


@pytest.mark.parametrize("subscribed", [by_websocket])
async def test_the_present_state_is_not_older_than_the_last_commit_however_often_a_client_reconnects(
    place: Workspace, subscribed: Subscribe
):
    for number in range(5):
        await place.start(f"p{number}")
        async with subscribed(place) as states:
            assert await states.next() == started(number + 1)
