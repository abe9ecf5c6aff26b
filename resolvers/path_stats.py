"""Figures of paths."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.figures import CountUnit
from core.stats_scope import StatsScope
from db.departures import fetch_path_counts, fetch_path_medians
from db.figures import NOTHING, Count
from db.series import StoredPath
from resolvers.context import Context


@dataclass(frozen=True, slots=True)
class PathStats:
    """How many took a path, and their share of all who left the block where it begins."""

    taken: int
    share: float | None


async def path_stats(ctx: Context, paths: Sequence[StoredPath], scope: StatsScope) -> list[PathStats]:
    """The figures of each path, in the given order."""
    counts = await ctx.loaders.load_all(fetch_path_counts, [path.from_block_id for path in paths], scope)
    return [
        _stats(of_block.get(path.position, NOTHING), sum(of_block.values(), NOTHING), scope.unit)
        for path, of_block in zip(paths, counts, strict=True)
    ]


async def median_seconds(ctx: Context, paths: Sequence[StoredPath], scope: StatsScope) -> list[float | None]:
    """The median time from reaching the block to leaving it along each path, in the given order."""
    medians = await ctx.loaders.load_all(fetch_path_medians, [path.from_block_id for path in paths], scope)
    return [of_block.get(path.position) for path, of_block in zip(paths, medians, strict=True)]


def _stats(taken: Count, left: Count, unit: CountUnit) -> PathStats:
    count, base = (taken.people, left.people) if unit is CountUnit.PEOPLE else (taken.entries, left.entries)
    return PathStats(count, count / base if base else None)
