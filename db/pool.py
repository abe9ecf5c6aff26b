"""The connection pool. Other folders import Pool and Connection from here, never asyncpg."""
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportAttributeAccessIssue=false
# asyncpg has no public hooks for waiting for a connection, abandoning a statement and ending a transaction

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import asyncpg
from asyncpg.pool import PoolAcquireContext
from asyncpg.transaction import Transaction
from typing_extensions import override

from core.current_request import count_statement
from core.errors import Busy
from core.settings import Settings
from core.texts import counted
from db import planning
from db.json_values import decode_json
from db.planning import Planning, set_on_cluster
from db.restriction import restriction
from db.statements.composer import statement

if TYPE_CHECKING:
    from db.driver import Acquired, Connection, Pool, Sql, WorkspacePool

    PooledConnection = Connection
    _Connection = asyncpg.Connection[asyncpg.Record]
else:
    Pool = WorkspacePool = asyncpg.Pool
    PooledConnection = asyncpg.pool.PoolConnectionProxy
    Connection = _Connection = asyncpg.Connection


# Raised when the database is down, restarting or too busy to connect to, and when the pool is exhausted.
OUTAGES: tuple[type[Exception], ...] = (
    Busy,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the server has sent its last message, but the connection is still open
    OSError,  # refused, unknown socket or host, timeout; for several addresses a plain OSError
)

# Raised for text that PostgreSQL cannot store: only the character U+0000.
UNSTORABLE = asyncpg.CharacterNotInRepertoireError

IDLE_IN_TRANSACTION_MS = 60_000  # an open transaction waits only for the database
CONNECTION_CHECK_MS = 250  # how soon a running statement is stopped after its client disconnects
SILENCE_SECONDS = 5  # beyond the time limit of a statement; then its connection counts as dead
RELEASE_SECONDS = 5  # to end an open transaction when a connection is returned
CLOSE_SECONDS = 5  # to close all connections of a pool
_UNKNOWN = -1  # no workspace has this id
AUTHENTICATION_CONNECTIONS = 2  # one statement at a time looks up all tokens; the second replaces a broken connection


