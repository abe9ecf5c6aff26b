"""Stores changes of people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET

from core.people import PersonChange
from core.people_filters import canonical_json
from core.tags import tag_name
from db.pool import Connection
from db.statements.composer import statement

# How each field is stored, in the order of change_people.
_STORED: dict[str, Callable[[Any], Any]] = {
    "email": lambda email: email,
    "name": lambda name: name,
    "attributes": lambda attributes: canonical_json(attributes or {}),
    "unsubscribed": bool,
}


@dataclass(frozen=True, slots=True)
class Upserted:
    """How many people were created, and how many were updated."""

    created: int
    updated: int


async def upsert_people(connection: Connection, workspace_id: int, people: Sequence[PersonChange]) -> Upserted:
    """Create or change people, in the caller's transaction. The changes must be valid, each for another person."""
    # All writers take the locks in the same order, people and then tags, so that they do not deadlock.
    people = sorted(people, key=lambda person: person.external_id)
    names = [person.external_id for person in people]
    created = await connection.fetch(statement("ensure_people"), workspace_id, names)
    rows = await connection.fetch(statement("lock_people"), workspace_id, names)
    await connection.execute(statement("change_people"), workspace_id, names, *_fields(people))
    await _replace_tags(connection, workspace_id, people, {row["external_id"]: row["id"] for row in rows})
    return Upserted(len(created), len(people) - len(created))


def _fields(people: Sequence[PersonChange]) -> list[list[Any]]:
    """For each field, a column of values and a column that says whether the field is given."""
    columns: list[list[Any]] = []
    for field, stored in _STORED.items():
        values = [getattr(person, field) for person in people]
        columns.append([None if value is UNSET else stored(value) for value in values])
        columns.append([value is not UNSET for value in values])
    return columns


async def _replace_tags(
    connection: Connection, workspace_id: int, people: Sequence[PersonChange], ids: dict[str, int]
) -> None:
    tagged = {ids[person.external_id]: person.tags or () for person in people if person.tags is not UNSET}
    if not tagged:
        return
    pairs = [(person_id, tag_name(tag)) for person_id, tags in tagged.items() for tag in tags]
    names = [name for _, name in pairs]
    await connection.execute(statement("ensure_tags"), workspace_id, names)
    await connection.execute(statement("lock_tags"), workspace_id, list(tagged), names)
    person_ids = [person_id for person_id, _ in pairs]
    await connection.execute(statement("replace_tags"), workspace_id, list(tagged), person_ids, names)
