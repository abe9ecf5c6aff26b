"""Figures of series and blocks: which counts answer a scope, and what they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from core.block_states import possible_states
from core.definitions import BlockKind
from core.engagement import plausible_engagement
from core.figures import (
    CountUnit,
    EngagementKind,
    OutcomeKind,
    PercentageInterval,
    VisitState,
    percentage,
    wilson_interval,
)
from core.stats_scope import Clock, StatsScope
from core.time_ranges import ALWAYS, BEGINNING, END, TimeRange
from core.trends import Interval, bucket_edges
from db.figures import (
    DECISIONS,
    ENGAGEMENT,
    NOTHING,
    STATES,
    WHOLE_SERIES,
    Counts,
    Place,
    counted_in,
    fetch_engagement_counts,
    fetch_entry_changes,
    fetch_entry_counts,
    fetch_figure_counts,
    fetch_first_starts,
    fetch_visit_counts,
)
from db.series import StoredBlock
from resolvers.context import Context


@dataclass(slots=True)
class OutcomeFigure:
    """A headline figure: `base` is the number started."""

    kind: OutcomeKind
    count: int
    base: int
    percentage: float | None
    interval: PercentageInterval | None


@dataclass(frozen=True, slots=True)
class TrendBuckets:
    """Which buckets a trend has. `shown` left out: those of the scope's range."""

    interval: Interval
    zone: ZoneInfo
    shown: TimeRange | None


@dataclass(frozen=True, slots=True)
class TrendBucket:
    """One bucket of a trend: what happened in it, and up to its end."""

    start: datetime
    count: int
    cumulative: int
    cumulative_started: int
    percentage: float | None


@dataclass(slots=True)
class StateFigure:
    """How many stand in one state, and their share of those who reached the block."""

    state: VisitState
    count: int
    percentage: float | None


@dataclass(slots=True)
class EngagementFigure:
    """One kind of engagement: all events, and the distinct entries or people they come from."""

    kind: EngagementKind
    total: int
    unique: int
    percentage: float | None


@dataclass(slots=True)
class BlockFigures:
    """The figures of a block: `reached` is the sum of the states."""

    reached: int
    matched: int
    not_matched: int
    states: Sequence[StateFigure]
    engagement: Sequence[EngagementFigure]


async def first_start(ctx: Context, series_id: int, scope: StatsScope) -> datetime | None:
    """When the first of these people started the series; None if nobody has as of the scope's instant."""
    started_at = await ctx.loaders.load(fetch_first_starts, series_id, scope)
    return started_at if started_at is not None and started_at < scope.known_before else None


async def outcomes(ctx: Context, series_id: int, scope: StatsScope) -> list[OutcomeFigure]:
    """The six headline figures, in the order of OutcomeKind."""
    counts = await _outcome_counts(ctx, series_id, scope)
    started = counts.get(OutcomeKind.STARTED, 0)
    return [_outcome(kind, counts.get(kind, 0), started, scope) for kind in OutcomeKind]


async def trend(
    ctx: Context, series_id: int, scope: StatsScope, kind: OutcomeKind, buckets: TrendBuckets
) -> list[TrendBucket]:
    """How a figure moved, in buckets of local time. Raises Invalid where there would be more than 1,000."""
    shown = await _shown(ctx, series_id, scope, buckets.shown or ALWAYS)
    if shown.begin >= shown.end:
        return []
    edges = bucket_edges(shown.begin, shown.end, buckets.interval, buckets.zone)
    started = await _cumulative(ctx, series_id, scope, OutcomeKind.STARTED, edges)
    counted = started if kind is OutcomeKind.STARTED else await _cumulative(ctx, series_id, scope, kind, edges)
    return [
        TrendBucket(
            start=edges[index],
            count=counted[index + 1] - counted[index],
            cumulative=counted[index + 1],
            cumulative_started=started[index + 1],
            percentage=percentage(counted[index + 1], started[index + 1]),
        )
        for index in range(len(edges) - 1)
    ]


