"""Statements and functions keep to what Citus accepts, so that the tables can be spread over a cluster."""

import re
from collections.abc import Iterator

import pytest
from cluster_rules import (
    BODY,
    CORRELATED,
    FETCHED,
    FIELD,
    NUMBERED,
    OUTER,
    ROW,
    SIMPLE_CASE,
    STABLE_IN_CASE,
    STABLE_IN_CONFLICT,
    STABLE_IN_RETURNING,
    STABLE_OF_COLUMN,
    VOLATILE_IN_UPDATE,
    Rules,
    volatilities,
)
from telling import lines_of, telling_variants
from workspace_bounds import OUR_TABLES

from db.pool import Pool
from db.statements.catalogue import names

TABLES = f"""
SELECT relname, EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attidentity <> '') AS is_numbered
FROM pg_class
WHERE {OUR_TABLES}
"""
FUNCTIONS = """
SELECT proname AS name, lanname AS language, pg_get_functiondef(pg_proc.oid) AS definition,
    coalesce(pg_get_function_sqlbody(pg_proc.oid), prosrc) AS body, prosqlbody IS NOT NULL AS is_parsed
FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
WHERE pronamespace = current_schema()::regnamespace AND lanname IN ('sql', 'plpgsql')
"""
CHANGES = re.compile("INSERT|UPDATE|DELETE|staged_|_change|reentered")  # and the temporary tables
IN_SET = "UPDATE job SET error = {} WHERE workspace_id = $1"
IN_WHERE = "DELETE FROM job WHERE workspace_id = $1 AND error = {}"

# Each pattern, and how to write the same without it.
EXAMPLES = [
    (IN_SET.format("random()"), VOLATILE_IN_UPDATE),
    (IN_SET.format("clock_timestamp()"), VOLATILE_IN_UPDATE),
    (IN_WHERE.format("unknown_function()"), VOLATILE_IN_UPDATE),
    (IN_SET.format("DEFAULT"), VOLATILE_IN_UPDATE),
    (IN_SET.format("statement_timestamp()"), None),
    (IN_WHERE.format("(SELECT clock_timestamp())"), None),
    ("UPDATE staged SET error = clock_timestamp()", None),
    (IN_SET.format("clock.now").replace(" WHERE", " FROM (SELECT clock_timestamp() AS now) AS clock WHERE"), None),
    (f"WITH changed AS ({IN_SET.format('random()')} RETURNING id) SELECT FROM changed", VOLATILE_IN_UPDATE),
    (IN_SET.format("to_char(run_at, $2)"), STABLE_OF_COLUMN),
    (IN_WHERE.format("to_char(run_at, $2)"), STABLE_OF_COLUMN),
    (IN_SET.format("to_char(now(), $2)"), None),
    (IN_SET.format("lower(error)"), None),
    (IN_SET.format("coalesce(error, now())"), STABLE_IN_CASE),
    (IN_SET.format("coalesce(error, CURRENT_TIMESTAMP)"), STABLE_IN_CASE),
    (IN_SET.format("CASE WHEN error IS NULL THEN now() END"), STABLE_IN_CASE),
    (IN_SET.format("least(error, now())"), None),
    (IN_SET.format("coalesce(error, $2)"), None),
    (IN_SET.format("CASE state WHEN 'DONE' THEN 1 END"), SIMPLE_CASE),
    (IN_SET.format("CASE WHEN state = 'DONE' THEN 1 END"), None),
    ("SELECT CASE state WHEN 'DONE' THEN 1 END FROM job", None),
    ("UPDATE entry SET exit.at = $2 WHERE workspace_id = $1", FIELD),
    (f"{IN_SET.format('1')} RETURNING now()", STABLE_IN_RETURNING),
    ("INSERT INTO job (error) VALUES (now()) RETURNING now()", STABLE_IN_RETURNING),
    ("INSERT INTO job (error) VALUES (now()) ON CONFLICT (id) DO UPDATE SET error = now()", STABLE_IN_CONFLICT),
    ("INSERT INTO job (error) VALUES (now()) ON CONFLICT (id) DO UPDATE SET error = excluded.error", None),
    ("INSERT INTO job (error) VALUES (now()) ON CONFLICT (id) DO UPDATE SET error = DEFAULT", STABLE_IN_CONFLICT),
    ("SELECT final_state(visit) FROM visit", ROW),
    ("SELECT final_state(here) FROM job CROSS JOIN LATERAL (SELECT FROM visit AS here) AS here", ROW),
    ("SELECT FROM visit CROSS JOIN LATERAL (SELECT final_state(visit) OFFSET 0) AS state", ROW),
    ("SELECT final_state(visit.kind) FROM visit", None),
    ("SELECT count(staged) FROM staged", None),
    ("DELETE FROM staged WHERE (SELECT true FROM event WHERE event.id = staged.id)", CORRELATED),
    ("SELECT FROM staged WHERE EXISTS (SELECT FROM event WHERE event.id = staged.id)", CORRELATED),
    ("SELECT FROM staged WHERE staged.id IN (SELECT event.id FROM event)", None),
    ("SELECT FROM job WHERE EXISTS (SELECT FROM event WHERE event.id = job.id)", None),
    ("UPDATE staged SET error = event.id FROM event WHERE event.id = staged.id", FETCHED),
    ("DELETE FROM staged USING event WHERE event.id = staged.id", FETCHED),
    ("DELETE FROM staged USING other WHERE other.id = staged.id", None),
    ("WITH found AS (SELECT FROM staged JOIN event USING (id)) UPDATE staged SET error = found.id FROM found", None),
    ("UPDATE job SET error = staged.id FROM staged WHERE job.id = staged.id", None),
    ("SELECT FROM staged LEFT JOIN event USING (id)", OUTER),
    ("WITH new AS (DELETE FROM staged RETURNING id) SELECT FROM new LEFT JOIN event USING (id)", OUTER),
    ("SELECT FROM staged LEFT JOIN other USING (id)", None),
    ("SELECT FROM event LEFT JOIN staged USING (id)", None),
    ("WITH new AS (SELECT id FROM entry) SELECT FROM new LEFT JOIN event USING (id)", None),
    ("INSERT INTO event (id) SELECT new FROM unnest($2) AS new LEFT JOIN event ON event.id = new", OUTER),
    ("INSERT INTO event (id) SELECT job.id FROM job LEFT JOIN event USING (id)", None),
    ("SELECT FROM unnest($2) AS new LEFT JOIN event ON event.id = new", None),
    ("INSERT INTO tag (name) SELECT new FROM unnest($2) AS new WHERE new NOT IN (SELECT name FROM tag)", NUMBERED),
    ("INSERT INTO event (id) SELECT new FROM unnest($2) AS new WHERE new NOT IN (SELECT id FROM event)", None),
    ("INSERT INTO tag (name) SELECT name FROM tag WHERE id IN (SELECT max(id) FROM tag)", None),
    ("INSERT INTO tag (name) SELECT new FROM unnest($2) AS new WHERE new NOT IN (SELECT name FROM known)", None),
]  # fmt: skip


