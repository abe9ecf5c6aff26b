"""Objects by ids that say more than numbers: figures in a scope, entries and visits as of an instant, and paths."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from core.breakdowns import Group
from core.concurrency import together
from core.errors import NotFound
from core.figures import OutcomeKind
from core.ids import ObjectId, encoded_id, not_an_id
from core.scoped_ids import ScopedId, path_detail, read_as_of, read_scoped_id, scope_text
from core.stats_scope import AsOf, StatsScope
from db.entries import StoredEntry, fetch_entries
from db.series import StoredBlock, StoredPath, StoredSeries
from db.visits import StoredVisit, fetch_visits
from resolvers import people_filters
from resolvers.block_stats import BlockStats, block_stats
from resolvers.breakdowns import split_of
from resolvers.context import Context
from resolvers.outcomes import Outcome, outcomes
from resolvers.path_stats import PathStats, path_stats
from resolvers.series import block_by_id, paths, series_by_id


@dataclass(frozen=True, slots=True)
class EntryAsOf:
    """An entry as of an instant."""

    stored: StoredEntry
    as_of: AsOf


@dataclass(frozen=True, slots=True)
class VisitAsOf:
    """A visit as of an instant."""

    stored: StoredVisit
    as_of: AsOf


@dataclass(frozen=True, slots=True)
class SeriesFigures:
    """A series, and the scope of its figures."""

    series: StoredSeries
    scope: StatsScope


@dataclass(frozen=True, slots=True)
class OutcomeFigure:
    """One of the outcomes of a series in a scope."""

    outcome: Outcome
    series_id: int
    scope: StatsScope


@dataclass(frozen=True, slots=True)
class BlockFigures:
    """The figures of a block in a scope."""

    stats: BlockStats
    block: StoredBlock
    scope: StatsScope


@dataclass(frozen=True, slots=True)
class PathFigures:
    """The figures of a path in a scope."""

    stats: PathStats
    path: StoredPath
    scope: StatsScope


Scoped = EntryAsOf | VisitAsOf | SeriesFigures | OutcomeFigure | BlockFigures | StoredPath | PathFigures


async def _entry(ctx: Context, id_: ObjectId) -> EntryAsOf | None:
    as_of = read_as_of(id_, ctx.now)
    stored = await ctx.loaders.load(fetch_entries, id_.numbers[0], as_of.at)
    return EntryAsOf(stored, as_of) if stored else None


async def _visit(ctx: Context, id_: ObjectId) -> VisitAsOf | None:
    as_of = read_as_of(id_, ctx.now)
    entry_id, block_id = id_.numbers
    stored = await ctx.loaders.load(fetch_visits, (entry_id, block_id), as_of.at)
    return VisitAsOf(stored, as_of) if stored else None


async def _series_stats(ctx: Context, id_: ObjectId) -> SeriesFigures | None:
    named = _named(ctx, id_, {""})
    series = await series_by_id(ctx, id_.numbers[0])
    return SeriesFigures(series, named.scope) if series and await _exists(ctx, named.scope) else None


async def _outcome(ctx: Context, id_: ObjectId) -> OutcomeFigure | None:
    named = _named(ctx, id_, {*OutcomeKind})
    series = await series_by_id(ctx, id_.numbers[0])
    if series is None or not await _exists(ctx, named.scope) or not await _has_group(ctx, series.id, named.scope.group):
        return None
    found = await outcomes(ctx, series.id, named.scope)
    return OutcomeFigure(next(each for each in found if each.kind == named.detail), series.id, named.scope)


async def _block_stats(ctx: Context, id_: ObjectId) -> BlockFigures | None:
    named = _named(ctx, id_, {""})
    block = await block_by_id(ctx, id_.numbers[0])
    if block is None or not await _exists(ctx, named.scope):
        return None
    [found] = await block_stats(ctx, [block], named.scope)
    return BlockFigures(found, block, named.scope)


async def _path_without_scope(ctx: Context, id_: ObjectId) -> StoredPath | None:
    named = _named(ctx, id_)
    if scope_text(named.scope):
        raise not_an_id(encoded_id(id_))
    return await _path(ctx, id_.numbers, named.detail)


async def _path_stats(ctx: Context, id_: ObjectId) -> PathFigures | None:
    named = _named(ctx, id_)
    path = await _path(ctx, id_.numbers, named.detail)
    if path is None or not await _exists(ctx, named.scope):
        return None
    [found] = await path_stats(ctx, [path], named.scope)
    return PathFigures(found, path, named.scope)


async def _path(ctx: Context, ends: tuple[int, ...], detail: str) -> StoredPath | None:
    """The path between two blocks in the current definition, or None."""
    block = await block_by_id(ctx, ends[0])
    found = [] if block is None else await paths(ctx, block.series_id)
    of_blocks = [path for path in found if (path.from_block_id, path.to_block_id) == ends]
    return next((path for path in of_blocks if path_detail(path.condition, path.variant) == detail), None)


def _named(ctx: Context, id_: ObjectId, details: set[str] | None = None) -> ScopedId:
    """What an id says, with one of these details. Raises Invalid for any other id, and LimitExceeded for a digest."""
    named = read_scoped_id(id_, ctx.now)
    is_of_row = named.scope.group is not None  # of a breakdown, which has only outcomes
    if (details is not None and named.detail not in details) or (is_of_row and id_.type != "Outcome"):
        raise not_an_id(encoded_id(id_))
    return named


async def _has_group(ctx: Context, series_id: int, group: Group | None) -> bool:
    """Whether a breakdown of the series can have the group, if there is one."""
    if group is None:
        return True
    split_id = group.dimension.split_id
    return group.series_id == series_id and (split_id is None or await split_of(ctx, series_id, split_id) is not None)


async def _exists(ctx: Context, scope: StatsScope) -> bool:
    """Whether the series and blocks of the scope exist in this workspace. Raises Refused for an impossible filter."""
    if scope.people is not None:
        try:
            people_filters.check(ctx, scope.people)
            filters = scope.people.with_inner()
            await together(people_filters.check_own_conditions(ctx, each) for each in filters)
        except NotFound:
            return False
    return True


# The objects by type; None if there is none. They raise Invalid for an id that no response contains.
SCOPED: Mapping[str, Callable[[Context, ObjectId], Awaitable[Scoped | None]]] = {
    "Entry": _entry,
    "PersonVisit": _visit,
    "SeriesStats": _series_stats,
    "Outcome": _outcome,
    "BlockStats": _block_stats,
    "Path": _path_without_scope,
    "PathStats": _path_stats,
}
