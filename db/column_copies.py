"""Columnar copies of series: what the database knows about them, and the rows that they are made from.

A copy is a cache of the rows of a series. People whose events are recorded after it was begun are in `changed_person`.
"""

from collections.abc import AsyncGenerator, Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from asyncpg import Record

from core.people_filters import PeopleFilter
from core.settings import Settings
from core.stats_scope import StatsScope
from core.time_ranges import Clock
from db.connection import connected
from db.people_filters import ids_of
from db.pool import Connection, Pool, WorkspacePool
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose, composed, statement

Output = Callable[[bytes], Coroutine[Any, Any, None]]
TABLES: Mapping[str, LiteralString] = {"entry": "columns/entry", "visit": "columns/visit", "event": "columns/event"}
"""The tables of a copy, and the statements for their rows."""


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


@dataclass(frozen=True, slots=True)
class UsableCopy:
    """The newest copy, and the people whose rows must be counted instead: 8 bytes of each id.

    They have changed since the generation `since`. It is that of the copy before if the process has loaded that one.
    """

    copy: Copy
    since: int
    has_previous: bool  # otherwise there was none before, or it contains rows that were deleted
    changed: bytes


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


@asynccontextmanager
async def copying(settings: Settings, workspace_id: int, series_id: int) -> AsyncGenerator["RowsToCopy | None"]:
    """Begins a new generation. No other process makes a copy of the series until this ends; None if one does already.

    Uses a connection of its own, because it would hold one of the pool for too long. Raises Unavailable.
    """
    async with connected(settings, workspace_id) as connection:
        if await connection.fetchval(statement("columns/try_lock"), workspace_id, series_id):
            yield RowsToCopy(connection, await _begin(connection, workspace_id, series_id))
        else:
            yield None


async def _begin(connection: Connection, workspace_id: int, series_id: int) -> Copy:
    # The locks make it wait for every transaction that recorded people with an earlier generation. A snapshot that
    # begins afterwards therefore has all of their changes.
    async with connection.transaction():
        await connection.fetch(statement("columns/lock_lanes"), workspace_id, series_id)
        [row] = await connection.fetch(statement("columns/begin"), workspace_id, series_id)
    return Copy(workspace_id, series_id, row["id"], row["generation"])


class RowsToCopy:
    """The rows of a series, for one generation of its copy."""

    def __init__(self, connection: Connection, copy: Copy) -> None:
        self._connection = connection
        self.copy = copy

    @asynccontextmanager
    async def snapshot(self) -> AsyncGenerator[None]:
        """Within it, all rows are read from the same state of the database."""
        async with self._connection.transaction(isolation="repeatable_read", readonly=True):
            await self._connection.execute(statement("export/settings"), "UTC")
            yield

    async def write(self, table: str, output: Output) -> None:
        """Stream the rows of a table as CSV without a header."""
        bounds = (self.copy.workspace_id, self.copy.series_id)
        await self._connection.copy_from_query(statement(TABLES[table]), *bounds, output=output, format="csv")


async def publish_copy(pool: WorkspacePool, copy: Copy, people: int) -> bool:
    """Use a copy from now on. Returns false if it must not be used, because a newer one exists or rows were deleted."""
    files = [{"table": file.table, "name": file.name, "size": file.size, "sha256": file.sha256} for file in copy.files]
    named = (copy.workspace_id, copy.series_id, copy.id, copy.generation)
    return bool(await pool.fetch(statement("columns/publish"), *named, people, files))


async def remove_copy(pool: WorkspacePool, workspace_id: int, series_id: int) -> None:
    """Forget the copy of a series. Figures are counted from rows."""
    await pool.execute(statement("columns/remove"), workspace_id, series_id)


async def discard_copy(pool: WorkspacePool | Connection, copy: Copy) -> None:
    """Stop using a copy, because its files are missing or damaged. The worker makes a new one."""
    await pool.execute(statement("columns/discard"), copy.workspace_id, copy.series_id, copy.id, copy.generation)


async def usable_copies(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], loaded: Mapping[int, int]
) -> dict[int, UsableCopy]:
    """The copies of these series. Missing: those without one, and those of which many people have changed since.

    `loaded` are the newest generations that the process has loaded, by series.
    """
    query = statement("columns/usable")
    rows = await snapshot.count(query, workspace_id, series_ids, [*loaded.keys()], [*loaded.values()])
    return {row["series_id"]: _usable(workspace_id, row) for row in rows}


async def usable_copy(connection: Connection, workspace_id: int, series_id: int) -> UsableCopy | None:
    """The copy of one series, if `usable_copies` would return it."""
    rows = await connection.fetch(statement("columns/usable"), workspace_id, [series_id], [], [])
    return next((_usable(workspace_id, row) for row in rows), None)


def _usable(workspace_id: int, row: Record) -> UsableCopy:
    files = tuple(CopiedFile(**file) for file in row["files"])
    copy = Copy(workspace_id, row["series_id"], row["id"], row["copied"], files)
    return UsableCopy(copy, row["since"], row["has_previous"], row["people"])


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
