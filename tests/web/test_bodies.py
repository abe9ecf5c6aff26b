"""When the body of a request is read: after its token is known, within a time, or not at all."""

import asyncio
import gzip
import time
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

import httpx
import orjson
import pytest
from app_client import app_client
from conftest import BOOTSTRAP_TOKEN, TokenFor, serving
from costs import without_cost
from raw_http import WAIT_SECONDS, connected, head, is_closed, read_answer, send_until_closed

from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool, create_pool
from db.tokens import all_tokens, revoke_token
from web.bodies import SMALL_BYTES

LARGE = 15_900_000
MISSING = "A token is required: send the header `Authorization: Bearer <token>`."
UNKNOWN = "The token is unknown, expired or revoked: use another one, such as from `milepost token create`."
JSON = "Content-Type: application/json"
WRONG, RIGHT = "Authorization: Bearer mp_unknown", f"Authorization: Bearer {BOOTSTRAP_TOKEN}"
QUERY = orjson.dumps({"query": "{ __typename }"})


@pytest.fixture(scope="module")
def hasty(settings: Settings) -> Iterator[str]:
    with serving(settings.model_copy(update={"arrival_seconds": 0.5})) as url:
        yield url


@pytest.mark.parametrize("path", ["/graphql", "/events"])
@pytest.mark.parametrize(("headers", "message"), [([], MISSING), ([WRONG], UNKNOWN)])
@pytest.mark.parametrize("body", [f"Content-Length: {LARGE}", "Transfer-Encoding: chunked"])
def test_without_a_valid_token_the_body_is_not_read(
    server: str, path: str, headers: list[str], message: str, body: str
):
    with connected(server) as connection:
        connection.sendall(head(path, JSON, body, *headers))
        answer = read_answer(connection)
        assert is_closed(connection)

    assert (answer.status, answer.message) == (401, message)
    assert answer.headers["connection"] == "close"


def test_without_a_token_a_small_body_is_not_waited_for(server: str):
    with connected(server) as connection:
        connection.sendall(head("/graphql", JSON, "Content-Length: 10"))
        answer = read_answer(connection)

    assert (answer.status, answer.message) == (401, MISSING)


@pytest.mark.parametrize("path", ["/graphql", "/events", "/nothing", "/healthz"])
def test_a_client_that_sends_its_whole_body_first_gets_the_response(server: str, path: str):
    with connected(server) as connection:
        connection.sendall(head(path, JSON, f"Content-Length: {LARGE}"))
        taken = send_until_closed(connection, LARGE)
        answer = read_answer(connection)

    assert answer.status in (401, 404, 405)
    assert taken < LARGE


def test_the_rest_of_a_body_is_discarded_for_a_moment_before_the_connection_is_closed(server: str):
    """A client that is reset while it sends may lose the response."""
    with connected(server) as connection:
        connection.sendall(head("/graphql", JSON, f"Content-Length: {SMALL_BYTES * 8}"))
        answer = read_answer(connection)
        for _ in range(8):
            connection.sendall(bytes(SMALL_BYTES))  # raises an error if the server has closed the connection
            time.sleep(0.02)
        assert connection.recv(1) == b""

    assert answer.status == 401


async def test_a_client_that_sends_more_than_is_discarded_still_gets_the_response(server: str):
    """asyncio drops what was received if a later write fails because the server has reset the connection."""
    parts = urlsplit(server)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(head("/graphql", JSON, f"Content-Length: {32 << 20}") + bytes((1 << 20) + 4 * SMALL_BYTES))
    await asyncio.wait_for(_all_written(writer), WAIT_SECONDS)
    time.sleep(0.5)  # noqa: ASYNC251 - the response arrives, and is not read yet
    writer.write(bytes(SMALL_BYTES))
    received = await reader.readuntil(b"\r\n\r\n")
    writer.close()

    assert received.startswith(b"HTTP/1.1 401 ")


async def _all_written(writer: asyncio.StreamWriter) -> None:
    while writer.transport.get_write_buffer_size():  # noqa: ASYNC110 - a state of the transport
        await asyncio.sleep(0.01)


async def test_a_token_that_is_revoked_while_a_large_body_arrives_is_refused(
    server: str, pool: Pool, workspace_id: int, token_for: TokenFor
):
    token = await token_for(workspace_id, Scope.READ)
    _, newest = (await all_tokens(pool))[-1]
    padded = QUERY + b" " * (SMALL_BYTES + 1)

    def ask(pause: float) -> int:
        with connected(server) as connection:
            connection.sendall(
                head("/graphql", JSON, f"Authorization: Bearer {token}", f"Content-Length: {len(padded)}")
            )
            time.sleep(pause)
            connection.sendall(padded)
            return read_answer(connection).status

    before = await asyncio.to_thread(ask, 0)
    asking = asyncio.create_task(asyncio.to_thread(ask, 1))
    await asyncio.sleep(0.5)
    await revoke_token(pool, workspace_id, newest.id)

    assert (before, await asking) == (200, 401)


