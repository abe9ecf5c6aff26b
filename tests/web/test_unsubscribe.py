"""/unsubscribe: the page of the links in messages."""

from collections.abc import AsyncIterator

import httpx
import pytest

from core.unsubscribe_links import Unsubscribing, unsubscribe_token
from db.messages import add_message
from db.pool import Pool

KEY = b"k" * 32
ACTION_ID = 7


@pytest.fixture
async def client(server: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server) as client:
        yield client


@pytest.fixture
async def person_id(pool: Pool, workspace_id: int) -> int:
    async with pool.acquire() as connection:
        await add_message(connection, workspace_id, ACTION_ID, subject="S", body="B", link_key=KEY)
    return await pool.fetchval(
        "INSERT INTO person (workspace_id, external_id) VALUES ($1, 'anna') RETURNING id", workspace_id
    )


async def _is_unsubscribed(pool: Pool, workspace_id: int, person_id: int) -> bool:
    query = "SELECT unsubscribed FROM person WHERE workspace_id = $1 AND id = $2"
    return await pool.fetchval(query, workspace_id, person_id)


async def test_get_asks_for_confirmation_and_post_unsubscribes(
    client: httpx.AsyncClient, pool: Pool, workspace_id: int, person_id: int
):
    path = f"/unsubscribe/{unsubscribe_token(KEY, Unsubscribing(workspace_id, ACTION_ID, person_id))}"

    shown = await client.get(path)
    after_get = await _is_unsubscribed(pool, workspace_id, person_id)
    # The form that mail programs send (RFC 8058).
    posted = await client.post(path, data={"List-Unsubscribe": "One-Click"})

    assert (shown.status_code, after_get) == (200, False)
    assert '<form method="post"><button' in shown.text
    assert posted.status_code == 200
    assert "You are unsubscribed, and will receive no more e-mails from us." in posted.text
    assert await _is_unsubscribed(pool, workspace_id, person_id)
    assert (await client.post(path)).status_code == 200


async def test_a_forged_or_incomplete_link_changes_nothing(
    client: httpx.AsyncClient, pool: Pool, workspace_id: int, person_id: int
):
    forged = unsubscribe_token(b"guessed", Unsubscribing(workspace_id, ACTION_ID, person_id))
    of_another_action = unsubscribe_token(KEY, Unsubscribing(workspace_id, ACTION_ID + 1, person_id))
    incomplete = unsubscribe_token(KEY, Unsubscribing(workspace_id, ACTION_ID, person_id))[:-1]

    statuses = [
        (await client.post(f"/unsubscribe/{token}")).status_code for token in (forged, of_another_action, incomplete)
    ]

    assert statuses == [404, 404, 404]
    assert not await _is_unsubscribed(pool, workspace_id, person_id)
