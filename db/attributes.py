"""The attributes that people have, found in a sample of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from asyncpg import Record

from core.attributes import JSONType
from db.snapshots import Snapshot
from db.statements.composer import statement

SAMPLED_PEOPLE = 10_000
_SAMPLED_BYTES = 16 << 20  # of stored attributes, which are at most 100,000 characters for each person
MOST_VALUES = 50
_LONGEST_VALUE = 200  # characters of JSON


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """A value, and how many people have it."""

    value: Any
    people: int


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute, and its most frequent values. The numbers of people are estimates if the sample is not everyone."""

    name: str
    types: tuple[JSONType, ...]
    people: int
    is_estimate: bool
    frequent: tuple[AttributeValue, ...]


async def fetch_attributes(
    snapshot: Snapshot, workspace_id: int, _workspace_ids: Sequence[int], search: str, most: int
) -> dict[int, list[Attribute]]:
    """The attributes of the workspace whose names contain a text, the most frequent first, with up to 50 values."""
    arguments = (search, SAMPLED_PEOPLE, _SAMPLED_BYTES, most, MOST_VALUES, _LONGEST_VALUE)
    rows = await snapshot.fetch(statement("attributes"), workspace_id, *arguments)
    return {workspace_id: [_attribute(row) for row in rows]}


def _attribute(row: Record) -> Attribute:
    frequent = zip(row["frequent"] or (), row["frequent_people"] or (), strict=True)
    return Attribute(
        name=row["name"],
        types=tuple(type_ for type_ in JSONType if type_.lower() in row["types"]),
        people=row["people"],
        is_estimate=row["is_estimate"],
        frequent=tuple(AttributeValue(value, people) for value, people in frequent),
    )
