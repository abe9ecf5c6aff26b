"""Every table is by workspace, and what is in the database keeps to one: so it can be spread over many machines."""

import re
from pathlib import Path

import pytest
from workspace_bounds import CROSSING, KEY, OUR_TABLES, tables_of_workspaces, unbound

from db.pool import Pool

PLACED = re.compile(r"^\| `(\w+)` \| (by `workspace_id`|reference|local)", re.MULTILINE)
DOCS = Path(__file__).parents[2] / "docs"
SCALING = DOCS / "scaling.md"
DECISION = DOCS / "decisions" / "0027-isolation.md"

# One row for each workspace, or for the database.
OF_NO_WORKSPACE = {"workspace", "schema_migrations", "schema_functions"}
# What must be unique among all workspaces.
UNIQUE_EVERYWHERE = {"token_hash_key"}

TABLES = f"SELECT relname FROM pg_class WHERE {OUR_TABLES}"
UNIQUE = f"""
SELECT relname AS table, indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid, 1, true) AS first, indisprimary
FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
WHERE {OUR_TABLES} AND indisunique AND relname <> ALL($1)
"""
REFERENCES = f"""
SELECT conname AS name, confrelid::regclass::text AS target,
    ARRAY(
        SELECT ROW(ours.attname, theirs.attname)
        FROM unnest(conkey, confkey) AS pair (ours, theirs)
        JOIN pg_attribute AS ours ON ours.attrelid = conrelid AND ours.attnum = pair.ours
        JOIN pg_attribute AS theirs ON theirs.attrelid = confrelid AND theirs.attnum = pair.theirs
    ) AS pairs
FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE {OUR_TABLES} AND contype = 'f'
"""
FUNCTIONS = """
SELECT proname AS name, lanname AS language, coalesce(pg_get_function_sqlbody(pg_proc.oid), prosrc) AS body
FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
WHERE pronamespace = current_schema()::regnamespace AND lanname IN ('sql', 'plpgsql')
"""
# They leave stamps in the workspaces whose rows have changed, or compare those of one; stamp_changes_of makes triggers,
# and grant_access grants privileges. keep_unsubscribed changes rows of the workspace of a person. tag_named and
# update_workspace look up one row by its workspace; punycode and set_time_zone read none. discard_column_copies changes
# rows of the workspaces of which rows are deleted. Those of clusters place whole tables.
OTHER_FUNCTIONS = {
    "grant_access", "isolate_table", "set_row_security", "trust_operators",
    "stamp_version", "stamp_versions", "stamp_workspaces", "stamp_changes_of",
    "stamp_definition", "stamp_definitions_of", "require_version", "keep_unsubscribed", "punycode",
    "tag_named", "update_workspace", "set_time_zone", "discard_column_copies", "authentications",
    "cluster_state", "placements", "prepare_nodes", "place_tables", "copy_statistics",
}  # fmt: skip

DEFINERS = """
SELECT proname AS name, proconfig AS settings
FROM pg_proc
WHERE pronamespace = current_schema()::regnamespace AND prosecdef
"""


async def test_every_table_is_by_workspace(pool: Pool):
    tables = {row["relname"] for row in await pool.fetch(TABLES)}

    assert tables - await tables_of_workspaces(pool) == OF_NO_WORKSPACE


async def test_keys_begin_with_the_workspace(pool: Pool):
    rows = await pool.fetch(UNIQUE, list(OF_NO_WORKSPACE))

    assert {row["name"] for row in rows if row["first"] != KEY} == UNIQUE_EVERYWHERE


async def test_every_table_has_a_primary_key(pool: Pool):
    rows = await pool.fetch(UNIQUE, list(OF_NO_WORKSPACE))

    assert {row["table"] for row in rows if row["indisprimary"]} == await tables_of_workspaces(pool)


