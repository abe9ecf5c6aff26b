"""Responses are cached until the data changes, and are never stale."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from app_client import app_client
from conftest import RecordedPool, TokenFor
from histories import SERIES
from recording import record_events

from core.events import EventInput, EventType
from core.settings import Settings
from core.viewer import Scope
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace

OUTCOMES = '{ series(key: "s") { stats { outcomes { kind count } freshness { dataThrough } } } }'
STATES = '{ series(key: "s") { block(key: "rule") { stats { states { state count } } } } }'
LARGE = "{ __schema { types { name description fields { name description } } } }"


@pytest.fixture
async def client(
    settings: Settings, recorded_pool: RecordedPool, workspace_id: int, token_for: TokenFor
) -> AsyncIterator[httpx.AsyncClient]:
    async with recorded_pool.pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    async with app_client(settings, recorded_pool.pool, await token_for(workspace_id, Scope.READ, Scope.ACT)) as client:
        yield client


@pytest.fixture
def asked(client: httpx.AsyncClient, recorded_pool: RecordedPool) -> Callable[[str], Awaitable[tuple[Any, int]]]:
    """`await asked(query)`: the data, and the number of statements."""

    async def ask(query: str) -> tuple[Any, int]:
        await asyncio.sleep(0)  # loggers are called in the loop's next turn
        recorded_pool.statements.clear()
        answer = (await client.post("/graphql", json={"query": query})).json()
        await asyncio.sleep(0)
        assert "errors" not in answer
        return answer["data"], len(recorded_pool.statements)

    return ask


async def record(pool: Pool, workspace_id: int, person: str, at: datetime, **more: Any) -> None:
    """Record an entry that starts at an instant. With a block in `more`, it reaches the block at that instant."""
    event = EventInput(id=f"{person} starts", type=EventType.ENTRY_STARTED, at=at, series="s", person=person)
    events = [event]
    if more:
        events.append(
            EventInput(id=f"{person} reaches", type=EventType.BLOCK_REACHED, at=at, series="s", person=person, **more)
        )
    async with pool.acquire() as connection:
        recorded = await record_events(connection, workspace_id, events)
    assert recorded.accepted == len(events)


def started(data: Any) -> int:
    return next(outcome["count"] for outcome in data["series"]["stats"]["outcomes"] if outcome["kind"] == "STARTED")


def count(data: Any, state: str) -> int:
    states = data["series"]["block"]["stats"]["states"]
    return next(each["count"] for each in states if each["state"] == state)


def now() -> datetime:
    return datetime.now(UTC)


async def test_a_cached_response_costs_one_statement_which_reads_the_version(asked):
    first, second, third = await asked(OUTCOMES), await asked(OUTCOMES), await asked(OUTCOMES)

    assert first[1] > 2
    assert second == third == (first[0], 1)


async def test_a_response_includes_every_event_committed_before_the_request(asked, pool: Pool, workspace_id: int):
    answered = []
    for number in range(5):
        answered.append(started((await asked(OUTCOMES))[0]))
        answered.append(started((await asked(OUTCOMES))[0]))
        await record(pool, workspace_id, f"p{number}", now() - timedelta(days=1))

    assert answered == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


async def test_a_future_event_counts_from_its_instant_on(asked, pool: Pool, workspace_id: int):
    at = now() + timedelta(seconds=1)
    await record(pool, workspace_id, "p", at)

    before = [started((await asked(OUTCOMES))[0]) for _ in range(2)]
    assert now() < at
    await asyncio.sleep((at - now()).total_seconds() + 0.01)

    assert [*before, started((await asked(OUTCOMES))[0])] == [0, 0, 1]


async def test_a_visit_at_a_rule_stops_waiting_without_an_event(asked, pool: Pool, workspace_id: int):
    until = now() + timedelta(seconds=1)
    await record(pool, workspace_id, "p", now() - timedelta(days=1), block="rule", waits_until=until)

    before = [(await asked(STATES))[0] for _ in range(2)]
    assert now() < until
    await asyncio.sleep((until - now()).total_seconds() + 0.01)
    after, _ = await asked(STATES)

    assert [count(data, "TRYING_TO_MATCH") for data in (*before, after)] == [1, 1, 0]
    assert [count(data, "PENDING") for data in (*before, after)] == [0, 0, 1]


async def test_changes_in_another_workspace_invalidate_nothing(asked, pool: Pool):
    other = await ensure_workspace(pool, f"other than {now()}")
    first, _ = await asked(OUTCOMES)
    async with pool.acquire() as connection:
        await define_series(connection, other, SERIES)
    await record(pool, other, "p", now() - timedelta(days=1))

    assert await asked(OUTCOMES) == (first, 1)


async def test_tokens_of_other_workspaces_or_with_other_scopes_share_no_responses(
    settings, pool: Pool, workspace_id: int, token_for: TokenFor
):
    other = await ensure_workspace(pool, f"a stranger's {now()}")
    tokens = [
        await token_for(workspace_id, Scope.READ),
        await token_for(workspace_id, Scope.READ, Scope.ACT),
        await token_for(other, Scope.READ),
    ]

    answers = []
    async with app_client(settings, pool, tokens[0]) as client:
        for token in tokens * 2:
            headers = {"Authorization": f"Bearer {token}"}
            query = {"query": "{ viewer { scopes workspace { id } } }"}
            viewer = (await client.post("/graphql", json=query, headers=headers)).json()["data"]["viewer"]
            answers.append((viewer["scopes"], viewer["workspace"]["id"]))

    mine, strange = answers[0][1], answers[2][1]
    assert mine != strange
    assert answers == [(["READ"], mine), (["READ", "ACT"], mine), (["READ"], strange)] * 2


@pytest.mark.parametrize("column", ["revoked_at", "expires_at"])
async def test_a_revoked_or_expired_token_is_refused_even_if_the_response_is_cached(
    client, asked, pool: Pool, workspace_id: int, column: str
):
    first, cost = await asked(OUTCOMES), await asked(OUTCOMES)
    await pool.execute(f"UPDATE token SET {column} = now() WHERE workspace_id = $1", workspace_id)

    post = await client.post("/graphql", json={"query": OUTCOMES})
    get = await client.get("/graphql", params={"query": OUTCOMES}, headers={"If-None-Match": "*"})

    assert first[1] > cost[1]  # the second response came from the cache
    assert [answer.status_code for answer in (post, get)] == [401, 401]
    assert post.json()["errors"] == get.json()["errors"]
    assert (
        post.json()["errors"][0]["message"]
        == "The token is unknown, expired or revoked: use another one, such as from `milepost token create`."
    )


async def test_responses_with_computed_at_are_not_cached(asked):
    query = '{ series(key: "s") { stats { freshness { computedAt } } } }'

    first, second = (await asked(query))[0], (await asked(query))[0]

    assert first["series"]["stats"]["freshness"]["computedAt"] < second["series"]["stats"]["freshness"]["computedAt"]


@pytest.mark.executed_once
async def test_errors_and_mutations_are_never_cached(client, recorded_pool: RecordedPool):
    tag = 'mutation { tagPeople(input: { people: {}, tag: "t", dryRun: true }) { wouldSelect userErrors { code } } }'
    for query in ('{ person(externalId: "p") { id } node(id: "nonsense") { id } }', tag):
        costs = []
        for _ in range(2):
            recorded_pool.statements.clear()
            await client.post("/graphql", json={"query": query})
            await asyncio.sleep(0)
            costs.append(len(recorded_pool.statements))

        assert costs[0] == costs[1] > 1, query


async def test_a_cache_of_zero_megabytes_caches_nothing(settings, recorded_pool, workspace_id, token_for):
    settings = settings.model_copy(update={"response_cache_megabytes": 0})
    costs = []
    async with app_client(settings, recorded_pool.pool, await token_for(workspace_id, Scope.READ)) as client:
        for _ in range(2):
            recorded_pool.statements.clear()
            await client.post("/graphql", json={"query": OUTCOMES})
            await asyncio.sleep(0)
            costs.append(len(recorded_pool.statements))

    assert costs[0] == costs[1] > 1


async def test_a_get_has_an_etag_and_if_none_match_gets_304_until_the_data_changes(
    client, pool: Pool, workspace_id: int
):
    params = {"query": OUTCOMES}
    first = await client.get("/graphql", params=params)
    tag = first.headers["etag"]

    async def status(if_none_match: str) -> int:
        return (await client.get("/graphql", params=params, headers={"If-None-Match": if_none_match})).status_code

    again = await client.get("/graphql", params=params, headers={"If-None-Match": tag})
    others = [await status(f'"other", W/{tag}'), await status("*"), await status('"other"')]
    await record(pool, workspace_id, "p", now() - timedelta(days=1))
    changed = await client.get("/graphql", params=params, headers={"If-None-Match": tag})

    assert (first.status_code, first.headers["cache-control"]) == (200, "private, no-cache")
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (again.headers["cache-control"], again.headers["vary"]) == (
        "private, no-cache",
        "Authorization, Accept, Accept-Encoding",
    )
    assert "content-type" not in again.headers
    assert others == [304, 304, 200]
    assert (changed.status_code, started(changed.json()["data"])) == (200, 1)
    assert changed.headers["etag"] != tag


async def test_gzipped_responses_have_an_etag_of_their_own(client):
    zipped = {"Accept-Encoding": "gzip"}
    plain = await client.get("/graphql", params={"query": LARGE})
    async with client.stream("GET", "/graphql", params={"query": LARGE}, headers=zipped) as packed:
        raw = b"".join([piece async for piece in packed.aiter_raw()])
    tags = plain.headers["etag"], packed.headers["etag"]

    seen = [
        (await client.get("/graphql", params={"query": LARGE}, headers={"If-None-Match": tag, **encoding})).status_code
        for tag in tags
        for encoding in ({}, zipped)
    ]

    assert gzip.decompress(raw) == plain.content
    assert tags[1] == f'{tags[0][:-1]}-gzip"'
    assert seen == [304, 200, 200, 304]


async def test_posts_and_errors_have_no_etag(client):
    post = await client.post("/graphql", json={"query": OUTCOMES}, headers={"If-None-Match": "*"})
    error = await client.get("/graphql", params={"query": "{ nothing }"}, headers={"If-None-Match": "*"})

    assert [answer.status_code for answer in (post, error)] == [200, 200]
    assert [answer.headers.get("etag") for answer in (post, error)] == [None, None]
    assert [answer.headers["cache-control"] for answer in (post, error)] == ["no-store", "no-store"]


async def test_the_least_recently_used_responses_are_evicted(settings, recorded_pool, workspace_id, token_for):
    settings = settings.model_copy(update={"response_cache_megabytes": 1})
    costs = {}
    async with app_client(settings, recorded_pool.pool, await token_for(workspace_id, Scope.READ)) as client:
        # Each counts as 60 kB, so 17 of them fit.
        for number in [*range(17), 0, 17, 0, 1]:
            recorded_pool.statements.clear()
            await client.post("/graphql", json={"query": "{ tags { id } } #" + f"{number:>59000}"})
            await asyncio.sleep(0)
            costs.setdefault(number, []).append(len(recorded_pool.statements) > 1)

    assert costs == {number: [True] for number in range(18)} | {0: [True, False, False], 1: [True, True]}
