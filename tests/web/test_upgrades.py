"""Requests that ask for a WebSocket: each is answered or refused, and never mixed with other responses."""

import socket
from collections.abc import Iterator

import orjson
import pytest
from conftest import BOOTSTRAP_TOKEN
from raw_http import UPGRADE, WEBSOCKET, Answer, connected, head, read_answers, read_head

KEY = WEBSOCKET[3]
HANDSHAKE = head("/graphql", *WEBSOCKET, method="GET")
BODY = orjson.dumps({"query": "{ __typename }"})
QUERY = (
    head(
        "/graphql",
        f"Authorization: Bearer {BOOTSTRAP_TOKEN}",
        "Content-Type: application/json",
        f"Content-Length: {len(BODY)}",
    )
    + BODY
)
WITH_BODY = "A WebSocket is opened by a GET request without a body."
TOO_EARLY = "Earlier requests of the connection wait for their responses: open a WebSocket on a connection of its own."
UNREADABLE = "A WebSocket is opened by a request with at most 128 headers, each of at most 8 KiB, like the URL."
INVALID = (
    "The request opens no WebSocket: send `Sec-WebSocket-Version: 13`, and 16 bytes in Base64 as `Sec-WebSocket-Key`."
)
REFUSED = {
    "POST with a body": (head("/graphql", *UPGRADE, "Content-Length: 3") + b"abc", WITH_BODY),
    "POST with a part of its body": (head("/graphql", *UPGRADE, "Content-Length: 9999") + b"abc", WITH_BODY),
    "POST without a body": (head("/graphql", *UPGRADE), WITH_BODY),
    "DELETE": (head("/graphql", *WEBSOCKET, method="DELETE"), WITH_BODY),
    "chunked": (head("/graphql", *UPGRADE, "Transfer-Encoding: chunked", method="GET"), WITH_BODY),
    "chunked to its end": (
        head("/graphql", *WEBSOCKET, "Transfer-Encoding: chunked", method="GET") + b"0\r\n\r\n",
        WITH_BODY,
    ),
    "GET with a body": (head("/graphql", *WEBSOCKET, "Content-Length: 5", method="GET") + b"abcde", WITH_BODY),
    "many headers": (head("/graphql", *WEBSOCKET, *["X: y"] * 150, method="GET"), UNREADABLE),
    "long header": (head("/graphql", *WEBSOCKET, f"X: {'y' * 9_000}", method="GET"), UNREADABLE),
    "long URL": (head(f"/graphql?{'y' * 9_000}", *WEBSOCKET, method="GET"), UNREADABLE),
    "no key": (head("/graphql", *UPGRADE, method="GET"), INVALID),
    "short key": (head("/graphql", *WEBSOCKET[:3], "Sec-WebSocket-Key: abc", method="GET"), INVALID),
    "key beyond ASCII": (head("/graphql", *WEBSOCKET[:3], "Sec-WebSocket-Key: é", method="GET"), INVALID),
    "another version": (head("/graphql", *UPGRADE, KEY, "Sec-WebSocket-Version: 99", method="GET"), INVALID),
}


@pytest.fixture
def connection(server: str) -> Iterator[socket.socket]:
    with connected(server) as opened:
        yield opened


def check_refused(answer: Answer, message: str) -> None:
    assert (answer.status, orjson.loads(answer.body)) == (400, {"error": {"code": "INVALID", "message": message}})
    assert len(answer.headers["x-request-id"]) == 32
    assert answer.headers["connection"] == "close"


@pytest.mark.parametrize("name", REFUSED)
def test_an_upgrade_that_opens_no_websocket_is_refused(connection: socket.socket, name: str):
    sent, message = REFUSED[name]
    connection.sendall(sent)

    [answer] = read_answers(connection)
    check_refused(answer, message)


def test_an_upgrade_that_follows_a_request_at_once_is_refused_after_its_response(connection: socket.socket):
    connection.sendall(QUERY + HANDSHAKE)

    first, refused = read_answers(connection)
    assert (first.status, orjson.loads(first.body)["data"]) == (200, {"__typename": "Query"})
    check_refused(refused, TOO_EARLY)


def test_an_upgrade_after_the_response_to_an_earlier_request_opens_a_websocket(connection: socket.socket):
    connection.sendall(head("/healthz", method="GET"))
    assert read_head(connection).startswith("http/1.1 200 ")
    connection.sendall(HANDSHAKE)

    received = b""
    while b"switching protocols\r\n" not in received:
        piece = connection.recv(64 << 10)
        assert piece
        received += piece.lower()


@pytest.mark.parametrize(("path", "status"), [("/graphql", 101), ("/events", 404)])
def test_a_response_to_an_upgrade_has_the_id_of_the_request(connection: socket.socket, path: str, status: int):
    connection.sendall(head(path, *WEBSOCKET, "X-Request-Id: mine", method="GET"))

    answer = read_head(connection)
    assert answer.startswith(f"http/1.1 {status} ")
    assert answer.count("x-request-id: mine\r\n") == 1
