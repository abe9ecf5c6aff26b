"""The outcome of each request in its log line."""

import asyncio
from typing import Any

import httpx
import pytest
from conftest import TokenFor, serving
from structlog.testing import capture_logs

from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'milepost'"


async def completed(logs: Any) -> Any:
    """The line of the only request, which the server writes after the response, in another thread."""
    async with asyncio.timeout(30):
        while not (lines := [line for line in logs if line["event"] == "request.completed"]):  # noqa: ASYNC110 - a thread
            await asyncio.sleep(0.01)
    [line] = lines
    return line


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("query Asked { people { totalCount } }", ("OK", "Asked")),
        (f"query {'x' * 101} {{ people {{ totalCount }} }}", ("OK", "x" * 100)),
        ('query Asked { series(key: "none") { name } node(id: "?") { id } }', ("INVALID", "Asked")),
        ("mutation Asked { upsertPeople(input: {people: []}) { created } }", ("FORBIDDEN", "Asked")),
    ],
)
async def test_the_outcome_is_ok_or_the_code_of_the_first_error(
    server: str, workspace_id: int, token_for: TokenFor, query: str, expected: tuple[str, str]
):
    headers = {"Authorization": f"Bearer {await token_for(workspace_id, Scope.READ)}"}
    with capture_logs() as logs:
        async with httpx.AsyncClient(base_url=server, headers=headers) as client:
            await client.post("/graphql", json={"query": query})
        line = await completed(logs)

    assert (line["outcome"], line["operation_name"]) == expected
    assert line["workspace_id"] == workspace_id


async def test_a_request_whose_client_disconnects_is_canceled(
    settings: Settings, pool: Pool, workspace_id: int, token_for: TokenFor
):
    headers = {"Authorization": f"Bearer {await token_for(workspace_id, Scope.READ)}"}
    with serving(settings) as url, capture_logs() as logs:
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute("LOCK TABLE person IN ACCESS EXCLUSIVE MODE")
            async with httpx.AsyncClient(base_url=url, headers=headers) as client:
                asked = asyncio.create_task(
                    client.post("/graphql", json={"query": "query Gone { people { totalCount } }"})
                )
                while await pool.fetchval(WAITING) != 1:  # noqa: ASYNC110 - only the server knows
                    await asyncio.sleep(0.05)
                asked.cancel()
            line = await completed(logs)

    assert (line["outcome"], line["status"], line["operation_name"]) == ("CANCELED", None, "Gone")
