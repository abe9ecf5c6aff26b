"""The connection pool. Other folders import Pool and Connection from here, never asyncpg."""
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportAttributeAccessIssue=false
# asyncpg has no public hooks for waiting in line, for giving up a statement and for the end of a transaction

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import asyncpg
import orjson
from asyncpg.transaction import Transaction
from typing_extensions import override

from core.errors import Busy
from core.settings import Settings
from db import planning
from db.planning import Planning

if TYPE_CHECKING:
    from db.driver import Connection, Pool

    PooledConnection = Connection
    _Connection = asyncpg.Connection[asyncpg.Record]
else:
    Pool = asyncpg.Pool
    PooledConnection = asyncpg.pool.PoolConnectionProxy
    Connection = _Connection = asyncpg.Connection


# What is raised when the database is gone, restarting or too busy to connect to, and when the pool is exhausted.
OUTAGES: tuple[type[Exception], ...] = (
    Busy,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the server's last word has come, the end of the connection has not
    OSError,  # refused, no such socket, no such host, no answer in time: of several addresses just OSError
)

# What is raised for text that PostgreSQL cannot hold: only the character U+0000.
UNSTORABLE = asyncpg.CharacterNotInRepertoireError

IDLE_IN_TRANSACTION_MS = 60_000  # we wait for nothing but the database while a transaction is open
CONNECTION_CHECK_MS = 250  # a running statement whose client has gone is stopped after this time
SILENCE_SECONDS = 5  # more than a statement may take: then its connection is taken for dead
RELEASE_SECONDS = 5  # to end what is left open when a connection is given back
CLOSE_SECONDS = 5  # for the connections of a pool that ends


class _Pool(asyncpg.Pool[asyncpg.Record] if TYPE_CHECKING else asyncpg.Pool):
    """A pool in which no wait is endless."""

    acquire_seconds: float

    async def _acquire(self, timeout: float | None) -> PooledConnection:  # noqa: ASYNC109 - the name is asyncpg's
        """A connection. Raises Busy where none is free, and no new one is made, in time."""
        seconds = self.acquire_seconds if timeout is None else timeout
        try:
            # not asyncpg's own timeout, which makes a task for each
            async with asyncio.timeout(seconds):
                return cast(PooledConnection, await super()._acquire(None))
        except TimeoutError:
            raise Busy(f"No database connection became free within {seconds:g} seconds.") from None

    @override
    async def release(self, connection: Any, *, timeout: float | None = RELEASE_SECONDS) -> None:
        """Give a connection back; one whose statement was given up is closed, without waiting for the server."""
        ours: Any = connection._con  # noqa: SLF001
        if ours is not None and ours.is_given_up:
            ours.terminate()
        else:
            await super().release(connection, timeout=timeout)

    @override
    async def close(self) -> None:
        """Close all connections once they are given back; cut them off where that takes too long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await super().close()


class _PooledConnection(_Connection):
    """Goes back to the pool without a round trip of its own, and never waits for the server to stop a statement."""

    is_given_up = False

    @override
    def get_reset_query(self) -> str:
        """Nothing: no statement of ours leaves anything in its session.

        asyncpg would send one with UNLISTEN, RESET ALL and more after every use. It still ends a transaction that
        was left open. Locks and settings are to end with their transaction, temporary tables are to be emptied before
        they are used; LISTEN needs a connection outside the pool.
        """
        return ""

    def _cancel_current_command(self, *_: object) -> None:
        """Close the connection of a statement that was cancelled or took too long; the server then stops it.

        asyncpg would ask the server to stop it, and wait for the answer: for ever if the server is frozen.
        """
        self.is_given_up = True
        self._loop.call_soon(self.terminate)  # asyncpg is not done with the connection when it calls this

    @override
    def transaction(self, *, isolation: Any = None, readonly: bool = False, deferrable: bool = False) -> Transaction:
        """A transaction that ends by closing its connection where its task is cancelled, without asking the server."""
        self._check_open()
        return _Transaction(self, isolation, readonly, deferrable)


class _Transaction(Transaction):
    @override
    async def __aexit__(self, extype: object, ex: object, tb: object) -> None:
        if isinstance(ex, asyncio.CancelledError):
            self._connection.terminate()
        else:
            await super().__aexit__(extype, ex, tb)


async def create_pool(settings: Settings) -> Pool:
    """A bounded pool on MILEPOST_DATABASE_URL, with JSON codecs and time limits."""
    return await _pool(settings, planning.EACH_TIME)


async def create_pool_to_look_up(settings: Settings) -> Pool:
    """The same for statements that are planned once, whatever their arguments: see Snapshot.look_up."""
    return await _pool(settings, planning.ONCE)


async def _pool(settings: Settings, planned: Planning) -> Pool:
    pool = _Pool(
        settings.database_url,
        min_size=2,
        max_size=settings.database_connections,
        max_queries=50_000,
        max_inactive_connection_lifetime=300.0,
        init=_prepare,
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
            "jit": "off",  # our statements are short: compiling them costs more than running them
        },
    )
    pool.acquire_seconds = settings.acquire_seconds
    return await pool


async def _prepare(connection: Connection) -> None:
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=lambda value: b"\x01" + orjson.dumps(value),
        decoder=lambda data: orjson.loads(data[1:]),
    )
