"""Visits as of an instant."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, LiteralString

from asyncpg import Record

from core.events import PathCondition
from core.figures import CountUnit, VisitState
from core.objects import check_objects, most_rows
from core.pages import HIGHEST, LOWEST, Key, Span
from core.people_filters import Selection, VisitCondition
from core.stats_scope import StatsScope
from core.time_ranges import BEGINNING, END, TimeRange
from core.visit_orders import OrderDirection, VisitOrder, VisitOrderField
from db.pages import bounds, direction, keys_of
from db.people_filters import slots_of
from db.scopes import narrowed
from db.series import StoredPath
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose, statement, words

VisitKey = tuple[int, int]  # entry and block

_INSTANTS: dict[VisitOrderField, LiteralString] = {
    VisitOrderField.LEFT_AT: "left_at",
    VisitOrderField.WAITS_UNTIL: "waits_until",
}


@dataclass(frozen=True, slots=True)
class StoredVisit:
    """A visit as of the requested instant. What happened to it later is None."""

    entry_id: int
    block_id: int
    person_id: int
    waits_until: datetime | None
    state: VisitState
    reached_at: datetime
    left_at: datetime | None
    matched: bool | None


@dataclass(frozen=True, slots=True)
class VisitSelection:
    """The visits of a block to list, and their order. None means any state, decision, way out or variant."""

    scope: StatsScope
    states: tuple[VisitState, ...] | None
    matched: bool | None
    order: VisitOrder
    left_along: PathCondition | None = None
    variant: str | None = None
    waits_until: TimeRange | None = None

    def people_at(self, block_id: int) -> Selection:
        """The people of the visits at a block."""
        visit = VisitCondition(
            block_id,
            self.states,
            self.matched,
            left_along=self.left_along,
            variant=self.variant,
            waits_until=self.waits_until,
        )
        return self.scope.selection(visit=visit)


async def fetch_visits(
    snapshot: Snapshot, workspace_id: int, keys: Sequence[VisitKey], as_of: datetime
) -> dict[VisitKey, StoredVisit]:
    """Visits by entry and block. Visits that were not reached by `as_of` are left out."""
    rows = await snapshot.look_up(statement("visits_by_keys"), workspace_id, *_columns(keys), as_of)
    return {(row["entry_id"], row["block_id"]): _visit(row) for row in rows}


async def fetch_visits_of_entries(
    snapshot: Snapshot, workspace_id: int, entry_ids: Sequence[int], as_of: datetime
) -> dict[int, list[StoredVisit]]:
    """The visits that each entry has reached by `as_of`, in the order they were reached. Raises TooManyObjects."""
    visits: defaultdict[int, list[StoredVisit]] = defaultdict(list)
    rows = await snapshot.look_up(statement("visits_of_entries"), workspace_id, entry_ids, as_of, most_rows())
    check_objects(len(rows))
    for row in rows:
        visits[row["entry_id"]].append(_visit(row))
    return visits


async def fetch_paths_taken(
    snapshot: Snapshot, workspace_id: int, keys: Sequence[VisitKey], as_of: datetime
) -> dict[VisitKey, StoredPath]:
    """The path along which each visit was left. Omits visits without a currently defined path."""
    rows = await snapshot.fetch(statement("paths_taken"), workspace_id, *_columns(keys), as_of)
    return {(row["entry_id"], row["block_id"]): _path(row) for row in rows}


async def fetch_visits_page(
    snapshot: Snapshot,
    workspace_id: int,
    block_ids: Sequence[int],
    selection: VisitSelection,
    span: Span,
) -> dict[int, list[Key]]:
    """The keys of the visits of each block on a page. In people: the latest visit of each person.

    In the order of REACHED_AT, the bounds of the span must exclude instants outside the range of the scope.
    """
    if selection.order.field is VisitOrderField.REACHED_AT:
        arguments = (*bounds(span), *_selected(selection))
    else:
        arguments = _by_instant(selection, span)
    query, narrowing = visits_page(selection.order.field, selection.scope, is_descending=span.is_descending)
    return keys_of(await snapshot.fetch(query, workspace_id, block_ids, *arguments, *narrowing))


def visits_page(field: VisitOrderField, scope: StatsScope, *, is_descending: bool) -> Composed:
    """The statement for a page of visits in the order of a field."""
    slots = {**slots_of(scope), **direction(is_descending=is_descending)}
    if field is VisitOrderField.REACHED_AT:
        return compose("visits_page", slots)
    slots |= {"ordered_at": words(_INSTANTS[field])}
    return compose("visits_by_instant_page", slots)


async def fetch_visits_count(
    snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int], selection: VisitSelection
) -> dict[int, int]:
    """The number of visits of each block, counted from rows. A missing count is zero."""
    scope = selection.scope
    query, narrowing = narrowed("visits_count", scope)
    arguments = (*_selected(selection), scope.happened.begin)
    rows = await snapshot.count(query, workspace_id, block_ids, *arguments, *narrowing)
    return {row["block_id"]: row["count"] for row in rows}


async def fetch_waiting_counts(
    snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int], selection: VisitSelection
) -> dict[int, int]:
    """The number of visits of each block in certain states whose wait ends in a range. A missing count is zero."""
    scope, waits = selection.scope, selection.waits_until
    assert waits is not None  # noqa: S101 - the lists that count these visits have a range
    arguments = (scope.known_before, scope.as_of, selection.states, waits.begin, waits.end)
    rows = await snapshot.look_up(statement("waiting_counts"), workspace_id, block_ids, *arguments)
    return {row["block_id"]: row["count"] for row in rows}


def _selected(selection: VisitSelection) -> tuple[Any, ...]:
    scope = selection.scope
    is_latest_alone = scope.unit is CountUnit.PEOPLE
    facts = (selection.matched, selection.states, selection.left_along, selection.variant)
    return (scope.happened.end, scope.as_of, is_latest_alone, *facts)


def _by_instant(selection: VisitSelection, span: Span) -> tuple[Any, ...]:
    scope, order = selection.scope, selection.order
    without = END if order.direction is OrderDirection.ASC else BEGINNING
    known_before = scope.known_before if order.field is VisitOrderField.LEFT_AT else END
    dated = replace(span, high=min(span.high, Key(known_before, 0)))
    undated = (_id_at(without, span.low), _id_at(without, span.high))
    return (*bounds(dated), *_selected(selection), scope.happened.begin, without, known_before, *undated)


def _id_at(at: datetime, bound: Key) -> int:
    """The id that bounds keys with the instant `at` in the same way as a bound does."""
    if bound.at == at:
        return bound.id
    return (LOWEST if bound.at < at else HIGHEST).id


def _columns(keys: Sequence[VisitKey]) -> tuple[list[int], list[int]]:
    return [entry_id for entry_id, _ in keys], [block_id for _, block_id in keys]


def _visit(row: Record) -> StoredVisit:
    fields: dict[str, Any] = {**row, "state": VisitState(row["state"])}
    return StoredVisit(**fields)


def _path(row: Record) -> StoredPath:
    return StoredPath(
        series_id=row["series_id"],
        position=row["position"],
        from_block_id=row["from_block_id"],
        to_block_id=row["to_block_id"],
        condition=PathCondition(row["condition"]),
        variant=row["variant"],
        is_shared=row["is_shared"],
    )
