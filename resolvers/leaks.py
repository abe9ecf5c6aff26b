"""Where people are lost: the blocks at which visits ended by disengaging or exiting."""

from dataclasses import dataclass

from core.figures import VisitState
from core.people_filters import Selection, VisitCondition
from core.stats_scope import StatsScope
from db.series import StoredBlock
from resolvers.block_stats import BlockStats, block_stats
from resolvers.context import Context
from resolvers.series import blocks

LOST = (VisitState.DISENGAGED, VisitState.EXITED)


@dataclass(frozen=True, slots=True)
class Leak:
    """How many were lost at a block, and their share of those lost at any block."""

    block: StoredBlock
    count: int
    share: float
    shown: Selection


async def leaks(ctx: Context, series_id: int, scope: StatsScope) -> list[Leak]:
    """The blocks where anyone was lost, the largest loss first; equal ones in the order of the definition."""
    of_series = await blocks(ctx, series_id, include_removed=True)
    counted = zip(of_series, await block_stats(ctx, of_series, scope), strict=True)
    lost = [(block, count) for block, stats in counted if (count := _lost(stats))]
    total = sum(count for _, count in lost)
    return [
        Leak(block, count, count / total, scope.selection(visit=VisitCondition(block.id, states=LOST)))
        for block, count in sorted(lost, key=lambda each: -each[1])
    ]


def _lost(stats: BlockStats) -> int:
    return sum(figure.count for figure in stats.states if figure.state in LOST)
