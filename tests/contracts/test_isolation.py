"""A statement that forgets the workspace finds nothing of other workspaces: row-level policies hide their rows."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from databases import new_database
from forgetting import without_comparisons, without_one_comparison
from workspace_bounds import CROSSING, OUR_TABLES, tables_of_workspaces

from core.errors import Busy
from core.settings import Settings
from db.connection import connected, connected_as_owner
from db.migrate import migrate
from db.pool import Connection, Pool, create_pool
from db.statements.catalogue import names, variants
from db.statements.composer import statement
from db.statements.printing import with_examples

EMPTY, FULL = 1, 2  # workspaces; examples of parameters are 1, so statements ask for the empty one
OF_OWNER = {"all_tokens", "workspace_of_token", "lock_migrations", "all_series"}
COLUMNS = f"""
SELECT relname AS table, attname AS column, format_type(atttypid, atttypmod) AS type, typcategory::text AS category
FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid
JOIN pg_type ON pg_type.oid = atttypid
WHERE {OUR_TABLES} AND attnum > 0 AND NOT attisdropped
    AND attgenerated = '' AND relname <> ALL(ARRAY['schema_migrations', 'schema_functions', 'workspace'])
    AND (attnotnull OR attname = ANY(ARRAY['started_at', 'first_at', 'first_reached', 'goal', 'at']))
"""
# By type, or else by category of pg_type: values that the examples of parameters find.
VALUES = {
    "N": "1",
    "S": "'1'",
    "D": "'2026-03-01 11:00+00'",
    "B": "true",
    "A": "'{{1}}'::{type}",
    "E": "enum_first(NULL::{type})",
    "U": "'{{}}'::text::{type}",
    "uuid": "gen_random_uuid()",
    "bytea": r"'\x01'",
    "C": "ROW('2026-03-01 11:00+00', '1', 1, 'MATCHED', NULL)::{type}",
}


@pytest.fixture(scope="module")
async def own(settings: Settings) -> AsyncIterator[Settings]:
    """A database with an empty workspace, and one that has a row in every table, whose ids are 1."""
    async with new_database(settings) as own:
        await migrate(own)
        async with connected_as_owner(own) as connection, connection.transaction():
            await connection.execute("INSERT INTO workspace (name) VALUES ('empty'), ('full')")
            await connection.execute("SET LOCAL session_replication_role = replica")  # without foreign keys
            for table, values in (await _rows(connection)).items():
                columns, row = ", ".join(f'"{column}"' for column in values), ", ".join(values.values())
                await connection.execute(f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE VALUES ({row})")
        yield own


def _value(type_: str, category: str) -> str:
    return VALUES.get(type_, VALUES[category]).format(type=type_)


async def _rows(connection: Connection) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for found in await connection.fetch(COLUMNS):
        value = str(FULL) if found["column"] == "workspace_id" else _value(found["type"], found["category"])
        rows.setdefault(found["table"], {})[found["column"]] = value
    return rows


@pytest.fixture(scope="module")
async def restricted(own: Settings) -> AsyncIterator[Connection]:
    """A connection of the API that is restricted to the empty workspace."""
    async with connected(own, EMPTY) as connection:
        await connection.execute(statement("ingest/stage"))
        yield connection


@pytest.fixture(scope="module")
async def owner(own: Settings) -> AsyncIterator[Connection]:
    """A connection that no policy restricts."""
    async with connected_as_owner(own) as connection:
        await connection.execute(statement("ingest/stage"))
        yield connection


async def results(connection: Connection, query: str) -> Any:
    """The rows of a query, the number of rows of any other statement, or the error. Changes nothing."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        prepared = await connection.prepare(query)
        rows = [tuple(row) for row in await prepared.fetch()]
        return rows if "INSERT" not in query else (len(rows), prepared.get_statusmsg())
    except asyncpg.PostgresError as error:
        return type(error)
    finally:
        await transaction.rollback()


def names_of_workspaces() -> list[str]:
    """The statements that compare workspaces."""
    return [
        name
        for name in names()
        if not name.startswith("schema/")
        and name not in OF_OWNER | CROSSING.keys() | {"ingest/stage", "require_version"}
        and "workspace_id =" in variants()[name][0].composed.query
    ]


