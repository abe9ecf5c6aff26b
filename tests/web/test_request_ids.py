"""Every response has the id of its request, and so have the log lines and the messages about bugs."""

import asyncio
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from conftest import BOOTSTRAP_TOKEN, serving
from databases import in_database
from structlog.testing import capture_logs

from core.current_request import CURRENT_REQUEST, CurrentRequest, new_request_id
from core.settings import Settings
from db.pool import Pool

TOKEN = {"Authorization": f"Bearer {BOOTSTRAP_TOKEN}"}
QUERY = {"query": "{ people { totalCount } }"}
LARGE = b"x" * ((1 << 20) + 1)
GIVEN = "a-Z_0.9"
# the request, and the status of its response
REQUESTS: list[tuple[str, str, dict[str, Any], int]] = [
    ("POST", "/graphql", {"headers": TOKEN, "json": QUERY}, 200),
    ("GET", "/graphql?query={people{totalCount}}", {"headers": TOKEN}, 200),
    ("GET", "/graphql", {"headers": {"Accept": "text/html"}}, 200),
    ("POST", "/graphql", {"json": QUERY}, 401),
    ("POST", "/graphql", {"headers": TOKEN, "content": b"{"}, 415),
    ("POST", "/graphql", {"headers": TOKEN, "content": LARGE}, 413),
    ("DELETE", "/graphql", {}, 405),
    ("POST", "/events", {"headers": TOKEN, "content": b"{}"}, 200),
    ("POST", "/events", {}, 401),
    ("GET", "/events", {}, 405),
    ("GET", "/exports/forged", {}, 404),
    ("HEAD", "/exports/forged", {}, 404),
    ("GET", "/unsubscribe/forged", {}, 404),
    ("GET", "/healthz", {}, 200),
    ("GET", "/readyz", {}, 200),
    ("GET", "/metrics", {}, 200),
    ("GET", "/graphiql/page.js", {}, 200),
    ("GET", "/graphiql/missing.js", {}, 404),
    ("GET", "/nowhere", {}, 404),
]


@pytest.fixture(scope="module")
def small(settings: Settings) -> Iterator[str]:
    """A server with short limits."""
    with serving(settings.model_copy(update={"request_megabytes": 1, "request_seconds": 5})) as url:
        yield url


@pytest.fixture(scope="module")
def broken(settings: Settings) -> Iterator[str]:
    """A server on a database without tables."""
    with serving(in_database(settings, "template1")) as served:
        yield served


@pytest.mark.parametrize(("method", "path", "sent", "status"), REQUESTS)
def test_a_response_has_the_id_of_the_caller_or_a_new_one(
    small: str, method: str, path: str, sent: dict[str, Any], status: int
):
    headers = sent.get("headers", {})

    given = httpx.request(method, small + path, **{**sent, "headers": {**headers, "X-Request-Id": GIVEN}})
    made = httpx.request(method, small + path, **sent)

    assert (given.status_code, made.status_code) == (status, status)
    assert given.headers.get_list("X-Request-Id") == [GIVEN]
    assert len(made.headers["X-Request-Id"]) == 32


@pytest.mark.parametrize("malformed", ["", "a b", "a" * 129, "maya@example.com", "ä".encode(), "a\tb"])
def test_a_malformed_id_is_replaced(server: str, malformed: str | bytes):
    response = httpx.get(f"{server}/healthz", headers={b"X-Request-Id": malformed})

    assert len(response.headers["X-Request-Id"]) == 32


def test_an_id_of_the_maximum_length_is_kept(server: str):
    response = httpx.get(f"{server}/healthz", headers={"X-Request-Id": "a" * 128})

    assert response.headers["X-Request-Id"] == "a" * 128


async def test_a_request_stopped_at_its_deadline_has_an_id(small: str):
    host, port = urlsplit(small).hostname, urlsplit(small).port
    assert host is not None
    assert port is not None

    def half_sent() -> bytes:
        with socket.create_connection((host, port), timeout=20) as client:
            head = (
                f"POST /events HTTP/1.1\r\nHost: x\r\nX-Request-Id: {GIVEN}\r\nAuthorization: {TOKEN['Authorization']}"
            )
            client.sendall(f"{head}\r\nContent-Length: 9\r\n\r\n".encode())
            return b"".join(iter(lambda: client.recv(65_536), b""))

    response = await asyncio.to_thread(half_sent)

    assert response.startswith(b"HTTP/1.1 503 ")
    assert f"\r\nx-request-id: {GIVEN}\r\n".encode() in response


def test_a_bug_is_logged_and_reported_under_the_id(broken: str):
    with capture_logs() as logs:
        response = httpx.post(f"{broken}/graphql", headers={**TOKEN, "X-Request-Id": GIVEN}, json=QUERY)

    message = f"An internal error occurred. Quote the request id {GIVEN} when you report it."
    assert (response.status_code, response.headers["X-Request-Id"]) == (500, GIVEN)
    assert [error["message"] for error in response.json()["errors"]] == [message]
    assert [line["request_id"] for line in logs if line["event"] == "request.failed"] == [GIVEN]


def test_new_ids_differ_and_sort_by_time():
    ids = [new_request_id() for _ in range(1_000)]

    assert len(set(ids)) == 1_000
    assert [id_[:12] for id_ in ids] == sorted(id_[:12] for id_ in ids)


async def test_statements_are_counted_for_the_current_request(pool: Pool):
    current = CurrentRequest()
    token = CURRENT_REQUEST.set(current)
    async with pool.acquire() as connection, connection.transaction():
        await connection.fetchval("SELECT $1::int", 1)
        await asyncio.create_task(connection.fetchval("SELECT 1"))
        await connection.execute("-- named\nSELECT 1; SELECT 2")
    CURRENT_REQUEST.reset(token)
    await pool.fetchval("SELECT 1")

    assert current.statements == 3
