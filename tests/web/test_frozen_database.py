"""PostgreSQL is frozen by SIGSTOP, so that connections stay open without a response, and resumed by SIGCONT."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import orjson
import psutil
import pytest
from conftest import BOOTSTRAP_TOKEN, serving
from costs import without_cost

from core.settings import Settings
from db.migrate import migrate
from db.pool import create_pool
from servers.child import Server
from servers.directory import data_directory
from servers.postgres import embedded_postgres, urls_in

SECONDS = 3
HEADERS = {"Authorization": f"Bearer {BOOTSTRAP_TOKEN}"}
DEFINE = 'mutation { defineSeries(input: {key: "s", name: "S", blocks: [], paths: []}) { userErrors { message } } }'
QUERY = "{ people { totalCount } }"
EVENT = {"id": "1", "type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s", "person": "p", "entry": "e"}
BODY = orjson.dumps(EVENT)


@pytest.fixture
async def own(settings: Settings, tmp_path: Path) -> AsyncIterator[tuple[Settings, Server]]:
    """Settings of a server on a database of its own, and the database."""
    with data_directory(tmp_path / "data") as directory, embedded_postgres(directory) as postgres:
        own = settings.model_copy(update={**urls_in(directory.sockets), "request_seconds": SECONDS})
        await migrate(own)
        yield own, postgres


@contextmanager
def frozen(postgres: Server) -> Iterator[None]:
    postmaster = psutil.Process(postgres.process.pid)
    processes = [postmaster, *postmaster.children(recursive=True)]
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in processes:
            process.resume()


async def ask(client: httpx.AsyncClient, query: str = QUERY) -> httpx.Response:
    return await client.post("/graphql", json={"query": query})


async def test_every_request_gets_503_while_frozen_and_200_afterwards(
    own: tuple[Settings, Server],
):
    settings, postgres = own
    with serving(settings) as url:
        async with httpx.AsyncClient(base_url=url, headers=HEADERS, timeout=30) as client:
            await ask(client, DEFINE)
            await asyncio.gather(*(ask(client, f"{QUERY} # {number}") for number in range(10)))
            with frozen(postgres):
                requests = [ask(client, f"{QUERY} # {number}") for number in range(30)]
                requests += [ask(client, DEFINE), client.post("/events", content=BODY), client.get("/readyz")]
                during = await asyncio.gather(*requests)
            after = await asyncio.gather(ask(client), client.post("/events", content=BODY), client.get("/readyz"))

    # 429 for those that waited for a turn of their workspace
    assert {answer.status_code for answer in during} in ({503}, {429, 503})
    assert {answer.headers.get("Retry-After") for answer in during[:-1]} == {"1"}
    assert during[-1].json() == {"database": "does not answer", "valkey": "ok", "migrations": "unknown"}
    assert [answer.status_code for answer in after] == [200, 200, 200]
    assert without_cost(after[0].json()) == {
        "data": {"people": {"totalCount": after[0].json()["data"]["people"]["totalCount"]}}
    }


async def test_running_statements_are_canceled_and_their_connections_replaced(
    own: tuple[Settings, Server],
):
    settings, postgres = own
    with serving(settings) as url:
        async with (
            await create_pool(settings.as_owner()) as pool,
            httpx.AsyncClient(base_url=url, headers=HEADERS, timeout=30) as client,
        ):
            await ask(client, DEFINE)
            async with pool.acquire() as connection, connection.transaction():
                await connection.execute("LOCK TABLE person, event IN ACCESS EXCLUSIVE MODE")
                requests = [asyncio.create_task(ask(client, f"{QUERY} # {number}")) for number in range(10)]
                requests.append(asyncio.create_task(client.post("/events", content=BODY)))
                await asyncio.sleep(SECONDS / 2)
                with frozen(postgres):
                    during = [await request for request in requests]
            after = await asyncio.gather(*(ask(client, f"{QUERY} # again {number}") for number in range(20)))

    # 429 for those that waited for a turn of their workspace
    assert {answer.status_code for answer in during} in ({503}, {429, 503})
    assert {answer.status_code for answer in after} == {200}


async def test_canceling_a_statement_does_not_wait_for_the_database(own: tuple[Settings, Server]):
    settings, postgres = own
    async with await create_pool(settings.model_copy(update={"database_connections": 2})) as pool:
        async with asyncio.timeout(30):
            with frozen(postgres):
                for _ in range(2):
                    with pytest.raises(TimeoutError):
                        async with asyncio.timeout(0.1), pool.acquire() as connection, connection.transaction():
                            await connection.execute("SELECT 1")
            assert await pool.fetchval("SELECT 1") == 1
