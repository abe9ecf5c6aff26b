"""Brings a database to the newest migration and functions. If several processes try at once, one of them does it."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import asyncpg

from core.errors import InvalidSetting, MilepostError
from core.settings import Settings
from core.texts import counted
from db.access import arrange_access, check_owner
from db.connection import connected, connected_as_owner
from db.earlier_releases import BASELINE, adopt, check_known, is_of_earlier_release
from db.pool import OUTAGES, Connection, Pool
from db.routines import make_functions, replace_functions
from db.scripts import Scripts, read_scripts, statements_of
from db.statements.composer import statement

TABLES = ("schema_migrations", "schema_functions")  # record what has been applied
LOCK = 0x6D696C65706F7374  # "milepost"; any number that no other program on the database locks
# Names of steps besides migrations.
_BASELINE = "baseline"
_FUNCTIONS = "functions"


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a migration changed: the names of the steps in order, and whether it turned row-level policies on or off."""

    applied: list[str]
    row_security: bool | None = None  # None if it was like this before


async def migrate(settings: Settings, scripts: Scripts | None = None) -> Migrated:
    """Apply the pending migrations and functions as the owner of the tables.

    Each migration is applied in one transaction with the functions it names. Then all functions are replaced if one has
    changed. Raises MilepostError if a step fails: it is rolled back, and the steps before it stay applied. Raises
    MilepostError, and changes nothing, if this release does not know the state of the database, or if the role is not
    the owner. Finally arranges what the role of MILEPOST_DATABASE_URL may do and see.
    """
    async with connected_as_owner(settings) as connection:
        # The connection that does the work holds the lock: if this process is killed, PostgreSQL ends both together.
        await connection.fetchval(statement("lock_migrations"), LOCK)
        await check_owner(connection, settings)
        scripts = scripts or read_scripts()
        done = await _migrate(connection, scripts)
        if "grant_access" not in scripts.functions:
            return Migrated(done)
        return Migrated(done, await arrange_access(connection, settings))


async def pending(db: Pool | Connection, scripts: Scripts | None = None) -> list[str]:
    """The names of the migrations and functions that the database lacks, in order.

    Empty if a newer release has migrated it: old processes must stay ready while new ones replace them.
    """
    scripts = scripts or read_scripts()
    applied = await _applied(db)
    if is_of_earlier_release(applied):
        missing = [_BASELINE, *(name for name in scripts.migrations if name > BASELINE)]
    else:
        missing = _missing(applied, scripts.migrations)
    try:
        has_functions = await db.fetchval(statement("schema/has_had_functions"), scripts.checksum)
    except asyncpg.UndefinedTableError:
        has_functions = False
    return missing if has_functions else [*missing, _FUNCTIONS]


async def check_migrated(settings: Settings) -> None:
    """Raises InvalidSetting if the database lacks a migration or has never had the functions of this code."""
    async with connected(settings) as connection:
        try:
            names = await pending(connection)
        except asyncpg.InsufficientPrivilegeError:
            raise InvalidSetting(
                "The role of MILEPOST_DATABASE_URL may not read the tables: run `milepost migrate` with "
                "MILEPOST_OWNER_DATABASE_URL, which gives it its privileges."
            ) from None
    if names:
        raise InvalidSetting(f"The database lacks {counted(len(names), 'migration')}: run `milepost migrate` first.")


async def _migrate(db: Connection, scripts: Scripts) -> list[str]:
    applied = await _applied(db)
    check_known(applied, scripts.migrations)
    checksum = await _current_checksum(db)
    if checksum is None:
        with failing("Preparing to record migrations"):
            await db.execute(statement("schema/bookkeeping"))
    done: list[str] = []
    if is_of_earlier_release(applied):
        with failing("Taking over the database of an earlier release"):
            await adopt(db, scripts.migrations)
        done.append(_BASELINE)
    for name in _missing(await _applied(db), scripts.migrations):
        with failing(f"The migration {name}"):
            await _apply(db, scripts, name)
        done.append(name)
    if checksum != scripts.checksum:
        with failing("Replacing the functions"):
            await replace_functions(db, scripts)
        done.append(_FUNCTIONS)
    return done


async def _apply(db: Connection, scripts: Scripts, name: str) -> None:
    text = scripts.migrations[name]
    async with db.transaction():
        await make_functions(db, scripts, scripts.functions_for(text))
        for each in statements_of(text):  # one by one, which Citus needs to create an index
            await db.execute(each)
        await db.execute(statement("schema/record_migration"), name)


async def _applied(db: Pool | Connection) -> set[str]:
    try:
        return {row["version"] for row in await db.fetch(statement("applied_migrations"))}
    except asyncpg.UndefinedTableError:
        return set()


async def _current_checksum(db: Connection) -> str | None:
    try:
        return await db.fetchval(statement("schema/current_functions"))
    except asyncpg.UndefinedTableError:
        return None


def _missing(applied: set[str], migrations: Mapping[str, str]) -> list[str]:
    return [name for name in migrations if name not in applied]


@contextmanager
def failing(what: str) -> Generator[None]:
    try:
        yield
    except (asyncpg.PostgresError, *OUTAGES) as error:
        words = [error.args[0] if error.args else repr(error), getattr(error, "detail", None)]
        raise MilepostError(f"{what} failed and was rolled back: {'. '.join(map(str, filter(None, words)))}") from None
