"""Outcomes by what entries or people have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.breakdowns import MOST_ROWS, Dimension, Group
from core.definitions import BlockKind
from core.errors import Invalid
from core.input_paths import under
from core.pages import check_size
from core.people_filters import Selection
from core.stats_scope import StatsScope
from core.time_ranges import TICK, TimeRange
from core.trends import Interval, bucket_edges
from db.breakdowns import CountedGroup, Division, fetch_breakdowns
from db.series import StoredBlock
from resolvers.context import Context
from resolvers.outcomes import Outcome, first_start, outcomes_of
from resolvers.refusals import unknown
from resolvers.series import block_by_id, data_through


@dataclass(frozen=True, slots=True)
class StartBuckets:
    """The buckets of a breakdown by start."""

    interval: Interval
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """The outcomes of one row. `value` is a JSON value, or a datetime in a breakdown by start."""

    value: Any
    outcomes: Sequence[Outcome]
    scope: StatsScope  # that of the breakdown, narrowed to the row

    @property
    def shown(self) -> Selection:
        """The people of the row with any outcome."""
        return self.scope.selection()


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The rows of the most frequent values, of all others, and of those without a value."""

    rows: Sequence[BreakdownRow]
    others: BreakdownRow | None
    missing: BreakdownRow | None


@dataclass(frozen=True, slots=True)
class Divided:
    """The series and scope that a breakdown divides, and by what."""

    series_id: int
    scope: StatsScope
    dimension: Dimension
    buckets: StartBuckets | None = None


async def breakdown(ctx: Context, divided: Divided, first: int) -> Breakdown:
    """The outcomes of at most `first` values, and of the rest. Raises Refused with the path of a wrong argument."""
    check_size(first, "first", MOST_ROWS)
    if divided.dimension.split_id is not None:
        await _require_split(ctx, divided.series_id, divided.dimension.split_id)
    key = (divided.series_id, await _edges(ctx, divided))
    division = Division(divided.dimension, first)
    found = await ctx.loaders.load_uncounted(fetch_breakdowns, key, divided.scope, division) or []
    ctx.loaders.count(len(found))
    shown = [group for group in found if group.place]
    values = [group.value for group in shown]
    rows = [_row(divided, group, Group.of(divided.series_id, divided.dimension, [group.value])) for group in shown]
    return Breakdown(
        rows=sorted(rows, key=_started) if divided.buckets else rows,
        others=_rest(divided, found, Group.of(divided.series_id, divided.dimension, values, is_rest=True), 0),
        missing=_rest(divided, found, Group.of(divided.series_id, divided.dimension, []), None),
    )


def _rest(divided: Divided, found: Sequence[CountedGroup], group: Group, place: int | None) -> BreakdownRow | None:
    return next((_row(divided, each, group) for each in found if each.place == place), None)


def _row(divided: Divided, counted: CountedGroup, group: Group) -> BreakdownRow:
    scope = replace(divided.scope, group=group)
    value = counted.value.begin if isinstance(counted.value, TimeRange) else counted.value
    return BreakdownRow(value, outcomes_of(counted.counts, scope), scope)


def _started(row: BreakdownRow) -> datetime:
    return row.value


async def split_of(ctx: Context, series_id: int, block_id: int) -> StoredBlock | None:
    """The SPLIT of a series, or None."""
    block = await block_by_id(ctx, block_id)
    return block if block and block.series_id == series_id and block.kind is BlockKind.SPLIT else None


async def _require_split(ctx: Context, series_id: int, block_id: int) -> None:
    if await split_of(ctx, series_id, block_id) is not None:
        return
    if await block_by_id(ctx, block_id) is None:
        raise unknown("block", "by", "variantOf")
    raise Invalid("The block must be a SPLIT of this series: use the id of one.", ("by", "variantOf"))


async def _edges(ctx: Context, divided: Divided) -> tuple[datetime, ...]:
    """The edges of the buckets that cover all starts in the scope."""
    if divided.buckets is None:
        return ()
    begin = await first_start(ctx, divided.series_id, divided.scope)
    if begin is None:
        return ()
    newest = await data_through(ctx, divided.series_id) or begin  # no start is later
    with under("by"):
        buckets = divided.buckets
        end = min(newest + TICK, divided.scope.known_before)
        return tuple(bucket_edges(begin, end, buckets.interval, buckets.zone, "started"))
