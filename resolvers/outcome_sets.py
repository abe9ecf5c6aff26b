"""Exclusive sets of outcomes, and the reasons of disengagements."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.figures import OutcomeKind
from core.outcome_sets import Disengagement, OutcomeSet
from core.people_filters import Selection
from core.stats_scope import StatsScope
from db.outcome_sets import fetch_disengagement_counts, fetch_set_counts
from resolvers.context import Context


@dataclass(frozen=True, slots=True)
class OutcomeCombination:
    """How many have exactly these outcomes."""

    set: OutcomeSet
    outcomes: Sequence[OutcomeKind]  # STARTED, and then those of the set; the executor has no plan for a property
    count: int
    scope: StatsScope

    @property
    def shown(self) -> Selection:
        """The people with these outcomes."""
        return replace(self.scope.selection(), outcome_set=self.set)


@dataclass(frozen=True, slots=True)
class DisengageReason:
    """How many disengaged for one reason at one block. The reason is empty if none was reported."""

    disengagement: Disengagement
    reason: str
    count: int
    scope: StatsScope

    @property
    def shown(self) -> Selection:
        """The people who disengaged for this reason."""
        return replace(self.scope.selection(), disengagement=self.disengagement)


async def combinations(ctx: Context, series_id: int, scope: StatsScope) -> list[OutcomeCombination]:
    """The sets that occur, the most frequent first, then in the order of their bits."""
    counts: Counter[OutcomeSet] = Counter()
    for found in await ctx.loaders.load(fetch_set_counts, series_id, scope) or []:
        counts[found.set] += found.count
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0].bits))
    return [OutcomeCombination(each, each.outcomes, count, scope) for each, count in ordered]


async def disengagements(ctx: Context, series_id: int, scope: StatsScope) -> list[DisengageReason]:
    """The reasons and blocks that occur, the most frequent first. Raises TooManyObjects."""
    found = await ctx.loaders.load(fetch_disengagement_counts, series_id, scope) or []
    return [DisengageReason(each.disengagement, each.reason or "", each.count, scope) for each in found]
