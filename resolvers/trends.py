"""Trends of outcomes, in buckets of local time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from core.figures import OutcomeKind, percentage
from core.people_filters import OutcomeCondition, Selection
from core.stats_scope import Clock, StatsScope
from core.time_ranges import ALWAYS, BEGINNING, END, TICK, TimeRange
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


class Figure(NamedTuple):
    """An outcome of a series, in one scope."""

    series_id: int
    kind: OutcomeKind
    scope: StatsScope


@dataclass(slots=True)  # not frozen, which takes three times as long to create: a trend has up to a thousand
class TrendPoint:
    """The count within one bucket, and cumulative counts up to its end."""

    start: datetime
    count: int
    cumulative: int
    cumulative_started: int
    percentage: float | None
    end: datetime
    figure: Figure

    @property
    def shown(self) -> Selection | None:
        """The people whom `count` counts. None for a change of those in progress."""
        series_id, kind, scope = self.figure
        if kind is OutcomeKind.IN_PROGRESS:
            return None
        return scope.selection(OutcomeCondition(series_id, kind, TimeRange(self.start, self.end)))

    @property
    def cumulative_shown(self) -> Selection:
        """The people whom `cumulative` counts."""
        series_id, kind, scope = self.figure
        if kind is OutcomeKind.IN_PROGRESS:
            last = min(self.end, scope.known_before) - TICK
            return scope.selection(OutcomeCondition(series_id, kind, in_progress_at=last))
        return scope.selection(OutcomeCondition(series_id, kind, TimeRange(end=self.end)))


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
    figure = Figure(series_id, kind, scope)
    return [
        TrendPoint(
            start=edges[index],
            count=counted[index + 1] - counted[index],
            cumulative=counted[index + 1],
            cumulative_started=started[index + 1],
            percentage=percentage(counted[index + 1], started[index + 1]),
            end=edges[index + 1],
            figure=figure,
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
