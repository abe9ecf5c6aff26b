"""Figures of paths."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.figures import CountUnit
from core.sources import Source, sources_of
from core.stats_scope import StatsScope
from db.departures import (
    DepartureKey,
    Position,
    fetch_departure_counts,
    fetch_path_counts,
    fetch_path_medians,
)
from db.figures import NOTHING, Count
from db.series import StoredBlock, StoredPath
from resolvers.context import Context

_Counts = Mapping[Position, Count]


@dataclass(frozen=True, slots=True)
class PathStats:
    """How many took a path, and their share of all who left the block where it begins."""

    taken: int
    share: float | None


async def path_stats(ctx: Context, paths: Sequence[StoredPath], scope: StatsScope) -> list[PathStats]:
    """The figures of each path, in the given order."""
    is_stored = sources_of(scope).states is Source.STORED
    # The condition and variant of a departure do not tell which of several paths it took: that depends on the block
    # reached next, so these are counted from rows.
    stored = [path for path in paths if is_stored and not path.is_shared]
    counted = [path for path in paths if not is_stored or path.is_shared]
    by_path = {
        **dict(zip(stored, await _stored_counts(ctx, _begins(stored), scope), strict=True)),
        **dict(zip(counted, await _row_counts(ctx, _begins(counted), scope), strict=True)),
    }
    return [_stats(by_path[path].get(path.position, NOTHING), by_path[path].values(), scope.unit) for path in paths]


async def left_counts(ctx: Context, blocks: Sequence[StoredBlock], scope: StatsScope) -> list[int]:
    """How many left each block, summed over its paths and those who took no current path."""
    counts = _stored_counts if sources_of(scope).states is Source.STORED else _row_counts
    by_block = await counts(ctx, [DepartureKey(block.id, block.series_id) for block in blocks], scope)
    return [_in_unit(sum(of_block.values(), NOTHING), scope.unit) for of_block in by_block]


async def median_seconds(ctx: Context, paths: Sequence[StoredPath], scope: StatsScope) -> list[float | None]:
    """The median time from reaching the block to leaving it along each path, in the given order."""
    medians = await ctx.loaders.load_all(fetch_path_medians, [path.from_block_id for path in paths], scope)
    return [of_block.get(path.position) for path, of_block in zip(paths, medians, strict=True)]


def _begins(paths: Sequence[StoredPath]) -> list[DepartureKey]:
    return [DepartureKey(path.from_block_id, path.series_id) for path in paths]


async def _stored_counts(ctx: Context, keys: Sequence[DepartureKey], scope: StatsScope) -> list[_Counts]:
    return await ctx.loaders.load_all(fetch_departure_counts, keys, scope.known_before) if keys else []


async def _row_counts(ctx: Context, keys: Sequence[DepartureKey], scope: StatsScope) -> list[_Counts]:
    block_ids = [key.block_id for key in keys]
    return await ctx.loaders.load_all(fetch_path_counts, block_ids, scope) if block_ids else []


def _stats(taken: Count, of_block: Iterable[Count], unit: CountUnit) -> PathStats:
    count, base = _in_unit(taken, unit), _in_unit(sum(of_block, NOTHING), unit)
    return PathStats(count, count / base if base else None)


def _in_unit(count: Count, unit: CountUnit) -> int:
    return count.people if unit is CountUnit.PEOPLE else count.entries
