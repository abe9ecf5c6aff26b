"""Applies migrations one by one to a database full of data, and tells what each changed in the data that was there."""

from collections.abc import Mapping
from difflib import unified_diff

from databases import database_before_baseline, dumped_schema, new_database

from core.settings import Settings
from db.connection import connected_as_owner
from db.earlier_releases import BASELINE
from db.migrate import TABLES, migrate
from db.pool import Connection
from db.scripts import Scripts

Contents = Mapping[str, str]  # a digest of all values of a column, by "table.column"

_COLUMNS = """
SELECT relname AS table, attname AS column, format_type(atttypid, atttypmod) AS type, typcategory::text AS category,
    attidentity <> '' OR attgenerated <> '' AS is_given
FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid
JOIN pg_type ON pg_type.oid = atttypid
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname <> ALL($1::text[])
    AND attnum > 0 AND NOT attisdropped
ORDER BY relname, attnum
"""
# By category of pg_type; anything that is not here is null.
_VALUES = {
    "N": "1",
    "S": "'a'",
    "D": "now()",
    "B": "true",
    "A": "'{{}}'::{type}",
    "E": "enum_first(NULL::{type})",
    "U": "'{{}}'::text::{type}",
}


async def changes(settings: Settings, scripts: Scripts) -> dict[str, set[str]]:
    """The columns whose values each migration after the baseline changed or removed, of those that had any before.

    Raises AssertionError if the schema is in the end another one than that of a new database.
    """
    found: dict[str, set[str]] = {}
    async with database_before_baseline(settings) as filled, new_database(settings) as new:
        await migrate(filled, _up_to(BASELINE, scripts))
        for name in scripts.migrations:
            if name > BASELINE:
                found[name] = await _change(filled, _up_to(name, scripts))
        await migrate(filled, scripts)
        await migrate(new, scripts)
        difference = "\n".join(unified_diff(dumped_schema(new).splitlines(), dumped_schema(filled).splitlines()))
        assert not difference, difference
    return found


async def contents(connection: Connection) -> Contents:
    """What is in all columns of all tables."""
    digests: dict[str, str] = {}
    for row in await connection.fetch(_COLUMNS, TABLES):
        table, column = row["table"], row["column"]
        values = f'coalesce("{column}"::text, \'null\') COLLATE "C"'
        query = f'SELECT md5(string_agg({values}, chr(10) ORDER BY {values})) FROM "{table}"'
        digests[f"{table}.{column}"] = await connection.fetchval(query)
    return digests


async def _change(settings: Settings, scripts: Scripts) -> set[str]:
    async with connected_as_owner(settings) as connection:
        await _fill_empty_tables(connection)
        before = await contents(connection)
    await migrate(settings, scripts)
    async with connected_as_owner(settings) as connection:
        after = await contents(connection)
    return {column for column, digest in before.items() if after.get(column) != digest}


async def _fill_empty_tables(connection: Connection) -> None:
    """A row in each table that has none: the stored data knows nothing of tables that came later."""
    columns: dict[str, dict[str, str]] = {}
    for row in await connection.fetch(_COLUMNS, TABLES):
        if not row["is_given"]:
            value = _VALUES.get(row["category"], "NULL").format(type=row["type"])
            columns.setdefault(row["table"], {})[row["column"]] = value
    async with connection.transaction():
        await connection.execute("SET LOCAL session_replication_role = replica")  # without triggers and foreign keys
        for table, values in columns.items():
            if not await connection.fetchval(f'SELECT EXISTS (SELECT FROM "{table}")'):
                names = ", ".join(f'"{name}"' for name in values)
                await connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(values.values())})')


def _up_to(name: str, scripts: Scripts) -> Scripts:
    """The migrations up to one, with the functions that they name: others may need tables that come later."""
    migrations = {each: text for each, text in scripts.migrations.items() if each <= name}
    needed = scripts.functions_for("\n".join(migrations.values()))
    return Scripts(migrations, {each: scripts.functions[each] for each in needed})
