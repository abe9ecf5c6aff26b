"""Deadlines and disconnects of requests, on real sockets and with running statements."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
import orjson
import pytest
from conftest import BOOTSTRAP_TOKEN, serving, serving_app
from costs import without_cost
from histories import SERIES
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from core.settings import Settings
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace
from web.deadlines import Deadlines

SECONDS = 1.5
DOWNLOADED = 16 << 20  # bytes
WAIT_SECONDS = 20  # on a busy machine
HEADERS = {"Authorization": f"Bearer {BOOTSTRAP_TOKEN}"}
PEOPLE = "{ people { totalCount } }"
UPSERT = 'mutation { upsertPeople(input: {people: [{externalId: "late"}]}) { created userErrors { message } } }'
EVENT = orjson.dumps(
    {"id": "1", "type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s", "person": "p", "entry": "e"}
)
STOPPED = "The request made no progress for 1.5 seconds and was stopped."
MUTATION = (
    "The outcome is unknown: the mutation was applied completely or not at all. It is safe to send it again: events, "
    "series and people are recognized by their ids and keys, other changes by their `idempotencyKey`."
)
UPLOAD = (
    "Whole batches of its lines may have been recorded. It is safe to send all of it again: events are recognized by "
    "their ids, people by their external ids."
)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'milepost'"


@pytest.fixture(scope="module")
def hasty(settings: Settings) -> Iterator[str]:
    """The URL of a server with a short deadline."""
    with serving(settings.model_copy(update={"request_seconds": SECONDS})) as url:
        yield url


@pytest.fixture(scope="module")
def patient(settings: Settings) -> Iterator[str]:
    with serving(settings.model_copy(update={"request_seconds": 600})) as url:
        yield url


@pytest.fixture
async def default_id(pool: Pool) -> int:
    workspace_id = await ensure_workspace(pool, "default")
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    return workspace_id


@asynccontextmanager
async def locked(pool: Pool, *tables: str) -> AsyncIterator[None]:
    """Meanwhile no other connection can read or change the tables."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        yield


async def waiting(pool: Pool, count: int) -> None:
    """Wait until this number of statements waits for a lock."""
    deadline = time.monotonic() + WAIT_SECONDS
    while await pool.fetchval(WAITING) != count:
        assert time.monotonic() < deadline, f"{count} statements wait"
        await asyncio.sleep(0.05)


async def ask(url: str, query: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=url, headers=HEADERS, timeout=WAIT_SECONDS) as client:
        return await client.post("/graphql", json={"query": query})


def send_without_reading(url: str, query: str) -> socket.socket:
    """A connection on which a query was sent. Closing it disconnects the client."""
    body = orjson.dumps({"query": query})
    lines = ["POST /graphql HTTP/1.1", "Host: test", f"Authorization: Bearer {BOOTSTRAP_TOKEN}"]
    head = "\r\n".join([*lines, "Content-Type: application/json", f"Content-Length: {len(body)}", "", ""])
    connection = socket.create_connection((urlsplit(url).hostname, urlsplit(url).port))
    connection.sendall(head.encode() + body)
    return connection


async def test_a_query_over_its_deadline_gets_503_and_its_statement_is_stopped(hasty: str, pool: Pool, default_id: int):
    async with locked(pool, "person"):
        answer = await ask(hasty, PEOPLE)
        await waiting(pool, 0)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"
    assert answer.json() == {"errors": [{"message": STOPPED, "extensions": {"code": "UNAVAILABLE"}}]}
    assert (await ask(hasty, PEOPLE)).status_code == 200


async def test_a_mutation_over_its_deadline_changes_nothing_and_can_be_repeated(
    hasty: str, pool: Pool, default_id: int
):
    query = "SELECT count(*) FROM person WHERE workspace_id = $1 AND external_id = 'late'"
    async with locked(pool, "person"):
        answer = await ask(hasty, UPSERT)
        await waiting(pool, 0)
    made = await pool.fetchval(query, default_id)
    again = await ask(hasty, UPSERT)

    assert (answer.status_code, made) == (503, 0)
    assert answer.json()["errors"][0]["message"] == f"{STOPPED} {MUTATION}"
    assert without_cost(again.json()) == {"data": {"upsertPeople": {"created": 1, "userErrors": []}}}


