"""Whether the figures of a series agree with each other, and with the rows behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.concurrency import together
from core.definitions import BlockKind
from core.figures import CountUnit, OutcomeKind, VisitState
from core.stats_scope import StatsScope
from core.stored_counts import ComparedCount
from core.time_ranges import BEGINNING
from db.outcome_sets import SetCount, fetch_disengagement_counts, fetch_set_counts
from db.reconciliation import Reached, fetch_entries_without_start, fetch_reached_counts
from db.series import StoredBlock
from db.stored_counts import fetch_comparisons
from resolvers.block_stats import BlockStats, block_stats
from resolvers.context import Context
from resolvers.outcome_counts import outcome_totals
from resolvers.path_stats import left_counts
from resolvers.series import blocks

_COUNTED = {CountUnit.PEOPLE: "people", CountUnit.ENTRIES: "entries"}


@dataclass(frozen=True, slots=True)
class Check:
    """One identity: what it must be, and what it is."""

    name: str
    expected: int
    actual: int
    block: StoredBlock | None = None

    @property
    def balanced(self) -> bool:
        """Whether both sides are equal."""
        return self.expected == self.actual


async def reconciliation(ctx: Context, series_id: int, scope: StatsScope, *, deep: bool) -> list[Check]:
    """The checks of a series: of its outcomes, then of its blocks; if `deep`, also of all stored counts."""
    found = await blocks(ctx, series_id, include_removed=True)
    parts = [_of_outcomes(ctx, series_id, scope), _of_blocks(ctx, found, scope)]
    if deep:
        parts.append(_of_stored_counts(ctx, series_id, found, scope.unit))
    checks = [check for part in await together(parts) for check in part]
    ctx.loaders.count(len(checks))
    return checks


async def _of_outcomes(ctx: Context, series_id: int, scope: StatsScope) -> list[Check]:
    totals = await outcome_totals(ctx, series_id, scope)
    sets = await ctx.loaders.load_uncounted(fetch_set_counts, series_id, scope) or []
    reasons = await ctx.loaders.load_uncounted(fetch_disengagement_counts, series_id, scope) or []
    waiting = await ctx.loaders.load_uncounted(fetch_entries_without_start, series_id, scope)
    started, disengaged = totals.get(OutcomeKind.STARTED, 0), totals.get(OutcomeKind.DISENGAGED, 0)
    without_start = 0 if waiting is None else getattr(waiting, _COUNTED[scope.unit])
    checks = [
        Check("started = sum of combinations", started, sum(each.count for each in sets)),
        Check("disengaged = sum of disengagements", disengaged, sum(each.count for each in reasons)),
        Check("no entries without a known start", 0, without_start),
    ]
    if scope.unit is CountUnit.ENTRIES or scope.happened.begin == BEGINNING:
        checks.insert(1, _of_ends(started, totals.get(OutcomeKind.IN_PROGRESS, 0), sets))
    return checks


def _of_ends(started: int, in_progress: int, sets: Sequence[SetCount]) -> Check:
    # Not for people in a range of events with a beginning: they may have started before it, and be in progress again.
    ended = sum(each.count for each in sets if not each.is_in_progress)
    return Check("started = in progress + ended", started, in_progress + ended)


async def _of_blocks(ctx: Context, found: Sequence[StoredBlock], scope: StatsScope) -> list[Check]:
    stats = await block_stats(ctx, found, scope)
    counts = await ctx.loaders.load_all(fetch_reached_counts, [block.id for block in found], scope)
    left = await left_counts(ctx, found, scope)
    return [check for each in zip(found, stats, counts, left, strict=True) for check in _of_block(*each)]


def _of_block(block: StoredBlock, stats: BlockStats, counted: Reached, left: int) -> Iterator[Check]:
    states = {state.state: state.count for state in stats.states}
    yield Check("reached = sum of states", counted.reached, sum(states.values()), block)
    # A visit that ended in another way before it was left keeps the state of that end, and has taken a path, too.
    departed = states[VisitState.MOVED_ON] + counted.left_ended
    yield Check("moved on + left after another end = sum of paths", departed, left, block)
    if block.kind is BlockKind.RULE:
        decided = stats.matched + stats.not_matched + counted.undecided
        yield Check("reached = matched + not matched + undecided", counted.reached, decided, block)


async def _of_stored_counts(ctx: Context, series_id: int, found: Sequence[StoredBlock], unit: CountUnit) -> list[Check]:
    compared = await ctx.loaders.load_uncounted(fetch_comparisons, series_id) or []
    by_id = {block.id: block for block in found}
    different = sum(each.different for each in compared)
    checks = [_of_stored_count(each, by_id.get(each.block_id)) for each in compared if each.name == _COUNTED[unit]]
    return [*checks, Check("no buckets of stored counts that differ from a recount", 0, different)]


def _of_stored_count(compared: ComparedCount, block: StoredBlock | None) -> Check:
    return Check(f"recount = stored {compared.figure}", compared.recounted, compared.stored, block)
