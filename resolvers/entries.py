"""Entries, and the people behind each outcome."""

from dataclasses import replace
from datetime import datetime

from core.figures import CountUnit, OutcomeKind
from core.pages import ListOrder, Page, PageRequest
from core.stats_scope import StatsScope
from db.entries import OutcomeSelection, StoredEntry, fetch_entries, fetch_outcome_page
from resolvers.context import Context
from resolvers.outcomes import outcomes
from resolvers.pages import Listing

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


def outcomes_of(entry: StoredEntry) -> list[OutcomeKind]:
    """The outcomes that an entry has reached, in the order of OutcomeKind."""
    happened = {kind for kind, field in _INSTANTS.items() if getattr(entry, field) is not None}
    ended = {OutcomeKind.FINISHED, OutcomeKind.DISENGAGED, OutcomeKind.EXITED}
    if OutcomeKind.STARTED in happened and not happened & ended:
        happened.add(OutcomeKind.IN_PROGRESS)
    return [kind for kind in OutcomeKind if kind in happened]


def entries(ctx: Context, series_id: int, scope: StatsScope, requested: PageRequest) -> Listing:
    """A page of a series' entries, the latest started first. Ignores the unit of the scope."""
    return outcome_entries(ctx, series_id, OutcomeKind.STARTED, replace(scope, unit=CountUnit.ENTRIES), requested)


def outcome_entries(
    ctx: Context, series_id: int, kind: OutcomeKind, scope: StatsScope, requested: PageRequest
) -> Listing:
    """A page of the entries that an outcome counts, the latest first. In people: the first such entry of each person.

    Raises Invalid for a bad cursor.
    """

    async def count() -> int:
        counted = await outcomes(ctx, series_id, scope)
        return next(figure.count for figure in counted if figure.kind is kind)

    page = Page.of(requested, ListOrder(f"entries by {kind}", is_descending=True), scope.happened)
    return Listing(ctx, page, fetch_outcome_page, series_id, (OutcomeSelection(kind, scope),), count)
