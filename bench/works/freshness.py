"""The board of selected people, a cohort and a range while events come in, compared with DuckDB by hand.

A worker makes new copies meanwhile. Before each scope, between two batches of events, the columns by hand are filled
again with all events so far. They do not get those that follow, but share the machine with their ingest. All figures
are compared with those from rows then, and at the end.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import orjson

from bench.asking import NUMBERS, answer_to
from bench.comparisons import Bar, Comparison, Measure, interleaved
from bench.ground import Ground, Tenant, api, program
from bench.histories import DAYS, SERIES, UNTIL, loaded, multiplied, send
from bench.latencies import MILLISECONDS
from bench.works.columns import (
    BOARD,
    PEOPLE,
    Counts,
    Scope,
    Sides,
    board,
    copied,
    counted_by_hand,
    narrow_columns,
    scopes_of,
)
from core.errors import MilepostError
from simulation.history import history

NAME = "freshness"
_COPIES = 45  # of each person of the history: together they have a million visits
_BATCH = 2_500  # events
_INTERVAL = 0.25  # seconds from one batch to the next: 10,000 events a second
_EVENTS_OF_A_PERSON = 20  # fewer than on average, so that there are enough
_SEED = 2  # other people than those of the series so far
_ROUNDS = 5


class _Batch(NamedTuple):
    file: Path
    events: int


class _Feed:
    """Sends a batch of events in each interval. No batch is in flight while `paused` is held."""

    def __init__(self, ground: Ground, tenant: Tenant, seconds: int) -> None:
        self.tenant = tenant
        self.sent = 0
        self.paused = asyncio.Lock()
        self._ground = ground
        self._batches = _written(ground.path, round(seconds / _INTERVAL))

    async def run(self) -> None:
        """Raises MilepostError if there are too few batches."""
        due = perf_counter()
        for batch in self._batches:
            async with self.paused:
                await send(self._ground, self.tenant, *batch)
            self.sent += batch.events
            due = max(due + _INTERVAL, perf_counter() - 1)  # catches up a second at most
            await asyncio.sleep(max(due - perf_counter(), 0))
        raise MilepostError("All events were sent before the measurements ended: write more of them.")


def _written(path: Path, batches: int) -> list[_Batch]:
    people = batches * _BATCH // _EVENTS_OF_A_PERSON
    events = map(orjson.dumps, history(people=people, series=SERIES, seed=_SEED, days=DAYS, until=UNTIL))
    return [_file_of(path / f"batch-{number}.ndjson", islice(events, _BATCH)) for number in range(batches)]


def _file_of(path: Path, lines: Iterator[bytes]) -> _Batch:
    batch = list(lines)
    path.write_bytes(b"\n".join(batch))
    return _Batch(path, len(batch))


async def measure(ground: Ground) -> list[Comparison]:
    """The questions of the work columns, one request at a time."""
    series = await copied(ground, await multiplied(ground, await loaded(ground, PEOPLE), _COPIES))
    feed = _Feed(ground, series.tenant, ground.scale.of(120, 600))
    with (
        api(ground.settings, **series.variables) as (port, _),
        program(ground.settings, "worker", **series.variables),
    ):
        columns = replace(ground, port=port)
        async with _running(feed):
            return [
                await _compared(ground, columns, feed, f"board {name}, of {series.visits:,} visits and more", scope)
                for name, scope in scopes_of(series.id).items()
            ]


@asynccontextmanager
async def _running(feed: _Feed) -> AsyncGenerator[None]:
    task = asyncio.create_task(feed.run())
    try:
        yield
    finally:
        task.cancel()
        [ended] = await asyncio.gather(task, return_exceptions=True)
    if isinstance(ended, Exception):
        raise ended


async def _compared(rows: Ground, columns: Ground, feed: _Feed, work: str, scope: Scope) -> Comparison:
    seconds = rows.scale.of(2, 8)  # of each side in each round
    slowest: list[float] = []
    async with feed.paused:
        by_hand = await narrow_columns(rows, feed.tenant)
        sides = Sides(rows, columns, feed.tenant, by_hand)
        await _check(sides, work, scope, counted_by_hand(by_hand, scope))
    with by_hand:
        measures: dict[str, Measure] = {
            "Milepost": partial(_requested, sides, scope, seconds, slowest),
            "DuckDB by hand": partial(_queried, sides, scope, seconds),
        }
        begun, sent = perf_counter(), feed.sent
        ours, other = (await interleaved(_ROUNDS, MILLISECONDS, measures)).values()
        rate = (feed.sent - sent) / (perf_counter() - begun)
    async with feed.paused:
        await _check(sides, work, scope)
    note = f"{rate:,.0f} events per second meanwhile; the slowest request took {max(slowest):,.0f} ms"
    return Comparison(work, ours, other, Bar(most=2), note)


async def _requested(sides: Sides, scope: Scope, seconds: float, slowest: list[float]) -> float:
    """The median time of the requests in this number of seconds, in milliseconds. Adds the slowest one."""
    times: list[float] = []
    until = perf_counter() + seconds
    while (begun := perf_counter()) < until:
        variables = {"scope": scope.given, "number": next(NUMBERS)}
        await answer_to(sides.columns, sides.tenant, BOARD, variables)
        times.append(1000 * (perf_counter() - begun))
    slowest.append(max(times))
    return median(times)


async def _queried(sides: Sides, scope: Scope, seconds: float) -> float:
    """The same for the columns by hand. In a thread, so that events come in meanwhile."""
    times: list[float] = []
    until = perf_counter() + seconds
    while (begun := perf_counter()) < until:
        await asyncio.to_thread(counted_by_hand, sides.by_hand, scope)
        times.append(1000 * (perf_counter() - begun))
    return median(times)


async def _check(sides: Sides, work: str, scope: Scope, *others: Counts) -> None:
    """Compares all figures with those from rows. Call it while no batch is in flight."""
    variables = {"scope": scope.given}
    found, *expected = [await board(ground, sides.tenant, variables) for ground in (sides.columns, sides.rows)]
    for each in (*expected, *others):
        if found != each:
            raise MilepostError(f"The figures of {work} differ: {found} with a copy, and {each} without.")
