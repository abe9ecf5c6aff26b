"""Entries as of an instant."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from core.figures import CountUnit, OutcomeKind
from core.pages import Key, Span
from core.person_orders import PersonOrderField
from core.stats_scope import StatsScope
from core.text_pages import TextSpan
from db.outcome_columns import OUTCOME_COLUMNS
from db.pages import bounds, direction, keys_of
from db.people import TEXTS
from db.people_filters import slots_of
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose, fragment, statement, words
from db.text_pages import text_order

# Ids are in the order of creation. With the same number of digits they are in the same order as texts.
_TEXTS: Mapping[PersonOrderField, LiteralString] = {
    **TEXTS,
    PersonOrderField.CREATED_AT: "lpad(person.id::text, 19, '0')",
    PersonOrderField.BLOCK: "{last_block/place}",
}
SeriesBounds = tuple[int, int]  # the first and last id of a range of series


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as of the requested instant. What happened to it later is None."""

    id: int
    series_id: int
    person_id: int
    key: str
    number: int
    company: str | None
    started_at: datetime | None
    finished_at: datetime | None
    disengaged_at: datetime | None
    disengage_reason: str | None
    exited_at: datetime | None
    goal_hit_at: datetime | None


@dataclass(frozen=True, slots=True)
class OutcomeSelection:
    """The entries with an outcome, within a scope."""

    kind: OutcomeKind
    scope: StatsScope


@dataclass(frozen=True, slots=True)
class OrderedSelection:
    """The entries with an outcome, ordered by their people or blocks: any field but OUTCOME_AT."""

    selection: OutcomeSelection
    field: PersonOrderField


async def fetch_entries(
    snapshot: Snapshot, workspace_id: int, entry_ids: Sequence[int], as_of: datetime
) -> dict[int, StoredEntry]:
    """Entries by their ids."""
    rows = await snapshot.look_up(statement("entries_by_ids"), workspace_id, entry_ids, as_of)
    return {row["id"]: StoredEntry(**row) for row in rows}


async def fetch_last_blocks(
    snapshot: Snapshot, workspace_id: int, entry_ids: Sequence[int], as_of: datetime
) -> dict[int, int]:
    """The id of the block that each entry has reached last. Entries that have reached none are left out."""
    rows = await snapshot.look_up(statement("last_blocks"), workspace_id, entry_ids, as_of)
    return {row["entry_id"]: row["block_id"] for row in rows}


async def fetch_outcome_page(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], selection: OutcomeSelection, span: Span
) -> dict[int, list[Key]]:
    """The keys of the entries of each series on a page, by the instant of an outcome. In people: each person's first.

    The bounds of the span must exclude instants outside the range of the scope, and those not known yet.
    """
    arguments = [*bounds(span), selection.scope.unit is CountUnit.PEOPLE]
    if selection.kind is OutcomeKind.IN_PROGRESS:
        arguments.append(selection.scope.as_of)
    query, narrowing = outcome_page(selection, is_descending=span.is_descending)
    return keys_of(await snapshot.fetch(query, workspace_id, series_ids, *arguments, *narrowing))


def outcome_page(selection: OutcomeSelection, *, is_descending: bool) -> Composed:
    """The statement for a page of entries."""
    slots = {**slots_of(selection.scope), **direction(is_descending=is_descending)}
    if selection.kind is OutcomeKind.IN_PROGRESS:
        return compose("in_progress_page", slots)
    instant, is_first = OUTCOME_COLUMNS[selection.kind]
    slots |= {"outcome_at": words(instant), "is_first_outcome": slots[f"entry.{is_first}"]}
    return compose("outcome_page", slots)


async def fetch_outcome_by_text_page(
    snapshot: Snapshot,
    workspace_id: int,
    series_ids: Sequence[int],
    ordered: OrderedSelection,
    span: TextSpan,
) -> dict[int, list[Key]]:
    """The keys of the entries of each series on a page, in the order of a text of their people or blocks."""
    query, values = outcome_by_text_page(ordered, span)
    keys: defaultdict[int, list[Key]] = defaultdict(list)
    for row in await snapshot.fetch(query, workspace_id, series_ids, span.size + 1, *values):
        keys[row["owner_id"]].append(Key(row["at"], row["id"], row["text"]))
    return keys


def outcome_by_text_page(ordered: OrderedSelection, span: TextSpan) -> Composed:
    """The statement for a page of entries in the order of a text of their people or blocks."""
    selection, scope = ordered.selection, ordered.selection.scope
    within: dict[str, Any] = {"begin": scope.happened.begin, "before": scope.happened.end}
    within["first_alone"] = scope.unit is CountUnit.PEOPLE
    slots = {**slots_of(scope), **text_order(_TEXTS[ordered.field], "entry.id", span)}
    is_by_block = ordered.field is PersonOrderField.BLOCK
    joins = fragment("text_order/of_last_block", as_of=scope.as_of) if is_by_block else fragment("text_order/of_person")
    slots["with_owners"] = joins
    if selection.kind is OutcomeKind.IN_PROGRESS:
        slots["outcome_at"] = words("started_at")
        slots["has_outcome"] = fragment("text_order/in_progress", slots, **within, as_of=scope.as_of)
    else:
        instant, is_first = OUTCOME_COLUMNS[selection.kind]
        slots |= {"outcome_at": words(instant), "is_first_outcome": slots[f"entry.{is_first}"]}
        slots["has_outcome"] = fragment("text_order/outcome", slots, **within)
    return compose("outcome_by_text_page", slots)


async def fetch_entries_of_people_page(
    snapshot: Snapshot, workspace_id: int, person_ids: Sequence[int], series: SeriesBounds, span: Span
) -> dict[int, list[Key]]:
    """The keys of each person's started entries on a page."""
    query, _ = entries_of_people_page(is_descending=span.is_descending)
    return keys_of(await snapshot.fetch(query, workspace_id, person_ids, *bounds(span), *series))


def entries_of_people_page(*, is_descending: bool) -> Composed:
    """The statement for a page of the entries of people."""
    return compose("entries_of_people_page", direction(is_descending=is_descending))


async def fetch_entries_of_people_count(
    snapshot: Snapshot, workspace_id: int, person_ids: Sequence[int], series: SeriesBounds, before: datetime
) -> dict[int, int]:
    """How many entries each person has started before an instant."""
    rows = await snapshot.fetch(statement("entries_of_people_count"), workspace_id, person_ids, *series, before)
    return {row["person_id"]: row["count"] for row in rows}
