"""Exports many visits through a worker of its own, beside one COPY of the events they are made of.

`python -m bench.export [VISITS] [csv|parquet]`, on servers of its own. Only the ratio means something; memory is the
worker's most, and must not grow with the visits.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil

from core.definitions import BlockDefinition, BlockKind, SeriesDefinition, SeriesStatus
from core.export_files import ExportFormat
from core.exports import ExportRequest, StoredExport
from core.settings import Settings, child_environment
from core.viewer import Scope, Viewer
from db.definitions import define_series
from db.exports import read_export
from db.migrate import migrate
from db.pool import Pool, create_pool
from db.tokens import ensure_workspace
from resolvers.context import create_context
from resolvers.exports import request_export
from servers.directory import data_directory
from servers.postgres import embedded_postgres
from servers.valkey import embedded_valkey

BLOCKS = 4  # visits of an entry
SERIES = SeriesDefinition(
    "bench",
    "Bench",
    SeriesStatus.LIVE,
    None,
    [BlockDefinition(f"m{n}", f"Mail {n}", BlockKind.EMAIL) for n in range(BLOCKS)],
    [],
)
# What ingest would have made of the events, which would take far longer than the export itself.
FILL = """
INSERT INTO person (workspace_id, external_id, email)
SELECT $1, 'p' || n, 'p' || n || '@example.com' FROM generate_series(1, $2::integer) AS n;
INSERT INTO entry (workspace_id, series_id, person_id, key, first_at, is_started)
SELECT $1, $2::bigint, id, external_id, timestamptz '2026-01-01' + id * interval '1 second', true
FROM person WHERE workspace_id = $1;
INSERT INTO event (workspace_id, id, series_id, entry_id, person_id, type, at)
SELECT $1, 's' || id, $2::bigint, id, person_id, 'ENTRY_STARTED', first_at FROM entry WHERE workspace_id = $1;
INSERT INTO visit (workspace_id, entry_id, block_id, series_id, person_id, kind, is_started, first_reached, received_at)
SELECT $1, entry.id, block.id, $2::bigint, person_id, 'EMAIL', true, first_at + place, first_at + place
FROM entry, block CROSS JOIN LATERAL (SELECT position * interval '1 day') AS at (place)
WHERE entry.workspace_id = $1 AND block.workspace_id = $1;
INSERT INTO event (workspace_id, id, series_id, entry_id, person_id, block_id, type, at, receipt)
SELECT $1, type || entry_id || '-' || block_id, $2::bigint, entry_id, person_id, block_id, type::event_type,
    received_at,
    entry_id || '/' || block_id
FROM visit, unnest(ARRAY['BLOCK_REACHED', 'RECEIVED', 'OPENED']) AS type
WHERE visit.workspace_id = $1;
"""
MEGABYTE = 1024 * 1024


async def main(visits: int, format_: ExportFormat) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as path, data_directory(Path(path)) as directory:
        with embedded_postgres(directory) as postgres, embedded_valkey(directory) as valkey:
            settings = Settings(  # pyright: ignore[reportCallIssue] - the others come from the environment
                database_url=postgres.url,
                redis_url=valkey.url,
                statement_timeout_ms=600_000,
                storage_url=str(directory.path / "exports"),
            )
            await migrate(settings)
            async with await create_pool(settings) as pool:
                await _measure(pool, settings, visits, format_)


async def _measure(pool: Pool, settings: Settings, visits: int, format_: ExportFormat) -> None:
    workspace_id = await ensure_workspace(pool, "bench")
    async with pool.acquire() as connection:
        series_id = await define_series(connection, workspace_id, SERIES)
        people, *facts = FILL.strip().removesuffix(";").split(";\n")
        await connection.execute(people, workspace_id, visits // BLOCKS)
        for fact in facts:
            await connection.execute(fact, workspace_id, series_id)
        await connection.execute("ANALYZE")
        began = time.perf_counter()
        await connection.copy_from_query("SELECT * FROM event", output=_nowhere, format="csv")
        one = time.perf_counter() - began
    print(f"{visits:,} visits: one COPY of their events {one:.2f} s")
    with _worker(settings) as worker:
        began = time.perf_counter()
        export, memory = await _export(pool, workspace_id, worker, ExportRequest(series_id, format=format_))
        total = time.perf_counter() - began
    rows = sum(file.rows for file in export.files)
    print(
        f"{export.status}: {rows:,} rows, {(export.size or 0) / MEGABYTE:.0f} MB in {total:.2f} s, "
        f"{total / one:.1f} times; {memory:.0f} MB of memory"
    )


async def _nowhere(_: bytes) -> None:
    pass


@contextmanager
def _worker(settings: Settings) -> Generator[subprocess.Popen[bytes]]:
    environment = child_environment(
        MILEPOST_DATABASE_URL=settings.database_url or "",
        MILEPOST_REDIS_URL=settings.redis_url or "",
        MILEPOST_STORAGE_URL=settings.storage_url,
        MILEPOST_LOG_LEVEL="warning",
    )
    with subprocess.Popen([sys.executable, "-P", "-m", "cli.main", "worker"], env=environment) as worker:
        yield worker
        worker.terminate()


async def _export(
    pool: Pool, workspace_id: int, worker: subprocess.Popen[bytes], request: ExportRequest
) -> tuple[StoredExport, float]:
    """The export once it is over, and the most memory of the worker in megabytes."""
    ctx = create_context(Viewer(workspace_id, frozenset(Scope)), datetime.now(UTC), pool)
    export = await request_export(ctx, request, None)
    await ctx.snapshot.close()
    most = 0
    while not export.status.is_over:
        most = max(most, psutil.Process(worker.pid).memory_info().rss)
        await asyncio.sleep(0.05)
        found = await read_export(pool, workspace_id, export.id)
        assert found is not None
        export = found
    return export, most / MEGABYTE


if __name__ == "__main__":
    asyncio.run(main(int((sys.argv[1:2] or ["1000000"])[0]), ExportFormat((sys.argv[2:3] or ["csv"])[0].upper())))
