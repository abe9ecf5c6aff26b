"""The connection pool. Other folders import Pool and Connection from here, never asyncpg."""

from typing import TYPE_CHECKING

import asyncpg
import orjson

from core.settings import Settings
from db import planning
from db.planning import Planning

if TYPE_CHECKING:
    from db.driver import Connection, Pool

    PooledConnection = Connection
else:
    Pool = asyncpg.Pool
    PooledConnection = asyncpg.pool.PoolConnectionProxy
    Connection = asyncpg.Connection


# What is raised when the database is gone, restarting or too busy to connect to.
OUTAGES: tuple[type[Exception], ...] = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the server's last word has come, the end of the connection has not
    OSError,  # refused, no such socket, no such host, no answer in time: of several addresses just OSError
)

# What is raised for text that PostgreSQL cannot hold: only the character U+0000.
UNSTORABLE = asyncpg.CharacterNotInRepertoireError


class _PooledConnection(asyncpg.Connection[asyncpg.Record] if TYPE_CHECKING else asyncpg.Connection):
    """Goes back to the pool without a round trip of its own."""

    def get_reset_query(self) -> str:
        """Nothing: no statement of ours leaves anything in its session.

        asyncpg would send one with UNLISTEN, RESET ALL and more after every use. It still ends a transaction that
        was left open. Locks and settings are to end with their transaction, temporary tables are to be emptied before
        they are used; LISTEN needs a connection outside the pool.
        """
        return ""


async def create_pool(settings: Settings) -> Pool:
    """A bounded pool on MILEPOST_DATABASE_URL, with JSON codecs and a statement timeout."""
    return await _pool(settings, planning.EACH_TIME)


async def create_pool_to_look_up(settings: Settings) -> Pool:
    """The same for statements that are planned once, whatever their arguments: see Snapshot.look_up."""
    return await _pool(settings, planning.ONCE)


async def _pool(settings: Settings, planned: Planning) -> Pool:
    return await asyncpg.create_pool(
        settings.database_url,
        min_size=2,
        max_size=settings.database_connections,
        init=_prepare,
        connection_class=_PooledConnection,
        server_settings={
            "application_name": "milepost",
            "timezone": "UTC",
            "statement_timeout": str(settings.statement_timeout_ms),
            **planned,
            "jit": "off",  # our statements are short: compiling them costs more than running them
        },
    )


async def _prepare(connection: Connection) -> None:
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=lambda value: b"\x01" + orjson.dumps(value),
        decoder=lambda data: orjson.loads(data[1:]),
    )
