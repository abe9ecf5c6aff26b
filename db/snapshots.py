"""Snapshots: all statements of one request read the same state of the database."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, LiteralString, ParamSpec, Protocol, Self

from asyncpg import InterfaceError, Record, SerializationError

from core.errors import Changed, Unavailable
from db import planning
from db.planning import Planning, set_local
from db.pool import PooledConnection, WorkspacePool, is_on_cluster
from db.statements.composer import Fragment, Query, composed, fragment, joined, whole_number, words
from db.versions import Version

P = ParamSpec("P")

_BEGIN: LiteralString = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class CountingSnapshot(Protocol):
    """Runs statements that count many rows."""

    async def count(self, query: Query, *arguments: Any) -> Sequence[Any]:
        """The rows of a statement."""
        ...


class Snapshot:
    """A connection and a read-only transaction of one request, taken when first needed.

    Statements of a request share the connection and take turns. If the version of the data is known when the request
    arrives, its first look-up needs no transaction. The next statement begins one and checks that the data still has
    that version. If not, the snapshot `is_stale`: run the request again with a snapshot without a version.

    Use it as an asynchronous context manager. After its end, statements raise Unavailable: a task that outlives its
    request cannot take a connection that would never be returned.
    """

    def __init__(self, pool: WorkspacePool, version: Version | None = None) -> None:
        self.version = version
        self.is_stale = False
        self._pool = pool
        self._lock = asyncio.Lock()
        self._connection: PooledConnection | None = None
        self._planning = planning.EACH_TIME
        self._looked_up = False
        self._is_closed = False
        self._reader: asyncio.Task[Any] | None = None  # the task that runs a statement now
        self._at_end: list[Callable[[], None]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, _: object, error: BaseException | None, __: object) -> None:
        for release in self._at_end:
            release()
        if isinstance(error, asyncio.CancelledError):
            self._abandon()
        else:
            await self._close()

    def at_end(self, release: Callable[[], None]) -> None:
        """Call `release` when the snapshot ends: it frees what statements of the request need."""
        self._at_end.append(release)

    @property
    def is_of_version(self) -> bool:
        """Whether everything read so far is known to belong to the version."""
        return self.version is not None and self._connection is not None

    def forget_version(self) -> None:
        """Read in a transaction from the beginning, because the request itself changes data."""
        self.version = None

    async def fetch(self, query: Query, *arguments: Any) -> list[Record]:
        """The rows of a statement that is planned for its arguments. Raises Changed if the snapshot is stale."""
        return await self._in_turn(self._fetch, planning.EACH_TIME, query, arguments)

    async def count(self, query: Query, *arguments: Any) -> list[Record]:
        """Like `fetch`, for a statement that counts many rows."""
        return await self._in_turn(self._fetch, planning.COUNTING, query, arguments)

    async def look_up(self, query: Query, *arguments: Any) -> list[Record]:
        """The rows of a statement whose plan does not depend on its arguments, such as keys and instants.

        It is planned once per connection: planning `figure_counts` takes longer than running it for a dashboard.
        Raises Changed if the snapshot is stale.
        """
        return await self._in_turn(self._look_up, query, arguments)

    async def look_up_definition(self, query: Query, *arguments: Any) -> list[Record]:
        """Like `look_up`, but always in the transaction. Once that has begun, everything read `is_of_version`."""
        return await self._in_turn(self._fetch, planning.ONCE, query, arguments)

    async def renew(self) -> None:
        """Return the connection once it is idle. The next statement takes a new snapshot."""
        async with self._lock:
            connection, self._connection = self._connection, None
            if connection is not None:
                try:
                    await connection.execute("COMMIT")
                except Exception:  # the transaction only reads, and its callers have their rows
                    _terminate(connection)
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
        """Close the connection at once, even while a statement runs: the server may never respond."""
        self._is_closed = True
        if self._reader is not None:  # the task of a loader, which the end of the request does not cancel
            self._reader.cancel()
        connection, self._connection = self._connection, None
        if connection is not None:
            _terminate(connection)

    def _require_open(self) -> None:
        if self._is_closed:
            raise Unavailable("The request has already ended.")

    async def _look_up(self, query: Query, arguments: tuple[Any, ...]) -> list[Record]:
        if self.version is None or self._connection is not None or self._looked_up:
            return await self._fetch(planning.ONCE, query, arguments)
        self._looked_up = True
        return await self._pool.fetch(query, *arguments)

    async def _fetch(self, planned: Planning, query: Query, arguments: tuple[Any, ...]) -> list[Record]:
        connection = self._connection or await self._open(planned)
        if self.is_stale:
            raise Changed("The data changed while it was read: read it again.")
        if self._planning is not planned:
            await connection.execute(set_local(planned, on_cluster=is_on_cluster(connection)))
            self._planning = planned
        return await connection.fetch(query, *arguments)

    async def _open(self, planned: Planning) -> PooledConnection:
        connection = await self._pool.acquire()
        try:
            self._require_open()  # the request may have ended during the wait
            self._connection = connection
            await self._begin(connection, planned)
        except BaseException:
            self._connection = None  # it is in no transaction, so it must not be read from
            await self._pool.release(connection)
            raise
        return connection

    async def _begin(self, connection: PooledConnection, planned: Planning) -> None:
        self._planning = planned
        # One round trip. SET LOCAL ends with the transaction, because connections return to the pool without a reset.
        begin = f"{_BEGIN}; {set_local(planned, on_cluster=is_on_cluster(connection))}"
        if self.version is None:
            await connection.execute(begin)
            return
        try:
            await connection.execute(composed(joined("; ", [words(begin), required(self.version)])).query)
        except SerializationError:
            await self._begin_again(connection, begin)

    async def _begin_again(self, connection: PooledConnection, begin: LiteralString) -> None:
        """The data has changed since the request arrived. If something was already read, the snapshot is stale."""
        self.version = None
        self.is_stale = self._looked_up
        await connection.execute(f"ROLLBACK; {begin}")


def required(version: Version) -> Fragment:
    """The statement that fails unless the data has a version. Without parameters, to be sent together with others."""
    numbers = {"workspace": whole_number(version.workspace_id), "version": whole_number(version.data)}
    return fragment("require_version", numbers)


def _terminate(connection: PooledConnection) -> None:
    with suppress(InterfaceError):  # the server closed it, and the pool has taken it back
        connection.terminate()
