"""A single connection for commands and checks. Every failure to connect has a clear error."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import asyncpg

from core.errors import InvalidSetting, Unavailable, reason_of
from core.settings import Settings
from db.json_values import decode_json
from db.planning import CATALOG, Planning
from db.pool import Connection
from db.restriction import restriction

OLDEST_SERVER = 18  # RETURNING old.*, new.* and uuidv7() came with it
CONNECT_SECONDS = 10
CLOSE_SECONDS = 2


@asynccontextmanager
async def connected(settings: Settings, workspace_id: int | None = None) -> AsyncGenerator[Connection]:
    """A connection to MILEPOST_DATABASE_URL, whose server has been checked to be new enough.

    It sees the rows of this workspace, or of none. Raises InvalidSetting if the URL is missing or wrong or the server
    is too old, and Unavailable if it does not respond.
    """
    async with _connected(settings.database_url, "MILEPOST_DATABASE_URL", CATALOG) as connection:
        if workspace_id is not None:
            await connection.execute(restriction(workspace_id))
        yield connection


@asynccontextmanager
async def connected_as_owner(settings: Settings) -> AsyncGenerator[Connection]:
    """Like `connected`, but as the owner of the tables: to MILEPOST_OWNER_DATABASE_URL, if that is set."""
    async with _connected(settings.as_owner().database_url, owner_variable(settings), {}) as connection:
        yield connection


def owner_variable(settings: Settings) -> str:
    """The setting with the URL that `connected_as_owner` uses."""
    return "MILEPOST_OWNER_DATABASE_URL" if settings.owner_database_url else "MILEPOST_DATABASE_URL"


@asynccontextmanager
async def _connected(url: str | None, variable: str, planning: Planning) -> AsyncGenerator[Connection]:
    connection = await _connect(url, variable, planning)
    try:
        check_version(connection, variable)
        await decode_json(connection)
        yield connection
    finally:
        with suppress(TimeoutError):  # a frozen server does not answer; the connection is then cut off
            await connection.close(timeout=CLOSE_SECONDS)


def check_version(connection: Connection, variable: str, oldest: int = OLDEST_SERVER) -> None:
    """Raises InvalidSetting if the server's major version is below `oldest`."""
    version = connection.get_server_version()
    if version.major < oldest:
        raise InvalidSetting(
            f"{variable} leads to PostgreSQL {version.major}.{version.minor}: Milepost needs {oldest} or newer."
        )


async def _connect(url: str | None, variable: str, planning: Planning) -> Connection:
    if url is None:
        raise InvalidSetting(
            f"{variable} is not set. Set it to a URL such as postgresql://user:password@host/database."
        )
    try:
        options = {"application_name": "milepost", **planning}
        return await asyncpg.connect(url, timeout=CONNECT_SECONDS, server_settings=options)
    except (ValueError, OverflowError) as error:  # ClientConfigurationError among them, and a port above 65535
        raise InvalidSetting(f"{variable} is not the URL of a database: {error}.") from None
    except asyncpg.PostgresError as error:
        raise Unavailable(f"PostgreSQL at {_place(url)} refuses {variable}: {error.args[0]}.") from None
    except (OSError, TimeoutError, asyncpg.InterfaceError) as error:
        reason = f"no answer within {CONNECT_SECONDS} seconds" if isinstance(error, TimeoutError) else reason_of(error)
        raise Unavailable(f"PostgreSQL at {_place(url)} ({variable}) cannot be reached: {reason}.") from None


def _place(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] or parts.query.removeprefix("host=") or "the default address"