async def block_figures(ctx: Context, blocks: Sequence[StoredBlock], scope: StatsScope) -> list[BlockFigures]:
    """Who reached each block, in which state they are, and what they did there."""
    counts = await _block_counts(ctx, blocks, scope)
    return [_block_figures(block, each, scope.unit) for block, each in zip(blocks, counts, strict=True)]


def _block_figures(block: StoredBlock, counts: Counts, unit: CountUnit) -> BlockFigures:
    numbers = counted_in(unit, counts)
    states = [(state, numbers.get(name, 0)) for state, name in _possible_states(block.kind)]
    reached = sum([count for _, count in states])
    return BlockFigures(
        reached=reached,
        matched=numbers.get(DECISIONS[True], 0),
        not_matched=numbers.get(DECISIONS[False], 0),
        states=[StateFigure(state, count, percentage(count, reached)) for state, count in states],
        engagement=_engagement(block.kind, counts, numbers) if block.kind.is_content else [],
    )


@cache
def _possible_states(kind: BlockKind) -> list[tuple[VisitState, str]]:
    return [(state, STATES[state]) for state in possible_states(kind)]


def _engagement(kind: BlockKind, counts: Counts, numbers: Mapping[str, int]) -> list[EngagementFigure]:
    received = numbers.get(ENGAGEMENT[EngagementKind.RECEIVED], 0)
    return [
        EngagementFigure(engagement, counts.get(name, NOTHING).total, unique, percentage(unique, received))
        for engagement, name in _shown_engagement(kind, counts)
        for unique in (numbers.get(name, 0),)
    ]


def _shown_engagement(kind: BlockKind, counts: Counts) -> Sequence[tuple[EngagementKind, str]]:
    """What content of this kind is made for, and whatever else occurred."""
    plausible = _plausible_engagement(kind)
    if _implausible_engagement(kind).isdisjoint(counts):
        return plausible
    return [each for each in ENGAGEMENT.items() if each in plausible or counts.get(each[1], NOTHING).total]


@cache
def _plausible_engagement(kind: BlockKind) -> list[tuple[EngagementKind, str]]:
    return [(engagement, name) for engagement, name in ENGAGEMENT.items() if engagement in plausible_engagement(kind)]


@cache
def _implausible_engagement(kind: BlockKind) -> frozenset[str]:
    return frozenset(ENGAGEMENT.values()) - {name for _, name in _plausible_engagement(kind)}


def _outcome(kind: OutcomeKind, count: int, base: int, scope: StatsScope) -> OutcomeFigure:
    # In a range of events that has a beginning, those who finish need not be among those who start: no interval for
    # that. One who starts is; so is one in progress, but not a person whose first start lies before the range.
    is_share = (
        scope.happened.begin == BEGINNING
        or kind is OutcomeKind.STARTED
        or (kind is OutcomeKind.IN_PROGRESS and scope.unit is CountUnit.ENTRIES)
    )
    return OutcomeFigure(kind, count, base, percentage(count, base), wilson_interval(count, base) if is_share else None)


async def _outcome_counts(ctx: Context, series_id: int, scope: StatsScope) -> Mapping[OutcomeKind, int]:
    if not scope.is_of_all_entries:
        return await ctx.loaders.load(fetch_entry_counts, series_id, scope, scope.started) or {}
    [counts] = await _happened(ctx, series_id, scope, (scope.happened.end,))
    if not scope.range.is_open:
        starters = await ctx.loaders.load(fetch_entry_counts, series_id, scope, scope.happened) or {}
        counts[OutcomeKind.IN_PROGRESS] = starters.get(OutcomeKind.IN_PROGRESS, 0)
    return counts


