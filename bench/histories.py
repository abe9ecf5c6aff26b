"""Simulated histories, written as NDJSON and sent as any client sends them."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import orjson

from bench.asking import answer_to
from bench.connections import HttpConnection, http_connection
from bench.ground import HOST, Ground, Tenant
from core.errors import MilepostError
from db.pool import Connection
from db.statements.composer import Query
from simulation.history import history
from simulation.onboarding import definition

UNTIL = datetime(2026, 7, 1, tzinfo=UTC)  # the same events in every run
DAYS = 90
SERIES = "onboarding"
_PIECE_BYTES = 1 << 18
_MULTIPLY_SECONDS = 3_600  # a million people took 19 minutes beside other work
_DEFINE = "mutation ($input: DefineSeriesInput!) { defineSeries(input: $input) { userErrors { message } } }"


def write_history(
    path: Path, people: int, *, parts: int = 1, seed: int = 1, series: str = SERIES
) -> list[tuple[Path, int]]:
    """Writes NDJSON files that get the events in turn. Returns each file with its number of events."""
    written = [path / f"{series}-{people}-{seed}-{part}-of-{parts}.ndjson" for part in range(parts)]
    counts = [0] * parts
    opened = [file.open("wb") for file in written]
    for number, event in enumerate(history(people=people, series=series, seed=seed, days=DAYS, until=UNTIL)):
        opened[number % parts].write(orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE))
        counts[number % parts] += 1
    for file in opened:
        file.close()
    return list(zip(written, counts, strict=True))


async def define(ground: Ground, tenant: Tenant, series: str = SERIES) -> None:
    """Defines the simulated series, under this key."""
    await answer_to(ground, tenant, _DEFINE, {"input": definition(series)})


async def send(ground: Ground, tenant: Tenant, file: Path, count: int) -> None:
    """Sends a file to POST /events. Raises MilepostError unless every event was accepted."""
    async with http_connection(HOST, ground.port) as connection:
        result = await _post(connection, tenant, file)
    if result["accepted"] != count:
        raise MilepostError(f"Only {result['accepted']} of {count} events were accepted: {result['rejected'][:1]}")


async def loaded(ground: Ground, people: int) -> Tenant:
    """A workspace with the history of this number of people."""
    tenant = await ground.tenant()
    await load(ground, tenant, SERIES, people)
    return tenant


async def load(ground: Ground, tenant: Tenant, series: str, people: int) -> None:
    """Defines a series, and loads the history of this number of people."""
    await define(ground, tenant, series)
    [(file, count)] = write_history(ground.path, people, series=series)
    await send(ground, tenant, file, count)
    file.unlink()


async def _post(connection: HttpConnection, tenant: Tenant, file: Path) -> dict[str, Any]:
    headers = f"Authorization: Bearer {tenant.token}\r\nContent-Type: application/x-ndjson"
    return orjson.loads(await connection.post_stream("/events", _pieces(file), headers))


async def _pieces(file: Path) -> AsyncGenerator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE_BYTES):
            yield piece


async def multiplied(ground: Ground, source: Tenant, copies: int) -> Tenant:
    """A workspace with `copies` copies of each person of another, which has only the simulated series."""
    tenant = await ground.tenant()
    await define(ground, tenant)
    async with ground.pool.acquire() as connection:
        await multiply(connection, source.id, tenant.id, copies)
    return tenant


async def multiply(connection: Connection, source_id: int, target_id: int, copies: int) -> None:
    """Fills a workspace with `copies` copies of each person of another. Both have only the same series."""
    text = (files("bench") / "multiplied.sql").read_text("utf-8")
    text = text.format(source=source_id, target=target_id, copies=copies)
    async with connection.transaction():
        await connection.execute("SET LOCAL statement_timeout = 0")
        # A script, which can have no parameters: with whole numbers alone.
        await connection.execute(cast(Query, text), timeout=_MULTIPLY_SECONDS)
