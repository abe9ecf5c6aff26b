"""Stored people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from asyncpg import Record

from core.objects import MOST_ATTRIBUTE_CHARACTERS, check_objects, most_rows, too_long_attributes
from core.pages import Key, Span
from core.person_orders import PersonOrderField
from core.stats_scope import StatsScope
from core.text_pages import TextSpan, text_key
from core.time_ranges import BEGINNING
from db.pages import direction
from db.people_filters import slots_of
from db.scopes import narrowed
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose, statement
from db.text_pages import text_order

# In the collation of the database, which is that of the unique index. Names are ordered ignoring case.
TEXTS: Mapping[PersonOrderField, LiteralString] = {
    PersonOrderField.NAME: 'lower(person.name) COLLATE "C"',
    PersonOrderField.EXTERNAL_ID: "person.external_id",
}


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """A person. `attributes` is a JSON object."""

    id: int
    external_id: str
    email: str | None
    name: str | None
    unsubscribed: bool
    attributes: dict[str, Any]
    created_at: datetime


async def fetch_people(snapshot: Snapshot, workspace_id: int, person_ids: Sequence[int]) -> dict[int, StoredPerson]:
    """People by their ids. Raises TooManyObjects if their attributes together are too long."""
    rows = await snapshot.look_up(statement("people_by_ids"), workspace_id, person_ids, MOST_ATTRIBUTE_CHARACTERS)
    return {row["id"]: _stored(row) for row in rows}


async def fetch_people_by_external_id(
    snapshot: Snapshot, workspace_id: int, external_ids: Sequence[str]
) -> dict[str, StoredPerson]:
    """People by the caller's own ids. Raises TooManyObjects if their attributes together are too long."""
    query = statement("people_by_external_ids")
    rows = await snapshot.look_up(query, workspace_id, external_ids, MOST_ATTRIBUTE_CHARACTERS)
    return {row["external_id"]: _stored(row) for row in rows}


async def fetch_people_page(
    snapshot: Snapshot,
    workspace_id: int,
    _workspace_ids: Sequence[int],
    scope: StatsScope,
    span: Span,
) -> dict[int, list[Key]]:
    """The keys of the workspace's people on a page, in the order of their creation."""
    query, narrowing = people_page(scope, is_descending=span.is_descending)
    rows = await snapshot.fetch(query, workspace_id, span.low.id, span.high.id, span.size + 1, *narrowing)
    return {workspace_id: [Key(BEGINNING, row["id"]) for row in rows]}


def people_page(scope: StatsScope, *, is_descending: bool) -> Composed:
    """The statement for a page of people."""
    return compose("people_page", {**slots_of(scope), **direction(is_descending=is_descending)})


async def fetch_people_by_text_page(
    snapshot: Snapshot,
    workspace_id: int,
    _workspace_ids: Sequence[int],
    scope: StatsScope,
    field: PersonOrderField,
    span: TextSpan,
) -> dict[int, list[Key]]:
    """The keys of the workspace's people on a page, in the order of a text."""
    query, values = people_by_text_page(scope, field, span)
    rows = await snapshot.fetch(query, workspace_id, span.size + 1, *values)
    return {workspace_id: [text_key(row["text"], row["id"]) for row in rows]}


def people_by_text_page(scope: StatsScope, field: PersonOrderField, span: TextSpan) -> Composed:
    """The statement for a page of people in the order of a text."""
    return compose("people_by_text_page", {**slots_of(scope), **text_order(TEXTS[field], "person.id", span)})


async def fetch_people_count(
    snapshot: Snapshot, workspace_id: int, _workspace_ids: Sequence[int], scope: StatsScope
) -> dict[int, int]:
    """The number of people of the workspace."""
    query, narrowing = narrowed("people_count", scope)
    rows = await snapshot.fetch(query, workspace_id, *narrowing)
    return {workspace_id: rows[0]["count"]}


async def fetch_companies_of_people(
    snapshot: Snapshot, workspace_id: int, person_ids: Sequence[int], known_before: datetime
) -> dict[int, list[str]]:
    """The companies of the entries of each person that have started, in order. Raises TooManyObjects."""
    companies: defaultdict[int, list[str]] = defaultdict(list)
    query = statement("companies_of_people")
    rows = await snapshot.look_up(query, workspace_id, person_ids, known_before, most_rows())
    check_objects(len(rows))
    for row in rows:
        companies[row["person_id"]].append(row["company"])
    return companies


def _stored(row: Record) -> StoredPerson:
    if row["attributes"] is None:
        raise too_long_attributes()
    return StoredPerson(**row)
