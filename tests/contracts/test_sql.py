"""Every statement in db/sql: described, held to its workspace, cast, used, and accepted by the database."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from workspace_bounds import tables_of_workspaces, unbound

from core.figures import EngagementKind, OutcomeKind, VisitState
from core.people_filters import AttributeCondition, AttributeOperator, OutcomeCondition, PeopleFilter, VisitCondition
from core.stats_scope import Clock, StatsScope
from core.time_ranges import TimeRange
from db._sql import statement
from db.pool import Pool
from db.scopes import narrow

DB = Path(__file__).parents[2] / "db"
SQL = DB / "sql"
STATEMENTS = sorted(path for folder in (".", "export", "ingest", "schema") for path in SQL.glob(f"{folder}/*.sql"))


def _name(path: Path) -> str:
    return path.relative_to(SQL).with_suffix("").as_posix()


NAMES = [_name(path) for path in STATEMENTS]

# What is read of all workspaces, with the reason.
OF_ALL_WORKSPACES = {
    "admissions": {"token", "version_stamp"},  # finds out which workspace it is
    "all_tokens": {"token"},  # for whoever runs the service
    "revoke_token": {"token"},  # for whoever runs the service, who knows a token by its number alone
    "exports_to_remove": {"export"},  # upkeep
    "old_bulk_actions": {"bulk_action"},  # upkeep
    "workspaces_with_due_jobs": {"job"},  # finds out which workspaces they are
    "workspaces_with_expired_jobs": {"job"},  # finds out which workspaces they are
    "workspaces_with_old_jobs": {"job"},  # finds out which workspaces they are
}

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
# All that a statement can be narrowed by, each condition in each of its ways.
EVERYTHING = StatsScope(
    NOON,
    range=TimeRange(begin=NOON),
    clock=Clock.ENTRY_COHORT,
    people=PeopleFilter(
        ids=(1,),
        excluded_ids=(2,),
        tags=("a",),
        without_tags=("b",),
        searches=("c",),
        attributes=tuple(
            AttributeCondition("d", operator, value)
            for operator in AttributeOperator
            for value in (("true", "false") if operator is AttributeOperator.EXISTS else ("1",))
        ),
        outcomes=tuple(OutcomeCondition(1, kind, without=(OutcomeKind.EXITED,)) for kind in OutcomeKind),
        visits=(VisitCondition(1, states=(VisitState.WAITING,), engaged=EngagementKind.OPENED),),
    ),
)

each_statement = pytest.mark.parametrize("path", STATEMENTS, ids=NAMES)


def _header(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(lines[: next(i for i, line in enumerate(lines) if not line.startswith("--"))])


def _body(path: Path) -> str:
    return "\n".join(line.split("--")[0] for line in path.read_text("utf-8").splitlines())


def _narrowed(path: Path) -> str:
    text = path.read_text("utf-8")
    return narrow(text, EVERYTHING)[0] if re.search(r"/\* (all )?people:", text) else text


@each_statement
def test_the_first_line_says_what_a_row_is(path: Path):
    assert re.match(r"-- \S.*", path.read_text("utf-8").splitlines()[0])


@each_statement
async def test_whatever_a_statement_reads_or_writes_is_of_its_workspace(path: Path, pool: Pool):
    tables = await tables_of_workspaces(pool)

    assert set(unbound(_narrowed(path), tables)) == OF_ALL_WORKSPACES.get(_name(path), set())
    if "workspace_id" in _body(path) and _name(path) not in OF_ALL_WORKSPACES:
        assert "$1 workspace_id bigint" in _header(path)


def test_each_fragment_is_among_what_is_narrowed_by():
    narrowed = "".join(map(_narrowed, STATEMENTS))
    fragments = [*SQL.glob("people_filter/*.sql"), *SQL.glob("cohort/*.sql")]

    assert {_name(path) for path in fragments if path.read_text("utf-8").splitlines()[0] not in narrowed} == set()
    assert {path.parent for path in SQL.rglob("*.sql")} == {path.parent for path in [*STATEMENTS, *fragments]}


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
    assert OF_ALL_WORKSPACES.keys() - set(NAMES) == set()