async def test_the_documentation_places_every_table(pool: Pool):
    placed = dict(PLACED.findall(SCALING.read_text("utf-8")))
    unique_everywhere = {row["table"] for row in await pool.fetch(UNIQUE, []) if row["name"] in UNIQUE_EVERYWHERE}
    by_workspace = await tables_of_workspaces(pool) - unique_everywhere

    assert {row["relname"] for row in await pool.fetch(TABLES)} == placed.keys()
    assert {table for table, place in placed.items() if place == "by `workspace_id`"} == by_workspace


async def test_references_stay_within_the_workspace(pool: Pool):
    rows = await pool.fetch(REFERENCES)

    same = {"workspace": (KEY, "id")}
    assert [row["name"] for row in rows if same.get(row["target"], (KEY, KEY)) not in row["pairs"]] == []


async def test_functions_read_one_workspace_except_those_that_cross(pool: Pool):
    tables = await tables_of_workspaces(pool)
    rows = await pool.fetch(FUNCTIONS)
    in_sql = {row["name"]: row["body"] for row in rows if row["language"] == "sql"}
    texts = {name: re.sub(r"^RETURN\b", "SELECT", body.strip()) for name, body in in_sql.items()}
    found = {name: set(unbound(text, tables, given={name})) for name, text in texts.items()}
    assert {name: crossed for name, crossed in found.items() if crossed} == {
        name: crossed for name, crossed in CROSSING.items() if crossed
    }
    assert {row["name"] for row in rows} - in_sql.keys() == OTHER_FUNCTIONS


async def test_only_the_functions_that_cross_run_as_the_owner_with_a_search_path_of_their_own(pool: Pool):
    rows = {row["name"]: row["settings"] for row in await pool.fetch(DEFINERS)}

    assert rows == {name: ["search_path=public, pg_temp"] for name in CROSSING}
    decision = DECISION.read_text("utf-8")
    assert [name for name in CROSSING if f"| `{name}` |" not in decision] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT FROM entry", ["entry"]),
        ("SELECT FROM entry WHERE workspace_id = $1::bigint", []),
        ("SELECT FROM entry WHERE workspace_id = $2", ["entry"]),
        ("SELECT FROM entry WHERE workspace_id = $1 OR id = $2", ["entry"]),
        ("SELECT FROM entry WHERE NOT workspace_id = $1", ["entry"]),
        ("SELECT FROM entry WHERE workspace_id <> $1", ["entry"]),
        ("SELECT FROM visit JOIN entry ON entry.workspace_id = visit.workspace_id WHERE visit.workspace_id = $1", []),
        ("SELECT FROM visit JOIN entry ON entry.id = visit.entry_id WHERE visit.workspace_id = $1", ["entry"]),
        ("SELECT FROM visit LEFT JOIN entry ON entry.workspace_id = $1 AND visit.workspace_id = $1", ["visit"]),
        ("SELECT FROM entry WHERE workspace_id = $1 AND EXISTS (SELECT FROM visit WHERE entry_id = id)", ["visit"]),
        ("SELECT FROM entry AS visit WHERE EXISTS (SELECT FROM visit WHERE visit.workspace_id = $1)", ["visit"]),
        ("WITH all_of_them AS (SELECT * FROM entry) SELECT FROM all_of_them WHERE workspace_id = $1", ["entry"]),
        ("SELECT FROM entry WHERE workspace_id = $1 UNION ALL SELECT FROM visit", ["visit"]),
        ("UPDATE entry SET number = 1 WHERE id = $1", ["entry"]),
        ("DELETE FROM entry USING visit WHERE entry.workspace_id = $1 AND visit.entry_id = entry.id", ["visit"]),
        ("INSERT INTO entry (id, workspace_id) VALUES ($2, $1), ($2, $3)", ["entry"]),
        ("INSERT INTO entry (id, workspace_id) SELECT id, workspace_id FROM visit WHERE workspace_id = $1", []),
        ("INSERT INTO entry (workspace_id) SELECT $1 UNION SELECT 2", ["entry"]),
        ("INSERT INTO entry (workspace_id) VALUES ($1) ON CONFLICT (id) DO NOTHING", ["entry"]),
    ],
)
def test_what_is_not_held_to_a_workspace_is_found(query: str, found: list[str]):
    assert unbound(query, {"entry", "visit"}) == found
