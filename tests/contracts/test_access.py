"""The API and the worker connect as a role that may do what the statements need, and nothing else."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from databases import new_database
from statement_needs import needed_by
from telling import Chosen, each_choice
from workspace_bounds import OUR_TABLES

from core.errors import InvalidSetting
from core.settings import Settings
from db.access import excess_rights, role_of
from db.connection import connected, connected_as_owner
from db.migrate import check_migrated, migrate
from db.pool import Connection
from db.statements.catalogue import names

PRIVILEGES = f"""
SELECT relname AS table, privilege
FROM pg_class
CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'])
    AS privilege
WHERE {OUR_TABLES} AND has_table_privilege(oid, privilege)
"""
TABLES = f"SELECT relname FROM pg_class WHERE {OUR_TABLES}"
# Statements of `milepost migrate` and `milepost token`, which connect as the owner.
OF_OWNER = {"all_tokens", "workspace_of_token", "lock_migrations", "all_series"}
# Statements of folder schema/ that the API and the worker use: whether migrations are pending, and their own rights.
OF_SCHEMA = {"schema/has_had_functions", "schema/excess_rights"}
# By functions: the triggers that stamp versions, the one that opens inboxes again, and update_workspace.
BY_FUNCTIONS = {
    *(("version_stamp", privilege) for privilege in ("SELECT", "INSERT", "UPDATE")),
    ("unsubscribed_inbox", "DELETE"),
    ("watched_workspace", "SELECT"),
    ("workspace", "UPDATE"),
}


@pytest.fixture
async def connection(settings: Settings) -> AsyncIterator[Connection]:
    """A connection as the API and the worker open it."""
    async with connected(settings) as connection:
        yield connection


@each_choice
async def test_the_role_has_exactly_the_privileges_that_the_statements_need(connection: Connection, chosen: Chosen):
    tables = {row["relname"] for row in await connection.fetch(TABLES)}
    used = [name for name in names() if not name.startswith("schema/") or name in OF_SCHEMA]
    queries = [each.composed.query for name in used if name not in OF_OWNER for each in chosen()[name]]
    needed = {need for query in queries for need in needed_by(query) if need[0] in tables}

    assert {tuple(row) for row in await connection.fetch(PRIVILEGES)} == needed | BY_FUNCTIONS


async def test_the_role_has_no_rights_in_excess_and_the_owner_has(settings: Settings, connection: Connection):
    async with connected_as_owner(settings) as owner:
        assert await excess_rights(owner) == ["is a superuser"]
        assert await excess_rights(owner, role_of(settings.database_url)) == []
    assert await excess_rights(connection) == []


@pytest.mark.parametrize(
    "command",
    [
        "CREATE TABLE own ()",
        "CREATE FUNCTION own() RETURNS integer LANGUAGE sql RETURN 1",
        "CREATE SCHEMA own",
        "CREATE EXTENSION pg_stat_statements",
        "ALTER TABLE person ADD own integer",
        "ALTER TABLE person DISABLE TRIGGER ALL",
        "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
        "DROP TABLE person",
        "TRUNCATE person",
        "DELETE FROM event",
        "DELETE FROM token",
        "DELETE FROM audit_event",
        "UPDATE audit_event SET detail = NULL",
        "CREATE ROLE own",
        "SET ROLE milepost",
        "SET SESSION AUTHORIZATION milepost",
        "SET session_replication_role = replica",
        "COPY person TO PROGRAM 'cat'",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT grant_access('milepost_app')",
        "CALL stamp_changes_of('person')",
    ],
)
async def test_the_role_is_refused_everything_else(connection: Connection, command: str):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(command)


async def test_another_role_may_do_nothing(settings: Settings):
    async with new_database(settings) as own:
        await migrate(own)
        async with connected_as_owner(own) as owner, owner.transaction():
            await owner.execute("CREATE ROLE stranger")
            await owner.execute("SET LOCAL ROLE stranger")
            tables = await owner.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            readable = await owner.fetchval(
                "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
                "AND has_table_privilege(oid, 'SELECT')"
            )
            callable_ = await owner.fetchval(
                "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'stamp%' "
                "AND has_function_privilege(oid, 'EXECUTE')"
            )
            uses = await owner.fetchval("SELECT has_schema_privilege('public', 'USAGE')")
            await owner.execute("RESET ROLE; DROP ROLE stranger")

    assert tables > 20
    assert (readable, callable_, uses) == (0, 0, False)


async def test_a_database_of_one_role_gets_a_second_one_at_the_next_migration(settings: Settings):
    async with new_database(settings) as own:
        alone = own.as_owner().model_copy(update={"owner_database_url": None})
        await migrate(alone)
        await check_migrated(alone)
        with pytest.raises(InvalidSetting):
            await check_migrated(own)

        await migrate(own)
        await check_migrated(own)
        async with connected(own) as connection:
            assert await excess_rights(connection) == []


async def test_an_owner_that_is_no_superuser_is_enough(settings: Settings):
    async with new_database(settings) as own, connected_as_owner(own) as superuser:
        await superuser.execute("CREATE ROLE plain_owner LOGIN; CREATE ROLE plain_app LOGIN")
        database = await superuser.fetchval("SELECT current_database()")
        await superuser.execute(f"ALTER DATABASE {database} OWNER TO plain_owner")
        plain = own.model_copy(
            update={
                "owner_database_url": own.owner_database_url.replace("//milepost@", "//plain_owner@"),
                "database_url": own.database_url.replace("//milepost_app@", "//plain_app@"),
            }
        )
        try:
            await migrate(plain)
            await check_migrated(plain)
            async with connected(plain) as connection, connected_as_owner(plain) as owner:
                assert await excess_rights(connection) == []
                assert await excess_rights(owner) == ["owns the tables", "may create tables"]
        finally:
            await superuser.execute("REASSIGN OWNED BY plain_owner TO milepost; DROP OWNED BY plain_owner, plain_app")
            await superuser.execute("DROP ROLE plain_owner, plain_app")


async def test_a_missing_role_with_a_password_is_not_created(settings: Settings):
    async with new_database(settings) as own:
        url = own.database_url.replace("//milepost_app@", "//unknown:secret@")

        with pytest.raises(InvalidSetting) as refused:
            await migrate(own.model_copy(update={"database_url": url}))

    assert str(refused.value) == (
        "The role unknown of MILEPOST_DATABASE_URL does not exist: create it with CREATE ROLE unknown LOGIN PASSWORD "
        "'...', and run `milepost migrate` again."
    )


@pytest.mark.parametrize(
    ("url", "role"),
    [
        ("postgresql://app:secret@host/database", "app"),
        ("postgresql://a%40b@/database?host=/run", "a@b"),
        ("postgresql:///database?user=app&host=/run", "app"),
    ],
)
def test_the_role_is_the_user_of_the_url(url: str, role: str):
    assert role_of(url) == role


def test_a_url_without_a_user_is_refused():
    with pytest.raises(InvalidSetting, match=r"^MILEPOST_DATABASE_URL must name its user"):
        role_of("postgresql:///database")
