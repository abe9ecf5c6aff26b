"""One loader for each figure: one statement counts all keys requested in one iteration of the event loop."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from aiodataloader import DataLoader
from asyncpg import Pool, Record

_BLOCKS = """
SELECT id, series_id, key, kind
FROM block
WHERE workspace_id = $1 AND series_id = ANY($2) AND removed_at IS NULL
ORDER BY position
"""
_OUTCOMES = """
SELECT
    series_id,
    count(*) FILTER (WHERE is_first_start) AS "STARTED",
    count(DISTINCT person_id) FILTER (WHERE ended_at IS NULL OR ended_at > $3) AS "IN_PROGRESS",
    count(*) FILTER (WHERE is_first_finish AND finished_at <= $3) AS "FINISHED",
    count(*) FILTER (WHERE is_first_disengagement AND disengaged_at <= $3) AS "DISENGAGED",
    count(*) FILTER (WHERE is_first_exit AND exited_at <= $3) AS "EXITED",
    count(*) FILTER (WHERE is_first_goal AND goal_hit_at <= $3) AS "GOAL_HIT"
FROM entry
WHERE workspace_id = $1 AND series_id = ANY($2) AND started_at <= $3
GROUP BY series_id
"""
_STATES = """
SELECT block_id, state_of_visit(kind, turned_at, ended_at, ended_as, $3) AS state, count(*) AS count
FROM visit
WHERE workspace_id = $1 AND block_id = ANY($2) AND reached_at <= $3 AND (superseded_at IS NULL OR superseded_at > $3)
GROUP BY block_id, state
"""
_ENGAGEMENT = """
SELECT event.block_id, event.type, count(*) AS total, count(DISTINCT event.person_id) AS unique
FROM event
JOIN entry ON entry.workspace_id = event.workspace_id AND entry.id = event.entry_id AND entry.is_started
WHERE event.workspace_id = $1 AND event.block_id = ANY($2) AND event.type >= 'GOAL_HIT' AND event.at <= $3
GROUP BY event.block_id, event.type
"""


class Loaders:
    """The loaders of one request, for the figures of a workspace as of an instant."""

    def __init__(self, pool: Pool, workspace_id: int, as_of: datetime) -> None:
        self._pool = pool
        self._workspace_id = workspace_id
        self._as_of = as_of
        self.blocks = DataLoader[int, list[Record]](self._blocks)
        self.outcomes = DataLoader[int, Record | None](self._outcomes)
        self.states = DataLoader[int, dict[str, int]](self._states)
        self.engagement = DataLoader[int, dict[str, Record]](self._engagement)

    async def _blocks(self, series_ids: list[int]) -> list[list[Record]]:
        rows = await self._pool.fetch(_BLOCKS, self._workspace_id, series_ids)
        return _grouped(rows, "series_id", series_ids)

    async def _outcomes(self, series_ids: list[int]) -> list[Record | None]:
        rows = await self._pool.fetch(_OUTCOMES, self._workspace_id, series_ids, self._as_of)
        by_series = {row["series_id"]: row for row in rows}
        return [by_series.get(series_id) for series_id in series_ids]

    async def _states(self, block_ids: list[int]) -> list[dict[str, int]]:
        rows = await self._pool.fetch(_STATES, self._workspace_id, block_ids, self._as_of)
        return [{row["state"]: row["count"] for row in group} for group in _grouped(rows, "block_id", block_ids)]

    async def _engagement(self, block_ids: list[int]) -> list[dict[str, Record]]:
        rows = await self._pool.fetch(_ENGAGEMENT, self._workspace_id, block_ids, self._as_of)
        return [{row["type"]: row for row in group} for group in _grouped(rows, "block_id", block_ids)]


def _grouped(rows: Sequence[Record], column: str, keys: list[int]) -> list[list[Record]]:
    groups: defaultdict[int, list[Record]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return [groups[key] for key in keys]
