"""The rows of a series that a process copies: all of them, or those of the people who have changed since a copy.

Recording marks people with the generation of the copy, under the lock of the series. A transaction that has marked
people with an earlier generation may still be running when a new one begins. So its end is awaited before a snapshot is
taken.
"""

from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Any, LiteralString

from core.settings import Settings
from db.column_copies import Copy
from db.connection import connected
from db.pool import Connection, WorkspacePool
from db.statements.composer import statement

Output = Callable[[bytes], Coroutine[Any, Any, None]]

_LOCK_SECONDS = 2  # recording holds the lock of a series for the last statements of a batch alone

_ALL: Mapping[str, LiteralString] = {"entry": "columns/entry", "visit": "columns/visit", "event": "columns/event"}
_CHANGED: Mapping[str, LiteralString] = {
    "entry": "columns/changed_entry",
    "visit": "columns/changed_visit",
    "event": "columns/changed_event",
}


class CopiedRows:
    """The rows of a series, for a generation of its copy."""

    def __init__(self, connection: Connection, copy: Copy) -> None:
        self.copy = copy
        self._connection = connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncGenerator[None]:
        """Within it, all rows are read from the same state of the database."""
        async with self._connection.transaction(isolation="repeatable_read", readonly=True):
            await self._connection.execute(statement("export/settings"), "UTC")
            yield

    async def write(self, table: str, output: Output) -> None:
        """Stream the rows of a table as CSV without a header."""
        await self._stream(_ALL[table], (), output)

    async def _stream(self, name: LiteralString, generations: tuple[int, ...], output: Output) -> None:
        arguments = (self.copy.workspace_id, self.copy.series_id, *generations)
        await self._connection.copy_from_query(statement(name), *arguments, output=output, format="csv")


class ChangedRows(CopiedRows):
    """The rows of the people who have changed since a copy was begun, in the generations since <= generation < before.

    They contain all changes that are recorded with a generation before `before`.
    """

    def __init__(self, connection: Connection, copy: Copy, since: int, before: int) -> None:
        super().__init__(connection, copy)
        self.since = since
        self.before = before

    async def people(self) -> bytes:
        """The ids of these people, 8 bytes each."""
        arguments = (self.copy.workspace_id, self.copy.series_id, self.since, self.before)
        return await self._connection.fetchval(statement("columns/changed_people"), *arguments)

    async def write(self, table: str, output: Output) -> None:
        await self._stream(_CHANGED[table], (self.since, self.before), output)

    async def visible_from(self) -> int | None:
        """Call after the snapshot. Begins another generation: a snapshot in which it has begun sees all of the rows.

        None if the copy may not be used any more.
        """
        return await _next_generation(self._connection, self.copy)


@asynccontextmanager
async def all_rows(settings: Settings, workspace_id: int, series_id: int) -> AsyncGenerator[CopiedRows | None]:
    """The rows for a new copy. No other process makes one of the series until this ends; None if one does already.

    Uses a connection of its own, because it would hold one of the pool for too long. Raises Unavailable, and
    TimeoutError if a transaction keeps the lock of the series.
    """
    async with connected(settings, workspace_id) as connection:
        if await connection.fetchval(statement("columns/try_lock"), workspace_id, series_id):
            [row] = await connection.fetch(statement("columns/begin"), workspace_id, series_id)
            copy = Copy(workspace_id, series_id, row["id"], row["generation"])
            await _wait_for_recording(connection, copy)
            yield CopiedRows(connection, copy)
        else:
            yield None


@asynccontextmanager
async def changed_rows(pool: WorkspacePool, copy: Copy, since: int) -> AsyncGenerator[ChangedRows | None]:
    """The rows of the people who have changed since a generation. None if the copy may not be used any more.

    Begins a new generation. People who change from now on are not among them. Recording never waits for this. Raises
    TimeoutError if a transaction keeps the lock of the series.
    """
    async with pool.acquire() as connection:
        before = await _next_generation(connection, copy)
        if before is None:
            yield None
        else:
            await _wait_for_recording(connection, copy)
            yield ChangedRows(connection, copy, since, before)


async def _next_generation(connection: Connection, copy: Copy) -> int | None:
    named = (copy.workspace_id, copy.series_id, copy.id, copy.generation)
    return await connection.fetchval(statement("columns/next_generation"), *named)


async def _wait_for_recording(connection: Connection, copy: Copy) -> None:
    """Wait for every transaction that may have marked people with an earlier generation than the present one.

    Outside of transactions: the lock of the series is released at once, so that recording does not wait for it. Raises
    TimeoutError if another transaction keeps the lock.
    """
    named = (copy.workspace_id, copy.series_id)
    await connection.fetch(statement("lock_one_series"), *named, timeout=_LOCK_SECONDS)
