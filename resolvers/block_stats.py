"""Figures of blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from columns.counting import BlockOfSeries, Counted, count_engagement, count_visits
from core.block_states import possible_states
from core.concurrency import together
from core.definitions import BlockKind
from core.engagement import plausible_engagement
from core.figures import EngagementKind, VisitState, percentage
from core.people_filters import Selection, VisitCondition
from core.sources import Source, sources_of
from core.stats_scope import StatsScope
from db.figures import (
    DECISIONS,
    ENGAGEMENT,
    NOTHING,
    STATES,
    CountKey,
    Counts,
    counted_in,
    fetch_figure_counts,
)
from db.series import StoredBlock
from resolvers.context import Context


class Place(NamedTuple):
    """A block, in one scope."""

    block_id: int
    scope: StatsScope


# None of these is frozen, which takes three times as long to create: a dashboard has hundreds.
@dataclass(slots=True)
class VisitStateCount:
    """How many visits are in one state, and their share of those who reached the block."""

    state: VisitState
    count: int
    percentage: float | None
    place: Place

    @property
    def shown(self) -> Selection:
        """The people in the state."""
        return self.place.scope.selection(visit=VisitCondition(self.place.block_id, states=(self.state,)))


@dataclass(slots=True)
class EngagementCount:
    """One kind of engagement: all events, and the distinct entries or people they come from."""

    kind: EngagementKind
    total: int
    unique: int
    percentage: float | None
    place: Place

    @property
    def shown(self) -> Selection:
        """The people whom `unique` counts."""
        return self.place.scope.selection(visit=VisitCondition(self.place.block_id, engaged=self.kind))


@dataclass(slots=True)
class BlockStats:
    """The figures of a block. `reached` is the sum of the states."""

    reached: int
    matched: int
    not_matched: int
    states: Sequence[VisitStateCount]
    engagement: Sequence[EngagementCount]


async def block_stats(ctx: Context, blocks: Sequence[StoredBlock], scope: StatsScope) -> list[BlockStats]:
    """The figures of each block, in the given order."""
    counts = await _block_counts(ctx, blocks, scope)
    return [_block_stats(block, each, scope) for block, each in zip(blocks, counts, strict=True)]


def _block_stats(block: StoredBlock, counts: Counts, scope: StatsScope) -> BlockStats:
    numbers, place = counted_in(scope.unit, counts), Place(block.id, scope)
    states = [(state, numbers.get(name, 0)) for state, name in _possible_states(block.kind)]
    reached = sum([count for _, count in states])
    return BlockStats(
        reached=reached,
        matched=numbers.get(DECISIONS[True], 0),
        not_matched=numbers.get(DECISIONS[False], 0),
        states=[VisitStateCount(state, count, percentage(count, reached), place) for state, count in states],
        engagement=_engagement(block.kind, counts, numbers, place) if block.kind.is_content else [],
    )


async def _block_counts(ctx: Context, blocks: Sequence[StoredBlock], scope: StatsScope) -> list[Counts]:
    sources = sources_of(scope)
    if sources.states is Source.STORED:
        return [stored[scope.known_before] for stored in await _stored(ctx, blocks, scope.known_before)]
    visits, engagement = await together(
        (
            ctx.loaders.load_all(count_visits, _of_series(blocks), Counted(scope, ctx.columns)),
            _engagement_counts(ctx, blocks, scope, sources.engagement),
        )
    )
    return [{**states, **engaged} for states, engaged in zip(visits, engagement, strict=True)]


async def _engagement_counts(
    ctx: Context, blocks: Sequence[StoredBlock], scope: StatsScope, source: Source
) -> list[Counts]:
    if source is Source.ROWS:
        return await ctx.loaders.load_all(count_engagement, _of_series(blocks), Counted(scope, ctx.columns))
    begin, end = scope.happened.begin, scope.happened.end
    names = ENGAGEMENT.values()
    return [
        {name: each[end].get(name, NOTHING) - each[begin].get(name, NOTHING) for name in names if name in each[end]}
        for each in await _stored(ctx, blocks, begin, end)
    ]


def _of_series(blocks: Sequence[StoredBlock]) -> list[BlockOfSeries]:
    return [BlockOfSeries(block.series_id, block.id) for block in blocks]


async def _stored(ctx: Context, blocks: Sequence[StoredBlock], *instants: datetime) -> list[dict[datetime, Counts]]:
    keys = [CountKey(block.series_id, block.id, instants) for block in blocks]
    return await ctx.loaders.load_all(fetch_figure_counts, keys)


def _engagement(kind: BlockKind, counts: Counts, numbers: Mapping[str, int], place: Place) -> list[EngagementCount]:
    received = numbers.get(ENGAGEMENT[EngagementKind.RECEIVED], 0)
    return [
        EngagementCount(engagement, counts.get(name, NOTHING).total, unique, percentage(unique, received), place)
        for engagement, name in _shown_engagement(kind, counts)
        for unique in (numbers.get(name, 0),)
    ]


def _shown_engagement(kind: BlockKind, counts: Counts) -> Sequence[tuple[EngagementKind, str]]:
    """The kinds of engagement that fit this kind of block, and every other kind that occurred."""
    plausible = _plausible_engagement(kind)
    if _implausible_engagement(kind).isdisjoint(counts):
        return plausible
    return [each for each in ENGAGEMENT.items() if each in plausible or counts.get(each[1], NOTHING).total]


@cache
def _possible_states(kind: BlockKind) -> list[tuple[VisitState, str]]:
    return [(state, STATES[state]) for state in possible_states(kind)]


@cache
def _plausible_engagement(kind: BlockKind) -> list[tuple[EngagementKind, str]]:
    return [(engagement, name) for engagement, name in ENGAGEMENT.items() if engagement in plausible_engagement(kind)]


@cache
def _implausible_engagement(kind: BlockKind) -> frozenset[str]:
    return frozenset(ENGAGEMENT.values()) - {name for _, name in _plausible_engagement(kind)}
