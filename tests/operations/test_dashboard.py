"""The operations a dashboard sends: the whole answer and the statements behind it, pinned in a file for each.

`pytest tests/operations/test_dashboard.py --pin` writes the files again: read the difference before committing it.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec
import pytest
from asking import ask
from recording import record_events

from core.events import EventInput
from db.pool import Pool
from db.tokens import ensure_workspace
from simulation.history import history
from simulation.onboarding import definition

if TYPE_CHECKING:
    from conftest import RecordedPool

SQL = Path(__file__).parents[2] / "db" / "sql"
NAMES = {path.read_text("utf-8").splitlines()[0]: path.relative_to(SQL).as_posix() for path in SQL.rglob("*.sql")}
FOLDER = Path(__file__).parent / "dashboard"
OPERATIONS = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.graphql"))}
UNTIL = datetime(2026, 11, 2, tzinfo=UTC)
PERSON = "user-1-7"
DEFINE = "mutation ($input: DefineSeriesInput!) { defineSeries(input: $input) { series { id } } }"
Tenant = tuple[int, dict[str, Any]]  # a workspace, and the variables of the operations in it


@pytest.fixture(scope="module")
async def tenant(pool: Pool) -> Tenant:
    """80 people on their way through the onboarding series during the three months before UNTIL."""
    workspace_id = await ensure_workspace(pool, f"dashboard {uuid4()}")
    defined = await ask(pool, workspace_id, DEFINE, input=definition())
    async with pool.acquire() as connection:
        events = [msgspec.convert(event, EventInput) for event in history(people=80, until=UNTIL)]
        await record_events(connection, workspace_id, events)
    series = defined["defineSeries"]["series"]["id"]
    return workspace_id, {"asOf": UNTIL.isoformat(), "series": series, "person": PERSON}


def pinned(operation: str, found: dict[str, Any], *, write: bool) -> Any:
    file = FOLDER / f"{operation}.json"
    if write:
        file.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    return json.loads(file.read_text("utf-8"))


@pytest.mark.executed_once
@pytest.mark.parametrize("operation", OPERATIONS)
async def test_a_dashboard_operation_gives_this_answer_with_these_statements(
    operation: str, tenant: Tenant, recorded_pool: "RecordedPool", request: pytest.FixtureRequest
):
    workspace_id, variables = tenant
    document = OPERATIONS[operation]
    used = {name: value for name, value in variables.items() if f"${name}:" in document}

    answer = await ask(recorded_pool.pool, workspace_id, document, **used)

    statements = sorted(NAMES[text.splitlines()[0]] for text in recorded_pool.statements)
    found = {"statements": statements, "data": answer}
    assert found == pinned(operation, found, write=request.config.getoption("--pin"))


def test_every_pinned_answer_belongs_to_an_operation():
    assert {path.stem for path in FOLDER.glob("*.json")} == OPERATIONS.keys()
