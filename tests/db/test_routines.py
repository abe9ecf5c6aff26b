"""Functions of the database: changed bodies and signatures, removal, and stored results."""

import re
from collections.abc import AsyncIterator

import pytest
from databases import new_database

from core.errors import MilepostError
from core.settings import Settings
from db.connection import connected_as_owner
from db.migrate import migrate
from db.pool import Connection
from db.routines import replace_functions
from db.scripts import Scripts, read_scripts

ONE = "CREATE OR REPLACE FUNCTION one() RETURNS integer LANGUAGE sql IMMUTABLE RETURN 1;"
TWICE = "CREATE OR REPLACE FUNCTION twice(given integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN given * 2;"
USER = "CREATE OR REPLACE FUNCTION uses() RETURNS text LANGUAGE sql IMMUTABLE RETURN twice(one());"
PINNED = "CREATE OR REPLACE FUNCTION pinned() RETURNS text LANGUAGE sql SET search_path FROM CURRENT RETURN 'a';"
SEARCH_PATH = "SELECT proconfig FROM pg_proc WHERE proname = 'pinned'"
MADE = "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname"


@pytest.fixture
async def own(settings: Settings) -> AsyncIterator[Settings]:
    async with new_database(settings) as own:
        yield own


@pytest.fixture
async def connection(own: Settings) -> AsyncIterator[Connection]:
    async with connected_as_owner(own) as connection:
        yield connection


def scripts(*texts: str, table: str = "SELECT 1") -> Scripts:
    """Some functions, in the order in which they call each other, and a migration."""
    named = {text.split("FUNCTION ")[1].split("(")[0]: text for text in texts}
    return Scripts({"0001_table": table}, named)


async def made(connection: Connection) -> list[str]:
    return [row["proname"] for row in await connection.fetch(MADE)]


async def test_functions_that_keep_the_search_path_look_for_temporary_tables_last(
    own: Settings, connection: Connection
):
    await migrate(own, scripts(PINNED))
    paths = [await connection.fetchval(SEARCH_PATH)]
    for _ in range(2):
        await replace_functions(connection, scripts(PINNED))  # as `milepost distribute` does
        paths.append(await connection.fetchval(SEARCH_PATH))
        await connection.execute("CREATE TEMPORARY TABLE IF NOT EXISTS other ()")

    assert paths == [["search_path=public, pg_temp"]] * 3


async def test_a_function_whose_body_changes_is_replaced(own: Settings, connection: Connection):
    await migrate(own, scripts(ONE, TWICE, USER))

    assert (await migrate(own, scripts(ONE, TWICE.replace("* 2", "* 20"), USER))).applied == ["functions"]
    assert await connection.fetchval("SELECT uses()") == "20"


@pytest.mark.parametrize(
    ("before", "after"),
    [("given integer", "given bigint"), ("given", "number"), ("RETURNS integer", "RETURNS bigint")],
)
async def test_a_function_with_another_signature_takes_the_place_of_the_old_one_for_its_callers_too(
    own: Settings, connection: Connection, before: str, after: str
):
    await migrate(own, scripts(ONE, TWICE, USER))

    await migrate(own, scripts(ONE, TWICE.replace(before, after).replace("* 2", "* 20"), USER))

    assert await connection.fetchval("SELECT uses()") == "20"
    assert await made(connection) == ["one", "twice", "uses"]


async def test_a_function_that_a_migration_changes_with_its_signature_leaves_none_behind(
    own: Settings, connection: Connection
):
    await migrate(own, scripts(TWICE))

    changed = scripts(TWICE.replace("given integer", "given bigint").replace("* 2", "* 20"))
    await migrate(own, Scripts({**changed.migrations, "0002_uses": "SELECT twice(1);"}, changed.functions))

    assert await made(connection) == ["twice"]
    assert await connection.fetchval("SELECT twice(1)") == 20


async def test_only_functions_that_milepost_created_are_dropped(own: Settings, connection: Connection):
    await migrate(own, scripts(ONE, TWICE, USER))
    await connection.execute("CREATE FUNCTION theirs() RETURNS integer LANGUAGE sql RETURN 1")

    await migrate(own, scripts(ONE))

    assert await made(connection) == ["one", "theirs"]


async def test_a_function_that_is_changed_back_is_replaced_again(own: Settings, connection: Connection):
    for factor in ("2", "20", "2"):
        await migrate(own, scripts(TWICE.replace("* 2", f"* {factor}")))
        assert await connection.fetchval("SELECT twice(1)") == int(factor)


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("CREATE TABLE t (a integer); CREATE INDEX doubled ON t (twice(a));", "index doubled"),
        (
            "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (twice(a)) STORED);",
            "default value for column b of table t",
        ),
    ],
)
async def test_a_function_whose_results_are_stored_must_not_change(own: Settings, connection, table: str, place: str):
    await migrate(own, scripts(TWICE, table=table))

    with pytest.raises(MilepostError) as raised:
        await migrate(own, scripts(TWICE.replace("* 2", "* 20"), table=table))
    await migrate(own, scripts("-- Only a comment changes.\n" + TWICE, table=table))

    assert str(raised.value) == (
        f"The function twice must not change, because {place} stores its results. "
        "Undo the change. Add a function with another name, and a migration that stores its results instead."
    )
    assert await connection.fetchval("SELECT twice(1)") == 2


async def test_results_that_are_stored_by_way_of_another_function_are_found(own: Settings):
    table = "CREATE TABLE t (a integer); CREATE INDEX called ON t ((uses() || a));"
    await migrate(own, scripts(ONE, TWICE, USER, table=table))

    with pytest.raises(
        MilepostError, match="The function one must not change, because index called stores its results"
    ):
        await migrate(own, scripts(ONE.replace("RETURN 1", "RETURN 10"), TWICE, USER, table=table))


async def test_a_function_that_is_still_needed_is_not_dropped(own: Settings, connection: Connection):
    table = "CREATE TABLE t (a integer); CREATE INDEX doubled ON t (twice(a));"
    await migrate(own, scripts(ONE, TWICE, table=table))

    with pytest.raises(MilepostError) as raised:
        await migrate(own, Scripts({"0001_table": table}, {"one": ONE}))

    assert re.sub(r"\d+", "N", str(raised.value)) == (
        'Replacing the functions failed and was rolled back: cannot drop function "twice (retired N)"(integer) '
        'because other objects depend on it. index doubled depends on function "twice (retired N)"(integer)'
    )
    assert await made(connection) == ["one", "twice"]


async def test_the_database_has_the_functions_of_the_files_and_each_once(pool):
    found = await pool.fetch(
        """
        SELECT proname::text FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
        """
    )

    assert sorted(row["proname"] for row in found) == sorted(read_scripts().functions)


def test_the_checksum_does_not_depend_on_the_order_of_functions():
    assert scripts(ONE, TWICE).checksum == scripts(TWICE, ONE).checksum != scripts(ONE, USER).checksum


def test_functions_come_after_those_that_they_call():
    functions = list(read_scripts().functions)

    assert functions.index("global_id") < functions.index("receipt_id")
    assert functions.index("stamp_version") < functions.index("stamp_versions") < functions.index("stamp_changes_of")


def test_a_migration_gets_the_functions_that_it_names_and_those_that_they_call():
    functions = read_scripts().functions_for("CALL stamp_changes_of('t'); -- not state_of_visit(v, at)")

    assert functions == ["stamp_version", "stamp_versions", "stamp_changes_of"]
