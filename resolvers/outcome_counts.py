"""Outcome counts of a series and scope, from stored counts or from rows as core.sources decides."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from columns.counting import Counted, count_entries, count_in_progress
from core.figures import OutcomeKind
from core.sources import Source, sources_of
from core.stats_scope import StatsScope
from core.time_ranges import BEGINNING, TimeRange
from db.figures import (
    WHOLE_SERIES,
    CountKey,
    counted_in,
    fetch_entry_changes,
    fetch_figure_counts,
)
from resolvers.context import Context


async def outcome_totals(ctx: Context, series_id: int, scope: StatsScope) -> Mapping[OutcomeKind, int]:
    """The count of each outcome. A missing one is zero."""
    sources = sources_of(scope)
    if sources.outcomes is Source.ROWS:
        return await ctx.loaders.load(count_entries, series_id, Counted(scope, ctx.columns), scope.started) or {}
    [counts] = await outcomes_until(ctx, series_id, scope, (scope.happened.end,))
    if sources.in_progress is Source.ROWS:
        counts[OutcomeKind.IN_PROGRESS] = await _in_progress(ctx, series_id, scope)
    return counts


async def _in_progress(ctx: Context, series_id: int, scope: StatsScope) -> int:
    """How many of the entries that started in the scope's range are in progress."""
    counted = Counted(scope, ctx.columns)
    return await ctx.loaders.load(count_in_progress, series_id, counted, scope.happened) or 0


async def outcomes_until(
    ctx: Context, series_id: int, scope: StatsScope, instants: Sequence[datetime]
) -> list[dict[OutcomeKind, int]]:
    """For each instant: the count of each outcome before it, within the scope. IN_PROGRESS is not meaningful here."""
    begin = scope.happened.begin
    edges = instants if begin == BEGINNING else (begin, *instants)
    if sources_of(scope).outcomes is Source.STORED:
        counts = await _stored_before(ctx, series_id, scope, edges)
    else:
        counts = await _counted_before(ctx, series_id, scope, scope.started, edges)
    earlier = counts.get(begin, {})
    return [
        {kind: found.get(kind, 0) - earlier.get(kind, 0) for kind in OutcomeKind}
        for found in [counts.get(instant, {}) for instant in instants]
    ]


async def in_progress_at(ctx: Context, series_id: int, scope: StatsScope, instants: Sequence[datetime]) -> list[int]:
    """For each instant: the number of entries within the scope in progress just before it."""
    if sources_of(scope).in_progress is Source.STORED:
        counts = await _stored_before(ctx, series_id, scope, instants)
    else:
        counts = await _counted_before(ctx, series_id, scope, scope.range, instants)
    return [counts.get(instant, {}).get(OutcomeKind.IN_PROGRESS, 0) for instant in instants]


async def _stored_before(
    ctx: Context, series_id: int, scope: StatsScope, instants: Sequence[datetime]
) -> Mapping[datetime, Mapping[str, int]]:
    key = CountKey(series_id, WHOLE_SERIES, tuple(sorted({*instants})))
    stored = await ctx.loaders.load(fetch_figure_counts, key) or {}
    return {instant: counted_in(scope.unit, counts) for instant, counts in stored.items()}


async def _counted_before(
    ctx: Context, series_id: int, scope: StatsScope, started: TimeRange, instants: Sequence[datetime]
) -> Mapping[datetime, Mapping[str, int]]:
    """The counts before each instant from rows, of the scope's entries that started in a range."""
    return await ctx.loaders.load(fetch_entry_changes, (series_id, tuple(sorted({*instants}))), scope, started) or {}
