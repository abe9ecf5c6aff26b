"""One token or workspace cannot keep others waiting: real servers, with statements that wait for a lock."""

import asyncio
import select
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager

import httpx
import pytest
from conftest import TokenFor, serving
from costs import without_cost
from histories import SERIES
from raw_http import connected, head, read_answer

from core.settings import Settings
from core.viewer import Scope
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace
from web.admission import MOST_LARGE_BODIES_OF_WORKSPACE, kept_connections, workspace_share
from web.bodies import SMALL_BYTES

CONNECTIONS = 4
SHARE = 2  # half of them
CONCURRENT = 5
WAIT_SECONDS = 20  # on a busy machine
SLOW = "{ people { totalCount } }"  # while the table of people is locked
QUICK = '{ series(key: "s") { name } }'
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'milepost'"


@pytest.fixture(scope="module")
def few(settings: Settings) -> Settings:
    return settings.model_copy(
        update={"database_connections": CONNECTIONS, "concurrent_requests": CONCURRENT, "request_seconds": 600}
    )


@pytest.fixture(scope="module")
def patient(few: Settings) -> Iterator[str]:
    """The URL of a server with few connections, where requests wait for each other for a long time."""
    with serving(few) as url:
        yield url


@pytest.fixture(scope="module")
def hasty(few: Settings) -> Iterator[str]:
    """The same, but requests wait for each other for half a second."""
    with serving(few.model_copy(update={"request_seconds": 1.5})) as url:
        yield url


@asynccontextmanager
async def client_of(url: str, token: str) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=WAIT_SECONDS) as client:
        yield client


@pytest.fixture
async def other_token(pool: Pool, token_for: TokenFor) -> str:
    """A token of another workspace, which has a series."""
    workspace_id = await ensure_workspace(pool, "neighbor")
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    return await token_for(workspace_id, Scope.ADMIN)


@asynccontextmanager
async def people_locked(pool: Pool) -> AsyncIterator[None]:
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("LOCK TABLE person IN ACCESS EXCLUSIVE MODE")
        yield


async def waiting(pool: Pool, count: int) -> None:
    """Wait until this number of statements waits for a lock."""
    deadline = time.monotonic() + WAIT_SECONDS
    while await pool.fetchval(WAITING) != count:
        assert time.monotonic() < deadline, f"{count} statements wait"
        await asyncio.sleep(0.05)


async def ask(client: httpx.AsyncClient, query: str) -> httpx.Response:
    return await client.post("/graphql", json={"query": query})


async def test_slow_queries_of_a_workspace_leave_connections_to_others(
    patient: str, pool: Pool, workspace_id: int, token_for: TokenFor, other_token: str
):
    tokens = [await token_for(workspace_id, Scope.READ) for _ in range(2)]
    async with client_of(patient, tokens[0]) as one, client_of(patient, tokens[1]) as two:
        async with client_of(patient, other_token) as other:
            async with people_locked(pool):
                slow = [asyncio.create_task(ask(client, SLOW)) for client in (one, two) for _ in range(CONNECTIONS)]
                await waiting(pool, SHARE)
                answers = [await ask(other, f"{QUICK} # {number}") for number in range(3)]
                assert not any(task.done() for task in slow)
                await waiting(pool, SHARE)
            later = [await task for task in slow]

    assert [without_cost(answer.json()) for answer in answers] == [{"data": {"series": {"name": "S"}}}] * 3
    assert [without_cost(answer.json()) for answer in later] == [
        {"data": {"people": {"totalCount": 0}}}
    ] * 2 * CONNECTIONS


async def test_slow_mutations_of_a_workspace_leave_connections_to_others(
    patient: str, pool: Pool, workspace_id: int, token_for: TokenFor, other_token: str
):
    token = await token_for(workspace_id, Scope.ADMIN)
    upsert = 'mutation { upsertPeople(input: {people: [{externalId: "p%d"}]}) { created } }'
    define = 'mutation { defineSeries(input: {key: "t", name: "T", blocks: [], paths: []}) { series { name } } }'
    async with client_of(patient, token) as client, client_of(patient, other_token) as other:
        async with people_locked(pool):
            slow = [asyncio.create_task(ask(client, upsert % number)) for number in range(CONCURRENT)]
            await waiting(pool, SHARE)
            answer = await ask(other, define)
        await asyncio.wait(slow)

    assert without_cost(answer.json()) == {"data": {"defineSeries": {"series": {"name": "T"}}}}


