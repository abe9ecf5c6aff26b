"""Visits of blocks: lists, and the details of each visit."""

from datetime import datetime, timedelta

from core.errors import Invalid
from core.figures import CountUnit, VisitState
from core.pages import ListOrder, Page, PageRequest
from core.stats_scope import StatsScope
from core.time_ranges import ALWAYS, TICK, TimeRange
from core.visit_orders import OrderDirection, VisitOrder, VisitOrderField
from db.engagement import EngagementEvent, fetch_engagement
from db.series import StoredBlock, StoredPath
from db.visits import (
    StoredVisit,
    VisitKey,
    VisitSelection,
    fetch_paths_taken,
    fetch_visits,
    fetch_visits_count,
    fetch_visits_of_entries,
    fetch_visits_page,
    fetch_waiting_counts,
)
from resolvers.block_stats import block_stats
from resolvers.context import Context
from resolvers.pages import Listing

MOST_HOURS = 8_760  # a year
STILL_THERE = (VisitState.PENDING, VisitState.RECEIVED, VisitState.TRYING_TO_MATCH, VisitState.WAITING)


def visits(ctx: Context, block: StoredBlock, selection: VisitSelection, requested: PageRequest) -> Listing:
    """A page of a block's visits; in people, the latest visit of each person. Raises Invalid for a bad cursor."""
    field, direction = selection.order.field, selection.order.direction
    order = ListOrder(f"visits by {field} {direction}", direction is OrderDirection.DESC)

    async def count() -> int:
        return await _count(ctx, block, selection)

    within = selection.scope.happened if field is VisitOrderField.REACHED_AT else ALWAYS
    return Listing(ctx, Page.of(requested, order, within), fetch_visits_page, block.id, (selection,), count)


def at_risk(ctx: Context, within_hours: int) -> VisitSelection:
    """The visits that are still at a block now, and whose wait ends within some hours. Raises Invalid."""
    if not 1 <= within_hours <= MOST_HOURS:
        raise Invalid(f"`withinHours` must be 1 to {MOST_HOURS:,}.", ("withinHours",))
    now = ctx.uncacheable_now()  # the list changes with the clock
    waits_until = TimeRange(now + TICK, now + timedelta(hours=within_hours) + TICK)
    order = VisitOrder(VisitOrderField.WAITS_UNTIL, OrderDirection.ASC)
    return VisitSelection(StatsScope(now, CountUnit.ENTRIES), STILL_THERE, None, order, waits_until=waits_until)


def visits_at_risk(ctx: Context, block: StoredBlock, selection: VisitSelection, requested: PageRequest) -> Listing:
    """A page of visits that are at risk. Raises Invalid for a bad cursor."""
    assert selection.waits_until is not None  # noqa: S101 - see at_risk

    async def count() -> int:
        return await ctx.loaders.load(fetch_waiting_counts, block.id, selection) or 0

    page = Page.of(requested, ListOrder("visits at risk", is_descending=False), selection.waits_until)
    return Listing(ctx, page, fetch_visits_page, block.id, (selection,), count)


async def visit(ctx: Context, key: VisitKey, as_of: datetime) -> StoredVisit | None:
    """A visit by its entry and block, as of an instant; or None."""
    return await ctx.loaders.load(fetch_visits, key, as_of)


async def visits_of(ctx: Context, entry_id: int, as_of: datetime) -> list[StoredVisit]:
    """The visits that an entry has reached, in that order."""
    return await ctx.loaders.load(fetch_visits_of_entries, entry_id, as_of) or []


async def path_taken(ctx: Context, key: VisitKey, as_of: datetime) -> StoredPath | None:
    """The path along which a visit was left, or None."""
    return await ctx.loaders.load(fetch_paths_taken, key, as_of)


async def engagement(ctx: Context, key: VisitKey, as_of: datetime) -> list[EngagementEvent]:
    """The first 1,000 engagement events of a visit, in the order they happened."""
    return await ctx.loaders.load(fetch_engagement, key, as_of) or []


async def _count(ctx: Context, block: StoredBlock, selection: VisitSelection) -> int:
    is_of_departures = selection.left_along is not None or selection.variant is not None
    if is_of_departures or (selection.states is not None and selection.matched is not None):
        return await ctx.loaders.load(fetch_visits_count, block.id, selection) or 0
    [counted] = await block_stats(ctx, [block], selection.scope)
    if selection.matched is not None:
        return counted.matched if selection.matched else counted.not_matched
    states = selection.states
    return sum(figure.count for figure in counted.states if states is None or figure.state in states)
