"""Reading: all statements of one request see the database as it was at one moment."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, LiteralString, ParamSpec, Self

from asyncpg import Record, SerializationError

from core.errors import Changed, Unavailable
from db import planning
from db.planning import Planning, set_local
from db.pool import Pool, PooledConnection
from db.statements.composer import Fragment, Query, composed, fragment, joined, whole_number, words
from db.versions import Version

P = ParamSpec("P")

_BEGIN: LiteralString = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class Snapshot:
    """A connection and a read-only transaction of its own, both taken when they are needed.

    Statements of a request take turns: they share the connection. Where the version of the data is known that the
    request came to, its first look-up needs no transaction: the next statement begins one, in which the data must still
    have that version. Otherwise the snapshot `is_torn`: everything is to be asked again, of one that knows no version.

    Use it as an asynchronous context manager. After its end, statements raise Unavailable: a task that outlives its
    request cannot take a connection that nobody would give back.
    """

    def __init__(self, pool: Pool, version: Version | None = None) -> None:
        self.version = version
        self.is_torn = False
        self._pool = pool
        self._lock = asyncio.Lock()
        self._connection: PooledConnection | None = None
        self._planning = planning.EACH_TIME
        self._looked_up = False
        self._is_closed = False
        self._reader: asyncio.Task[Any] | None = None  # whose turn it is

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, asyncio.CancelledError):
            self._abandon()
        else:
            await self._close()

    @property
    def is_of_version(self) -> bool:
        """Whether what was read is known to be of the version."""
        return self.version is not None and self._connection is not None

    def forget_version(self) -> None:
        """Read in a transaction from the beginning: the request changes the data itself."""
        self.version = None

    async def fetch(self, query: Query, *arguments: Any) -> list[Record]:
        """The rows of a statement that is planned for its arguments. Raises Changed where the snapshot is torn."""
        return await self._in_turn(self._fetch, planning.EACH_TIME, query, arguments)

    async def count(self, query: Query, *arguments: Any) -> list[Record]:
        """The same for a statement that reads as many rows as it counts."""
        return await self._in_turn(self._fetch, planning.COUNTING, query, arguments)

    async def look_up(self, query: Query, *arguments: Any) -> list[Record]:
        """The rows of a statement that has the same plan whatever its arguments: keys, and instants of kept counts.

        It is planned once for a connection: planning `figure_counts` takes longer than running it for a dashboard.
        Raises Changed where the snapshot is torn.
        """
        return await self._in_turn(self._look_up, query, arguments)

    async def look_up_definition(self, query: Query, *arguments: Any) -> list[Record]:
        """The same, in the transaction: once it has begun, what was read `is_of_version`."""
        return await self._in_turn(self._fetch, planning.ONCE, query, arguments)

    async def renew(self) -> None:
        """Give the connection back once it is idle; the next statement takes a new snapshot."""
        async with self._lock:
            connection, self._connection = self._connection, None
            if connection is not None:
                try:
                    await connection.execute("COMMIT")
                except Exception:  # it has read, nothing else: whoever asked has the answer
                    connection.terminate()
                finally:
                    await self._pool.release(connection)

    async def _in_turn(
        self, read: Callable[P, Awaitable[list[Record]]], *args: P.args, **named: P.kwargs
    ) -> list[Record]:
        async with self._lock:
            self._require_open()
            self._reader = asyncio.current_task()
            try:
                return await read(*args, **named)
            finally:
                self._reader = None

    async def _close(self) -> None:
        self._is_closed = True
        try:
            await self.renew()
        except asyncio.CancelledError:
            self._abandon()
            raise

    def _abandon(self) -> None:
        """Close the connection at once, also where a statement is running: the server may never answer it."""
        self._is_closed = True
        if self._reader is not None:  # a loader's task, which the end of the request does not cancel
            self._reader.cancel()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()

    def _require_open(self) -> None:
        if self._is_closed:
            raise Unavailable("The request is over.")

    async def _look_up(self, query: Query, arguments: tuple[Any, ...]) -> list[Record]:
        if self.version is None or self._connection is not None or self._looked_up:
            return await self._fetch(planning.ONCE, query, arguments)
        self._looked_up = True
        return await self._pool.fetch(query, *arguments)

    async def _fetch(self, planned: Planning, query: Query, arguments: tuple[Any, ...]) -> list[Record]:
        connection = self._connection or await self._open(planned)
        if self.is_torn:
            raise Changed("The data changed while it was read.")
        if self._planning is not planned:
            await connection.execute(set_local(planned))
            self._planning = planned
        return await connection.fetch(query, *arguments)

    async def _open(self, planned: Planning) -> PooledConnection:
        connection = await self._pool.acquire()
        try:
            self._require_open()  # the request may have ended while this waited
            self._connection = connection
            await self._begin(connection, planned)
        except BaseException:
            self._connection = None  # in no transaction: nothing may be read from it
            await self._pool.release(connection)
            raise
        return connection

    async def _begin(self, connection: PooledConnection, planned: Planning) -> None:
        self._planning = planned
        # One round trip; what is set ends with the transaction, as does everything in a session of the pool's.
        begin = f"{_BEGIN}; {set_local(planned)}"
        if self.version is None:
            await connection.execute(begin)
            return
        try:
            await connection.execute(composed(joined("; ", [words(begin), required(self.version)])).query)
        except SerializationError:
            await self._begin_anew(connection, begin)

    async def _begin_anew(self, connection: PooledConnection, begin: LiteralString) -> None:
        """The data has changed since the request came: whatever was read before does not go with what would be."""
        self.version = None
        self.is_torn = self._looked_up
        await connection.execute(f"ROLLBACK; {begin}")


def required(version: Version) -> Fragment:
    """The statement that fails where the data no longer has a version. It is sent with others: without parameters."""
    numbers = {"workspace": whole_number(version.workspace_id), "version": whole_number(version.data)}
    return fragment("require_version", numbers)
