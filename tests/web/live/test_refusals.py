"""What is refused over both transports: with the same codes as queries, and with limits of subscriptions."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from conftest import serving
from live import BOTH, STATS, Refusal, States, Subscribe, Workspace, by_events, by_websocket, opened, started

from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from db.tokens import NewToken, add_token
from schema.trusted_documents import hash_of
from web.bodies import SMALL_BYTES
from web.heavy_requests import LIGHT_CHARACTERS
from web.live import hub

NO_SERIES = "U2VyaWVzOjE"  # Series:1, of another workspace or of none
LIMITED = {"subscriptions": 2, "rate_limit": 5_000, "request_seconds": 2}


@pytest.fixture(scope="module")
def limited(settings: Settings) -> Iterator[str]:
    with serving(settings.model_copy(update=LIMITED)) as url:
        yield url


@pytest.fixture
async def poor(limited: str, place: Workspace) -> AsyncIterator[Workspace]:
    """The same workspace at the server with low limits."""
    poor = Workspace(limited, place.token)
    poor.series = place.series
    yield poor
    await poor.close()


async def refusal(subscribed: Subscribe, place: Workspace, query: str, **variables: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        async with subscribed(place, query, **(variables or {"id": place.series})) as states:
            await states.next()
    return refused.value


@BOTH
@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("subscription {", {}, "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { a: series(id: 1) { id } b: series(id: 2) { id } }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { __typename }", {}, "GRAPHQL_VALIDATION_FAILED"),
        (STATS, {"id": NO_SERIES}, "NOT_FOUND"),
        (STATS, {"id": "nonsense"}, "INVALID"),
        ('subscription { bulkAction(id: "QnVsa0FjdGlvbjox") { id } }', {"id": 1}, "NOT_FOUND"),
        ('subscription { export(id: "RXhwb3J0OjE") { id } }', {"id": 1}, "NOT_FOUND"),
        (STATS + " " * LIGHT_CHARACTERS, {"id": "x"}, "LIMIT_EXCEEDED"),
        (
            "subscription ($id: ID!) { series(id: $id) { entries(first: 200) { nodes { visits { state } } } } }",
            {"id": "x"},
            "LIMIT_EXCEEDED",
        ),
    ],
)
async def test_a_refused_subscription_ends_with_an_error(
    place: Workspace, subscribed: Subscribe, query: str, variables: dict[str, Any], code: str
):
    refused = await refusal(subscribed, place, query, **variables)

    assert set(refused.codes) == {code}


@pytest.mark.parametrize(
    "query", ["{ viewer { scopes } }", "mutation { updateWorkspace(input: {}) { workspace { id } } }"]
)
async def test_queries_and_mutations_are_refused(place: Workspace, query: str):
    message = "Only subscriptions are sent here"
    body = {"query": query}
    headers = {"Authorization": f"Bearer {place.token}", "Accept": "text/event-stream"}

    refused = await refusal(by_websocket, place, query)
    assert refused.codes == ["INVALID"]
    assert refused.messages[0].startswith(message)
    async with httpx.AsyncClient(headers=headers) as client:
        answer = await client.post(f"{place.url}/graphql", json=body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"].startswith(message)


async def test_a_subscription_without_a_stream_is_refused(place: Workspace):
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {place.token}"}) as client:
        for accept in ("application/json", "application/json, text/event-stream", "*/*", "text/event-stream;q=0"):
            answer = await client.post(f"{place.url}/graphql", json={"query": STATS}, headers={"Accept": accept})
            assert answer.json()["errors"][0]["message"].startswith("A subscription needs a stream"), accept


async def test_events_can_be_requested_by_get(place: Workspace):
    parameters = {"query": f'subscription {{ seriesStats(id: "{place.series}") {{ started {{ count }} }} }}'}
    headers = {"Authorization": f"Bearer {place.token}", "Accept": "text/event-stream"}

    async with (
        httpx.AsyncClient(headers=headers) as client,
        client.stream("GET", f"{place.url}/graphql", params=parameters) as response,
    ):
        lines = response.aiter_lines()
        received = [await anext(lines) for _ in range(4)]

    assert received[:3] == [":", "", "event: next"]
    assert received[3].startswith('data: {"data":{"seriesStats":{"started":{"count":0}}}')


async def test_a_compressed_or_long_request_for_events_is_refused_with_a_status(place: Workspace):
    headers = {"Authorization": f"Bearer {place.token}", "Accept": "text/event-stream"}
    long = "The request of a subscription needs a Content-Length of at most 64 KiB: send values as variables, or "
    cases = [
        (
            {"Content-Encoding": "gzip"},
            b"{}",
            415,
            "The Content-Encoding 'gzip' is not supported: send the body without one.",
        ),
        ({"Content-Type": "application/json"}, b"{" + b" " * SMALL_BYTES, 413, f"{long}subscribe to less."),
    ]
    async with httpx.AsyncClient(headers=headers) as client:
        for more, body, status, message in cases:
            answer = await client.post(f"{place.url}/graphql", content=body, headers=more)
            assert (answer.status_code, answer.json()["errors"][0]["message"]) == (status, message)


async def test_a_wrong_token_is_refused_with_a_status(server: str):
    async with httpx.AsyncClient(headers={"Accept": "text/event-stream"}) as client:
        for headers in ({}, {"Authorization": "Bearer mp_wrong"}):
            answer = await client.post(f"{server}/graphql", json={"query": STATS}, headers=headers)
            assert answer.status_code == 401
            assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_persisted_document_is_found_by_its_hash(place: Workspace):
    query = f"{STATS} # {place.series}"
    payload = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": hash_of(query)}}}
    variables = {"id": place.series}

    async with opened(place.url, place.token) as socket:
        await socket.send("subscribe", id="1", payload={**payload, "variables": variables})
        message = await socket.receive()
        assert message["payload"][0]["message"] == "PersistedQueryNotFound"
        await socket.send("subscribe", id="1", payload={**payload, "variables": variables, "query": query})
        assert (await socket.receive())["payload"]["data"] == started(0)
        await socket.send("subscribe", id="2", payload={**payload, "variables": variables})
        assert (await socket.receive())["payload"]["data"] == started(0)


@BOTH
async def test_a_revoked_token_ends_its_subscriptions(
    place: Workspace, workspace_id: int, pool: Pool, subscribed: Subscribe
):
    token_id, token = await add_token(pool, workspace_id, NewToken("short", [Scope.READ]))
    other = Workspace(place.url, token)
    other.series = place.series
    async with subscribed(place) as kept, subscribed(other) as states:
        assert await kept.next() == await states.next() == started(0)
        await pool.execute("UPDATE token SET revoked_at = now() WHERE id = $1", token_id)
        await check_ended(subscribed, states)
        await place.start("ann")
        assert await kept.next() == started(1)
    await other.close()


@BOTH
async def test_an_expired_token_ends_its_subscriptions(
    place: Workspace, workspace_id: int, pool: Pool, subscribed: Subscribe
):
    soon = datetime.now(UTC) + timedelta(seconds=2)
    _, token = await add_token(pool, workspace_id, NewToken("short", [Scope.READ], soon))
    other = Workspace(place.url, token)
    other.series = place.series

    async with subscribed(other) as states:
        assert await states.next() == started(0)
        await check_ended(subscribed, states)
    await other.close()


async def check_ended(subscribed: Subscribe, states: States) -> None:
    if subscribed is by_events:
        with pytest.raises(Refusal) as refused:
            await states.next()
        assert refused.value.codes == ["UNAUTHENTICATED"]
        return
    with pytest.raises(Exception, match="4403") as closed:
        await states.next()
    assert "has expired or was revoked" in str(closed.value)


async def test_a_token_has_a_limited_number_of_subscriptions(poor: Workspace):
    async with AsyncExitStack() as stack:
        for _ in range(LIMITED["subscriptions"]):
            states = await stack.enter_async_context(by_websocket(poor))
            await states.next()
        refused = await refusal(by_websocket, poor, STATS)
        assert refused.codes == ["RATE_LIMITED"]
        headers = {"Authorization": f"Bearer {poor.token}", "Accept": "text/event-stream"}
        async with httpx.AsyncClient(headers=headers) as client:
            body = {"query": STATS, "variables": {"id": poor.series}}
            answer = await client.post(f"{poor.url}/graphql", json=body)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "10"

    async with by_events(poor) as states:
        assert await states.next() == started(0)


async def test_a_server_without_subscriptions_says_so(settings: Settings, place: Workspace):
    with serving(settings.model_copy(update={"subscriptions": 0})) as url:
        off = Workspace(url, place.token)
        refused = await refusal(by_websocket, off, STATS, id=place.series)
        headers = {"Authorization": f"Bearer {place.token}", "Accept": "text/event-stream"}
        async with httpx.AsyncClient(headers=headers) as client:
            answer = await client.post(f"{url}/graphql", json={"query": STATS, "variables": {"id": place.series}})
        await off.close()

    message = "Subscriptions are turned off on this server: repeat a query instead."
    assert (refused.codes, refused.messages) == (["FORBIDDEN"], [message])
    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (403, message)


async def test_a_workspace_has_a_limited_number_of_different_operations(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(hub, "MOST_OPERATIONS", 2)
    async with (
        by_websocket(place) as one,
        by_websocket(place) as same,
        by_websocket(place, f"{STATS} ", id=place.series) as other,
    ):
        assert await one.next() == await same.next() == await other.next() == started(0)
        refused = await refusal(by_websocket, place, f"{STATS}  ")
    assert refused.codes == ["RATE_LIMITED"]


async def test_subscribing_costs_points(poor: Workspace):
    refused: Refusal | None = None
    for _ in range(200):
        try:
            async with by_websocket(poor) as states:
                await states.next()
        except Refusal as error:
            refused = error
            break

    assert refused is not None
    assert refused.codes == ["RATE_LIMITED"]


async def test_a_quiet_stream_outlasts_the_deadline_of_requests(poor: Workspace, place: Workspace):
    async with by_events(poor) as states, by_websocket(poor) as others:
        assert await states.next() == await others.next() == started(0)
        await asyncio.sleep(LIMITED["request_seconds"] + 1)
        await place.start("ann")
        assert await states.next() == await others.next() == started(1)