@pytest.fixture(scope="module")
async def rules(pool: Pool) -> Rules:
    tables = {row["relname"]: row["is_numbered"] for row in await pool.fetch(TABLES)}
    return Rules(tables.keys(), {name for name, is_numbered in tables.items() if is_numbered}, await volatilities(pool))


def telling() -> Iterator[tuple[str, str]]:
    """The variants of statements that have a line which those before do not have.

    A line of a statement that only reads is judged once for all of these, of any other statement by itself.
    """
    read: set[str] = set()
    for name in names():
        own: set[str] = set()
        for variant in telling_variants()[name]:
            seen = own if CHANGES.search(variant.composed.query) else read
            if (lines := lines_of(variant)) - seen:
                seen |= lines
                yield name, variant.composed.query


async def test_no_statement_has_a_pattern_that_fails_on_a_cluster(rules: Rules):
    found = {name: {*patterns} for name, query in telling() if (patterns := rules.broken_by(query))}

    assert found == {}


async def test_no_function_has_a_pattern_that_fails_on_a_cluster(rules: Rules, pool: Pool):
    rows = await pool.fetch(FUNCTIONS)
    in_sql = {
        row["name"]: re.sub(r"^RETURN\b", "SELECT", row["body"].strip()) for row in rows if row["language"] == "sql"
    }
    found = {name: rules.broken_by(body) for name, body in in_sql.items()}
    found |= {row["name"]: rules.broken_by_plpgsql(row["definition"]) for row in rows if row["language"] == "plpgsql"}
    parsed = [row["name"] for row in rows if row["is_parsed"] and rules.reads_tables(in_sql[row["name"]])]

    assert {name: patterns for name, patterns in found.items() if patterns} == {}
    assert parsed == [], BODY


@pytest.mark.parametrize(("query", "found"), EXAMPLES)
async def test_each_pattern_is_found(rules: Rules, query: str, found: str | None):
    assert rules.broken_by(query) == [found] * (found is not None)
    body = query.replace("$1", "given").replace("$2", "given")
    definition = (
        f"CREATE FUNCTION f(given integer) RETURNS void LANGUAGE plpgsql AS $f$ BEGIN PERFORM 1; {body}; END $f$"
    )
    assert rules.broken_by_plpgsql(definition) == rules.broken_by(body)
