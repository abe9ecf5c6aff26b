"""Migrations: pending, failing and interrupted ones, and databases in an unknown state."""

import asyncio
import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
from databases import database_before_baseline, new_database
from pglast import split

from core.errors import MilepostError
from core.settings import Settings
from db.connection import connected_as_owner
from db.earlier_releases import BASELINE
from db.migrate import Migrated, migrate, pending
from db.pool import Pool
from db.scripts import Script, Scripts, read_scripts, statements_of

# The steps from the last release before the baseline to this one.
SINCE_BASELINE = ["baseline", *(name for name in read_scripts().migrations if name > BASELINE), "functions"]
GOOD, BAD = "CREATE TABLE good ();", "CREATE TABLE bad ();\nNONSENSE;"


@pytest.fixture
async def empty(settings: Settings) -> AsyncIterator[Settings]:
    async with new_database(settings) as own:
        yield own


@pytest.fixture
async def before_baseline(settings: Settings) -> AsyncIterator[Settings]:
    async with database_before_baseline(settings) as own:
        yield own


async def pending_in(settings: Settings, scripts: Scripts | None = None) -> list[str]:
    async with connected_as_owner(settings) as connection:
        return await pending(connection, scripts)


async def execute(settings: Settings, statement: str) -> None:
    async with connected_as_owner(settings) as connection:
        await connection.execute(statement)


async def test_nothing_is_pending_in_a_migrated_database(pool: Pool):
    assert await pending(pool) == []


async def test_the_pending_migrations_are_the_ones_that_get_applied(empty: Settings, before_baseline: Settings):
    everything = [*read_scripts().migrations, "functions"]

    assert await pending_in(empty) == everything == (await migrate(empty)).applied
    assert await pending_in(before_baseline) == SINCE_BASELINE == (await migrate(before_baseline)).applied
    assert await migrate(empty) == await migrate(before_baseline) == Migrated([])


async def test_a_migration_that_fails_leaves_nothing_behind_and_can_be_applied_once_corrected(empty: Settings):
    functions = {"one": "CREATE FUNCTION one() RETURNS integer LANGUAGE sql RETURN 1;"}
    failing = Scripts({"0001_good": GOOD, "0002_bad": "SELECT one();\n" + BAD}, functions)

    with pytest.raises(MilepostError) as raised:
        await migrate(empty, failing)
    corrected = Scripts({"0001_good": GOOD, "0002_bad": "CREATE TABLE bad ();"}, functions)

    message = 'The migration 0002_bad failed and was rolled back: syntax error at or near "NONSENSE"'
    assert str(raised.value) == message
    assert (await migrate(empty, corrected)).applied == ["0002_bad", "functions"]


async def test_a_migration_that_is_interrupted_leaves_nothing_behind_and_lets_the_next_process_begin(empty: Settings):
    slow = Scripts({"0001_slow": "CREATE TABLE half (); SELECT pg_sleep(60);"}, {})
    running = asyncio.create_task(migrate(empty, slow))
    async with connected_as_owner(empty) as connection:
        sleeping = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
        while (pid := await connection.fetchval(sleeping)) is None:  # noqa: ASYNC110 - rows of a view
            await asyncio.sleep(0.02)
        waiting = asyncio.create_task(migrate(empty, Scripts({"0001_slow": "CREATE TABLE half ();"}, {})))
        await connection.execute("SELECT pg_terminate_backend($1)", pid)

    with pytest.raises(MilepostError, match=r"^The migration 0001_slow failed and was rolled back: "):
        await running
    assert (await waiting).applied == ["0001_slow", "functions"]


async def test_if_several_processes_adopt_a_database_at_once_one_of_them_does_it(before_baseline: Settings):
    done = await asyncio.gather(*(migrate(before_baseline) for _ in range(4)))

    assert sorted(each.applied for each in done) == [[], [], [], SINCE_BASELINE]


