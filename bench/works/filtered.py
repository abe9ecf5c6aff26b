"""Figures of the people with a tag, against the best SQL that we could write for it by hand."""

from datetime import UTC, datetime
from typing import Any

from bench.asking import outcomes, request_p50_ms
from bench.comparisons import Bar, Comparison, Measure, interleaved
from bench.ground import Ground, Tenant, settled
from bench.histories import loaded, multiplied
from bench.latencies import MILLISECONDS, p50_ms
from bench.questions import TAGGED
from core.errors import MilepostError
from db.pool import Connection

NAME = "filtered"
_PEOPLE = 2_500
_TAG_A_THIRD = """
WITH vip AS (INSERT INTO tag (workspace_id, name) VALUES ($1, 'vip') RETURNING id)
INSERT INTO person_tag (workspace_id, tag_id, person_id)
SELECT $1, vip.id, person.id FROM vip CROSS JOIN person WHERE workspace_id = $1 AND person.id % 3 = 0
"""
_BY_HAND = """
SELECT
    count(*) FILTER (WHERE is_first_start AND started_at <= $2) AS "STARTED",
    count(DISTINCT person_id) FILTER (WHERE started_at <= $2 AND (ended_at IS NULL OR ended_at > $2)) AS "IN_PROGRESS",
    count(*) FILTER (WHERE is_first_finish AND finished_at <= $2) AS "FINISHED",
    count(*) FILTER (WHERE is_first_disengagement AND disengaged_at <= $2) AS "DISENGAGED",
    count(*) FILTER (WHERE is_first_exit AND exited_at <= $2) AS "EXITED",
    count(*) FILTER (WHERE is_first_goal AND goal_hit_at <= $2) AS "GOAL_HIT"
FROM entry
WHERE workspace_id = $1 AND series_id = (SELECT id FROM series WHERE workspace_id = $1 AND key = 'onboarding')
    AND person_id IN (
        SELECT person_id FROM person_tag
        WHERE workspace_id = $1 AND tag_id = (SELECT id FROM tag WHERE workspace_id = $1 AND name = 'vip')
    )
"""


async def measure(ground: Ground) -> list[Comparison]:
    """The outcomes of a third of the people, one request at a time."""
    tenant = await multiplied(ground, await loaded(ground, _PEOPLE), ground.scale.of(10, 400))
    await ground.pool.execute(_TAG_A_THIRD, tenant.id)
    await settled(ground.pool)
    entries = await ground.pool.fetchval("SELECT count(*) FROM entry WHERE workspace_id = $1", tenant.id)
    times = ground.scale.of(3, 5)
    async with ground.pool.acquire() as connection:
        by_hand, answered = await _by_hand(connection, tenant), await outcomes(ground, tenant, TAGGED)
        if answered != by_hand:
            raise MilepostError(f"Milepost says {answered}, by hand it is {by_hand}")
        measures: dict[str, Measure] = {
            "Milepost": lambda: request_p50_ms(ground, tenant, TAGGED, times),
            "by hand": lambda: p50_ms(lambda: _by_hand(connection, tenant), times),
        }
        samples = await interleaved(ground.scale.rounds, MILLISECONDS, measures)
    work = f"outcomes of a third of the people, of {entries:,} entries"
    return [Comparison(work, samples["Milepost"], samples["by hand"], Bar(most=1.5))]


async def _by_hand(connection: Connection, tenant: Tenant) -> dict[str, Any]:
    [row] = await connection.fetch(_BY_HAND, tenant.id, datetime.now(UTC))
    return dict(row)
