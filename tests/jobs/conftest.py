"""Dedicated servers and workers that tests kill, wipe and restart, and a mail server."""

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from buckets import Bucket, serving_bucket
from mail_server import MailSink, mail_server, mail_settings
from mailroom import Mailroom
from pools import pool_for
from redis.asyncio import Redis

from core.settings import Settings
from db.connection import connected_as_owner
from db.jobs import add_job
from db.migrate import TABLES as BOOKKEEPING
from db.migrate import migrate
from db.pool import Pool
from servers.child import Server
from servers.directory import DataDirectory, data_directory
from servers.postgres import embedded_postgres, urls_in
from servers.valkey import embedded_valkey

WORKER = Path(__file__).with_name("counting_worker.py")
PATIENCE_SECONDS = 120  # on a busy machine
TABLES = """
CREATE TABLE effect (workspace_id bigint, subject_id bigint, step integer);
CREATE TABLE failed (workspace_id bigint, subject_id bigint, reason text);
GRANT SELECT, INSERT ON effect, failed TO milepost_app;
"""


def _each(processes: list[psutil.Process], do: Callable[[psutil.Process], None]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):  # a session may end at any moment
            do(process)


class Site:
    """One PostgreSQL, one Valkey and any number of workers, each of which can be stopped and started."""

    def __init__(self, directory: DataDirectory) -> None:
        self.directory = directory
        self.settings = Settings(
            **urls_in(directory.sockets),
            redis_url=f"unix://{directory.sockets}/valkey.sock",
            log_level="info",
            storage_url=str(directory.path / "exports"),
        )
        self._servers: dict[str, ExitStack] = {}
        self._workers: list[subprocess.Popen[bytes]] = []

    def start(self, name: str) -> None:
        server: AbstractContextManager[Server] = {"postgres": embedded_postgres, "valkey": embedded_valkey}[name](
            self.directory
        )
        self._servers[name] = ExitStack()
        self._servers[name].enter_context(server)

    def stop(self, name: str) -> None:
        self._servers.pop(name).close()

    @contextmanager
    def frozen_database(self) -> Iterator[None]:
        """PostgreSQL keeps its connections open and says nothing."""
        pid = int((self.directory.path / "postgres" / "postmaster.pid").read_text("ascii").split("\n")[0])
        processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        _each(processes, psutil.Process.suspend)
        try:
            yield
        finally:
            _each(processes, psutil.Process.resume)

    def start_worker(self, step_seconds: float = 0.05) -> subprocess.Popen[bytes]:
        """Start the worker of counting_worker.py, whose jobs count steps."""
        return self._start(str(WORKER), str(step_seconds))

    def start_program(self) -> subprocess.Popen[bytes]:
        """Start the real worker of Milepost."""
        return self._start("-m", "cli.main", "worker")

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        urls = {"MILEPOST_DATABASE_URL": self.settings.database_url, "MILEPOST_REDIS_URL": self.settings.redis_url}
        urls["MILEPOST_STORAGE_URL"] = self.settings.storage_url
        environment = {**os.environ, **{name: url for name, url in urls.items() if url}}
        with self._log.open("ab") as log:
            command = [sys.executable, "-P", *arguments]
            self._workers.append(subprocess.Popen(command, stdout=log, stderr=log, env=environment))
        return self._workers[-1]

    @property
    def _log(self) -> Path:
        return self.directory.path / "workers.log"

    @property
    def said(self) -> str:
        return self._log.read_text("utf-8")

    async def await_words(self, pattern: str) -> None:
        began = time.monotonic()
        while not re.search(pattern, self.said):
            assert time.monotonic() < began + PATIENCE_SECONDS, self.said[-5000:]
            await asyncio.sleep(0.05)

    async def add(self, workspace_id: int, kind: str, *subject_ids: int) -> None:
        async with connected_as_owner(self.settings) as connection, connection.transaction():
            for subject_id in subject_ids:
                await add_job(connection, workspace_id, kind, subject_id)

    async def fetch(self, query: str, *arguments: object) -> list[tuple[object, ...]]:
        async with connected_as_owner(self.settings) as connection:
            return [tuple(row) for row in await connection.fetch(query, *arguments)]

    async def until(self, query: str, *arguments: object, expected: object) -> float:
        """Wait until the query returns this single value. Returns the seconds that took."""
        began = time.monotonic()
        found: object = None
        while found != expected:
            assert time.monotonic() < began + PATIENCE_SECONDS, (found, self.said[-5000:])
            await asyncio.sleep(0.1)
            found = (await self.fetch(query, *arguments))[0][0]
        return time.monotonic() - began

    async def all_done(self) -> None:
        await self.until("SELECT count(*) FROM job WHERE state <> 'DONE'", expected=0)

    async def effects(self) -> list[tuple[object, ...]]:
        return await self.fetch("SELECT subject_id, step FROM effect ORDER BY subject_id, step")

    async def clear(self) -> None:
        """Reset: empty tables, both servers running, no workers."""
        self.kill_workers()
        self._log.unlink(missing_ok=True)
        for name in {"postgres", "valkey"} - self._servers.keys():
            self.start(name)
        async with Redis.from_url(self.settings.redis_url) as valkey:
            await valkey.flushall()
        tables = await self.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1)", BOOKKEEPING
        )
        await self.fetch(f"TRUNCATE {', '.join(str(name) for (name,) in tables)} RESTART IDENTITY CASCADE")

    def close(self) -> None:
        self.kill_workers()
        for stack in self._servers.values():
            stack.close()

    def kill_workers(self) -> None:
        for worker in self._workers:
            worker.kill()
            worker.wait()
        self._workers.clear()


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    with serving_bucket(tmp_path_factory.mktemp("s3")) as bucket:
        yield bucket


@pytest.fixture(scope="session")
async def servers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    with data_directory(tmp_path_factory.mktemp("site")) as directory:
        servers = Site(directory)
        try:
            servers.start("postgres")
            servers.start("valkey")
            await migrate(servers.settings)
            async with pool_for(servers.settings) as pool:
                await pool.execute(TABLES)
            yield servers
        finally:
            servers.close()


@pytest.fixture
async def site(servers: Site) -> AsyncIterator[Site]:
    settings = servers.settings
    await servers.clear()
    yield servers
    servers.kill_workers()
    servers.settings = settings


@pytest.fixture
def sink() -> MailSink:
    return MailSink()


@pytest.fixture
async def mailroom(pool: Pool, settings: Settings, workspace_id: int, sink: MailSink) -> AsyncIterator[Mailroom]:
    async with mail_server(sink) as port:
        mail = {
            **mail_settings(port),
            "mail_per_second": 5000.0,
            "public_url": "https://milepost.example.com",
        }
        yield Mailroom(settings.model_copy(update=mail), pool, workspace_id)
