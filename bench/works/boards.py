"""The dashboards of many series in turn, compared with the dashboard of one of them again and again.

Caches of definitions, plans and parsed documents must hold for a whole workspace, not for one series.
"""

from itertools import cycle

from bench.asking import NUMBERS, answer_to
from bench.comparisons import Bar, Comparison, interleaved
from bench.connections import Asker, http_connection
from bench.ground import HOST, Ground, Tenant, settled
from bench.histories import load
from bench.latencies import MILLISECONDS, p50_ms
from bench.questions import DASHBOARD_OF_SERIES
from core.errors import MilepostError

NAME = "boards"
_MOST = 100


async def measure(ground: Ground) -> list[Comparison]:
    """The median times on one connection. All series have the same number of people."""
    tenant = await ground.tenant()
    keys = [f"onboarding-{number}" for number in range(_MOST)]
    for key in keys:
        await load(ground, tenant, key, ground.scale.of(20, 200))
    await settled(ground.pool)
    await _agree(ground, tenant, keys)
    times = ground.scale.of(200, 1_000)
    samples = await interleaved(
        ground.scale.rounds,
        MILLISECONDS,
        {
            f"{len(keys)} series in turn": lambda: _p50_ms(ground, tenant, keys, times),
            "one series": lambda: _p50_ms(ground, tenant, keys[:1], times),
        },
    )
    many, one = samples.values()
    return [Comparison("dashboards that differ each time, p50 on one connection", many, one, Bar(most=1.3))]


async def _p50_ms(ground: Ground, tenant: Tenant, keys: list[str], times: int) -> float:
    of = cycle(keys)
    async with http_connection(HOST, ground.port) as connection:
        asker = Asker(connection, tenant.token)
        return await p50_ms(
            lambda: asker.send(asker.body(DASHBOARD_OF_SERIES, {"series": next(of), "number": next(NUMBERS)})), times
        )


async def _agree(ground: Ground, tenant: Tenant, keys: list[str]) -> None:
    """Raises MilepostError unless each series has figures of its own."""
    figures = [await answer_to(ground, tenant, DASHBOARD_OF_SERIES, {"series": key}) for key in keys]
    if not all(figure["series"]["blocks"] for figure in figures) or figures.count(figures[0]) > 1:
        raise MilepostError("The series do not differ.")