@pytest.mark.parametrize(("size", "look_ups"), [(len(QUERY), 1), (SMALL_BYTES, 1), (SMALL_BYTES + 1, 2)])
async def test_only_a_large_body_costs_a_second_look_up(
    settings: Settings, workspace_id: int, token_for: TokenFor, size: int, look_ups: int
):
    token = await token_for(workspace_id, Scope.READ)
    statements: list[str] = []
    async with await create_pool(settings.model_copy(update={"database_connections": 2})) as pool:
        async with pool.acquire() as one, pool.acquire() as other:
            one.add_query_logger(lambda query: statements.append(query.query))
            other.add_query_logger(lambda query: statements.append(query.query))
        async with app_client(settings, pool, token) as client:
            answer = await client.post(
                "/graphql", content=QUERY.ljust(size), headers={"Content-Type": "application/json"}
            )

    assert without_cost(answer.json()) == {"data": {"__typename": "Query"}}
    assert len([each for each in statements if "authentications(" in each]) == look_ups


@pytest.mark.parametrize("size", [1_000, LARGE])
def test_a_body_that_arrives_byte_by_byte_gets_408(hasty: str, size: int):
    with connected(hasty) as connection:
        connection.sendall(head("/graphql", JSON, RIGHT, f"Content-Length: {size}"))
        sent = 0
        connection.settimeout(0.05)
        while sent < 1_000:
            connection.sendall(b" ")
            sent += 1
            try:
                answer = read_answer(connection)
                break
            except TimeoutError:
                continue
        connection.settimeout(30)
        assert is_closed(connection)

    assert (answer.status, answer.headers["connection"]) == (408, "close")
    assert answer.message == (
        "The body arrives too slowly: send it within 0.5 seconds, and one second more for every 32 KiB."
    )


def test_a_large_body_gets_more_time(hasty: str):
    with connected(hasty) as connection:
        connection.sendall(head("/graphql", JSON, RIGHT, f"Content-Length: {1 << 20}"))
        connection.sendall(QUERY.ljust(64 << 10))
        time.sleep(1)
        connection.sendall(b" " * ((1 << 20) - (64 << 10)))
        answer = read_answer(connection)

    assert answer.status == 200


async def test_a_connection_is_kept_after_a_refused_small_request(server: str):
    async with httpx.AsyncClient(base_url=server) as client:
        refused = await client.post("/graphql", content=QUERY)
        answer = await client.post("/unsubscribe/x", content=QUERY)

    assert (refused.status_code, answer.status_code) == (401, 404)
    assert "connection" not in refused.headers


async def test_a_body_with_too_many_values_is_refused_while_it_arrives(settings: Settings, pool: Pool):
    query = b'{"query": "query ($a: JSON) { __typename }", "variables": {"a": ['
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield query
        while True:
            sent += 1
            yield b"[]," * 10_000

    async with app_client(settings, pool, BOOTSTRAP_TOKEN) as client:
        headers = {"Content-Type": "application/json"}
        accepted = await client.post("/graphql", content=query + b"0," * (499_995) + b"0]}}", headers=headers)
        refused = await client.post("/graphql", content=endless(), headers=headers)

    message = (
        "The body of a request may have at most 500,000 commas and opening brackets, also in texts: split it into "
        "several requests."
    )
    assert b"never used" in accepted.content
    # 25 pieces have too many values; as many as have 1 MiB are discarded after the response; one is read ahead if the
    # request is slow
    assert sent <= 25 + 35 + 1
    assert (refused.status_code, refused.json()) == (
        413,
        {"errors": [{"message": message, "extensions": {"code": "LIMIT_EXCEEDED"}}]},
    )


def test_graphql_takes_no_encoded_body_and_says_so(server: str):
    headers = {"Authorization": "Bearer mp_unknown", "Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = httpx.post(f"{server}/graphql", content=gzip.compress(b'{"query": "{ __typename }"}'), headers=headers)

    message = "The Content-Encoding 'gzip' is not supported: send the body without one."
    assert (answer.status_code, answer.headers["Accept-Encoding"]) == (415, "identity")
    assert answer.json()["errors"] == [{"message": message, "extensions": {"code": "INVALID"}}]
