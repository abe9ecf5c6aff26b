"""Requests per second for the dashboard, compared with the textbook server, which counts rows."""

from bench.comparisons import Bar, Comparison
from bench.ground import Ground, settled
from bench.histories import loaded
from bench.peers.textbook.peer import textbook
from bench.rates import compared, differing
from bench.sides import milepost

NAME = "textbook"


async def measure(ground: Ground) -> list[Comparison]:
    """Requests whose responses differ."""
    people = ground.scale.of(2_000, 20_000)
    tenant = await loaded(ground, people)
    work = f"dashboard of {people:,} people, each time as of another instant"
    with textbook(ground, tenant) as peer:
        await settled(ground.pool)
        return [await compared(ground, work, (milepost(ground, tenant), peer), differing, Bar(least=5))]
