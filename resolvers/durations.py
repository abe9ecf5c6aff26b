"""How long people stay at blocks, and how long outcomes take."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import Invalid
from core.figures import OutcomeKind
from core.stats_scope import StatsScope
from core.survival import DurationBucket, Durations, SurvivalPoint, curve, histogram, quantile
from db.durations import fetch_times_in_blocks, fetch_times_to
from db.outcome_columns import OUTCOME_COLUMNS
from resolvers.context import Context


@dataclass(frozen=True, slots=True)
class DurationStats:
    """Durations, of which those that are still going on count as at least as long as they have lasted."""

    count: int
    median_seconds: float | None
    p90_seconds: float | None
    still_there: int
    curve: Sequence[SurvivalPoint]
    histogram: Sequence[DurationBucket]


async def time_in_block(ctx: Context, block_id: int, scope: StatsScope) -> DurationStats | None:
    """How long visits stay at a block. None if no one has reached it."""
    return _stats(ctx, await ctx.loaders.load(fetch_times_in_blocks, block_id, scope), scope)


async def time_to(ctx: Context, series_id: int, scope: StatsScope, kind: OutcomeKind) -> DurationStats | None:
    """How long an outcome takes from the start. None if no one has started. Raises Invalid for two kinds."""
    if kind not in OUTCOME_COLUMNS or kind is OutcomeKind.STARTED:
        raise Invalid(f"The time to {kind} is not defined: use FINISHED, DISENGAGED, EXITED or GOAL_HIT.", ("kind",))
    return _stats(ctx, await ctx.loaders.load(fetch_times_to, series_id, scope, kind), scope)


def _stats(ctx: Context, found: Durations | None, scope: StatsScope) -> DurationStats | None:
    if found is None:
        return None
    ended = sum(each.ended for each in found.buckets.values())
    still_there = sum(each.going_on for each in found.buckets.values())
    if still_there and not scope.is_as_of_chosen:
        ctx.uncacheable_now()  # the durations of those who are still there grow with the clock
    return DurationStats(
        count=ended + still_there,
        median_seconds=quantile(found.steps, 0.5),
        p90_seconds=quantile(found.steps, 0.9),
        still_there=still_there,
        curve=list(curve(found.steps)),
        histogram=histogram(found.buckets),
    )
