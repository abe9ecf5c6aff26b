"""Entries, and the people behind each outcome."""

from dataclasses import replace
from datetime import datetime

from core.figures import CountUnit, OutcomeKind
from core.pages import ListOrder, Page, PageRequest
from core.person_orders import PersonOrder, PersonOrderField
from core.stats_scope import StatsScope
from core.text_pages import TextPage
from db.entries import (
    OrderedSelection,
    OutcomeSelection,
    StoredEntry,
    fetch_entries,
    fetch_last_blocks,
    fetch_outcome_by_text_page,
    fetch_outcome_page,
)
from db.series import StoredBlock
from resolvers.context import Context
from resolvers.outcomes import outcomes
from resolvers.pages import Listing
from resolvers.series import block_by_id

_INSTANTS = {
    OutcomeKind.STARTED: "started_at",
    OutcomeKind.FINISHED: "finished_at",
    OutcomeKind.DISENGAGED: "disengaged_at",
    OutcomeKind.EXITED: "exited_at",
    OutcomeKind.GOAL_HIT: "goal_hit_at",
}


async def entry(ctx: Context, entry_id: int, as_of: datetime) -> StoredEntry:
    """An entry as of an instant. It must exist."""
    found = await ctx.loaders.load(fetch_entries, entry_id, as_of)
    assert found is not None  # noqa: S101 - entries are never deleted
    return found


async def last_block(ctx: Context, entry_id: int, as_of: datetime) -> StoredBlock | None:
    """The block that an entry has reached last by an instant. None if it has reached none."""
    block_id = await ctx.loaders.load(fetch_last_blocks, entry_id, as_of)
    return None if block_id is None else await block_by_id(ctx, block_id)


def outcomes_of(entry: StoredEntry) -> list[OutcomeKind]:
    """The outcomes that an entry has reached, in the order of OutcomeKind."""
    happened = {kind for kind, field in _INSTANTS.items() if getattr(entry, field) is not None}
    ended = {OutcomeKind.FINISHED, OutcomeKind.DISENGAGED, OutcomeKind.EXITED}
    if OutcomeKind.STARTED in happened and not happened & ended:
        happened.add(OutcomeKind.IN_PROGRESS)
    return [kind for kind in OutcomeKind if kind in happened]


def entries(ctx: Context, series_id: int, scope: StatsScope, order: PersonOrder, requested: PageRequest) -> Listing:
    """A page of a series' entries. Ignores the unit of the scope. Raises Invalid for a bad cursor."""
    started = OutcomeSelection(OutcomeKind.STARTED, of_entries(scope))
    return outcome_entries(ctx, series_id, started, order, requested)


def of_entries(scope: StatsScope) -> StatsScope:
    """The scope in unit ENTRIES, in which each entry is listed."""
    return replace(scope, unit=CountUnit.ENTRIES)


def outcome_entries(
    ctx: Context, series_id: int, selection: OutcomeSelection, order: PersonOrder, requested: PageRequest
) -> Listing:
    """A page of the entries that an outcome counts. In people: the first such entry of each person.

    Raises Invalid for a bad cursor.
    """
    kind, scope, field = selection.kind, selection.scope, order.field

    async def count() -> int:
        counted = await outcomes(ctx, series_id, scope)
        return next(figure.count for figure in counted if figure.kind is kind)

    if field is PersonOrderField.OUTCOME_AT:
        name = f"entries by {kind}" if order.is_descending else f"entries by {kind} ASC"
        page = Page.of(requested, ListOrder(name, order.is_descending), scope.happened)
        return Listing(ctx, page, fetch_outcome_page, series_id, (selection,), count)
    by_text = ListOrder(f"entries by {kind}, {field} {order.direction}", order.is_descending)
    text_page = TextPage.of(requested, by_text)
    return Listing(ctx, text_page, fetch_outcome_by_text_page, series_id, (OrderedSelection(selection, field),), count)
