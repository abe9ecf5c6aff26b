"""The dashboard of a series from one request, compared with the statements of that request alone."""

from bench.asking import answer_to, request_p50_ms
from bench.comparisons import Bar, Comparison, interleaved
from bench.ground import Ground, Tenant, settled
from bench.histories import loaded
from bench.latencies import MILLISECONDS, p50_ms
from bench.questions import DASHBOARD
from bench.statements import recorded, replay
from core.errors import MilepostError
from db.pool import create_pool_to_look_up

NAME = "dashboard"
_WORK = "dashboard of 13 blocks, p50 on one connection"
_BY_HAND = """
SELECT block.key, count(visit.reached_at)
FROM block
LEFT JOIN visit ON visit.workspace_id = block.workspace_id AND visit.block_id = block.id AND visit.superseded_at IS NULL
WHERE block.workspace_id = $1
GROUP BY block.key
"""


async def measure(ground: Ground) -> list[Comparison]:
    """The request over HTTP, and its statements directly through asyncpg."""
    tenant = await loaded(ground, ground.scale.of(2_000, 20_000))
    await settled(ground.pool)
    statements = await recorded(ground, tenant, DASHBOARD)
    times = ground.scale.of(100, 400)
    await _agree(ground, tenant)
    async with await create_pool_to_look_up(ground.settings) as pool, pool.of(tenant.id).acquire() as connection:
        samples = await interleaved(
            ground.scale.rounds,
            MILLISECONDS,
            {
                "Milepost": lambda: request_p50_ms(ground, tenant, DASHBOARD, times),
                f"its {len(statements)} statements": lambda: p50_ms(lambda: replay(connection, statements), times),
            },
        )
    ours, floor = samples.values()
    return [Comparison(_WORK, ours, floor, Bar(most=3))]


async def _agree(ground: Ground, tenant: Tenant) -> None:
    blocks = (await answer_to(ground, tenant, DASHBOARD))["series"]["blocks"]
    answered = {block["key"]: block["stats"]["reached"] for block in blocks}
    counted = {row["key"]: row["count"] for row in await ground.pool.fetch(_BY_HAND, tenant.id)}
    if answered != counted:
        raise MilepostError(f"The dashboard returns {answered}, but counting rows gives {counted}.")
