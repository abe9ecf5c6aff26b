"""A second workspace sends the first one's keys to POST /events and /people, and forges its links."""

import json
from collections.abc import AsyncIterator
from typing import Any, cast
from uuid import uuid4

import httpx
import pytest
from conftest import TokenFor
from furnished import Furnished, checksums, content, furnish
from graphql import GraphQLInputObjectType, get_nullable_type

from core.export_links import _serializer
from core.settings import Settings
from core.unsubscribe_links import Unsubscribing, unsubscribe_token
from core.viewer import Scope
from db.pool import Pool
from db.tokens import ensure_workspace
from schema.executable import GRAPHQL

pytestmark = pytest.mark.usefixtures("any_cost")

FIRST, MISSING, SECOND = "mark-a", "mark-b", "twin"
SAME = {MISSING: FIRST}
EVENT = cast(GraphQLInputObjectType, GRAPHQL.type_map["EventInput"]).fields
PERSON = cast(GraphQLInputObjectType, GRAPHQL.type_map["PersonInput"]).fields
TEXTS = [name for name, field in EVENT.items() if str(get_nullable_type(field.type)) == "String"]
FAR = 10**9


@pytest.fixture
async def places(settings: Settings, pool: Pool) -> dict[str, Furnished]:
    """Two equal workspaces, and the first one, created last."""
    names = {"second": SECOND, "twin": SECOND, "first": FIRST}
    return {
        name: await furnish(settings, pool, await ensure_workspace(pool, f"{name} {uuid4()}"), mark)
        for name, mark in names.items()
    }


@pytest.fixture
async def client(server: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server) as client:
        yield client


async def test_events_with_keys_of_another_workspace_are_answered_as_if_they_did_not_exist(
    pool: Pool, client: httpx.AsyncClient, places: dict[str, Furnished], token_for: TokenFor
):
    before = await checksums(pool, places["first"].workspace_id)

    second, twin = [
        await post_events(client, await token_for(places[name].workspace_id, Scope.INGEST), mark)
        for name, mark in (("second", FIRST), ("twin", MISSING))
    ]

    assert json.loads(json.dumps(twin).replace(MISSING, FIRST)) == second
    assert second["rejectedCount"] > 0
    contents = [await content(pool, places[name].workspace_id, SAME) for name in ("second", "twin")]
    assert contents[0] == contents[1]
    assert await checksums(pool, places["first"].workspace_id) == before


async def post_events(client: httpx.AsyncClient, token: str, mark: str) -> Any:
    """Sends one event for each text of an event: the mark as that text, the own values elsewhere."""
    lines = []
    for number, name in enumerate(TEXTS):
        own = {"id": f"new-{number}", "series": SECOND, "person": f"{SECOND}-bob", "block": SECOND}
        lines.append({**own, "type": "CLICKED", "at": "2026-03-02T12:00:00Z", name: mark})
    body = "\n".join(map(json.dumps, lines))
    answer = await client.post("/events", content=body, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    return answer.json()


async def test_people_with_keys_of_another_workspace_are_answered_as_if_they_did_not_exist(
    pool: Pool, client: httpx.AsyncClient, places: dict[str, Furnished], token_for: TokenFor
):
    before = await checksums(pool, places["first"].workspace_id)

    second, twin = [
        await post_people(client, await token_for(places[name].workspace_id, Scope.INGEST), mark)
        for name, mark in (("second", FIRST), ("twin", MISSING))
    ]

    assert json.loads(json.dumps(twin).replace(MISSING, FIRST)) == second
    assert second["accepted"] > 0
    contents = [await content(pool, places[name].workspace_id, SAME) for name in ("second", "twin")]
    assert contents[0] == contents[1]
    assert await checksums(pool, places["first"].workspace_id) == before


async def post_people(client: httpx.AsyncClient, token: str, mark: str) -> Any:
    """Sends one person for each field of a person: the mark in that field, the own values elsewhere."""
    own = {"externalId": f"{SECOND}-bob"}
    lines = [own | {name: value} for name in PERSON for value in (mark, [mark], {mark: mark})]
    lines += [{"externalId": f"{mark}-{name}"} for name in "ab"]
    lines += [own | {"email": f"{mark}@example.com"}]
    body = "\n".join(map(json.dumps, lines))
    answer = await client.post("/people", content=body, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    return answer.json()


async def test_a_link_to_an_export_that_is_signed_with_the_key_of_another_export_is_not_found(
    pool: Pool, client: httpx.AsyncClient, places: dict[str, Furnished]
):
    first, second = places["first"], places["second"]
    genuine = await claims_and_key(pool, first)
    _, own_key = await claims_and_key(pool, second)
    signed = _serializer(own_key).dumps(genuine[0])
    missing = _serializer(own_key).dumps([genuine[0][0], genuine[0][1] + FAR, genuine[0][2]])
    swapped = _serializer(own_key).dumps([second.workspace_id, *genuine[0][1:]])

    answers = [await client.get(f"/exports/{link}") for link in (signed, missing, swapped)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert (await client.get(f"/exports/{_serializer(genuine[1]).dumps(genuine[0])}")).status_code == 200


async def claims_and_key(pool: Pool, place: Furnished) -> tuple[list[int], bytes]:
    """What the link to the completed export of a workspace says, and the key that signs it."""
    row = await pool.fetchrow(
        "SELECT id, link_key, floor(extract(epoch FROM expires_at))::bigint AS expires "
        "FROM export WHERE workspace_id = $1 AND id = $2",
        place.workspace_id,
        place.ids["Export"][0],
    )
    assert row is not None
    return [place.workspace_id, row["id"], row["expires"]], row["link_key"]


async def test_a_link_to_unsubscribe_that_is_signed_with_the_key_of_another_message_changes_no_one(
    pool: Pool, client: httpx.AsyncClient, places: dict[str, Furnished]
):
    first, second = places["first"], places["second"]
    before = await checksums(pool, first.workspace_id)
    genuine, own = [
        await pool.fetchrow("SELECT bulk_action_id, link_key FROM message WHERE workspace_id = $1", place.workspace_id)
        for place in (first, second)
    ]
    assert genuine is not None
    assert own is not None
    person = first.ids["Person"][0]
    forged = [
        Unsubscribing(first.workspace_id, genuine["bulk_action_id"], person),
        Unsubscribing(first.workspace_id, genuine["bulk_action_id"] + FAR, person),
        Unsubscribing(second.workspace_id, genuine["bulk_action_id"], person),
    ]

    answers = [await client.post(f"/unsubscribe/{unsubscribe_token(own['link_key'], who)}") for who in forged]
    mixed = Unsubscribing(second.workspace_id, own["bulk_action_id"], person)
    await client.post(f"/unsubscribe/{unsubscribe_token(own['link_key'], mixed)}")

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert await checksums(pool, first.workspace_id) == before
