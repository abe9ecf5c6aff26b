"""Tags many people through a worker of its own, beside one INSERT ... SELECT of the same rows.

`python -m bench.tagging [PEOPLE]`, on servers of its own. Only the ratio means something; memory is the worker's most.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil

from core.bulk_actions import BulkActionKind
from core.people_filters import PeopleFilter
from core.settings import Settings, child_environment
from core.viewer import Scope, Viewer
from db.migrate import migrate
from db.pool import Pool, create_pool
from db.tokens import ensure_workspace
from resolvers.bulk_actions import change_tags, undo
from resolvers.context import Context, create_context
from servers.directory import data_directory
from servers.postgres import embedded_postgres
from servers.valkey import embedded_valkey

PEOPLE = "INSERT INTO person (workspace_id, external_id) SELECT $1, 'p' || n FROM generate_series(1, $2::integer) AS n"
ONE = "INSERT INTO person_tag (workspace_id, tag_id, person_id) SELECT $1, 0, id FROM person WHERE workspace_id = $1"
STATUS = "SELECT status::text FROM bulk_action WHERE workspace_id = $1 AND id = $2"
MEGABYTE = 1024 * 1024


async def main(people: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as path, data_directory(Path(path)) as directory:
        with embedded_postgres(directory) as postgres, embedded_valkey(directory) as valkey:
            settings = Settings(database_url=postgres.url, redis_url=valkey.url, statement_timeout_ms=600_000)  # pyright: ignore[reportCallIssue] - the others come from the environment
            await migrate(settings)
            async with await create_pool(settings) as pool:
                await _measure(pool, settings, people)


async def _measure(pool: Pool, settings: Settings, people: int) -> None:
    workspace_id = await ensure_workspace(pool, "bench")
    await pool.execute(PEOPLE, workspace_id, people)
    began = time.perf_counter()
    await pool.execute(ONE, workspace_id)
    one = time.perf_counter() - began
    print(f"{people:,} people: one INSERT ... SELECT {one:.2f} s")
    with _worker(settings) as worker:
        await _act(pool, workspace_id, worker, one)


@contextmanager
def _worker(settings: Settings) -> Generator[subprocess.Popen[bytes]]:
    environment = child_environment(
        MILEPOST_DATABASE_URL=settings.database_url or "",
        MILEPOST_REDIS_URL=settings.redis_url or "",
        MILEPOST_LOG_LEVEL="warning",
    )
    with subprocess.Popen([sys.executable, "-P", "-m", "cli.main", "worker"], env=environment) as worker:
        yield worker
        worker.terminate()


async def _act(pool: Pool, workspace_id: int, worker: subprocess.Popen[bytes], one: float) -> None:
    began = time.perf_counter()
    async with _context(pool, workspace_id) as ctx:
        action = await change_tags(ctx, BulkActionKind.TAG, PeopleFilter(), "bench", None)
    frozen = time.perf_counter() - began
    memory = await _watch(pool, workspace_id, worker, action.id)
    total = time.perf_counter() - began
    print(f"tagged: asked for in {frozen:.2f} s, done in {total:.2f} s, {total / one:.1f} times; {memory:.0f} MB")
    began = time.perf_counter()
    async with _context(pool, workspace_id) as ctx:
        undone = await undo(ctx, action.id)
    memory = await _watch(pool, workspace_id, worker, undone.id)
    total = time.perf_counter() - began
    print(f"undone: {total:.2f} s, {total / one:.1f} times; {memory:.0f} MB")


async def _watch(pool: Pool, workspace_id: int, worker: subprocess.Popen[bytes], action_id: int) -> float:
    """The most memory of the worker in megabytes, until the action is over."""
    most = 0
    while await pool.fetchval(STATUS, workspace_id, action_id) in ("PENDING", "IN_PROGRESS"):
        most = max(most, psutil.Process(worker.pid).memory_info().rss)
        await asyncio.sleep(0.05)
    return most / MEGABYTE


@asynccontextmanager
async def _context(pool: Pool, workspace_id: int) -> AsyncGenerator[Context]:
    ctx = create_context(Viewer(workspace_id, frozenset(Scope)), datetime.now(UTC), pool)
    yield ctx
    await ctx.snapshot.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
