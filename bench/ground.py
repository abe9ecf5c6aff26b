"""The environment of a run: new servers in a temporary directory, migrated, and one API process."""

import asyncio
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from cli.listening import free_port
from cli.supervision import await_ready
from core.settings import Settings, child_environment, read_settings
from core.viewer import Scope
from db.migrate import migrate
from db.pool import Pool, create_pool
from db.tokens import NewToken, add_token, ensure_workspace
from servers.child import confined, start, stop
from servers.directory import data_directory
from servers.postgres import embedded_postgres, urls_in
from servers.valkey import embedded_valkey

HOST = "127.0.0.1"
_STOP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Scale:
    """The size of a run. A quick run gives the same ratios with more noise."""

    is_quick: bool

    @property
    def rounds(self) -> int:
        return 3 if self.is_quick else 7

    def of(self, quick: int, full: int) -> int:
        return quick if self.is_quick else full


@dataclass(frozen=True, slots=True)
class Tenant:
    """A workspace, and a token with every scope."""

    id: int
    token: str


@dataclass(frozen=True, slots=True)
class Ground:
    """The port of the API, a pool of its database, and a temporary folder."""

    scale: Scale
    port: int
    pool: Pool
    settings: Settings
    path: Path

    async def tenant(self) -> Tenant:
        """Creates a workspace, so that benchmarks do not affect one another."""
        return await self._with_token(await ensure_workspace(self.pool, f"bench {uuid4()}"))

    async def with_another_token(self, tenant: Tenant) -> Tenant:
        """The same workspace, with a token that has not spent anything of its rate limit."""
        return await self._with_token(tenant.id)

    async def _with_token(self, workspace_id: int) -> Tenant:
        _, token = await add_token(self.pool, workspace_id, NewToken("bench", Scope))
        return Tenant(workspace_id, token)


@asynccontextmanager
async def prepared(scale: Scale) -> AsyncGenerator[Ground]:
    """Starts the environment of all benchmarks. Stops and removes everything at the end."""
    with tempfile.TemporaryDirectory(prefix="milepost-bench-") as name:
        path = Path(name)
        with _servers(path) as settings:
            await migrate(settings)
            with api(settings) as (port, _):
                async with await create_pool(settings.as_owner()) as pool:
                    yield Ground(scale, port, pool, settings, path)


@contextmanager
def _servers(path: Path) -> Generator[Settings]:
    path.chmod(0o755)  # the account of the servers must be able to enter it
    with (
        data_directory(path / "data") as directory,
        embedded_postgres(directory),
        embedded_valkey(directory) as valkey,
    ):
        yield read_settings().model_copy(
            update={**urls_in(directory.sockets), "redis_url": valkey.url, "statement_timeout_ms": 600_000}
        )


@contextmanager
def api(settings: Settings, **variables: str) -> Generator[tuple[int, subprocess.Popen[bytes]]]:
    """Runs an API process on these servers. Yields its port and process."""
    port = free_port(HOST, 0)
    with program(settings, "serve", "--host", HOST, "--port", str(port), **variables) as process:
        await_ready(HOST, port, {"API": process})
        yield port, process


@contextmanager
def program(settings: Settings, *arguments: str, **variables: str) -> Generator[subprocess.Popen[bytes]]:
    """Runs a command of Milepost on these servers, with these environment variables."""
    environment = child_environment(
        MILEPOST_DATABASE_URL=settings.database_url or "",
        MILEPOST_REDIS_URL=settings.redis_url or "",
        MILEPOST_LOG_LEVEL="warning",
        MILEPOST_STATEMENT_TIMEOUT_MS=str(settings.statement_timeout_ms),
        **variables,
    )
    with running([sys.executable, "-P", "-m", "cli.main", *arguments], environment) as process:
        yield process


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str], log: Path | None = None
) -> Generator[subprocess.Popen[bytes]]:
    """Runs a process that is killed if this one dies. Its output goes to the log, or to that of this process."""
    confined_command = confined(command, account=None, at_parents_death=signal.SIGKILL)
    process = start(confined_command, log=log, environment=environment)
    try:
        yield process
    finally:
        stop({command[0]: process}, {signal.SIGTERM: _STOP_SECONDS})


async def settled(pool: Pool) -> None:
    """Updates statistics and writes all pages, so that earlier loads do not affect what follows."""
    async with pool.acquire() as connection:
        await connection.execute("VACUUM ANALYZE")
        await connection.execute("CHECKPOINT")
    await asyncio.sleep(0.2)
