"""Events over POST /events, compared with COPY of the rows that the same events become."""

import asyncio
from pathlib import Path
from time import perf_counter

from bench.comparisons import Bar, Comparison, Measure, Sample, interleaved
from bench.ground import Ground, settled
from bench.histories import define, send, write_history
from core.errors import MilepostError

NAME = "ingest"
WORK = "{count:,} events into a fresh workspace"
_COPY = "events.copy"
_UNIT = "events/s"


async def measure(ground: Ground) -> list[Comparison]:
    """One client, two clients, and COPY into a table like `event` with its indexes."""
    people = ground.scale.of(3_000, 42_000)
    whole = write_history(ground.path, people)
    halves = write_history(ground.path, people, parts=2)
    count = whole[0][1]
    await _write_rows(ground, whole)
    measures: dict[str, Measure] = {
        "one client": lambda: _ingest(ground, whole),
        "two clients": lambda: _ingest(ground, halves),
        "COPY": lambda: _copy(ground, count),
    }
    samples = await interleaved(ground.scale.rounds, _UNIT, measures)
    for file, _ in (*whole, *halves):
        file.unlink()
    return _comparisons(WORK.format(count=count), samples)


def _comparisons(work: str, samples: dict[str, Sample]) -> list[Comparison]:
    return [
        Comparison(work, samples["one client"], samples["COPY"], Bar(least=0.35)),
        Comparison(work, samples["two clients"], samples["one client"], Bar(least=1)),
    ]


async def _ingest(ground: Ground, files: list[tuple[Path, int]]) -> float:
    tenant = await ground.tenant()
    await define(ground, tenant)
    await settled(ground.pool)
    begun = perf_counter()
    await asyncio.gather(*(send(ground, tenant, file, count) for file, count in files))
    return sum(count for _, count in files) / (perf_counter() - begun)


async def _write_rows(ground: Ground, files: list[tuple[Path, int]]) -> None:
    """Writes the input of COPY: the rows of the events, in the order in which they were recorded."""
    tenant = await ground.tenant()
    await define(ground, tenant)
    for file, count in files:
        await send(ground, tenant, file, count)
    async with ground.pool.acquire() as connection:
        await connection.copy_from_query(
            "SELECT * FROM event WHERE workspace_id = $1", tenant.id, output=ground.path / _COPY
        )


async def _copy(ground: Ground, count: int) -> float:
    async with ground.pool.acquire() as connection:
        await connection.execute("DROP TABLE IF EXISTS copied; CREATE TABLE copied (LIKE event INCLUDING ALL)")
        await settled(ground.pool)
        begun = perf_counter()
        status = await connection.copy_to_table("copied", source=ground.path / _COPY)
        seconds = perf_counter() - begun
        await connection.execute("DROP TABLE copied")
    if status != f"COPY {count}":
        raise MilepostError(f"COPY should write {count} rows, but reports {status!r}.")
    return count / seconds
