"""The same questions of a series ten or a hundred times as large."""

from collections.abc import Mapping
from functools import partial

from bench.asking import outcomes, request_p50_ms
from bench.comparisons import Bar, Comparison, Measure, interleaved
from bench.ground import Ground, Tenant, settled
from bench.histories import loaded, multiplied
from bench.latencies import MILLISECONDS
from bench.questions import DASHBOARD, OVERVIEW, PEOPLE, TREND, VISITS
from core.errors import MilepostError

NAME = "growth"
_QUESTIONS: Mapping[str, str] = {
    "overview": OVERVIEW,
    "dashboard": DASHBOARD,
    "trend of 90 days": TREND,
    "first page of visits in a state": VISITS,
    "first page of the people behind a figure": PEOPLE,
}
_PEOPLE = 11_000  # who make some 100,000 visits
_VISITS = "SELECT count(*) FROM visit WHERE workspace_id = $1"


async def measure(ground: Ground) -> list[Comparison]:
    """p50 of each question on one connection, in both sizes."""
    copies = ground.scale.of(10, 100)
    small = await loaded(ground, _PEOPLE)
    large = await multiplied(ground, small, copies)
    await settled(ground.pool)
    await _agree(ground, large, small, copies)
    return [await _compared(ground, name, question, (large, small)) for name, question in _QUESTIONS.items()]


async def _compared(ground: Ground, name: str, question: str, tenants: tuple[Tenant, Tenant]) -> Comparison:
    measures: dict[str, Measure] = {}
    for tenant in tenants:
        visits = await ground.pool.fetchval(_VISITS, tenant.id)
        measures[f"{visits:,} visits"] = partial(request_p50_ms, ground, tenant, question, ground.scale.of(40, 200))
    large, small = (await interleaved(ground.scale.rounds, MILLISECONDS, measures)).values()
    return Comparison(f"growth: {name}", large, small, Bar(most=1.3))


async def _agree(ground: Ground, large: Tenant, small: Tenant, copies: int) -> None:
    many, few = await outcomes(ground, large, OVERVIEW), await outcomes(ground, small, OVERVIEW)
    if many != {kind: copies * count for kind, count in few.items()}:
        raise MilepostError(f"{copies} times {few} is not {many}")
