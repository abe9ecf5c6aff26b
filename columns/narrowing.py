"""Which rows of loaded editions count for a request."""

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Literal, NamedTuple

from columns.editions import LoadedEdition, Tables
from columns.people_ids import joined, table_of, up_to, without
from core.time_ranges import BEGINNING


class Source(NamedTuple):
    """Tables whose rows count: all, only those of `people` (SEMI), or those of all others (ANTI)."""

    name: str
    join: Literal["SEMI", "ANTI"] | None
    people: Any  # an Arrow table with the column `id`


@dataclass(frozen=True, slots=True, eq=False)
class Narrowing:
    """The rows that count: each person's in one of the sources."""

    workspace_id: int
    sources: Sequence[Source]
    entries_settled_at: datetime
    visits_settled_at: datetime


def of_unchanged(workspace_id: int, editions: Collection[LoadedEdition], changed: "array[int]") -> Narrowing:
    """The rows of everyone who has not changed since."""
    return _narrowing(workspace_id, editions, _unchanged(editions, table_of(changed)))


def of_selected(workspace_id: int, editions: Collection[LoadedEdition], selected: Any) -> Narrowing:
    """The rows of selected people, of whom no one has changed since: an Arrow table."""
    return _narrowing(workspace_id, editions, _selected(editions, selected))


def _narrowing(workspace_id: int, editions: Collection[LoadedEdition], sources: Iterator[Source]) -> Narrowing:
    tables = [*chain.from_iterable(each.tables for each in editions)]
    return Narrowing(
        workspace_id,
        [*sources],
        max((each.entries_settled_at for each in tables), default=BEGINNING),
        max((each.visits_settled_at for each in tables), default=BEGINNING),
    )


def _unchanged(editions: Collection[LoadedEdition], changed: Any) -> Iterator[Source]:
    for each in editions:
        newer = changed
        for addition in reversed(each.additions):
            yield _others(addition.tables, newer)
            newer = joined(newer, addition.people)
        yield _others(each.base, newer)


def _others(tables: Tables, people: Any) -> Source:
    known = up_to(people, tables.last_person)
    return Source(tables.name, "ANTI" if len(known) else None, known)


def _selected(editions: Collection[LoadedEdition], selected: Any) -> Iterator[Source]:
    for each in editions:
        left = selected
        for addition in reversed(each.additions):
            yield Source(addition.tables.name, "SEMI", left)
            left = without(left, addition.people)
        yield Source(each.base.name, "SEMI", left)
