"""Along which paths visits were left, counted from rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from core.figures import CountUnit
from core.stats_scope import StatsScope
from db.figures import Count
from db.scopes import narrowed
from db.snapshots import Snapshot

Position = int | None  # of a path in the definition of its series; None for all that are not in it


async def fetch_path_counts(
    snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, Mapping[Position, Count]]:
    """For each block: the number of the scope's visits that were left along each path."""
    query, narrowing = narrowed("path_counts", scope)
    reached = scope.happened
    counts: defaultdict[int, dict[Position, Count]] = defaultdict(dict)
    rows = await snapshot.count(query, workspace_id, block_ids, scope.as_of, reached.begin, reached.end, *narrowing)
    for row in rows:
        counts[row["block_id"]][row["position"]] = Count(row["entries"], row["people"])
    return {block_id: counts[block_id] for block_id in block_ids}


async def fetch_path_medians(
    snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, Mapping[Position, float]]:
    """For each block: the median seconds of the scope's visits that were left along each path."""
    query, narrowing = narrowed("path_medians", scope)
    within, latest_alone = scope.happened, scope.unit is CountUnit.PEOPLE
    arguments = (block_ids, scope.as_of, within.begin, within.end, latest_alone)
    medians: defaultdict[int, dict[Position, float]] = defaultdict(dict)
    for row in await snapshot.fetch(query, workspace_id, *arguments, *narrowing):
        medians[row["block_id"]][row["position"]] = row["seconds"]
    return {block_id: medians[block_id] for block_id in block_ids}
