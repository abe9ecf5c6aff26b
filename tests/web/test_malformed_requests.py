"""Requests that are not valid HTTP: each gets an error, also if their head is valid, or other requests wait before."""

import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest
from conftest import BOOTSTRAP_TOKEN, TokenFor
from raw_http import Answer, connected, head, read_answers

from core.settings import Settings
from core.viewer import Scope

JSON = "Content-Type: application/json"
TOKEN = f"Authorization: Bearer {BOOTSTRAP_TOKEN}"
CHUNKED = "Transfer-Encoding: chunked"
QUERY = orjson.dumps({"query": "{ __typename }"})
HEALTH = head("/healthz", method="GET")
GRAPHQL = head("/graphql", JSON, TOKEN, CHUNKED)
EVENT = {"id": "1", "type": "ENTRY_STARTED", "at": "2026-01-01T00:00:00Z", "series": "s", "person": "p"}
CHUNK = b"%x\r\n%b\r\n" % (len(QUERY), QUERY)
NOT_HTTP = "The request is not valid HTTP."
BROKEN = "The body is not valid HTTP: check Transfer-Encoding, the sizes of the chunks and the trailers."
TOO_MUCH = (
    "The extensions of a chunk or the trailers have more than 64 KiB, or headers and trailers are more than 200: send "
    "fewer, or none."
)
INCOMPLETE = "The body of the request is incomplete."


def answers_to(url: str, *sent: bytes | None) -> list[Answer]:
    """Sends the pieces, where None ends the sending, and returns all responses until the connection is closed."""
    with connected(url) as connection:
        for piece in sent:
            if piece is None:
                connection.shutdown(socket.SHUT_WR)
            else:
                connection.sendall(piece)
        answers = read_answers(connection)
    assert answers[-1].headers["connection"] == "close"
    assert len(answers[-1].headers["x-request-id"]) == 32
    return answers


def all_answers_to(url: str, cases: Iterable[Iterable[bytes | None]]) -> list[list[Answer]]:
    """The same for several connections at once, since the server discards what a client sends for a moment."""
    with ThreadPoolExecutor(16) as threads:
        return list(threads.map(lambda sent: answers_to(url, *sent), cases))


def outcomes(answers: Iterable[Answer]) -> list[tuple[int, str | None]]:
    return [(answer.status, None if answer.status == 200 else answer.message) for answer in answers]


BROKEN_BODIES: dict[str, tuple[list[bytes | None], int, str]] = {
    "size": ([GRAPHQL, b"zz\r\n"], 400, BROKEN),
    "size at once": ([GRAPHQL + b"zz\r\n"], 400, BROKEN),
    "negative size": ([GRAPHQL + CHUNK, b"-1\r\n"], 400, BROKEN),
    "huge size": ([GRAPHQL + CHUNK + b"f" * 17 + b"\r\n"], 400, BROKEN),
    "longer than its size": ([GRAPHQL, b"3\r\nabcdef\r\n"], 400, BROKEN),
    "trailer": ([GRAPHQL + CHUNK + b"0\r\nX Y: z\r\n\r\n"], 400, BROKEN),
    "many trailers": ([GRAPHQL + CHUNK + b"0\r\n" + b"X: y\r\n" * 200 + b"\r\n"], 413, TOO_MUCH),
    "long trailer": ([GRAPHQL + CHUNK + b"0\r\nX: ", b"x" * (1 << 20)], 413, TOO_MUCH),
    "long extension": ([GRAPHQL + b"1;" + b"x" * (1 << 20)], 413, TOO_MUCH),
    "cut in a size": ([GRAPHQL + CHUNK + b"5", None], 400, INCOMPLETE),
    "cut in a chunk": ([GRAPHQL + CHUNK[:-5], None], 400, INCOMPLETE),
    "cut": ([head("/graphql", JSON, TOKEN, "Content-Length: 99") + QUERY, None], 400, INCOMPLETE),
    "encoding": ([head("/graphql", JSON, TOKEN, "Transfer-Encoding: x")], 400, BROKEN),
}


def test_a_broken_body_gets_an_error(server: str):
    answers = all_answers_to(server, (sent for sent, _, _ in BROKEN_BODIES.values()))

    found = dict(zip(BROKEN_BODIES, map(outcomes, answers), strict=True))
    assert found == {name: [(status, message)] for name, (_, status, message) in BROKEN_BODIES.items()}


