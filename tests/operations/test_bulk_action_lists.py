"""`bulkActions` lists bulk actions, the newest first, by kind and status."""

from collections.abc import Callable
from typing import Any

import pytest
from asking import answer_to, ask
from conftest import RecordedPool
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from core.ids import global_id
from db.pool import Pool

QUERY = """
query ($kind: BulkActionKind, $status: [JobStatus!], $first: Int, $after: String) {
  bulkActions(kind: $kind, status: $status, first: $first, after: $after) {
    totalCount
    nodes { kind status }
    edges { cursor node { id } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
ADD = """
INSERT INTO bulk_action (workspace_id, kind, status) VALUES ($1, $2::text::bulk_action_kind, $3::text::job_status)
RETURNING id
"""
KINDS = ["TAG", "UNTAG", "MESSAGE"]
STATUSES = ["PENDING", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELED"]

Action = tuple[str, str]
actions = st.tuples(st.sampled_from(KINDS), st.sampled_from(STATUSES))


async def add(pool: Pool, workspace_id: int, *added: Action) -> list[str]:
    """Bulk actions that need no worker. Returns their ids."""
    return [global_id("BulkAction", await pool.fetchval(ADD, workspace_id, *action)) for action in added]


async def page(pool: Pool, workspace_id: int, **arguments: Any) -> dict[str, Any]:
    return (await ask(pool, workspace_id, QUERY, **arguments))["bulkActions"]


def ids_on(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["id"] for edge in found["edges"]]


async def read(pool: Pool, workspace_id: int, then: Callable[[], Any], **arguments: Any) -> list[str]:
    """The whole list, page by page. Between pages, something else happens."""
    ids: list[str] = []
    cursor = None
    while True:
        found = await page(pool, workspace_id, after=cursor, **arguments)
        ids += ids_on(found)
        if not found["pageInfo"]["hasNextPage"]:
            return ids
        cursor = found["pageInfo"]["endCursor"]
        await then()


@examples(12)
@given(
    added=st.lists(actions, max_size=12),
    kind=st.none() | st.sampled_from(KINDS),
    status=st.none() | st.lists(st.sampled_from(STATUSES), max_size=3),
    size=st.integers(1, 4),
)
async def test_pages_together_are_the_whole_list_while_actions_are_added(
    pool: Pool, added: list[Action], kind: str | None, status: list[str] | None, size: int
):
    workspace_id = await pool.fetchval("INSERT INTO workspace (name) VALUES (gen_random_uuid()) RETURNING id")
    ids = await add(pool, workspace_id, *added)
    expected = [
        id_
        for id_, (its_kind, its_status) in zip(ids, added, strict=True)
        if kind in (None, its_kind) and (status is None or its_status in status)
    ][::-1]

    assert (await page(pool, workspace_id, kind=kind, status=status))["totalCount"] == len(expected)
    arguments = {"kind": kind, "status": status, "first": size}
    assert await read(pool, workspace_id, lambda: add(pool, workspace_id, ("TAG", "PENDING")), **arguments) == expected


async def test_bulk_actions_of_another_workspace_are_not_listed(pool: Pool, workspace_id: int):
    other = await pool.fetchval("INSERT INTO workspace (name) VALUES (gen_random_uuid()) RETURNING id")
    await add(pool, other, ("TAG", "PENDING"))

    assert (await page(pool, workspace_id))["totalCount"] == 0
    assert (await page(pool, other))["nodes"] == [{"kind": "TAG", "status": "PENDING"}]


async def test_a_cursor_of_another_list_is_refused(pool: Pool, workspace_id: int):
    await pool.execute("INSERT INTO person (workspace_id, external_id) VALUES ($1, 'a')", workspace_id)
    people = await ask(pool, workspace_id, "{ people { pageInfo { endCursor } } }")

    _, errors = await answer_to(pool, workspace_id, QUERY, {"after": people["people"]["pageInfo"]["endCursor"]})

    [error] = errors
    assert error["extensions"]["code"] == "INVALID"
    assert error["message"].startswith("`after` is a cursor of another list or another order")


@pytest.mark.executed_once
@pytest.mark.parametrize("number", [1, 50])
async def test_a_page_costs_three_statements(recorded_pool: RecordedPool, workspace_id: int, number: int):
    """Its keys, their rows, and the number of all rows."""
    pool = recorded_pool.pool
    await add(pool, workspace_id, *[("TAG", "COMPLETED")] * number)
    recorded_pool.statements.clear()

    found = await page(pool, workspace_id, first=50)

    assert (len(found["nodes"]), found["totalCount"]) == (number, number)
    assert len(recorded_pool.statements) == 3
