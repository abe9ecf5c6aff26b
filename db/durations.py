"""Durations of stays at blocks, and until outcomes, counted from rows."""

from collections import defaultdict
from collections.abc import Sequence

from core.figures import OutcomeKind
from core.stats_scope import StatsScope
from core.survival import EDGES, Durations, Ended, Step
from db.people_filters import slots_of
from db.snapshots import Snapshot
from db.started import stays_at, times_until
from db.statements.composer import Composed, Fragment, compose


async def fetch_times_in_blocks(
    snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, Durations]:
    """How long the scope's visits stayed at each block. Blocks that no one has reached are left out."""
    return await _durations(snapshot, workspace_id, times_in_blocks(scope, block_ids))


async def fetch_times_to(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], scope: StatsScope, kind: OutcomeKind
) -> dict[int, Durations]:
    """How long an outcome took from the start. Series that no one has started are left out."""
    return await _durations(snapshot, workspace_id, times_to(scope, kind, series_ids))


def times_in_blocks(scope: StatsScope, block_ids: Sequence[int]) -> Composed:
    """The statement for the durations of stays at blocks."""
    return _survival(stays_at(scope, slots_of(scope), block_ids))


def times_to(scope: StatsScope, kind: OutcomeKind, series_ids: Sequence[int]) -> Composed:
    """The statement for the durations until an outcome."""
    return _survival(times_until(scope, slots_of(scope), series_ids, kind))


def _survival(stays: Fragment) -> Composed:
    return compose("survival", {"stays": stays})


async def _durations(snapshot: Snapshot, workspace_id: int, composed: Composed) -> dict[int, Durations]:
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    buckets: defaultdict[int, dict[int, Ended]] = defaultdict(dict)
    for row in await snapshot.fetch(composed.query, workspace_id, EDGES, *composed.values):
        if row["bucket"] is None:
            steps[row["owner_id"]].append(Step(row["seconds"], row["share"], row["variance"]))
        else:
            buckets[row["owner_id"]][row["bucket"]] = Ended(row["ended"], row["going_on"])
    return {owner_id: Durations(steps[owner_id], found) for owner_id, found in buckets.items()}
