"""Durations of stays at blocks, and until outcomes, counted from rows."""

from collections import defaultdict
from collections.abc import Sequence

from core.figures import CountUnit, OutcomeKind
from core.stats_scope import StatsScope
from core.survival import EDGES, Durations, Ended, Step
from db.outcome_columns import OUTCOME_COLUMNS
from db.people_filters import slots_of, started_with
from db.snapshots import Snapshot
from db.statements.composer import Composed, Fragment, compose, fragment, words


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
    happened, latest_alone = scope.happened, scope.unit is CountUnit.PEOPLE
    stays = fragment(
        "stays/at_blocks",
        slots_of(scope),
        owner_ids=block_ids,
        begin=happened.begin,
        before=happened.end,
        as_of=scope.as_of,
        latest_alone=latest_alone,
    )
    return _survival(stays)


def times_to(scope: StatsScope, kind: OutcomeKind, series_ids: Sequence[int]) -> Composed:
    """The statement for the durations until an outcome."""
    outcome_at = {"outcome_at": words(OUTCOME_COLUMNS[kind][0])}
    until = min(scope.as_of, scope.happened.end)
    return _survival(started_with(scope, series_ids, "stays", outcome_at, until=until))


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
