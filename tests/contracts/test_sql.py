"""Every statement in db/sql: described, scoped to its workspace, cast, used, and accepted by the database."""

import re
from pathlib import Path

import pytest

from db._sql import statement
from db.pool import Pool

DB = Path(__file__).parents[2] / "db"
SQL = DB / "sql"
STATEMENTS = sorted([*SQL.glob("*.sql"), *SQL.glob("export/*.sql"), *SQL.glob("ingest/*.sql")])


def _name(path: Path) -> str:
    return path.relative_to(SQL).with_suffix("").as_posix()


NAMES = [_name(path) for path in STATEMENTS]

# A statement may leave out the workspace only for the reason given here.
WITHOUT_WORKSPACE = {
    "export/settings": "the transaction alone",
    "ingest/stage": "tables of the connection alone",
    "ingest/sum_changes": "the batch alone",
    "ingest/strangers": "the batch alone",
    "exports_to_remove": "upkeep, for all workspaces",
    "old_bulk_actions": "upkeep, for all workspaces",
    "time_zone_now": "no data at all",
    "workspace": "the workspace itself, by its id",
    "all_tokens": "for whoever runs the service, of all workspaces",
    "allow_statement_ms": "the transaction alone",
    "applied_migrations": "the database as a whole",
    "ensure_workspace": "makes the workspace",
    "lock_migrations": "the database as a whole",
    "revoke_token": "for whoever runs the service, who knows a token by its number alone",
    "try_lock_relay": "the relays of all workspaces",
    "admissions": "finds out which workspace it is",
    "workspaces_with_due_jobs": "finds out which workspaces they are",
    "workspaces_with_expired_jobs": "finds out which workspaces they are",
    "workspaces_with_old_jobs": "finds out which workspaces they are",
}

each_statement = pytest.mark.parametrize("path", STATEMENTS, ids=NAMES)


def _header(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(lines[: next(i for i, line in enumerate(lines) if not line.startswith("--"))])


def _body(path: Path) -> str:
    return "\n".join(line.split("--")[0] for line in path.read_text("utf-8").splitlines())


@each_statement
def test_the_first_line_says_what_a_row_is(path: Path):
    assert re.match(r"-- \S.*", path.read_text("utf-8").splitlines()[0])


@each_statement
def test_a_statement_names_its_workspace_first(path: Path):
    if _name(path) in WITHOUT_WORKSPACE:
        assert "workspace_id = $1" not in _body(path), "it is scoped after all: take it off the list"
        return

    reads = re.search(r"\bworkspace_id = \$1::bigint\b", _body(path))
    inserts = re.search(r"INSERT INTO \w+ \(\s*workspace_id\b", _body(path)) and "$1::bigint" in _body(path)
    assert reads or inserts


@each_statement
def test_every_parameter_is_cast(path: Path):
    assert re.findall(r"\$\d+(?!\d|::)", _body(path)) == []


@each_statement
async def test_the_database_accepts_it_with_the_parameters_its_header_states(path: Path, pool: Pool):
    stated = re.findall(r"\$(\d+) (?:[^$,:\n]+:|\w+) (\w+(?:\[\])?)", _header(path))

    async with pool.acquire() as connection:
        await connection.execute(statement("ingest/stage"))  # those of ingest read its tables
        parameters = (await connection.prepare(statement(_name(path)))).get_parameters()
        oids = [await connection.fetchval("SELECT $1::text::regtype::oid", name) for _, name in stated]

    assert [int(position) for position, _ in stated] == list(range(1, len(parameters) + 1))
    assert oids == [parameter.oid for parameter in parameters]


def test_every_statement_is_named_in_the_code_beside_it():
    quoted = {name for path in DB.glob("*.py") for name in re.findall(r'"([\w/]+)"', path.read_text("utf-8"))}

    assert set(NAMES) - quoted == set()


def test_every_reason_belongs_to_a_statement():
    assert WITHOUT_WORKSPACE.keys() - set(NAMES) == set()