async def test_a_workspace_gets_429_if_none_of_its_operations_ends_in_time(
    hasty: str, pool: Pool, workspace_id: int, token_for: TokenFor
):
    async with client_of(hasty, await token_for(workspace_id, Scope.READ)) as client, people_locked(pool):
        slow = [asyncio.create_task(ask(client, SLOW)) for _ in range(SHARE + 1)]
        done, _ = await asyncio.wait(slow, return_when=asyncio.FIRST_COMPLETED)
        [refused] = [task.result() for task in done]
        await asyncio.wait(slow)

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert refused.json()["errors"] == [
        {
            "message": "2 operations of this workspace are in progress, the most at the same time, and none ended "
            "within 0.5 seconds: send fewer at the same time.",
            "extensions": {"code": "RATE_LIMITED"},
        }
    ]


@pytest.mark.parametrize("path", ["/events", "/people"])
async def test_as_many_requests_of_a_token_as_the_limit_are_in_progress_and_one_more_gets_429(
    hasty: str, pool: Pool, workspace_id: int, token_for: TokenFor, other_token: str, *, path: str
):
    """The uploads end once their bodies do. Those of other tokens, and queries, are not affected."""
    token, same_workspace = [await token_for(workspace_id, Scope.INGEST, Scope.READ) for _ in range(2)]
    may_end = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b"\n"
        while not may_end.is_set():
            await asyncio.sleep(0.2)
            yield b"\n"

    async with client_of(hasty, token) as client, client_of(hasty, same_workspace) as second:
        uploads = [asyncio.create_task(client.post(path, content=body())) for _ in range(CONCURRENT)]
        await asyncio.sleep(0)
        refused = await client.post(path, content=b"")
        while refused.status_code == 200:  # not all of the uploads had arrived
            refused = await client.post(path, content=b"")
        others = [await second.post(path, content=b""), await ask(client, QUICK)]
        may_end.set()
        ended = [await upload for upload in uploads]
        again = await client.post(path, content=b"")

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert refused.json() == {
        "error": {
            "code": "RATE_LIMITED",
            "message": f"5 requests of this token are in progress at {path}, the most at the same time, and none ended "
            "within 0.5 seconds: send fewer at the same time.",
        },
        "accepted": 0,
        "duplicates": 0,
        "rejectedCount": 0,
        "throughLine": 0,
    }
    assert [answer.status_code for answer in (*others, *ended, again)] == [200] * (2 + CONCURRENT + 1)


async def test_few_large_bodies_of_a_workspace_are_read_at_the_same_time(
    hasty: str, workspace_id: int, token_for: TokenFor, other_token: str
):
    own = [await token_for(workspace_id, Scope.READ) for _ in range(2)]

    def begun(token: str) -> socket.socket:
        connection = connected(hasty)
        length = f"Content-Length: {SMALL_BYTES + 1}"
        connection.sendall(head("/graphql", f"Authorization: Bearer {token}", "Content-Type: application/json", length))
        return connection

    with ExitStack() as stack:
        connections = [stack.enter_context(begun(token)) for token in own * (MOST_LARGE_BODIES_OF_WORKSPACE // 2)]
        connections.append(stack.enter_context(begun(own[0])))
        # any of them can be the one that came too late
        [late], _, _ = await asyncio.to_thread(select.select, connections, [], [], WAIT_SECONDS)
        answer = read_answer(late)
        async with client_of(hasty, other_token) as neighbor:
            other = await neighbor.post("/graphql", json={"query": QUICK, "extensions": {"long": " " * SMALL_BYTES}})

    assert (answer.status, answer.headers["connection"]) == (429, "close")
    assert other.status_code == 200


async def test_a_request_above_the_limit_runs_once_another_one_has_ended(
    patient: str, pool: Pool, workspace_id: int, token_for: TokenFor
):
    async with client_of(patient, await token_for(workspace_id, Scope.READ)) as client:
        async with people_locked(pool):
            # different queries, none of which the response cache can answer
            slow = [asyncio.create_task(ask(client, f"{SLOW} # {number}")) for number in range(3 * CONCURRENT)]
            await waiting(pool, SHARE)
            for task in slow[:CONCURRENT]:
                task.cancel()
            await waiting(pool, SHARE)
        answers = [await task for task in slow[CONCURRENT:]]

    assert [answer.status_code for answer in answers] == [200] * 2 * CONCURRENT


def test_a_workspace_may_use_half_of_the_connections_rounded_up():
    assert [workspace_share(count) for count in (2, 3, 10)] == [1, 2, 5]


def test_two_connections_are_kept_if_a_workspace_can_still_use_its_half():
    assert [kept_connections(count) for count in (2, 3, 4, 10)] == [1, 1, 2, 2]
