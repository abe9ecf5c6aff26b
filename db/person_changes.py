"""Stores changes of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from msgspec import UNSET, UnsetType

from core.people import PersonChange, PlacedPerson
from db.pool import Connection
from db.recorded import Recorded, recorded_by_batch
from db.statements.composer import statement

_FIELDS = ("email", "name", "attributes", "unsubscribed")  # in the order of change_people


@dataclass(frozen=True, slots=True)
class Upserted:
    """The external ids of the people who were created, and of those who changed, among them those who were created."""

    created: frozenset[str]
    changed: frozenset[str]


async def record_people(
    connection: Connection, workspace_id: int, people: Sequence[PlacedPerson]
) -> dict[int, Recorded]:
    """Makes changes in their order, in the caller's transaction, with a fixed number of statements.

    Returns the result of each of their batches. A change is a duplicate if it repeats what earlier ones say, or if the
    changes of its person together change nothing.
    """
    changes: dict[str, PersonChange] = {}
    duplicates: list[PlacedPerson] = []
    others: list[PlacedPerson] = []
    for placed in people:
        person = placed.item.external_id
        earlier = changes.get(person)
        changes[person] = placed.item if earlier is None else earlier.then(placed.item)
        (duplicates if changes[person] == earlier else others).append(placed)
    changed = (await upsert_people(connection, workspace_id, [*changes.values()])).changed
    duplicates += [placed for placed in others if placed.item.external_id not in changed]
    return recorded_by_batch(people, duplicates)


async def upsert_people(connection: Connection, workspace_id: int, people: Sequence[PersonChange]) -> Upserted:
    """Creates or changes people, in the caller's transaction. Each change must be for another person."""
    # All writers take the locks in the same order, people and then tags, so that they do not deadlock.
    people = sorted(people, key=lambda person: person.external_id)
    names = [person.external_id for person in people]
    created = await connection.fetch(statement("ensure_people"), workspace_id, names)
    rows = await connection.fetch(statement("lock_people"), workspace_id, names)
    changed = await connection.fetch(statement("change_people"), workspace_id, names, *_fields(people))
    ids = {row["external_id"]: row["id"] for row in rows}
    tagged = await _replace_tags(connection, workspace_id, people, ids)
    new = frozenset(row["external_id"] for row in created)
    return Upserted(new, new.union((row["external_id"] for row in changed), tagged))


def _fields(people: Sequence[PersonChange]) -> list[list[Any]]:
    """For each field, a column of values and a column that says whether the field is given."""
    columns: list[list[Any]] = []
    for field in _FIELDS:
        values = [getattr(person, field) for person in people]
        columns.append([None if value is UNSET else value for value in values])
        columns.append([value is not UNSET for value in values])
    return columns


async def _replace_tags(
    connection: Connection, workspace_id: int, people: Sequence[PersonChange], ids: dict[str, int]
) -> list[str]:
    """The external ids of the people whose tags changed."""
    tagged = {ids[each.external_id]: each.tags for each in people if not isinstance(each.tags, UnsetType)}
    if not tagged:
        return []
    person_ids = [person_id for person_id, tags in tagged.items() for _ in tags]
    names = [*chain.from_iterable(tagged.values())]
    await connection.execute(statement("ensure_tags"), workspace_id, [*{*names}])
    await connection.execute(statement("lock_tags"), workspace_id, list(tagged), names)
    rows = await connection.fetch(statement("replace_tags"), workspace_id, list(tagged), person_ids, names)
    return [row["external_id"] for row in rows]