def _forgetful(name: str) -> list[tuple[str, str]]:
    """The first variant of a statement without each comparison alone; the first and the last one without any."""
    first, last = (with_examples(variants()[name][place].composed.query) for place in (0, -1))
    found = [(first, each) for each in without_one_comparison(first)]
    return [*found, *((whole, without_comparisons(whole)) for whole in {first: None, last: None})]


async def test_a_statement_without_its_predicates_finds_nothing_of_another_workspace(restricted: Connection):
    found: dict[str, Any] = {}
    for name in names_of_workspaces():
        for whole, forgetting in _forgetful(name):
            if whole not in found:
                found[whole] = await results(restricted, whole)
            assert await results(restricted, forgetting) == found[whole], (name, forgetting)


@pytest.mark.long
async def test_without_policies_many_of_these_statements_would_find_rows_of_another_workspace(owner: Connection):
    leaking = [
        name
        for name in names_of_workspaces()
        for whole, forgetting in _forgetful(name)[-1:]
        if await results(owner, forgetting) != await results(owner, whole)
    ]

    assert len(leaking) >= 40, leaking


async def test_every_table_of_workspaces_has_a_forced_policy(own: Settings, pool: Pool):
    async with connected(own, EMPTY) as connection, connected_as_owner(own) as owner:
        forced = await connection.fetch("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        tables = await tables_of_workspaces(pool) | {"workspace"}
        assert {row["relname"] for row in forced} == tables
        for table in tables:
            assert await owner.fetchval(f"SELECT count(*) FROM {table}") > 0


@pytest.mark.parametrize("setting", ["RESET milepost.workspace", "SET milepost.workspace = ''"])
async def test_a_session_without_a_workspace_sees_nothing(own: Settings, setting: str):
    async with connected(own, FULL) as connection:
        assert await connection.fetchval("SELECT count(*) FROM person") == 1
        await connection.execute(setting)
        assert await connection.fetchval("SELECT count(*) FROM person") == 0


async def test_rows_of_another_workspace_cannot_be_written(restricted: Connection):
    written = [
        await results(restricted, f"INSERT INTO tag (workspace_id, name) VALUES ({FULL}, 'x')"),
        await results(restricted, f"UPDATE person SET name = 'x' WHERE workspace_id = {FULL} RETURNING id"),
    ]

    assert written == [asyncpg.InsufficientPrivilegeError, []]


async def test_connections_of_a_pool_see_one_workspace_at_a_time_whoever_had_them_before(own: Settings):
    count = "SELECT count(*) FROM person"
    few = own.model_copy(update={"database_connections": 2, "request_seconds": 0.3})
    async with await create_pool(few) as pool:
        seen = [
            [await pool.of(FULL).fetchval(count), await pool.of(EMPTY).fetchval(count), await pool.fetchval(count)]
            for _ in range(3)
        ]
        async with pool.of(FULL).acquire() as one, pool.of(EMPTY).acquire() as other:
            held = [await one.fetchval(count), await other.fetchval(count)]
            with pytest.raises(Busy):
                await pool.of(FULL).fetchval(count)

    assert seen == [[1, 0, 0]] * 3
    assert held == [1, 0]


async def test_a_pool_changes_the_workspace_of_a_connection_only_if_it_must(own: Settings):
    queries: list[str] = []
    async with await create_pool(own.model_copy(update={"database_connections": 2})) as pool:
        async with pool.acquire() as one, pool.acquire() as other:
            for each in (one, other):
                each.add_query_logger(lambda record: queries.append(record.query))
        for _ in range(5):
            await pool.of(FULL).fetchval("SELECT 1")
            await pool.of(EMPTY).fetchval("SELECT 1")

    assert [query for query in queries if "milepost.workspace" in query] == [
        "SET SESSION milepost.workspace = 2",
        "SET SESSION milepost.workspace = 1",
    ]


async def test_policies_can_be_turned_off_by_the_owner_alone(own: Settings):
    async def seen(mode: str) -> int:
        await migrate(own.model_copy(update={"row_security": mode}))
        async with connected(own, EMPTY) as connection:
            return await connection.fetchval("SELECT count(*) FROM person")

    assert [await seen("off"), await seen("on"), await seen("auto")] == [1, 0, 0]
    async with connected(own) as connection:
        await connection.execute("SET row_security = off")  # makes statements fail instead of hiding rows
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetchval("SELECT count(*) FROM person")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("SELECT set_row_security(false)")
