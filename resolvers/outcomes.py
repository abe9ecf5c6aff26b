"""The six outcomes of a series."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.figures import CountUnit, OutcomeKind, PercentageInterval, percentage, wilson_interval
from core.stats_scope import StatsScope
from core.time_ranges import BEGINNING
from db.figures import fetch_first_starts
from resolvers.context import Context
from resolvers.outcome_counts import outcome_totals


@dataclass(slots=True)
class Outcome:
    """One headline figure. `base` is the number started."""

    kind: OutcomeKind
    count: int
    base: int
    percentage: float | None
    interval95: PercentageInterval | None


async def first_start(ctx: Context, series_id: int, scope: StatsScope) -> datetime | None:
    """When the first person of the scope started the series. None if no one had by the instant of the scope."""
    started_at = await ctx.loaders.load(fetch_first_starts, series_id, scope)
    return started_at if started_at is not None and started_at < scope.known_before else None


async def outcomes(ctx: Context, series_id: int, scope: StatsScope) -> list[Outcome]:
    """The six outcomes, in the order of OutcomeKind."""
    return outcomes_of(await outcome_totals(ctx, series_id, scope), scope)


def outcomes_of(counts: Mapping[OutcomeKind, int], scope: StatsScope) -> list[Outcome]:
    """The six outcomes of a scope, in the order of OutcomeKind, from their counts. A missing one is zero."""
    started = counts.get(OutcomeKind.STARTED, 0)
    return [_outcome(kind, counts.get(kind, 0), started, scope) for kind in OutcomeKind]


def _outcome(kind: OutcomeKind, count: int, base: int, scope: StatsScope) -> Outcome:
    # An interval needs a share of those who started. In a range of events with a beginning, those who finish need not
    # have started in it. Entries in progress have; a person in progress may have started first before the range.
    is_share = (
        scope.happened.begin == BEGINNING
        or kind is OutcomeKind.STARTED
        or (kind is OutcomeKind.IN_PROGRESS and scope.unit is CountUnit.ENTRIES)
    )
    return Outcome(kind, count, base, percentage(count, base), wilson_interval(count, base) if is_share else None)
