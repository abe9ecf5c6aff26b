"""Columnar copies of series: what the database knows about them.

A copy is a cache of the rows of a series. People whose events are recorded after it was begun are in `changed_person`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from asyncpg import Record

from core.people_filters import PeopleFilter
from core.stats_scope import StatsScope
from core.time_ranges import Clock
from db.people_filters import ids_of
from db.pool import Connection, Pool, WorkspacePool
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose, composed, statement

TABLES = ("entry", "visit", "event")
"""The tables of a copy."""


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A Parquet file of a copy, with rows of one table."""

    table: str
    name: str  # in the storage
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One generation of the columnar copy of a series."""

    workspace_id: int
    series_id: int
    id: int
    generation: int
    files: tuple[CopiedFile, ...] = ()

    @property
    def folder(self) -> str:
        """Its folder in the storage."""
        return f"{series_folder(self.workspace_id, self.series_id)}/{self.id}-{self.generation}"


class Edition(NamedTuple):
    """What a process can count from: a copy, with newer rows of the people who have changed before generation `since`.

    It contains no changes that a snapshot does not see in which the generation is `visible_from` or a later one.
    """

    copy: Copy
    since: int
    visible_from: int


@dataclass(frozen=True, slots=True)
class UsableCopy:
    """The newest copy of a series, and what to count from: a copy of this generation, with changes before `since`.

    The rows of the people who have changed since must be counted instead: 8 bytes of each id in `changed`.
    """

    copy: Copy
    people: int  # in the copy
    has_previous: bool  # otherwise there was none before, or it contains rows that were deleted
    generation: int
    since: int
    changed: bytes

    @property
    def most_changed(self) -> int:
        """If more people have changed, rows are counted."""
        return max(self.people // 4, 1000)


@dataclass(frozen=True, slots=True)
class DueCopy:
    """A series whose copy must be made, or can be removed."""

    workspace_id: int
    series_id: int
    is_needed: bool


def series_folder(workspace_id: int, series_id: int) -> str:
    """The folder of all copies of a series in the storage."""
    return f"columns/{workspace_id}/{series_id}"


async def due_copies(pool: Pool, entries: int | None) -> list[DueCopy]:
    """The copies to make, of series with at least so many entries, and those to remove. None: remove all."""
    return [DueCopy(**row) for row in await pool.fetch(statement("column_copies_due"), entries)]


async def publish_copy(pool: WorkspacePool, copy: Copy, people: int) -> bool:
    """Use a copy from now on. Returns false if it must not be used, because a newer one exists or rows were deleted."""
    files = [{"table": file.table, "name": file.name, "size": file.size, "sha256": file.sha256} for file in copy.files]
    named = (copy.workspace_id, copy.series_id, copy.id, copy.generation)
    return bool(await pool.fetch(statement("columns/publish"), *named, people, files))


async def remove_copy(pool: WorkspacePool, workspace_id: int, series_id: int) -> None:
    """Forget the copy of a series. Figures are counted from rows."""
    await pool.execute(statement("columns/remove"), workspace_id, series_id)


async def discard_copy(pool: WorkspacePool | Connection, copy: Copy) -> bool:
    """Stop using a copy, because its files are missing or damaged. The worker makes a new one.

    Returns false if it was not used any more: the files of a copy are removed once a newer one has replaced it.
    """
    named = (copy.workspace_id, copy.series_id, copy.id, copy.generation)
    return bool(await pool.fetch(statement("columns/discard"), *named))


async def usable_copies(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], editions: Sequence[Edition]
) -> dict[int, UsableCopy]:
    """The copies of these series. Missing: those without one, and those of which many people have changed since.

    `editions` are those that the process has loaded.
    """
    rows = await snapshot.count(statement("columns/usable"), workspace_id, series_ids, *_columns(editions))
    return {row["series_id"]: _usable(workspace_id, row) for row in rows}


async def usable_copy(connection: Connection, workspace_id: int, series_id: int) -> UsableCopy | None:
    """The copy of one series, if `usable_copies` would return it."""
    rows = await connection.fetch(statement("columns/usable"), workspace_id, [series_id], *_columns(()))
    return next((_usable(workspace_id, row) for row in rows), None)


def _columns(editions: Sequence[Edition]) -> tuple[list[int], ...]:
    copies = [edition.copy for edition in editions]
    return (
        [copy.series_id for copy in copies],
        [copy.id for copy in copies],
        [copy.generation for copy in copies],
        [edition.since for edition in editions],
        [edition.visible_from for edition in editions],
    )


def _usable(workspace_id: int, row: Record) -> UsableCopy:
    files = tuple(CopiedFile(**file) for file in row["files"])
    copy = Copy(workspace_id, row["series_id"], row["id"], row["copied"], files)
    return UsableCopy(copy, row["people"], row["has_previous"], row["generation"], row["since"], row["changed"])


async def selected_people(snapshot: Snapshot, workspace_id: int, people: PeopleFilter, as_of: datetime) -> bytes:
    """The ids of the people who match a filter: 8 bytes each, possibly several times."""
    query, values = people_ids(people, as_of)
    [row] = await snapshot.count(query, workspace_id, *values)
    return row["people"]


def people_by_entries(people: PeopleFilter, series_ids: Collection[int], as_of: datetime) -> Composed | None:
    """The statement for the people who match a filter, if the started entries of these series alone decide it."""
    match people.outcomes:
        case (outcome,) if people == PeopleFilter(outcomes=(outcome,)) and outcome.series_id in series_ids:
            is_decided = not outcome.without and outcome.clock is Clock.EVENT_TIME
            return composed(ids_of(people, as_of)) if is_decided else None
        case _:
            return None


def narrowed_to_ids(people: PeopleFilter, ids: Iterable[int], as_of: datetime) -> PeopleFilter:
    """A filter that `people_by_entries` decides, for these people alone. It is decided from their entries."""
    [outcome] = people.outcomes
    scope = StatsScope(as_of, range=outcome.range, people=PeopleFilter(ids=tuple(ids)))
    return PeopleFilter(selections=(scope.selection(outcome),))


def people_ids(people: PeopleFilter, as_of: datetime) -> Composed:
    """The statement for the ids of the people who match a filter."""
    return compose("columns/people", {"people": ids_of(people, as_of)})
