"""Real servers for all tests: one embedded PostgreSQL and Valkey for each test session or xdist worker."""

import asyncio
import gc
import os
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from uuid import uuid4

import asyncpg
import given_server
import hypothesis
import pytest
import structlog
import uvicorn
from asyncpg.connection import LoggedQuery
from pools import pool_for
from pydantic import SecretStr
from sampling import MANY
from starlette.types import ASGIApp

from app import create_app
from cli.serve import api_config
from core.settings import Settings
from core.viewer import Scope
from db.distribution import distribute
from db.migrate import migrate
from db.pool import Pool
from db.tokens import NewToken, add_token, ensure_workspace
from servers.directory import DataDirectory, data_directory
from servers.postgres import embedded_postgres, urls_in
from servers.valkey import embedded_valkey

pytest_plugins = ["both_executors", "costs", "scheduling"]

BOOTSTRAP_TOKEN = "mp_bootstrap_token_of_the_tests"
# Python collects garbage after so many new objects, after so many such collections, and after so many of those.
COLLECTIONS = (50_000, 10, 20)


class _DirectLogger:
    """Writes lines to the file descriptor of standard error.

    structlog's own logger prints to sys.stdout, which pytest replaces after each test. A server in another thread may
    print at that moment, which crashes Python.
    """

    def msg(self, message: str) -> None:
        os.write(2, f"{message}\n".encode())

    log = debug = info = warning = error = critical = exception = msg


structlog.configure(logger_factory=lambda *_: _DirectLogger())

# A busy machine must not fail a property: the time of an example says nothing about it.
for profile in ("without deadline", MANY):
    hypothesis.settings.register_profile(profile, deadline=None)
hypothesis.settings.load_profile("without deadline")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pin", action="store_true", help="write the pinned answers of dashboard operations again")


gc.disable()  # until the tests are collected: what that creates lives until the end


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keeps the garbage collector from traversing modules and tests again and again, and lets it run less often.

    By default, Python collects garbage after every 700 new objects. The process that distributes tests to others comes
    here, too, but collects no tests.
    """
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECTIONS)
        gc.enable()


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataDirectory]:
    with data_directory(tmp_path_factory.mktemp("milepost")) as directory:
        yield directory


@pytest.fixture(scope="session")
def unmigrated_settings(directory: DataDirectory) -> Iterator[Settings]:
    with _database(directory) as urls, embedded_valkey(directory) as valkey:
        yield Settings(
            **urls,
            redis_url=valkey.url,
            bootstrap_token=SecretStr(BOOTSTRAP_TOKEN),
            log_level="warning",
            storage_url=str(directory.path / "exports"),
        )


@contextmanager
def _database(directory: DataDirectory) -> Iterator[dict[str, str]]:
    """The settings that lead to the database of all tests."""
    if given_server.URL is not None:
        with given_server.given_database(given_server.URL) as urls:
            yield urls
        return
    with embedded_postgres(directory), ThreadPoolExecutor(1) as thread:
        urls = urls_in(directory.sockets)
        thread.submit(asyncio.run, _stop_flushing(urls["owner_database_url"])).result()
        yield urls


async def _stop_flushing(url: str) -> None:
    """Lets commits wait for no disk. Only a crash of the operating system could lose something."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("ALTER SYSTEM SET fsync = off")
        await connection.execute("SELECT pg_reload_conf()")
    finally:
        await connection.close()


@pytest.fixture(scope="session")
async def settings(unmigrated_settings: Settings) -> Settings:
    """The settings with which every process of the tests can run."""
    await migrate(unmigrated_settings)
    if await given_server.is_on_cluster(unmigrated_settings):
        await distribute(unmigrated_settings, dry_run=False)
    return unmigrated_settings


@pytest.fixture(scope="session")
async def pool(settings: Settings) -> AsyncIterator[Pool]:
    async with pool_for(settings) as pool:
        yield pool


@pytest.fixture
async def workspace_id(pool: Pool) -> int:
    """A fresh workspace: what a test does in it is seen by no other test."""
    return await ensure_workspace(pool, f"test {uuid4()}")


@dataclass(frozen=True)
class RecordedPool:
    """A pool of its own, and the statements sent through it; those that begin and end transactions are left out.

    `begun_anew` are those that begin one a second time, as the data had changed before the first had.
    """

    pool: Pool
    statements: list[str]
    begun_anew: list[str]


@pytest.fixture
async def recorded_pool(settings: Settings) -> AsyncIterator[RecordedPool]:
    statements: list[str] = []
    begun_anew: list[str] = []

    def note(query: LoggedQuery) -> None:
        if query.query.startswith("--"):
            statements.append(query.query)
        elif query.query.startswith("ROLLBACK; BEGIN"):
            begun_anew.append(query.query)

    few = settings.model_copy(update={"database_connections": 2})
    async with pool_for(few) as pool:
        for each in pool.pools:
            async with each.acquire() as one, each.acquire() as other:
                one.add_query_logger(note)
                other.add_query_logger(note)
        yield RecordedPool(pool, statements, begun_anew)


TokenFor = Callable[..., Awaitable[str]]


@pytest.fixture
def token_for(pool: Pool) -> TokenFor:
    """`await token_for(workspace_id, Scope.READ, ...)`: a bearer token."""

    async def make(workspace_id: int, *scopes: Scope) -> str:
        _, token = await add_token(pool, workspace_id, NewToken("test", scopes))
        return token

    return make


def serving(settings: Settings) -> AbstractContextManager[str]:
    """The base URL of a real API server, in a thread of its own."""
    return serving_app(create_app(settings), settings)


@contextmanager
def serving_app(app: ASGIApp, settings: Settings | None = None) -> Iterator[str]:
    """The base URL of an application, served in a thread of its own."""
    api = uvicorn.Server(api_config(app, settings or Settings(log_level="warning")))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=api.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            api.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[str]:
    """The base URL of an API server for all tests."""
    with serving(settings) as url:
        yield url
