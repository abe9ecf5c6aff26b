"""Changing the name and the time zone of a workspace."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from asking import ask
from histories import SERIES
from recording import record_events

from core.events import EventInput, EventType
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace

UPDATE = """
mutation ($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) { workspace { name timeZone } userErrors { code message path } }
}
"""
LOG = "{ auditLog(action: WORKSPACE) { nodes { detail } } }"
TREND = '{ series(key: "s") { stats { started { trend(interval: DAY) { start } } } } }'


async def update(pool: Pool, workspace_id: int, **given: Any) -> Any:
    return (await ask(pool, workspace_id, UPDATE, input=given))["updateWorkspace"]


async def test_the_given_fields_are_changed_once_and_logged(pool: Pool, workspace_id: int):
    name = await pool.fetchval("SELECT name FROM workspace WHERE id = $1", workspace_id)

    zone = await update(pool, workspace_id, timeZone="Europe/Amsterdam")
    both = await update(pool, workspace_id, name=" Acme ", timeZone="Europe/Amsterdam")
    again = await update(pool, workspace_id, name="Acme")

    assert zone == {"workspace": {"name": name, "timeZone": "Europe/Amsterdam"}, "userErrors": []}
    assert both == again == {"workspace": {"name": "Acme", "timeZone": "Europe/Amsterdam"}, "userErrors": []}
    found = (await ask(pool, workspace_id, LOG))["auditLog"]["nodes"]
    assert [each["detail"] for each in found] == [
        {"change": "UPDATED", "name": "Acme"},
        {"change": "UPDATED", "timeZone": "Europe/Amsterdam"},
    ]
    assert (await ask(pool, workspace_id, "{ viewer { workspace { name } } }"))["viewer"]["workspace"]["name"] == "Acme"


@pytest.mark.parametrize("name", ["", "  ", "x" * 501, "\x00"])
async def test_a_name_that_cannot_be_used_changes_nothing(pool: Pool, workspace_id: int, name: str):
    refused = await update(pool, workspace_id, name=name, timeZone="Europe/Amsterdam")

    assert refused["workspace"] is None
    assert [(error["code"], error["path"]) for error in refused["userErrors"]] == [("INVALID", ["name"])]
    assert await pool.fetchval("SELECT time_zone FROM workspace WHERE id = $1", workspace_id) == "UTC"


async def test_a_new_name_does_not_take_the_name_by_which_the_operator_knows_another_workspace(
    pool: Pool, workspace_id: int
):
    other = f"other {uuid4()}"

    renamed = await update(pool, workspace_id, name=other)

    assert renamed["workspace"]["name"] == other
    assert await ensure_workspace(pool, other) != workspace_id


async def test_the_time_zone_is_the_default_of_trends(pool: Pool, workspace_id: int):
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        at = datetime(2026, 3, 1, 12, tzinfo=UTC)
        started = EventInput(id="1", type=EventType.ENTRY_STARTED, at=at, series="s", person="ann")
        await record_events(connection, workspace_id, [started])
    before = await ask(pool, workspace_id, TREND)
    await update(pool, workspace_id, timeZone="Europe/Amsterdam")
    after = await ask(pool, workspace_id, TREND)

    starts = [each["series"]["stats"]["started"]["trend"][0]["start"] for each in (before, after)]
    assert starts == ["2026-03-01T00:00:00Z", "2026-02-28T23:00:00Z"]