async def test_events_that_are_not_recorded_by_the_deadline_get_503(hasty: str, pool: Pool, default_id: int):
    async with locked(pool, "event"), httpx.AsyncClient(base_url=hasty, headers=HEADERS, timeout=20) as client:
        answer = await client.post("/events", content=EVENT)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"
    nothing = {"accepted": 0, "duplicates": 0, "rejectedCount": 0, "throughLine": 0}
    assert answer.json() == {"error": {"code": "UNAVAILABLE", "message": f"{STOPPED} {UPLOAD}"}, **nothing}


async def test_an_upload_that_makes_progress_is_never_stopped(hasty: str, default_id: int):
    async def slowly() -> AsyncIterator[bytes]:
        for number in range(6):
            yield EVENT.replace(b'"1"', b'"slow%d"' % number) + b"\n"
            await asyncio.sleep(SECONDS / 3)

    async with httpx.AsyncClient(base_url=hasty, headers=HEADERS, timeout=20) as client:
        answer = await client.post("/events", content=slowly())

    assert answer.json() == {"accepted": 6, "duplicates": 0, "rejectedCount": 0, "unlistedCount": 0, "rejected": []}


async def test_an_upload_without_progress_gets_503(hasty: str, default_id: int):
    async def stopping() -> AsyncIterator[bytes]:
        yield EVENT
        await asyncio.sleep(WAIT_SECONDS)

    async with httpx.AsyncClient(base_url=hasty, headers=HEADERS, timeout=20) as client:
        answer = await client.post("/events", content=stopping())

    assert answer.status_code == 503


@pytest.mark.parametrize("query", [PEOPLE, UPSERT])
async def test_the_statement_is_stopped_when_the_client_disconnects(
    patient: str, pool: Pool, default_id: int, query: str
):
    async with locked(pool, "person"):
        connection = send_without_reading(patient, query)
        await waiting(pool, 1)
        connection.close()
        await waiting(pool, 0)

    assert (await ask(patient, PEOPLE)).status_code == 200


async def test_a_disconnect_does_not_affect_events_of_other_clients_in_the_same_group(
    patient: str, pool: Pool, default_id: int
):
    async def send(client: httpx.AsyncClient, id_: str) -> httpx.Response:
        return await client.post("/events", content=EVENT.replace(b'"1"', f'"{id_}"'.encode()))

    async with httpx.AsyncClient(base_url=patient, headers=HEADERS, timeout=WAIT_SECONDS) as client:
        async with locked(pool, "event"):
            leaving = [asyncio.create_task(send(client, f"leaving{number}")) for number in range(3)]
            staying = [asyncio.create_task(send(client, f"staying{number}")) for number in range(3)]
            await waiting(pool, 1)
            for task in leaving:
                task.cancel()
            await asyncio.sleep(0.5)
        answers = [(await task).json() for task in staying]

    assert [answer["accepted"] for answer in answers] == [1, 1, 1]


async def test_a_disconnect_or_deadline_does_not_affect_other_requests_with_the_same_token(
    hasty: str, patient: str, pool: Pool
):
    """The requests share one look-up of the token."""
    async with locked(pool, "token"):
        connection = send_without_reading(patient, PEOPLE)
        others = [asyncio.create_task(ask(patient, PEOPLE)) for _ in range(3)]
        await waiting(pool, 1)
        connection.close()
        late = await ask(hasty, PEOPLE)
    answers = [await other for other in others]

    assert late.status_code == 503
    assert [answer.status_code for answer in answers] == [200] * 3


async def _download(scope: Scope, receive: Receive, send: Send) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(2):
            yield bytes(DOWNLOADED // 2)

    await StreamingResponse(pieces())(scope, receive, send)


def _begun_download(url: str) -> socket.socket:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 10)
    connection.connect((urlsplit(url).hostname, urlsplit(url).port))
    connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
    return connection


def _read(connection: socket.socket, pause_seconds: float) -> int:
    size = 0
    while piece := connection.recv(64 << 10):
        size += len(piece)
        time.sleep(pause_seconds)
    return size


def test_a_download_continues_while_the_client_reads_and_is_stopped_otherwise():
    with serving_app(Deadlines(_download, SECONDS)) as url:
        with _begun_download(url) as slow:
            taken = _read(slow, pause_seconds=SECONDS / 40)
        with _begun_download(url) as stopping:
            time.sleep(2 * SECONDS)
            left = _read(stopping, pause_seconds=0)

    assert taken > DOWNLOADED
    assert left < DOWNLOADED
