"""Editions: loaded copies, each with newer rows of some people. A request counts from one edition throughout."""

from collections import Counter
from collections.abc import Collection, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from db.column_copies import Copy, Edition, UsableCopy

_KEPT = 2  # of the editions with additions: a snapshot that is older than the newest one can use the one before


class Tables(NamedTuple):
    """The tables `entry`, `visit` and `event` in a database of the engine.

    All of the entries and visits are settled as of these instants. No person has a higher id than the last one.
    """

    name: str
    entries_settled_at: datetime
    visits_settled_at: datetime
    last_person: int


@dataclass(frozen=True, slots=True, eq=False)
class Addition:
    """The rows of people who have changed, which replace those of a copy: an Arrow table of the people, with `id`."""

    tables: Tables
    people: Any


Additions: TypeAlias = tuple[Addition, ...]
"""The oldest first. A person's rows are those of the newest addition that has the person."""


@dataclass(frozen=True, slots=True, eq=False)
class LoadedEdition:
    """A loaded copy with additions, or without. Never changes."""

    edition: Edition
    base: Tables
    additions: Additions = ()

    @property
    def tables(self) -> Sequence[Tables]:
        """Those of the copy, and those of the additions."""
        return (self.base, *(each.tables for each in self.additions))

    @property
    def added(self) -> int:
        """The number of people in the additions. Who is in several counts several times."""
        return sum(len(each.people) for each in self.additions)

    def is_of(self, usable: UsableCopy) -> bool:
        """Whether it is what is to be counted from."""
        copy = self.edition.copy
        expected = (usable.copy.series_id, usable.copy.id, usable.generation, usable.since)
        return (copy.series_id, copy.id, copy.generation, self.edition.since) == expected


class Editions:
    """The editions of the copies that a process has loaded."""

    def __init__(self) -> None:
        self._of_copies: dict[Copy, list[LoadedEdition]] = {}
        self._uses: Counter[LoadedEdition] = Counter()

    def of(self, series_ids: Collection[int]) -> list[LoadedEdition]:
        """The editions of these series."""
        return [each for copy, some in self._of_copies.items() if copy.series_id in series_ids for each in some]

    def newest(self, series_id: int) -> LoadedEdition | None:
        """The newest edition of the newest copy of a series."""
        return max(self.of([series_id]), key=_age, default=None)

    def put(self, loaded: LoadedEdition) -> set[Addition]:
        """Begin to use an edition. Returns the additions to unload: those of older editions that no one uses."""
        some = self._of_copies.setdefault(loaded.edition.copy, [])
        some.append(loaded)
        dated = sorted((each for each in some if each.additions), key=_age)
        unused = {each for each in dated[:-_KEPT] if not self._uses[each]}
        some[:] = [each for each in some if each not in unused]
        return _additions(unused) - _additions(some)

    def remove(self, copy: Copy) -> set[Addition]:
        """Stop using the editions of a copy. Returns the additions to unload."""
        return _additions(self._of_copies.pop(copy, []))

    @contextmanager
    def using(self, editions: Collection[LoadedEdition]) -> Generator[None]:
        """Their additions stay loaded meanwhile, unless their copy is removed."""
        self._uses.update(editions)
        try:
            yield
        finally:
            self._uses.subtract(editions)
            for each in editions:
                if not self._uses[each]:
                    del self._uses[each]


def _additions(editions: Iterable[LoadedEdition]) -> set[Addition]:
    return {*chain.from_iterable(each.additions for each in editions)}


def _age(loaded: LoadedEdition) -> tuple[int, int, int]:
    copy, since, _ = loaded.edition
    return copy.id, copy.generation, since
