"""The database of the tests on a given PostgreSQL server or Citus cluster, instead of the embedded PostgreSQL."""

import asyncio
import os
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest

from core.settings import Settings
from db.connection import connected_as_owner
from db.pool import Pool
from db.statements.composer import statement
from servers.postgres import APPLICATION

URL = os.environ.get("MILEPOST_TEST_DATABASE_URL")
LOCK_WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"
ON_ALL_NODES = "SELECT sum(result::bigint) FROM run_command_on_all_nodes($1)"
NODES = "SELECT nodename, nodeport FROM pg_dist_node WHERE groupid <> 0"
# As the embedded PostgreSQL creates it.
CREATE = """
CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'
"""


def skip_unless_embedded(reason: str) -> None:
    """Skips the test on a given server."""
    if URL is not None:
        pytest.skip(f"needs the embedded PostgreSQL: {reason}")


async def skip_on_cluster(pool: Pool, reason: str) -> None:
    """Skips the test on a Citus cluster."""
    if await pool.fetchval(statement("is_on_cluster")):
        pytest.skip(f"not on a cluster: {reason}")


async def is_on_cluster(settings: Settings) -> bool:
    """Whether the database of the tests is one of a Citus cluster."""
    async with connected_as_owner(settings) as connection:
        return await connection.fetchval(statement("is_on_cluster"))


async def until_a_lock_is_awaited(pool: Pool) -> None:
    """Returns once a session waits for a lock, on any node of a cluster."""
    is_here = not await pool.fetchval(statement("is_on_cluster"))
    while not await (pool.fetchval(LOCK_WAITS) if is_here else pool.fetchval(ON_ALL_NODES, LOCK_WAITS)):  # noqa: ASYNC110
        await asyncio.sleep(0.01)


@contextmanager
def given_database(url: str) -> Iterator[dict[str, str]]:
    """The settings that lead to a new database, which is dropped at the end. On a cluster each node has it.

    The URL leads to any database of the server, as a superuser. On a cluster, to one on the coordinator with the
    extension and the other nodes.
    """
    name = f"milepost_test_{uuid4().hex}"
    with ThreadPoolExecutor(1) as thread:
        urls = thread.submit(asyncio.run, _create(url, name)).result()
        try:
            yield {"database_url": _of(APPLICATION, urls[0]), "owner_database_url": urls[0]}
        finally:
            thread.submit(asyncio.run, _drop(url, name)).result()


async def _create(url: str, name: str) -> list[str]:
    """The URLs of the new database, on the given server first."""
    nodes = await _nodes(url)
    for node in nodes:
        async with _connected(node) as connection:
            await connection.execute(CREATE.format(name=name))
            if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", APPLICATION):
                await connection.execute(f"CREATE ROLE {APPLICATION} LOGIN{_password(url)}")
    urls = [_in(node, name) for node in nodes]
    if len(nodes) > 1:
        await _join(urls)
    return urls


async def _join(urls: list[str]) -> None:
    """Makes a cluster of the database on these nodes, the coordinator first."""
    for url in urls:
        async with _connected(url) as connection:
            await connection.execute("CREATE EXTENSION citus")
    places = [(parts.hostname, parts.port) for parts in map(urlsplit, urls)]
    async with _connected(urls[0]) as coordinator:
        await coordinator.execute("SELECT citus_set_coordinator_host($1, $2)", *places[0])
        for place in places[1:]:
            await coordinator.execute("SELECT citus_add_node($1, $2)", *place)


async def _drop(url: str, name: str) -> None:
    for node in await _nodes(url):
        async with _connected(node) as connection:
            await connection.execute(f"DROP DATABASE {name} (FORCE)")


async def _nodes(url: str) -> list[str]:
    """The given URL, and the same database on the other nodes of its cluster."""
    async with _connected(url) as connection:
        if await connection.fetchval("SELECT to_regclass('pg_dist_node')") is None:
            return [url]
        return [url, *(_at(url, *row) for row in await connection.fetch(NODES))]


@asynccontextmanager
async def _connected(url: str) -> AsyncGenerator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


def _password(url: str) -> str:
    password = urlsplit(url).password
    return f" PASSWORD '{password}'" if password else ""


def _in(url: str, database: str) -> str:
    return urlsplit(url)._replace(path=f"/{database}").geturl()


def _at(url: str, host: str, port: int) -> str:
    login = urlsplit(url).netloc.rpartition("@")[0]
    return urlsplit(url)._replace(netloc=f"{login}@{host}:{port}").geturl()


def _of(role: str, url: str) -> str:
    parts = urlsplit(url)
    _, at, place = parts.netloc.rpartition("@")
    login = role + (f":{parts.password}" if parts.password else "")
    return parts._replace(netloc=f"{login}@{place}" if at or place else f"{login}@").geturl()