async def _happened(
    ctx: Context, series_id: int, scope: StatsScope, instants: Sequence[datetime]
) -> list[dict[OutcomeKind, int]]:
    """Each outcome by its own instant, from where the scope begins to count up to before each instant."""
    begin = scope.happened.begin
    edges = instants if begin == BEGINNING else (begin, *instants)
    counts = await _counts_before(ctx, series_id, scope, scope.started, edges)
    before = counts.get(begin, {})
    return [
        {kind: found.get(kind, 0) - before.get(kind, 0) for kind in OutcomeKind}
        for found in [counts.get(instant, {}) for instant in instants]
    ]


async def _counts_before(
    ctx: Context, series_id: int, scope: StatsScope, started: TimeRange, instants: Sequence[datetime]
) -> Mapping[datetime, Mapping[str, int]]:
    """Each outcome before each instant, of the scope's entries started in a range. What is missing is zero."""
    asked = tuple(sorted({*instants}))
    if not (scope.is_of_all_entries and started.is_open):
        return await ctx.loaders.load(fetch_entry_changes, (series_id, asked), scope, started) or {}
    kept = await ctx.loaders.load(fetch_figure_counts, Place(series_id, WHOLE_SERIES, asked)) or {}
    return {instant: counted_in(scope.unit, counts) for instant, counts in kept.items()}


async def _shown(ctx: Context, series_id: int, scope: StatsScope, asked: TimeRange) -> TimeRange:
    """The range of a trend, its open ends closed: as the scope's, otherwise by the first start and what is known last.

    What comes of a cohort goes on after its range, so it is shown up to what is known last.
    """
    begin = scope.range.begin if asked.begin == BEGINNING else asked.begin
    end = scope.range.end if asked.end == END and scope.clock is Clock.EVENT_TIME else asked.end
    if begin == BEGINNING:
        begin = await first_start(ctx, series_id, scope) or END
    return TimeRange(begin, scope.known_before if end == END else end)


async def _cumulative(
    ctx: Context, series_id: int, scope: StatsScope, kind: OutcomeKind, edges: Sequence[datetime]
) -> list[int]:
    """The count up to each edge, as much of it as the scope lets count."""
    if kind is OutcomeKind.IN_PROGRESS:
        known = [min(edge, scope.known_before) for edge in edges]
        counts = await _counts_before(ctx, series_id, scope, scope.range, known)
        return [counts.get(instant, {}).get(kind, 0) for instant in known]
    within = [scope.happened.nearest(edge) for edge in edges]
    return [counts[kind] for counts in await _happened(ctx, series_id, scope, within)]


async def _block_counts(ctx: Context, blocks: Sequence[StoredBlock], scope: StatsScope) -> list[Counts]:
    if scope.is_of_all_entries and scope.range.is_open:
        return [kept[scope.known_before] for kept in await _kept(ctx, blocks, scope.known_before)]
    visits = await ctx.loaders.load_all(fetch_visit_counts, [block.id for block in blocks], scope)
    engagement = await _engagement_counts(ctx, blocks, scope)
    return [{**stand, **done} for stand, done in zip(visits, engagement, strict=True)]


async def _engagement_counts(ctx: Context, blocks: Sequence[StoredBlock], scope: StatsScope) -> list[Counts]:
    if not scope.is_of_all_entries:
        return await ctx.loaders.load_all(fetch_engagement_counts, [block.id for block in blocks], scope)
    begin, end = scope.happened.begin, scope.happened.end
    kept = await _kept(ctx, blocks, begin, end)
    names = ENGAGEMENT.values()
    return [
        {name: each[end].get(name, NOTHING) - each[begin].get(name, NOTHING) for name in names if name in each[end]}
        for each in kept
    ]


async def _kept(ctx: Context, blocks: Sequence[StoredBlock], *instants: datetime) -> list[dict[datetime, Counts]]:
    places = [Place(block.series_id, block.id, instants) for block in blocks]
    return await ctx.loaders.load_all(fetch_figure_counts, places)
