"""Figures of the people with a tag, compared with the best SQL that we could write by hand."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bench.asking import answer_to, outcomes, request_p50_ms
from bench.comparisons import Bar, Comparison, Measure, interleaved
from bench.ground import Ground, Tenant, settled
from bench.histories import loaded, multiplied
from bench.latencies import MILLISECONDS, p50_ms
from bench.questions import TAGGED, TAGGED_BLOCKS
from core.errors import MilepostError
from db.pool import Connection

NAME = "filtered"
_PEOPLE = 2_500
_ROUNDS = 3  # each takes long
TAG_A_THIRD = """
WITH vip AS (INSERT INTO tag (workspace_id, name) VALUES ($1, 'vip') RETURNING id)
INSERT INTO person_tag (workspace_id, tag_id, person_id)
SELECT $1, vip.id, person.id FROM vip CROSS JOIN person WHERE workspace_id = $1 AND person.id % 3 = 0
"""
# With an array, PostgreSQL scans an index once. With IN, it reads the whole table, which takes three times as long.
_TAGGED = """
ARRAY(
    SELECT person_id FROM person_tag
    WHERE workspace_id = $1 AND tag_id = (SELECT id FROM tag WHERE workspace_id = $1 AND name = 'vip')
)
"""
_SERIES = "(SELECT id FROM series WHERE workspace_id = $1 AND key = 'onboarding')"
_OUTCOMES = f"""
SELECT
    count(*) FILTER (WHERE is_first_start AND started_at <= $2) AS "STARTED",
    count(*) FILTER (
        WHERE started_at <= $2 AND (ended_at IS NULL OR ended_at > $2)
            AND (covered_until IS NULL OR covered_until <= $2)
    ) AS "IN_PROGRESS",
    count(*) FILTER (WHERE is_first_finish AND finished_at <= $2) AS "FINISHED",
    count(*) FILTER (WHERE is_first_disengagement AND disengaged_at <= $2) AS "DISENGAGED",
    count(*) FILTER (WHERE is_first_exit AND exited_at <= $2) AS "EXITED",
    count(*) FILTER (WHERE is_first_goal AND goal_hit_at <= $2) AS "GOAL_HIT"
FROM entry
WHERE workspace_id = $1 AND series_id = {_SERIES} AND person_id = ANY({_TAGGED})
"""
_STATES = f"""
SELECT block.key, state_of_visit(visit.kind, turned_at, ended_at, ended_as, $2) AS state, count(*) AS people
FROM visit
JOIN block ON block.workspace_id = $1 AND block.id = visit.block_id
WHERE visit.workspace_id = $1 AND visit.reached_at <= $2
    AND (visit.superseded_at IS NULL OR visit.superseded_at > $2)
    AND visit.entry_id = ANY(ARRAY(
        SELECT id FROM entry WHERE workspace_id = $1 AND series_id = {_SERIES} AND person_id = ANY({_TAGGED})
    ))
GROUP BY block.key, state
"""
_ENGAGEMENT = f"""
SELECT block.key, engaged.type, count(*) AS people
FROM (
    SELECT event.block_id, event.type
    FROM event
    JOIN entry ON entry.workspace_id = $1 AND entry.id = event.entry_id AND entry.is_started
    WHERE event.workspace_id = $1 AND event.type > 'GOAL_HIT' AND event.at <= $2
        AND event.block_id = ANY(ARRAY(
            SELECT id FROM block WHERE workspace_id = $1 AND kind NOT IN ('WAIT', 'RULE', 'TAG', 'WEBHOOK', 'SPLIT')
        ))
        AND event.person_id = ANY({_TAGGED})
    GROUP BY event.block_id, event.type, event.person_id
) AS engaged
JOIN block ON block.workspace_id = $1 AND block.id = engaged.block_id
GROUP BY block.key, engaged.type
"""

_Counts = dict[Any, int]
_ByHand = Callable[[Connection, Tenant], Awaitable[_Counts]]


async def measure(ground: Ground) -> list[Comparison]:
    """The outcomes and the blocks of a third of the people, one request at a time."""
    tenant = await multiplied(ground, await loaded(ground, _PEOPLE), ground.scale.of(20, 400))
    await ground.pool.execute(TAG_A_THIRD, tenant.id)
    await settled(ground.pool)
    entries = await ground.pool.fetchval("SELECT count(*) FROM entry WHERE workspace_id = $1", tenant.id)
    people = f"of a third of the people, of {entries:,} entries"
    async with ground.pool.acquire() as connection:
        _agree(await outcomes(ground, tenant, TAGGED), await _outcomes_by_hand(connection, tenant))
        _agree(await _blocks(ground, tenant), await _blocks_by_hand(connection, tenant))
        sides: dict[str, tuple[str, _ByHand]] = {
            "outcomes": (TAGGED, _outcomes_by_hand),
            "blocks": (TAGGED_BLOCKS, _blocks_by_hand),
        }
        return [
            await _compared(ground, tenant, f"{name} {people}", question, partial(by_hand, connection, tenant))
            for name, (question, by_hand) in sides.items()
        ]


async def _compared(
    ground: Ground, tenant: Tenant, work: str, question: str, by_hand: Callable[[], Awaitable[_Counts]]
) -> Comparison:
    times = ground.scale.of(5, 1)
    measures: dict[str, Measure] = {
        "Milepost": lambda: request_p50_ms(ground, tenant, question, times),
        "by hand": lambda: p50_ms(by_hand, times),
    }
    ours, other = (await interleaved(_ROUNDS, MILLISECONDS, measures)).values()
    return Comparison(work, ours, other, Bar(most=1.5))


async def _blocks(ground: Ground, tenant: Tenant) -> _Counts:
    counts: _Counts = {}
    for block in (await answer_to(ground, tenant, TAGGED_BLOCKS))["series"]["blocks"]:
        counts |= {(block["key"], "is", each["state"]): each["count"] for each in block["stats"]["states"]}
        counts |= {(block["key"], "did", each["kind"]): each["unique"] for each in block["stats"]["engagement"]}
    return {figure: count for figure, count in counts.items() if count}


async def _outcomes_by_hand(connection: Connection, tenant: Tenant) -> _Counts:
    [row] = await connection.fetch(_OUTCOMES, tenant.id, datetime.now(UTC))
    return dict(row)


async def _blocks_by_hand(connection: Connection, tenant: Tenant) -> _Counts:
    now = datetime.now(UTC)
    states = {(key, "is", state): people for key, state, people in await connection.fetch(_STATES, tenant.id, now)}
    engagement = {
        (key, "did", kind): people for key, kind, people in await connection.fetch(_ENGAGEMENT, tenant.id, now)
    }
    return states | engagement


def _agree(answered: _Counts, by_hand: _Counts) -> None:
    if answered != by_hand:
        raise MilepostError(f"Milepost returns {answered}, but the SQL by hand returns {by_hand}.")
