"""Whatever can be seen has a version: each table is stamped, or named here with the reason why not."""

import pytest
from given_server import skip_on_cluster
from workspace_bounds import OUR_TABLES

from db.pool import Pool
from db.statements.composer import statement

NOT_STAMPED = {
    "entry": "follows from events, and changes with them",
    "visit": "follows from events, and changes with them",
    "departure_count": "follows from events, and changes with them",
    "figure_count": "follows from events, and changes with them",
    "changed_person": "follows from events, and changes with them",
    "column_copy": "changes no figure",
    "ingest_lane": "nothing of it can be asked for",
    "token": "looked up for each request",
    "audit_event": "responses with the audit log are not cached",
    "job": "nothing of it can be asked for",
    "bulk_action_batch": "nothing of it can be asked for",
    "message": "nothing of it can be asked for",
    "recipient": "nothing of it can be asked for: the bulk action counts them",
    "unsubscribed_inbox": "nothing of it can be asked for: only messages and their dry runs read it",
    "schema_migrations": "the tables themselves",
    "schema_functions": "the functions themselves",
    "version_stamp": "the stamps themselves",
    "watched_workspace": "nothing of it can be asked for",
}
STAMPED = f"""
SELECT relname, array_agg(tgname ORDER BY tgname) FILTER (WHERE tgname LIKE 'stamp_%') AS triggers
FROM pg_class
LEFT JOIN pg_trigger ON tgrelid = pg_class.oid
WHERE {OUR_TABLES}
GROUP BY relname
"""
DEFINING = """
SELECT tgrelid::regclass::text AS name, array_agg(attname::text) FILTER (WHERE attname IS NOT NULL) AS columns
FROM pg_trigger
LEFT JOIN pg_attribute ON attrelid = tgrelid AND attnum = ANY(tgattr)
WHERE tgname = 'definition_stamp'
GROUP BY tgrelid
"""
EVERY_CHANGE = ["stamp_delete", "stamp_insert", "stamp_update"]


async def test_every_table_is_stamped_or_there_is_a_reason(pool: Pool):
    await skip_on_cluster(pool, "update_workspace stamps the version, and not a trigger")
    triggers = {row["relname"]: row["triggers"] for row in await pool.fetch(STAMPED)}

    assert triggers.pop("workspace") == ["stamp_update"]  # a new workspace has no cached responses
    assert {name for name, found in triggers.items() if found is None} == NOT_STAMPED.keys()
    assert [name for name, found in triggers.items() if found not in (None, EVERY_CHANGE)] == []


async def test_what_is_remembered_of_definitions_has_a_version_of_its_own(pool: Pool):
    found = {row["name"]: row["columns"] for row in await pool.fetch(DEFINING)}
    series = await pool.fetch("SELECT attname FROM pg_attribute WHERE attrelid = 'series'::regclass AND attnum > 0")

    assert found.keys() == {"series", "block", "path"}
    assert found["block"] is found["path"] is None  # for every change
    never = {"workspace_id", "id", "created_at"}
    assert {*found["series"]} == {row["attname"] for row in series} - never - {"data_through"}  # not of the definition


async def test_writers_at_the_same_time_do_not_wait_and_each_changes_the_version(pool: Pool, workspace_id: int):
    async def version() -> int:
        return await pool.fetchval(
            "SELECT coalesce(bit_xor(stamp), 0) FROM version_stamp WHERE workspace_id = $1", workspace_id
        )

    versions = [await version()]
    async with pool.acquire() as one, pool.acquire() as other:
        for round_ in range(3):
            async with one.transaction():
                await one.execute("INSERT INTO tag (workspace_id, name) VALUES ($1, $2)", workspace_id, f"a{round_}")
                await one.execute("INSERT INTO tag (workspace_id, name) VALUES ($1, $2)", workspace_id, f"b{round_}")
                async with other.transaction():
                    await other.execute("SET LOCAL lock_timeout = '1s'")
                    await other.execute(statement("update_workspace"), workspace_id, None, "UTC")
                versions.append(await version())
            versions.append(await version())

    assert len(set(versions)) == 7
    assert await pool.fetchval("SELECT count(*) FROM version_stamp WHERE workspace_id = $1", workspace_id) == 2


@pytest.mark.parametrize("change", ["UPDATE tag SET people = people", "DELETE FROM tag"])
async def test_updates_and_deletions_count_and_what_is_rolled_back_does_not(pool: Pool, workspace_id: int, change: str):
    async with pool.acquire() as connection:
        await connection.execute("INSERT INTO tag (workspace_id, name) VALUES ($1, 'a')", workspace_id)
        stamps = "SELECT stamp FROM version_stamp WHERE workspace_id = $1"
        before = await connection.fetchval(stamps, workspace_id)

        await connection.execute("BEGIN")
        await connection.execute(f"{change} WHERE workspace_id = $1", workspace_id)
        await connection.execute("ROLLBACK")
        rolled_back = await connection.fetchval(stamps, workspace_id)
        await connection.execute(f"{change} WHERE workspace_id = $1", workspace_id)
        changed = await connection.fetchval(stamps, workspace_id)

    assert rolled_back == before != changed
