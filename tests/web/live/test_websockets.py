"""The protocol graphql-transport-ws: messages, close codes, origins and tokens."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from conftest import TokenFor, serving
from live import PROTOCOL, STATS, Refusal, Workspace, by_websocket, opened, started
from raw_http import connected, head
from websockets.exceptions import InvalidStatus

from cli import serve
from core.settings import Settings
from core.viewer import Scope
from web.live import websocket
from web.live.websocket import MOST_SUBSCRIPTIONS
from web.metrics_endpoint import port_of_metrics
from web.sockets import MOST_MESSAGE_BYTES

SUBSCRIBE = {"id": "1", "payload": {"query": STATS, "variables": {"id": "x"}}}


@pytest.fixture(scope="module")
def impatient(settings: Settings) -> Iterator[str]:
    """A server that waits only briefly, and names other origins."""
    changes = {"arrival_seconds": 0.3, "cors_origins": "https://app.example.com", "public_url": "https://m.example.com"}
    with serving(settings.model_copy(update=changes)) as url:
        yield url


@pytest.mark.parametrize(
    ("messages", "closed"),
    [
        ([("subscribe", SUBSCRIBE)], (4401, "Send connection_init first.")),
        ([("nonsense", {})], (4400, "Invalid message: the type 'nonsense' is unknown.")),
        (
            [("connection_init", {"payload": []})],
            (4400, "Invalid message: the payload of connection_init must be an object"),
        ),
        ([("connection_init", {})], (4403, "A token is required: send the header `Authorization: Bearer <token>`.")),
        (
            [("connection_init", {"payload": {"authorization": "Bearer mp_wrong"}})],
            (4403, "The token is unknown, expired or revoked: use another one, such as from `milepost token create`."),
        ),
    ],
)
async def test_a_connection_that_begins_wrongly_is_closed(server: str, messages: list[Any], closed: tuple[int, str]):
    async with opened(server) as socket:
        for type_, more in messages:
            await socket.send(type_, **more)
        assert await socket.close_code() == closed


async def test_a_connection_without_connection_init_is_closed(impatient: str):
    async with opened(impatient) as socket:
        assert await socket.close_code() == (4408, "No connection_init was received in time.")


async def test_another_subprotocol_is_refused(server: str):
    async with opened(server, subprotocols=["graphql-ws"]) as socket:
        assert await socket.close_code() == (4406, f"Ask for the subprotocol {PROTOCOL}.")


@pytest.mark.parametrize(
    ("messages", "closed"),
    [
        ([("connection_init", {})], (4429, "The connection is initialized already.")),
        ([("subscribe", SUBSCRIBE)] * 2, (4409, "A subscription with the id 1 exists already.")),
        (
            [("subscribe", {"payload": {}})],
            (4400, "Invalid message: a message of type 'subscribe' needs an id of 1 to 200 characters"),
        ),
        ([("nonsense", {})], (4400, "Invalid message: the type 'nonsense' is unknown.")),
    ],
)
async def test_a_connection_with_a_wrong_message_is_closed(
    place: Workspace, messages: list[Any], closed: tuple[int, str]
):
    async with opened(place.url, place.token) as socket:
        for type_, more in messages:
            await socket.send(type_, **more)
        code, reason = await socket.close_code()

    assert (code, reason) == closed


async def test_a_payload_of_connection_init_with_a_number_out_of_range_is_a_wrong_message(server: str):
    async with opened(server) as socket:
        await socket.connection.send('{"type": "connection_init", "payload": {"number": 1e999}}')
        assert await socket.close_code() == (4400, "Invalid message: The JSON has a number that is out of range.")


async def test_bytes_and_broken_json_close_the_connection(place: Workspace):
    for sent in (b"{}", '{"type":'):
        async with opened(place.url, place.token) as socket:
            await socket.connection.send(sent)
            assert (await socket.close_code())[0] == 4400


async def test_a_message_that_is_too_large_closes_the_connection(place: Workspace):
    async with opened(place.url, place.token) as socket:
        await socket.connection.send("x" * (MOST_MESSAGE_BYTES + 1))
        assert (await socket.close_code())[0] == 1009


async def test_the_token_can_be_in_the_header_of_the_handshake(place: Workspace):
    headers = {"Authorization": f"Bearer {place.token}"}

    async with opened(place.url, additional_headers=headers) as socket:
        await socket.send("connection_init")
        assert await socket.receive() == {"type": "connection_ack"}


async def test_a_ping_is_answered_at_any_time(place: Workspace):
    async with opened(place.url) as socket:
        await socket.send("ping")
        assert await socket.receive() == {"type": "pong"}
        await socket.begin(place.token)
        await socket.send("pong")
        await socket.send("ping")
        assert await socket.receive() == {"type": "pong"}


async def test_several_subscriptions_share_a_connection_and_end_one_by_one(place: Workspace):
    async with opened(place.url, place.token) as socket:
        for id_ in ("a", "b"):
            await socket.subscribe(id_, STATS, id=place.series)
            assert (await socket.receive())["id"] == id_
        await socket.send("complete", id="a")
        await place.start("ann")
        message = await socket.receive()
        assert (message["id"], message["payload"]["data"]) == ("b", started(1))
        await socket.subscribe("a", STATS, id=place.series)
        message = await socket.receive()
        assert (message["id"], message["payload"]["data"]) == ("a", started(1))


async def test_a_connection_has_a_limited_number_of_subscriptions(place: Workspace):
    async with opened(place.url, place.token) as socket:
        for number in range(MOST_SUBSCRIPTIONS + 1):
            await socket.subscribe(str(number), STATS, id=place.series)
        while (message := await socket.receive())["type"] == "next":
            pass

    assert message["id"] == str(MOST_SUBSCRIPTIONS)
    assert message["payload"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


async def test_without_the_scope_a_subscription_is_refused(place: Workspace, workspace_id: int, token_for: TokenFor):
    other = Workspace(place.url, await token_for(workspace_id, Scope.INGEST))
    other.series = place.series

    with pytest.raises(Refusal) as refused:
        async with by_websocket(other) as states:
            await states.next()

    assert refused.value.messages == ["Subscription.seriesStats needs a token with the scope READ."]
    await other.close()


@pytest.mark.parametrize(
    ("origin", "is_permitted"),
    [
        (None, True),
        ("https://app.example.com", True),
        ("https://m.example.com", True),
        ("own", True),
        ("https://evil.example.com", False),
        ("http://app.example.com", False),
        ("null", False),
        ("", False),
    ],
)
async def test_only_pages_of_permitted_origins_can_connect(impatient: str, origin: str | None, is_permitted: bool):
    origin = impatient if origin == "own" else origin
    headers = {} if origin is None else {"Origin": origin}

    if is_permitted:
        async with opened(impatient, additional_headers=headers) as socket:
            await socket.send("ping")
            assert await socket.receive() == {"type": "pong"}
        return
    with pytest.raises(InvalidStatus) as refused:
        async with opened(impatient, additional_headers=headers):
            pass
    assert refused.value.response.status_code == 403
    assert b"MILEPOST_CORS_ORIGINS" in refused.value.response.body


async def test_a_connection_above_the_limit_is_refused(settings: Settings):
    with serving(settings.model_copy(update={"connections": 1})) as url:
        async with opened(url) as first:
            with pytest.raises(InvalidStatus) as refused:
                async with opened(url):
                    pass
            assert refused.value.response.status_code == 503
            await first.send("ping")
            assert await first.receive() == {"type": "pong"}


async def test_there_are_no_websockets_on_the_port_of_metrics():
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    [middleware] = port_of_metrics(Settings(metrics_port=9))
    app = middleware.cls(None, *middleware.args)  # type: ignore[arg-type]
    scope = {"path": "/graphql", "server": ("127.0.0.1", 9), "headers": [], "state": {}}
    await app({"type": "websocket", **scope, "extensions": {"websocket.http.response": {}}}, None, send)

    assert [message["type"] for message in sent] == ["websocket.http.response.start", "websocket.http.response.body"]
    assert sent[0]["status"] == 404


@pytest.mark.parametrize("path", ["/events", "/assets/index.js", "/nothing"])
async def test_there_are_no_websockets_at_other_paths(server: str, path: str):
    with pytest.raises(InvalidStatus) as refused:
        async with opened(f"{server}{path}?"):
            pass
    assert refused.value.response.status_code == 404
    assert json.loads(refused.value.response.body)["error"]["code"] == "NOT_FOUND"


async def test_an_idle_connection_is_closed_and_one_with_a_subscription_is_not(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(websocket, "IDLE_SECONDS", 0.5)

    async with opened(place.url, place.token) as idle, opened(place.url, place.token) as busy:
        await busy.subscribe("1", STATS, id=place.series)
        assert (await busy.receive())["type"] == "next"
        assert await idle.close_code() == (1001, "The connection was idle.")
        await place.start("ann")
        assert (await busy.receive())["payload"]["data"] == started(1)


HANDSHAKE = head(
    "/graphql",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    f"Sec-WebSocket-Protocol: {PROTOCOL}",
    method="GET",
)
PING = b"\x89\xfd" + bytes(4) + b"x" * 125  # the longest one, masked with zeros


def test_a_client_that_sends_pings_and_reads_nothing_fills_no_memory(server: str):
    count = 200_000  # 25 MB of pongs, far more than the buffers of sockets
    with connected(server) as connection:
        connection.sendall(HANDSHAKE)
        assert connection.recv(1 << 10).endswith(b"\r\n\r\n")
        connection.sendall(PING * count)
        connection.settimeout(2)
        received = 0
        with suppress(TimeoutError):
            while piece := connection.recv(1 << 20):
                received += len(piece)

    assert 0 < received < count * len(PING) / 2


def test_a_client_that_answers_no_ping_is_cut_off(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serve, "PING_SECONDS", 0.3)
    with serving(settings) as url, connected(url) as connection:
        connection.sendall(HANDSHAKE)
        received = b""
        with suppress(ConnectionError):
            while piece := connection.recv(1 << 10):
                received += piece

    _, _, frames = received.partition(b"\r\n\r\n")
    assert frames[:2] == b"\x89\x04"  # a ping of four bytes, and nothing else
    assert len(frames) == 6
