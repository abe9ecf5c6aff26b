"""Trends of outcomes, in buckets of local time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.figures import OutcomeKind, percentage
from core.stats_scope import Clock, StatsScope
from core.time_ranges import ALWAYS, BEGINNING, END, TimeRange
from core.trends import Interval, bucket_edges
from resolvers.context import Context
from resolvers.outcome_counts import in_progress_at, outcomes_until
from resolvers.outcomes import first_start


@dataclass(frozen=True, slots=True)
class TrendBuckets:
    """The buckets of a trend. `shown` is the range they cover; None means the range of the scope."""

    interval: Interval
    zone: ZoneInfo
    shown: TimeRange | None


@dataclass(slots=True)  # not frozen, which takes three times as long to create: a trend has up to a thousand
class TrendPoint:
    """The count within one bucket, and cumulative counts up to its end."""

    start: datetime
    count: int
    cumulative: int
    cumulative_started: int
    percentage: float | None


async def trend(
    ctx: Context, series_id: int, scope: StatsScope, kind: OutcomeKind, buckets: TrendBuckets
) -> list[TrendPoint]:
    """One point for each bucket. Raises Invalid if there would be more than 1,000."""
    shown = await _shown(ctx, series_id, scope, buckets.shown or ALWAYS)
    if shown.begin >= shown.end:
        return []
    edges = bucket_edges(shown.begin, shown.end, buckets.interval, buckets.zone)
    started = await _cumulative(ctx, series_id, scope, OutcomeKind.STARTED, edges)
    counted = started if kind is OutcomeKind.STARTED else await _cumulative(ctx, series_id, scope, kind, edges)
    return [
        TrendPoint(
            start=edges[index],
            count=counted[index + 1] - counted[index],
            cumulative=counted[index + 1],
            cumulative_started=started[index + 1],
            percentage=percentage(counted[index + 1], started[index + 1]),
        )
        for index in range(len(edges) - 1)
    ]


async def _shown(ctx: Context, series_id: int, scope: StatsScope, requested: TimeRange) -> TimeRange:
    """The range of a trend with its open ends closed: by the scope's range, the first start, and `as_of`.

    The outcomes of a cohort continue after its range, so their trend goes on to `as_of`.
    """
    begin = scope.range.begin if requested.begin == BEGINNING else requested.begin
    end = scope.range.end if requested.end == END and scope.clock is Clock.EVENT_TIME else requested.end
    if begin == BEGINNING:
        begin = await first_start(ctx, series_id, scope) or END
    return TimeRange(begin, scope.known_before if end == END else end)


async def _cumulative(
    ctx: Context, series_id: int, scope: StatsScope, kind: OutcomeKind, edges: Sequence[datetime]
) -> list[int]:
    """The count up to each edge, within the scope."""
    if kind is OutcomeKind.IN_PROGRESS:
        return await in_progress_at(ctx, series_id, scope, [min(edge, scope.known_before) for edge in edges])
    within = [scope.happened.nearest(edge) for edge in edges]
    return [counts[kind] for counts in await outcomes_until(ctx, series_id, scope, within)]
