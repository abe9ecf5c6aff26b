"""Limits of what a token spends, and of failed authentications: on real servers, at the edge of each limit."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx
import orjson
import pytest
from conftest import BOOTSTRAP_TOKEN, TokenFor, serving
from histories import SERIES
from minutes import early_in_a_minute
from starlette.requests import HTTPConnection
from structlog.testing import capture_logs

from core.errors import RateLimited, Unauthenticated
from core.settings import Settings
from core.viewer import Scope
from db.definitions import define_series
from db.pool import Pool
from db.tokens import NewToken, add_token, revoke_token
from servers.directory import data_directory
from servers.valkey import embedded_valkey
from web.rate_limits import REQUEST_POINTS, RateLimits

POINTS = 100
FAILURES = 3
REQUESTS = POINTS // REQUEST_POINTS  # without any operation
WAIT_SECONDS = 20  # on a busy machine
NOTHING_SO_FAR = {"accepted": 0, "duplicates": 0, "rejectedCount": 0, "throughLine": 0}


@pytest.fixture(autouse=True)
async def one_minute() -> None:
    await early_in_a_minute()


@contextmanager
def limited(settings: Settings, **changed: object) -> Iterator[str]:
    limits = {"rate_limit": POINTS, "failed_authentications": FAILURES}
    with serving(settings.model_copy(update=limits | changed)) as url:
        yield url


@pytest.fixture
def strict(settings: Settings) -> Iterator[str]:
    """The URL of a server with small limits."""
    with limited(settings) as url:
        yield url


@pytest.fixture
async def token(workspace_id: int, token_for: TokenFor) -> str:
    return await token_for(workspace_id, Scope.READ, Scope.INGEST)


@asynccontextmanager
async def client_of(url: str, token: str) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=WAIT_SECONDS) as client:
        yield client


async def ask(client: httpx.AsyncClient, query: str = "") -> httpx.Response:
    """By default without a document, so that the request costs only the points of every request."""
    return await client.post("/graphql", json={"query": query})


def refusals(url: str, kind: str) -> float:
    """How many requests of this process were refused by this limit, according to its metrics."""
    found = re.search(
        rf'^milepost_rate_limited_total{{kind="{kind}"}} (.*)$', httpx.get(f"{url}/metrics").text, re.MULTILINE
    )
    return float(found[1]) if found else 0


def left(answer: httpx.Response, policy: str = "points") -> int:
    name, points, seconds = answer.headers["RateLimit"].split(";")
    assert (name, 0 < int(seconds.removeprefix("t=")) <= 60) == (f'"{policy}"', True)
    return int(points.removeprefix("r="))


async def test_a_token_can_spend_its_points_and_then_gets_429(strict: str, token: str):
    refused_before = refusals(strict, "points")
    async with client_of(strict, token) as client:
        answers = [await ask(client) for _ in range(REQUESTS + 1)]

    assert refusals(strict, "points") == refused_before + 1
    *accepted, refused = answers
    assert {answer.status_code for answer in accepted} == {400}  # there is no document
    assert {answer.headers["RateLimit-Policy"] for answer in answers} == {'"points";q=100;w=60'}
    assert [left(answer) for answer in answers] == [90, 80, 70, 60, 50, 40, 30, 20, 10, 0, 0]
    seconds = refused.headers["Retry-After"]
    assert refused.status_code == 429
    assert refused.headers["RateLimit"] == f'"points";r=0;t={seconds}'
    assert refused.json() == {
        "errors": [
            {
                "message": "The token may spend 100 points a minute and has 0 left, but this needs 10: try again in "
                f"{seconds} seconds.",
                "extensions": {"code": "RATE_LIMITED"},
            }
        ]
    }


async def test_another_token_of_the_workspace_has_points_of_its_own(
    strict: str, workspace_id: int, token: str, token_for: TokenFor
):
    async with client_of(strict, token) as client:
        [await ask(client) for _ in range(REQUESTS)]
    async with client_of(strict, await token_for(workspace_id, Scope.READ)) as client:
        answer = await ask(client)

    assert (answer.status_code, left(answer)) == (400, 90)


async def test_large_requests_cost_more(strict: str, token: str):
    async with client_of(strict, token) as client:
        answer = await ask(client, "#" * 50_000)

    assert left(answer) == 40


async def test_every_response_says_what_is_left_cached_ones_and_304_included(settings: Settings, token: str):
    with limited(settings, rate_limit=1_000_000) as url:
        async with client_of(url, token) as client:
            first = await client.get("/graphql", params={"query": "{ __typename }"})
            await asyncio.sleep(0.5)  # the response is cached shortly after it is sent
            cached = await client.get("/graphql", params={"query": "{ __typename }"})
            unchanged = await client.get(
                "/graphql", params={"query": "{ __typename }"}, headers={"If-None-Match": first.headers["ETag"]}
            )

    assert [answer.status_code for answer in (first, cached, unchanged)] == [200, 200, 304]
    assert left(cached) - left(unchanged) == REQUEST_POINTS <= left(first) - left(cached)


async def test_events_cost_a_point_each(strict: str, pool: Pool, workspace_id: int, token: str):
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    event = {"type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s"}

    def events(count: int) -> bytes:
        return b"\n".join(orjson.dumps({**event, "id": f"{n}", "person": f"{n}"}) for n in range(count))

    async with client_of(strict, token) as client:
        first = await client.post("/events", content=events(50))
        refused = await client.post("/events", content=events(31))
        last = await client.post("/events", content=events(20))

    assert (first.status_code, left(first), first.json()["accepted"]) == (200, 40, 50)
    assert (refused.status_code, left(refused)) == (429, 30)
    assert refused.json() == {
        "error": {
            "code": "RATE_LIMITED",
            "message": "The token may spend 100 points a minute and has 30 left, but this needs 31: try again in "
            f"{refused.headers['Retry-After']} seconds.",
        },
        **NOTHING_SO_FAR,
    }
    assert (last.status_code, last.json()["duplicates"]) == (200, 20)


async def test_people_cost_a_point_each(strict: str, token: str):
    def people(count: int) -> bytes:
        return b"\n".join(orjson.dumps({"externalId": f"{n}"}) for n in range(count))

    async with client_of(strict, token) as client:
        first = await client.post("/people", content=people(50))
        refused = await client.post("/people", content=people(31))

    assert (first.status_code, left(first), first.json()["accepted"]) == (200, 40, 50)
    assert (refused.status_code, left(refused), refused.json()["error"]["code"]) == (429, 30, "RATE_LIMITED")
    assert {name: refused.json()[name] for name in NOTHING_SO_FAR} == NOTHING_SO_FAR


def test_by_default_a_million_events_can_be_imported_in_a_minute():
    assert Settings.model_fields["rate_limit"].default > 1_000_000 + REQUEST_POINTS


async def test_without_the_limits_nothing_is_refused_and_nothing_announced(settings: Settings, token: str):
    with limited(settings, rate_limit=0, failed_authentications=0) as url:
        async with client_of(url, token) as client, client_of(url, "mp_unknown") as unknown:
            answers = [await ask(client) for _ in range(REQUESTS + 1)]
            failed = [await ask(unknown) for _ in range(FAILURES + 1)]

    assert {answer.status_code for answer in answers} == {400}
    assert {answer.status_code for answer in failed} == {401}
    assert not any(name.startswith("ratelimit") for answer in answers + failed for name in answer.headers)


async def test_unknown_tokens_of_an_address_are_not_looked_up_above_the_limit(strict: str, pool: Pool, token: str):
    """The last requests are answered although the table of tokens is locked."""
    async with client_of(strict, token) as client, client_of(strict, "mp_unknown") as unknown:
        await ask(client)
        failed = [(await ask(unknown)).status_code for _ in range(FAILURES)]
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute("LOCK TABLE token IN ACCESS EXCLUSIVE MODE")
            refused = await ask(unknown)
            upload = await unknown.post("/events", content=b"")
        valid = await ask(client)

    assert failed == [401] * FAILURES
    assert (refused.status_code, left(refused, "failed-authentications")) == (429, 0)
    assert refused.json()["errors"] == [
        {
            "message": "Your address has sent 3 invalid tokens in this minute, which is the limit: check "
            f"the token, and try again in {refused.headers['Retry-After']} seconds.",
            "extensions": {"code": "RATE_LIMITED"},
        }
    ]
    assert (upload.status_code, upload.json()["error"]["code"]) == (429, "RATE_LIMITED")
    assert valid.status_code == 400  # a token that was valid lately is not locked out by others of its address


async def test_unknown_tokens_that_come_at_the_same_time_are_counted_while_they_are_looked_up(strict: str):
    async with client_of(strict, "mp_unknown") as unknown:
        answers = await asyncio.gather(*(ask(unknown) for _ in range(3 * FAILURES)))

    assert sorted(answer.status_code for answer in answers) == [401] * FAILURES + [429] * 2 * FAILURES


async def test_a_revoked_token_counts_as_invalid(strict: str, pool: Pool, workspace_id: int):
    token_id, token = await add_token(pool, workspace_id, NewToken("test", [Scope.READ]))
    async with client_of(strict, token) as client:
        before = await ask(client)
        await revoke_token(pool, workspace_id, token_id)
        after = [(await ask(client)).status_code for _ in range(FAILURES + 1)]

    assert (before.status_code, after) == (400, [401] * FAILURES + [429])


def test_addresses_of_one_ipv6_network_count_together(settings: Settings):
    limits = RateLimits(settings.model_copy(update={"failed_authentications": 1}))

    def is_looked_up(address: str) -> bool:
        request = HTTPConnection({"type": "http", "headers": [], "client": (address, 1)})
        failing = limits.authentication(request, f"mp_{address}")
        try:
            failing.__enter__()
        except RateLimited:
            return False
        failing.__exit__(Unauthenticated, Unauthenticated("unknown"), None)
        return True

    addresses = ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "192.0.2.1", "192.0.2.2", "::ffff:192.0.2.1", "", ""]
    assert [is_looked_up(address) for address in addresses] == [True, False, True, True, True, False, True, False]


async def test_processes_learn_from_each_other_what_a_token_has_spent(settings: Settings, token: str):
    many = 1_000_000
    with limited(settings, rate_limit=many) as one, limited(settings, rate_limit=many) as other:
        async with client_of(one, token) as client, client_of(other, token) as second:
            for _ in range(5):
                await ask(client)
            begun, count, rest = time.monotonic(), 0, 0
            while rest != many - (5 + count) * REQUEST_POINTS:
                assert time.monotonic() < begun + WAIT_SECONDS, f"{rest} left after {count} requests"
                await asyncio.sleep(0.2)
                rest, count = left(await ask(second)), count + 1


async def test_while_valkey_is_away_each_process_holds_the_limit_alone(settings: Settings, token: str, tmp_path: Path):
    with data_directory(tmp_path) as directory, embedded_valkey(directory) as valkey:
        with limited(settings, redis_url=valkey.url) as url:
            async with client_of(url, token) as client:
                first = await ask(client)  # once the server has started
                valkey.process.kill()
                valkey.process.wait()
                with capture_logs() as logs:
                    await ask(client)
                    begun = time.monotonic()
                    while not logs:
                        assert time.monotonic() < begun + WAIT_SECONDS, "no exchange has failed"
                        await asyncio.sleep(0.1)
                    answers = [first, *[await ask(client) for _ in range(REQUESTS - 1)]]
                    await asyncio.sleep(1.5)  # another exchange fails

    assert [answer.status_code for answer in answers] == [400] * (REQUESTS - 1) + [429]
    assert [log["event"] for log in logs if log["log_level"] == "warning"] == ["rate_limits.not_settled"]


async def test_the_bootstrap_token_is_limited_as_well(strict: str):
    async with client_of(strict, BOOTSTRAP_TOKEN) as client:
        answers = [await ask(client) for _ in range(REQUESTS + 1)]

    assert [answer.status_code for answer in answers] == [400] * REQUESTS + [429]
