"""A single connection for commands and checks. Every failure to connect has a clear error."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import asyncpg

from core.errors import InvalidSetting, Unavailable, reason_of
from core.settings import Settings
from db.pool import Connection

OLDEST_SERVER = 18  # RETURNING old.*, new.* and uuidv7() came with it
CONNECT_SECONDS = 10
CLOSE_SECONDS = 2


@asynccontextmanager
async def connected(settings: Settings) -> AsyncGenerator[Connection]:
    """A connection to MILEPOST_DATABASE_URL, whose server has been checked to be new enough.

    Raises InvalidSetting if the URL is missing or wrong or the server is too old, and Unavailable if it does not
    respond.
    """
    connection = await _connect(settings.database_url)
    try:
        check_version(connection)
        yield connection
    finally:
        with suppress(TimeoutError):  # a frozen server does not answer; the connection is then cut off
            await connection.close(timeout=CLOSE_SECONDS)


def check_version(connection: Connection, oldest: int = OLDEST_SERVER) -> None:
    """Raises InvalidSetting if the server's major version is below `oldest`."""
    version = connection.get_server_version()
    if version.major < oldest:
        raise InvalidSetting(
            f"MILEPOST_DATABASE_URL leads to PostgreSQL {version.major}.{version.minor}: "
            f"Milepost needs {oldest} or newer."
        )


async def _connect(url: str | None) -> Connection:
    if url is None:
        raise InvalidSetting("MILEPOST_DATABASE_URL is not set: postgresql://user:password@host/database")
    try:
        return await asyncpg.connect(url, timeout=CONNECT_SECONDS, server_settings={"application_name": "milepost"})
    except ValueError as error:  # ClientConfigurationError among them
        raise InvalidSetting(f"MILEPOST_DATABASE_URL is not the URL of a database: {error}.") from None
    except asyncpg.PostgresError as error:
        raise Unavailable(f"PostgreSQL at {_place(url)} refuses MILEPOST_DATABASE_URL: {error.args[0]}.") from None
    except (OSError, TimeoutError, asyncpg.InterfaceError) as error:
        reason = f"no answer within {CONNECT_SECONDS} seconds" if isinstance(error, TimeoutError) else reason_of(error)
        raise Unavailable(f"PostgreSQL at {_place(url)} (MILEPOST_DATABASE_URL) cannot be reached: {reason}.") from None


def _place(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] or parts.query.removeprefix("host=") or "the default address"
