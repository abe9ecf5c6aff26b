"""The dashboard of one workspace while a token of another one sends the whole corpus of hostile requests.

The settings are the defaults. Requests of the dashboard differ, so none is served from the response cache. Any of them
that is refused fails the work.
"""

import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from subprocess import PIPE
from time import perf_counter

from bench.comparisons import Bar, Comparison, Sample, interleaved
from bench.connections import Asker, http_connection
from bench.ground import HOST, Ground, Tenant, api, settled
from bench.histories import loaded
from bench.hostile.corpus import CORPUS
from bench.latencies import MILLISECONDS
from bench.machine import resident_megabytes
from bench.questions import DASHBOARD
from core.settings import read_settings

NAME = "hostile"
_P99 = 0.99
_LEAST_REQUESTS = 20
_MOST_GROWTH_MEGABYTES = 100
_PADDING_BYTES = 60_000  # of a request, which is cached with its response
_NUMBERS = count()


async def measure(ground: Ground) -> list[Comparison]:
    """The p99 of the dashboard, attacked and not, and how much the memory of the API grew."""
    settings = ground.settings.model_copy(update={"statement_timeout_ms": read_settings().statement_timeout_ms})
    seconds = ground.scale.of(4, 10)
    sent: list[int] = []
    with api(settings) as (port, process):
        ground = replace(ground, port=port)
        tenant, attacker = await loaded(ground, ground.scale.of(2_000, 20_000)), await ground.tenant()
        await settled(ground.pool)

        async def attacked() -> float:
            async with _attack(port, attacker, sent):
                return await _p99_ms(ground, tenant, seconds)

        before = await _warm(ground, tenant, settings.response_cache_megabytes, process.pid)
        samples = await interleaved(
            ground.scale.rounds,
            MILLISECONDS,
            {"attacked": attacked, "quiet": lambda: _p99_ms(ground, tenant, seconds)},
        )
        attacked_ms, quiet_ms = samples.values()
        growth = resident_megabytes(process.pid) - before
    note = f"{sum(sent):,} hostile requests of {len(CORPUS)} kinds in {seconds * ground.scale.rounds} s"
    allowed = Sample("allowed", "MB", [_MOST_GROWTH_MEGABYTES])
    return [
        Comparison("dashboard, p99 on one connection", attacked_ms, quiet_ms, Bar(most=3), note),
        Comparison("memory of the API", Sample("growth under attack", "MB", [growth]), allowed, Bar(most=1)),
    ]


async def _warm(ground: Ground, tenant: Tenant, cache_megabytes: int, process: int) -> float:
    """The memory of the API once its pools and its response cache are filled, in megabytes."""
    async with http_connection(HOST, ground.port) as connection:
        asker = Asker(connection, tenant.token)
        for number in range((cache_megabytes << 20) // _PADDING_BYTES):
            await asker.ask(DASHBOARD, {"number": number, "padding": "x" * _PADDING_BYTES})
    return resident_megabytes(process)


async def _p99_ms(ground: Ground, tenant: Tenant, seconds: float) -> float:
    """Raises MilepostError if a request is refused."""
    times: list[float] = []
    token = (await ground.with_another_token(tenant)).token  # all rounds together exceed the rate limit of one
    async with http_connection(HOST, ground.port) as connection:
        asker = Asker(connection, token)
        end = perf_counter() + seconds
        while perf_counter() < end or len(times) < _LEAST_REQUESTS:
            begun = perf_counter()
            await asker.ask(DASHBOARD, {"number": next(_NUMBERS)})
            times.append(perf_counter() - begun)
    return 1_000 * sorted(times)[int(_P99 * len(times))]


@asynccontextmanager
async def _attack(port: int, attacker: Tenant, sent: list[int]) -> AsyncGenerator[None]:
    """Sends the corpus meanwhile. Appends the number of requests."""
    command = (sys.executable, "-m", "bench.hostile", str(port), attacker.token)
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        await process.stdout.readline()
        yield
        process.stdin.close()
        sent.append(int(await process.stdout.readline()))
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