class _Pool(asyncpg.Pool[asyncpg.Record] if TYPE_CHECKING else asyncpg.Pool):
    """A pool in which every wait has a time limit, and every connection is restricted to one workspace or to none."""

    acquire_seconds: float
    waiting: int = 0  # requests and tasks that wait for a connection

    def of(self, workspace_id: int) -> "WorkspacePool":
        """The same connections, restricted to the rows of a workspace while they are in use."""
        return cast("WorkspacePool", _WorkspacePool(self, workspace_id))

    async def _acquire(self, timeout: float | None) -> PooledConnection:  # noqa: ASYNC109 - the name is asyncpg's
        """A connection that sees the rows of no workspace."""
        return await self.acquire_restricted(None, timeout)

    async def acquire_restricted(self, workspace_id: int | None, timeout: float | None) -> PooledConnection:  # noqa: ASYNC109
        """A connection that sees only the rows of a workspace, or of none if that is None.

        The only place from which connections leave the pool. Raises Busy if none becomes free or can be opened in time.
        """
        seconds = self.acquire_seconds if timeout is None else timeout
        self.waiting += 1
        self._prefer(workspace_id)
        try:
            # not asyncpg's timeout, which creates a task for each call
            async with asyncio.timeout(seconds):
                connection = cast(PooledConnection, await super()._acquire(None))
        except TimeoutError:
            raise Busy(f"No database connection became free within {counted(seconds, 'second')}.") from None
        finally:
            self.waiting -= 1
        try:
            await _restrict(connection, workspace_id)
        except BaseException:
            await self.release(connection)
            raise
        return connection

    def _prefer(self, workspace_id: int | None) -> None:
        """Let the next idle connection be one that is restricted like this already, or else the one unused longest.

        So a workspace that is used keeps its connection, and changing the restriction costs a round trip seldom.
        """
        idle: list[Any] = self._queue._queue  # noqa: SLF001 - the last one is taken first
        for index in range(len(idle) - 1, -1, -1):
            if idle[index]._con is not None and idle[index]._con.workspace_id == workspace_id:  # noqa: SLF001
                idle.append(idle.pop(index))
                return
        for index, holder in enumerate(idle):
            if holder.is_connected():
                idle.append(idle.pop(index))
                return

    @override
    async def release(self, connection: Any, *, timeout: float | None = RELEASE_SECONDS) -> None:
        """Return a connection. Closes it without waiting for the server if its statement was abandoned."""
        ours: Any = connection._con  # noqa: SLF001
        if ours is not None and ours.is_abandoned:
            ours.terminate()
        else:
            await super().release(connection, timeout=timeout)

    @override
    async def close(self) -> None:
        """Close all connections once they are returned. Terminates those that take too long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await super().close()


class _WorkspacePool:
    """The connections of a pool, restricted to the rows of one workspace."""

    def __init__(self, pool: _Pool, workspace_id: int) -> None:
        self._pool = pool
        self.workspace_id = workspace_id

    def acquire(self, *, timeout: float | None = None) -> "Acquired":
        return cast("Acquired", PoolAcquireContext(cast(Any, self), timeout))

    async def _acquire(self, timeout: float | None) -> PooledConnection:  # noqa: ASYNC109 - called by asyncpg
        return await self._pool.acquire_restricted(self.workspace_id, timeout)

    async def release(self, connection: Any) -> None:
        await self._pool.release(connection)

    async def execute(self, query: "Sql", *args: object, timeout: float | None = None) -> str:  # noqa: ASYNC109
        async with self.acquire() as connection:
            return await connection.execute(query, *args, timeout=timeout)

    async def fetch(self, query: "Sql", *args: object, timeout: float | None = None) -> list[asyncpg.Record]:  # noqa: ASYNC109
        async with self.acquire() as connection:
            return await connection.fetch(query, *args, timeout=timeout)

    async def fetchrow(self, query: "Sql", *args: object, timeout: float | None = None) -> asyncpg.Record | None:  # noqa: ASYNC109
        async with self.acquire() as connection:
            return await connection.fetchrow(query, *args, timeout=timeout)

    async def fetchval(self, query: "Sql", *args: object, timeout: float | None = None) -> Any:  # noqa: ASYNC109
        async with self.acquire() as connection:
            return await connection.fetchval(query, *args, timeout=timeout)


class _PooledConnection(_Connection):
    """Returns to the pool without a round trip, and never waits for the server to stop a statement."""

    is_abandoned = False
    workspace_id: int | None = None  # whose rows its session sees; a new session sees none
    is_on_cluster = False  # of Citus

    @override
    def get_reset_query(self) -> str:
        """An empty query, because no statement leaves state in its session.

        By default asyncpg sends UNLISTEN, RESET ALL and more after every use. It still ends a transaction that was left
        open. So locks and settings must end with their transaction, temporary tables must be emptied before use, and
        LISTEN needs a connection outside the pool.
        """
        return ""

    def _execute(self, *args: Any, **named: Any) -> Any:
        """All ways to run a statement end here, except for those of several statements without arguments."""
        count_statement()
        return cast(Any, super()._execute(*args, **named))  # pyright: ignore[reportUnknownMemberType]

    async def _do_execute(self, *args: Any, **named: Any) -> Any:
        """Prepares and runs a statement.

        If it is canceled when the response to its preparation has just arrived, asyncpg takes the session for idle,
        but its transaction is open: asyncpg has not yet asked the server to end it.
        """
        try:
            return await super()._do_execute(*args, **named)  # pyright: ignore[reportUnknownVariableType]
        except (asyncio.CancelledError, TimeoutError):
            self.is_abandoned = True
            raise

    @override
    def execute(self, query: Any, *args: Any, timeout: float | None = None) -> Any:
        """Counts a file of db/sql, but not the words that begin and end a transaction."""
        if not args and query.startswith("--"):
            count_statement()
        return super().execute(query, *args, timeout=timeout)

    def _cancel_current_command(self, *_: object) -> None:
        """Close the connection of a statement that was canceled or timed out. The server then stops the statement.

        By default asyncpg asks the server to stop it and waits for the response: forever if the server is frozen.
        """
        self.is_abandoned = True
        self._loop.call_soon(self.terminate)  # asyncpg still uses the connection when it calls this method

    @override
    def transaction(self, *, isolation: Any = None, readonly: bool = False, deferrable: bool = False) -> Transaction:
        """A transaction that closes its connection if its task is canceled, without a round trip."""
        self._check_open()
        return _Transaction(self, isolation, readonly, deferrable)


class _Transaction(Transaction):
    @override
    async def __aexit__(self, extype: object, ex: object, tb: object) -> None:
        if isinstance(ex, asyncio.CancelledError):
            self._connection.terminate()
        else:
            await super().__aexit__(extype, ex, tb)


class PoolUsage(NamedTuple):
    """The connections of a pool."""

    used: int
    idle: int
    most: int
    waiting: int  # for a connection


def usages(objects: Mapping[str, object]) -> Iterator[tuple[str, PoolUsage]]:
    """The usage of each pool among these objects, by its name."""
    for name, pool in objects.items():
        if isinstance(pool, _Pool):
            idle = pool.get_idle_size()
            yield name, PoolUsage(pool.get_size() - idle, idle, pool.get_max_size(), pool.waiting)


async def _restrict(connection: PooledConnection, workspace_id: int | None) -> None:
    """Restrict the session of a connection to a workspace. Costs a round trip only if that is a change."""
    session = cast(Any, connection)._con  # noqa: SLF001
    if session.workspace_id != workspace_id:
        session.workspace_id = _UNKNOWN  # in case the statement fails
        await connection.execute(restriction(workspace_id))
        session.workspace_id = workspace_id


def is_on_cluster(connection: PooledConnection) -> bool:
    """Whether the server is a node of a Citus cluster."""
    return cast(Any, connection)._con.is_on_cluster  # noqa: SLF001


async def create_pool(settings: Settings) -> Pool:
    """A bounded pool on MILEPOST_DATABASE_URL, with JSON codecs and time limits."""
    return await _pool(settings, planning.EACH_TIME)


async def create_pool_to_look_up(settings: Settings) -> Pool:
    """A pool for statements that are planned once, whatever their arguments. See Snapshot.look_up."""
    return await _pool(settings, planning.ONCE)


async def create_pool_to_authenticate(settings: Settings) -> Pool:
    """A small pool for the look-up of tokens alone, which must not wait for the statements of other requests."""
    return await _pool(settings, planning.ONCE, AUTHENTICATION_CONNECTIONS)


async def _pool(settings: Settings, planned: Planning, most: int | None = None) -> Pool:
    pool = _Pool(
        settings.database_url,
        min_size=2,
        max_size=most or settings.database_connections,
        max_queries=50_000,
        max_inactive_connection_lifetime=300.0,
        init=partial(_prepare, planned),
        loop=asyncio.get_running_loop(),
        connection_class=_PooledConnection,
        record_class=asyncpg.Record,
        timeout=settings.acquire_seconds,
        command_timeout=settings.statement_timeout_ms / 1000 + SILENCE_SECONDS,
        server_settings={
            "application_name": "milepost",
            "timezone": "UTC",
            "statement_timeout": str(settings.statement_timeout_ms),
            "idle_in_transaction_session_timeout": str(IDLE_IN_TRANSACTION_MS),
            "client_connection_check_interval": str(CONNECTION_CHECK_MS),
            **planned,
            **planning.CATALOG,
            **planning.COSTS,
        },
    )
    pool.acquire_seconds = settings.acquire_seconds
    return await pool


async def _prepare(planned: Planning, connection: Connection) -> None:
    await decode_json(connection)
    if await connection.fetchval(statement("is_on_cluster")):
        cast(_PooledConnection, connection).is_on_cluster = True
        await connection.execute(set_on_cluster(planned))
