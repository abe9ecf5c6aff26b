"""All figures and lists of a response come from one snapshot, even while data is written."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from app_client import app_client
from conftest import RecordedPool, TokenFor
from histories import SERIES
from recording import record_events

from core.definitions import PathDefinition, SeriesDefinition
from core.events import EventInput, EventType
from core.settings import Settings
from core.viewer import Scope
from db.definitions import define_series
from db.pool import Pool, create_pool

FIGURES = """{
  series(key: "s") {
    name
    stats { outcomes { kind count } }
    blocks { name stats { reached states { state count } } }
    paths { condition }
  }
}"""
FIGURES_AND_LISTS = """{
  series(key: "s") {
    stats { started { count people(first: 1) { edges { node { externalId } } } } freshness { dataThrough } }
    block(key: "rule") { stats { reached } visits(first: 1) { nodes { person { externalId } } } }
  }
}"""
RENAME = """
mutation ($input: DefineSeriesInput!) { defineSeries(input: $input) { series { name blocks { name } } } }
"""
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
RESPONSES = 50
WAIT_SECONDS = 60


@pytest.fixture
async def client(
    settings: Settings, recorded_pool: RecordedPool, workspace_id: int, token_for: TokenFor
) -> AsyncIterator[httpx.AsyncClient]:
    await define(recorded_pool.pool, workspace_id)
    token = await token_for(workspace_id, Scope.READ, Scope.INGEST)
    uncached = settings.model_copy(update={"response_cache_megabytes": 0})
    async with app_client(uncached, recorded_pool.pool, token) as client:
        yield client


async def define(pool: Pool, workspace_id: int, series: SeriesDefinition = SERIES) -> None:
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, series)


async def record(pool: Pool, workspace_id: int, number: int) -> None:
    """Record that a new person starts and reaches a block."""
    events = [
        EventInput(
            id=f"{number} {type_}",
            type=type_,
            at=BEGIN + timedelta(minutes=number),
            series="s",
            person=f"p{number}",
            block="rule" if type_ is EventType.BLOCK_REACHED else None,
        )
        for type_ in (EventType.ENTRY_STARTED, EventType.BLOCK_REACHED)
    ]
    async with pool.acquire() as connection:
        await record_events(connection, workspace_id, events)


async def ask(client: httpx.AsyncClient, query: str, **variables: Any) -> Any:
    answer = (await client.post("/graphql", json={"query": query, "variables": variables})).json()
    assert "errors" not in answer
    await asyncio.sleep(0)  # loggers are called in the loop's next turn
    return answer["data"]


def headers(recorded: RecordedPool) -> list[str]:
    """The first line of each statement since the last call, which says what a row is."""
    found = [statement.splitlines()[0] for statement in recorded.statements]
    recorded.statements.clear()
    return found


@pytest.mark.executed_once
async def test_all_figures_of_a_series_take_one_statement_once_its_definition_is_cached(
    client: httpx.AsyncClient, recorded_pool: RecordedPool, workspace_id: int
):
    for _ in range(2):
        await ask(client, FIGURES)
    await record(recorded_pool.pool, workspace_id, 0)
    recorded_pool.statements.clear()

    answer = await ask(client, FIGURES)

    assert answer["series"]["stats"]["outcomes"][0] == {"kind": "STARTED", "count": 1}
    authentication, figures = headers(recorded_pool)
    assert authentication.startswith("-- One row per valid token")
    assert figures.startswith("-- One row per number and figure")


async def test_more_requests_than_connections_all_get_a_response(
    settings: Settings, pool: Pool, workspace_id: int, token_for: TokenFor
):
    await define(pool, workspace_id)
    few = settings.model_copy(update={"database_connections": 2})
    token = await token_for(workspace_id, Scope.READ)
    async with await create_pool(few) as narrow, app_client(few, narrow, token) as client:
        async with asyncio.timeout(WAIT_SECONDS):
            answers = await asyncio.gather(*(ask(client, f"{FIGURES} # {number}") for number in range(10)))

    assert [answer["series"]["name"] for answer in answers] == [SERIES.name] * 10


async def test_a_cached_definition_is_never_stale(client: httpx.AsyncClient, pool: Pool, workspace_id: int):
    async def names() -> tuple[str, set[str], int]:
        series = (await ask(client, FIGURES))["series"]
        return series["name"], {block["name"] for block in series["blocks"]}, len(series["paths"])

    before = [await names() for _ in range(3)]
    source, target = SERIES.blocks[:2]
    path = PathDefinition(source.key, target.key)
    fewer = replace(SERIES, name="fewer", blocks=[source, target], paths=[path])
    await define(pool, workspace_id, fewer)
    after = [await names() for _ in range(3)]
    given = {"key": "s", "name": "by hand", "blocks": [{"key": "rule", "name": "one", "kind": "RULE"}], "paths": []}
    made = (await ask(client, RENAME, input=given))["defineSeries"]["series"]

    assert before == [(SERIES.name, {block.name for block in SERIES.blocks}, 0)] * 3
    assert after == [("fewer", {source.name, target.name}, 1)] * 3
    assert made == {"name": "by hand", "blocks": [{"name": "one"}]}
    assert await names() == ("by hand", {"one"}, 0)


async def test_statements_of_one_request_agree_while_events_are_recorded(
    client: httpx.AsyncClient, recorded_pool: RecordedPool, pool: Pool, workspace_id: int
):
    answers: list[Any] = []
    writing = asyncio.create_task(_record_all(pool, workspace_id))
    async with asyncio.timeout(WAIT_SECONDS):
        # until a snapshot was torn: newer than the version that had been read before it
        while not recorded_pool.begun_anew or len(answers) < RESPONSES:
            answers.append((await ask(client, FIGURES_AND_LISTS))["series"])
    writing.cancel()

    counts = sorted(map(_count, answers))
    assert [_numbers(answer) for answer in answers] == [[count] * (5 if count else 2) for count in counts]
    assert counts[0] < counts[-1]


async def _record_all(pool: Pool, workspace_id: int) -> None:
    for number in itertools.count():
        await record(pool, workspace_id, number)


def _count(answer: Any) -> int:
    return answer["stats"]["started"]["count"]


def _numbers(answer: Any) -> list[int]:
    """The number of people according to each statement. Lists begin with the newest person, and are empty at first."""
    people = [edge["node"] for edge in answer["stats"]["started"]["people"]["edges"]]
    visitors = [visit["person"] for visit in answer["block"]["visits"]["nodes"]]
    through = answer["stats"]["freshness"]["dataThrough"]
    return [
        _count(answer),
        answer["block"]["stats"]["reached"],
        *(int(each["externalId"][1:]) + 1 for each in (*people, *visitors)),
        *([(datetime.fromisoformat(through) - BEGIN) // timedelta(minutes=1) + 1] if through else []),
    ]
