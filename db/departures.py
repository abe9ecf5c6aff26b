"""Along which paths visits were left: from stored counts, or counted from rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from core.figures import CountUnit
from core.stats_scope import StatsScope
from db.figures import Count
from db.scopes import narrowed
from db.snapshots import Snapshot
from db.statements.composer import statement

Position = int | None  # of a path in the definition of its series; None for all that are not in it


class DepartureKey(NamedTuple):
    """A block that people leave, with its series."""

    block_id: int
    series_id: int


async def fetch_departure_counts(
    snapshot: Snapshot, workspace_id: int, keys: Sequence[DepartureKey], before: datetime
) -> dict[DepartureKey, Mapping[Position, Count]]:
    """For each block: the stored number that left along each path before an instant.

    Paths that share a condition and variant are counted together, at the position of the first of them.
    """
    counts: defaultdict[int, dict[Position, Count]] = defaultdict(dict)
    rows = await snapshot.look_up(statement("departure_counts"), workspace_id, *zip(*keys, strict=True), before)
    for block_id, position, entries, people in rows:
        counts[block_id][position] = Count(entries, people)
    return {key: counts[key.block_id] for key in keys}


async def fetch_path_counts(
    snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, Mapping[Position, Count]]:
    """For each block: the number of the scope's visits that were left along each path, counted from rows."""
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
