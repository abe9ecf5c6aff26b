"""Entries, as they are known at an instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.figures import CountUnit, OutcomeKind
from core.pages import Key, Span
from core.stats_scope import StatsScope
from db._sql import statement
from db.outcome_columns import OUTCOME_COLUMNS
from db.pages import bounds, keys_of, page_statement
from db.scopes import narrow
from db.snapshots import Snapshot

SeriesBounds = tuple[int, int]  # the first and last id of the series that are meant


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry, without what happened to it later than the instant it was asked for."""

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
    """Which entries of a series: those with an outcome."""

    kind: OutcomeKind
    scope: StatsScope


async def fetch_entries(
    snapshot: Snapshot, workspace_id: int, entry_ids: Sequence[int], as_of: datetime
) -> dict[int, StoredEntry]:
    """Entries by their ids."""
    rows = await snapshot.look_up(statement("entries_by_ids"), workspace_id, entry_ids, as_of)
    return {row["id"]: StoredEntry(**row) for row in rows}


async def fetch_outcome_page(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], selection: OutcomeSelection, span: Span
) -> dict[int, list[Key]]:
    """The keys of the entries of each series on a page, by the instant of an outcome; in people, of the first of each.

    The bounds of the span must leave out what does not lie in the scope's range or is not known yet.
    """
    kind, scope = selection.kind, selection.scope
    arguments = [*bounds(span), scope.unit is CountUnit.PEOPLE]
    if kind is OutcomeKind.IN_PROGRESS:
        text = page_statement("in_progress_page", span)
        arguments.append(scope.as_of)
    else:
        instant, is_first = OUTCOME_COLUMNS[kind]
        text = page_statement("outcome_page", span).replace("started_at", instant).replace("is_first_start", is_first)
    query, narrowing = narrow(text, scope)
    return keys_of(await snapshot.fetch(query, workspace_id, series_ids, *arguments, *narrowing))


async def fetch_entries_of_people_page(
    snapshot: Snapshot, workspace_id: int, person_ids: Sequence[int], series: SeriesBounds, span: Span
) -> dict[int, list[Key]]:
    """The keys of each person's started entries on a page."""
    query = page_statement("entries_of_people_page", span)
    return keys_of(await snapshot.fetch(query, workspace_id, person_ids, *bounds(span), *series))


async def fetch_entries_of_people_count(
    snapshot: Snapshot, workspace_id: int, person_ids: Sequence[int], series: SeriesBounds, before: datetime
) -> dict[int, int]:
    """How many entries each person has started before an instant."""
    rows = await snapshot.fetch(statement("entries_of_people_count"), workspace_id, person_ids, *series, before)
    return {row["person_id"]: row["count"] for row in rows}