def test_a_broken_body_that_is_not_read_changes_no_response(server: str):
    heads = [head("/healthz", CHUNKED, method="GET"), head("/graphql", CHUNKED), head("/x", CHUNKED)]
    answers = all_answers_to(server, ([sent + b"zz\r\n"] for sent in heads))

    assert [[answer.status for answer in each] for each in answers] == [[200], [401], [404]]


@pytest.mark.parametrize("end", [b"zz\r\n", None])
async def test_what_came_before_the_error_in_an_upload_is_counted(
    server: str, workspace_id: int, token_for: TokenFor, end: bytes | None
):
    token = await token_for(workspace_id, Scope.INGEST)
    lines = b"".join(orjson.dumps({**EVENT, "id": str(number)}) + b"\n" for number in range(5_000))
    begin = head("/events", f"Authorization: Bearer {token}", CHUNKED) + b"%x\r\n%b\r\n" % (len(lines), lines)
    [answer] = answers_to(server, begin, end)
    body = orjson.loads(answer.body)

    assert answer.status == 400
    assert body["error"] == {"code": "INVALID", "message": INCOMPLETE if end is None else BROKEN}
    assert body["throughLine"] == body["accepted"] + body["rejectedCount"] > 0


@pytest.mark.parametrize(
    "sent",
    [
        b"no request\r\n\r\n",
        b"GET / HTTP/9.1\r\n\r\n",
        b"GET /\0 HTTP/1.1\r\n\r\n",
        b"GET http://test HTTP/1.1\r\n\r\n",
        b"CONNECT test:80 HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        head("/graphql", JSON, TOKEN, "Content-Length: x"),
        head("/graphql", JSON, TOKEN, "Content-Length: -1"),
        head("/graphql", JSON, TOKEN, "Content-Length: 1", "Content-Length: 1"),
        head("/graphql", JSON, TOKEN, "Content-Length: 99999999999999999999"),
        head("/healthz", f"Content-Length: {'0' * 5_000}", method="GET"),
        head("/graphql", JSON, TOKEN, f"Content-Length: {len(QUERY)}", CHUNKED) + CHUNK,
        head("/graphql", JSON, TOKEN, "Transfer-Encoding: chunked, gzip"),
        head("/healthz", "X Y: z", method="GET"),
        head("/healthz", "X: y\0z", method="GET"),
        head("/healthz", "X: y\rz", method="GET"),
        head("/healthz", "X: y\r\n z", method="GET"),
    ],
)
@pytest.mark.parametrize("before", [0, 1, 3])
def test_an_invalid_head_gets_an_error_after_the_responses_to_requests_before_it(server: str, sent: bytes, before: int):
    answers = answers_to(server, HEALTH * before + sent)

    assert outcomes(answers) == [(200, None)] * before + [(400, NOT_HTTP)]


def test_a_head_after_other_requests_has_the_same_limit(server: str):
    answers = answers_to(server, HEALTH + head("/healthz", f"X: {'x' * (65 << 10)}", method="GET"))

    assert [answer.status for answer in answers] == [200, 431]


def test_a_broken_body_after_other_requests_gets_an_error_in_its_turn(server: str):
    answers = answers_to(server, HEALTH + HEALTH + GRAPHQL + b"zz\r\n", HEALTH)

    assert outcomes(answers) == [(200, None), (200, None), (400, BROKEN)]


def test_bytes_after_a_body_that_is_longer_than_it_says_get_an_error_of_their_own(server: str):
    sent = head("/graphql", JSON, TOKEN, f"Content-Length: {len(QUERY)}") + QUERY + b"}\r\n\r\n"

    assert outcomes(answers_to(server, sent)) == [(200, None), (400, NOT_HTTP)]


def test_a_broken_body_is_no_internal_error(server: str, settings: Settings, caplog: pytest.LogCaptureFixture, capfd):
    for end in (b"zz\r\n", None):
        answers_to(server, GRAPHQL, end)
        answers_to(server, head("/events", TOKEN, CHUNKED), end)

    logged = capfd.readouterr().err
    assert "Traceback" not in logged
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
