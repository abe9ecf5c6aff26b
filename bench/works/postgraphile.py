"""Requests per second for the dashboard, compared with PostGraphile, which reads the same stored counts."""

from bench.comparisons import Bar, Comparison
from bench.ground import Ground, settled
from bench.histories import loaded
from bench.peers.postgraphile.peer import postgraphile
from bench.rates import compared, differing, unchanged
from bench.sides import milepost

NAME = "postgraphile"


async def measure(ground: Ground) -> list[Comparison]:
    """Requests whose responses differ, and the same request repeated. Raises Unavailable without PostGraphile."""
    people = ground.scale.of(2_000, 20_000)
    tenant = await loaded(ground, people)
    dashboard = f"dashboard of {people:,} people"
    async with postgraphile(ground, tenant) as peer:
        await settled(ground.pool)
        sides = (milepost(ground, tenant), peer)
        return [
            await compared(ground, f"{dashboard}, each time as of another instant", sides, differing, Bar(least=1)),
            await compared(ground, f"{dashboard}, again and again as of now", sides, unchanged, Bar(least=3)),
        ]
