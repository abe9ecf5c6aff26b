"""How long people stay at blocks, and how long outcomes take."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.errors import Invalid
from core.figures import OutcomeKind
from core.people_filters import DurationCondition, OutcomeCondition, Selection, VisitCondition
from core.stats_scope import StatsScope
from core.survival import Durations, SurvivalPoint, curve, histogram, quantile
from db.durations import fetch_times_in_blocks, fetch_times_to
from db.outcome_columns import OUTCOME_COLUMNS
from resolvers.context import Context


@dataclass(frozen=True, slots=True)
class DurationBucket:
    """How many took [from_seconds, to_seconds). No end: None."""

    from_seconds: float
    to_seconds: float | None
    count: int
    shown: Selection


@dataclass(frozen=True, slots=True)
class DurationStats:
    """Durations, of which those that are still going on count as at least as long as they have lasted."""

    count: int
    median_seconds: float | None
    p90_seconds: float | None
    still_there: int
    curve: Sequence[SurvivalPoint]
    histogram: Sequence[DurationBucket]
    shown: Selection
    still_there_shown: Selection


async def time_in_block(ctx: Context, block_id: int, scope: StatsScope) -> DurationStats | None:
    """How long visits stay at a block. None if no one has reached it."""
    found = await ctx.loaders.load(fetch_times_in_blocks, block_id, scope)
    shown = scope.selection(visit=VisitCondition(block_id))
    return found and _stats(ctx, found, scope, shown, DurationCondition(block_id))


async def time_to(ctx: Context, series_id: int, scope: StatsScope, kind: OutcomeKind) -> DurationStats | None:
    """How long an outcome takes from the start. None if no one has started. Raises Invalid for two kinds."""
    if kind not in OUTCOME_COLUMNS or kind is OutcomeKind.STARTED:
        raise Invalid(f"The time to {kind} is not defined: use FINISHED, DISENGAGED, EXITED or GOAL_HIT.", ("kind",))
    found = await ctx.loaders.load(fetch_times_to, series_id, scope, kind)
    shown = scope.selection(OutcomeCondition(series_id, OutcomeKind.STARTED))
    return found and _stats(ctx, found, scope, shown, DurationCondition(series_id=series_id, kind=kind))


def _stats(
    ctx: Context, found: Durations, scope: StatsScope, shown: Selection, still_there: DurationCondition
) -> DurationStats:
    ended = sum(each.ended for each in found.buckets.values())
    going_on = sum(each.going_on for each in found.buckets.values())
    if going_on and not scope.is_as_of_chosen:
        ctx.uncacheable_now()  # the durations of those who are still there grow with the clock
    return DurationStats(
        count=ended + going_on,
        median_seconds=quantile(found.steps, 0.5),
        p90_seconds=quantile(found.steps, 0.9),
        still_there=going_on,
        curve=list(curve(found.steps)),
        histogram=_histogram(found, scope, still_there),
        shown=shown,
        still_there_shown=scope.selection(duration=still_there),
    )


def _histogram(found: Durations, scope: StatsScope, still_there: DurationCondition) -> list[DurationBucket]:
    return [
        DurationBucket(
            bucket.from_seconds,
            bucket.to_seconds,
            bucket.count,
            scope.selection(
                duration=replace(still_there, from_seconds=bucket.from_seconds, to_seconds=bucket.to_seconds)
            ),
        )
        for bucket in histogram(found.buckets)
    ]