async def test_processes_of_the_earlier_release_still_find_their_migrations(before_baseline: Settings):
    versions = "SELECT array_agg(version::text ORDER BY version) FROM schema_migrations WHERE version NOT LIKE '%\\_%'"
    async with connected_as_owner(before_baseline) as connection:
        before = await connection.fetchval(versions)
        await migrate(before_baseline)
        after = await connection.fetchval(versions)

    assert len(before) == 21
    assert after == before


OTHER_THAN_COMPLETE = (
    "The database has {} migrations of an earlier release, up to {}. This release can only take over a database with "
    "exactly the 21 up to 0065. Run `milepost migrate` of the last release before this one first."
)
NEWER = (
    "The database has the migration 9999_of_tomorrow, which this release does not have: a newer release has migrated "
    "it. Run that release or a newer one, or restore a backup from before."
)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("DELETE FROM schema_migrations WHERE version > '0031'", OTHER_THAN_COMPLETE.format(15, "0031")),
        ("DELETE FROM schema_migrations WHERE version > '0002'", OTHER_THAN_COMPLETE.format(2, "0002")),
        ("INSERT INTO schema_migrations VALUES ('0066')", OTHER_THAN_COMPLETE.format(22, "0066")),
        ("INSERT INTO schema_migrations VALUES ('0001_workspaces'), ('9999_of_tomorrow')", NEWER),
    ],
)
async def test_a_database_in_an_unknown_state_is_refused_and_not_changed(
    before_baseline: Settings, change: str, message: str
):
    await execute(before_baseline, change)
    async with connected_as_owner(before_baseline) as connection:
        before = await connection.fetch("SELECT version FROM schema_migrations ORDER BY version")
        with pytest.raises(MilepostError) as raised:
            await migrate(before_baseline)
        after = await connection.fetch("SELECT version FROM schema_migrations ORDER BY version")
        functions = await connection.fetchval("SELECT to_regclass('schema_functions')")

    assert str(raised.value) == message
    assert (after, functions) == (before, None)


async def test_a_database_with_tables_of_another_program_is_refused(empty: Settings):
    await execute(empty, "CREATE TABLE workspace ()")

    with pytest.raises(
        MilepostError, match=r'^The migration 0001_workspaces failed .*: relation "workspace" already exists'
    ):
        await migrate(empty)


async def test_a_process_of_the_release_before_is_ready_beside_a_newer_one_and_starts_again(empty: Settings):
    old = Scripts({"0001_good": GOOD}, {"one": "CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1;"})
    new = Scripts({**old.migrations, "0002_more": "CREATE TABLE more ();"}, {"one": old.functions["one"] + "\n"})
    await migrate(empty, old)
    lacking = await pending_in(empty, new)
    await migrate(empty, new)

    assert lacking == ["0002_more", "functions"]
    assert await pending_in(empty, old) == await pending_in(empty, new) == []


async def test_a_connection_that_may_not_make_tables_says_so(empty: Settings):
    name = urlsplit(empty.owner_database_url).path[1:]
    await execute(empty, f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    with pytest.raises(MilepostError) as raised:
        await migrate(empty)

    message = "cannot execute CREATE TABLE in a read-only transaction"
    assert str(raised.value) == f"Preparing to record migrations failed and was rolled back: {message}"


async def test_each_statement_of_a_migration_is_applied_by_itself():
    quoted = "SELECT ';', 'it''s; '; -- no end; here\nDO $a$ BEGIN PERFORM $$;$$; END $a$;\nSELECT 1 AS \";\""

    for script in (*read_scripts().migrations.values(), Script(quoted)):
        assert [_without_end(each) for each in statements_of(script)] == [_without_end(each) for each in split(script)]


def _without_end(statement: str) -> str:
    """A statement without its semicolon and the comments around it."""
    return re.sub(r"^(\s|--.*)+|[\s;]+$", "", statement)
