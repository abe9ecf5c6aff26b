"""Counts from rows that figures are checked against."""

from collections.abc import Sequence
from typing import NamedTuple

from core.figures import CountUnit
from core.stats_scope import StatsScope
from db.figures import Count
from db.scopes import narrowed
from db.snapshots import Snapshot


class Reached(NamedTuple):
    """How many reached a block, how many of them are undecided, and how many left it after they had ended."""

    reached: int
    undecided: int
    left_ended: int


async def fetch_entries_without_start(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], scope: StatsScope
) -> dict[int, Count]:
    """For each series: the scope's entries whose start is not known. They count in no figure yet."""
    query, narrowing = narrowed("entries_without_start", scope)
    happened = scope.happened
    rows = await snapshot.fetch(query, workspace_id, series_ids, happened.begin, happened.end, *narrowing)
    return {row["series_id"]: Count(row["entries"], row["people"]) for row in rows}


async def fetch_reached_counts(
    snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, Reached]:
    """For each block: how many of the scope reached it."""
    query, narrowing = narrowed("reached_counts", scope)
    happened, latest_alone = scope.happened, scope.unit is CountUnit.PEOPLE
    arguments = (block_ids, scope.as_of, happened.begin, happened.end, latest_alone)
    rows = await snapshot.count(query, workspace_id, *arguments, *narrowing)
    found = {row["block_id"]: Reached(row["reached"], row["undecided"], row["left_ended"]) for row in rows}
    return {block_id: found.get(block_id, Reached(0, 0, 0)) for block_id in block_ids}
