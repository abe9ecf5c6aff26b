"""After any sequence of changes, and at any time, a cached response equals one that is computed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import httpx
from acting import TAG, UNDO, UNTAG, Desk
from app_client import app_client
from histories import KINDS
from hypothesis import HealthCheck, event, given
from hypothesis import strategies as st
from sampling import examples

from core.events import EventType, PathCondition
from core.ids import global_id
from core.settings import Settings
from core.viewer import Scope
from db.messages import unsubscribe
from db.pool import Pool
from db.tokens import NewToken, add_token, ensure_workspace

QUERIES = [
    """{
      series(key: "s") {
        hasStats name
        stats { outcomes { kind count percentage interval95 { low high } } freshness { dataThrough } }
        blocks(includeRemoved: true) {
          key name removedAt
          stats { reached matched notMatched states { state count } engagement { kind total unique } }
        }
        paths { condition to { key } }
      }
    }""",
    '{ series(key: "s") { stats(scope: { unit: ENTRIES }) { inProgress { trend(interval: HOUR) { start count } } } } }',
    """{
      series(key: "s") {
        rule: block(key: "rule") { visits { totalCount nodes { state waitsUntil leftAlong { condition } } } }
        waiting: block(key: "rule") { visits(state: [TRYING_TO_MATCH]) { totalCount edges { cursor } } }
        entries(first: 3) { pageInfo { hasNextPage } nodes { key number outcomes startedAt visits { state } } }
      }
    }""",
    "{ people { totalCount nodes { externalId name attributes tags { name people } entries { totalCount } } } }",
    '{ people(filter: { tags: ["vip"] }) { nodes { externalId } } tags { name people } }',
    '{ series(key: "s") { stats(scope: { people: { tags: ["vip"] } }) { finished { count people { totalCount } } } } }',
    '{ allSeries(search: "renamed") { totalCount nodes { key status } } viewer { scopes workspace { timeZone } } }',
    '{ series(key: "s") { exports { totalCount nodes { status progress downloadUrl expiresAt completedAt } } } }',
]
PEOPLE = ["ann", "bob", "cem"]
SOON_MS = [-86_400_000, -86_400_000, -1, 20, 60, 150]
DEFINE = "mutation ($input: DefineSeriesInput!) { answer: defineSeries(input: $input) { userErrors { message } } }"
RECORD = """
mutation ($events: [EventInput!]!) {
  answer: recordEvents(input: { events: $events }) { accepted userErrors { message } }
}
"""
UPSERT = """
mutation ($people: [PersonInput!]!) { answer: upsertPeople(input: { people: $people }) { userErrors { message } } }
"""
EXPORT = """
mutation ($input: RequestExportInput!) { answer: requestExport(input: $input) { export { id } userErrors { code } } }
"""
CANCEL = "mutation ($id: ID!) { answer: cancelExport(id: $id) { userErrors { code } } }"


class Office(Desk):
    """Makes random changes of every kind."""

    def __init__(self, settings: Settings, pool: Pool, workspace_id: int, random: Random) -> None:
        super().__init__(settings, pool, workspace_id)
        self.random = random
        self.numbers = iter(range(1_000_000))
        self.actions: list[str] = []
        self.exports: list[str] = []

    async def define(self) -> None:
        kept = self.random.sample([*KINDS], self.random.randint(2, len(KINDS)))
        blocks = [{"key": key, "name": self._word(), "kind": KINDS[key].name} for key in {"rule", *kept}]
        paths = [{"from": "rule", "to": key, "condition": "MATCHED"} for key in kept if key != "rule"]
        await self.ask(DEFINE, input={"key": "s", "name": self._word(), "blocks": blocks, "paths": paths})

    async def begin(self) -> None:
        """Start an entry for every person, so that later events are accepted."""
        at = (datetime.now(UTC) - timedelta(days=2)).isoformat()
        events = [self._event(EventType.ENTRY_STARTED, person, at) for person in PEOPLE]
        await self.ask(RECORD, events=events)

    async def record(self) -> None:
        types = [self.random.choice([*EventType][:12]) for _ in range(self.random.randint(1, 4))]
        await self.ask(
            RECORD, events=[self._event(type_, self.random.choice(PEOPLE), self._instant()) for type_ in types]
        )

    async def upsert(self) -> None:
        some = self.random.sample(PEOPLE, 2)
        tags = self.random.choice([None, [], ["vip"]])
        await self.ask(UPSERT, people=[{"externalId": who, "name": self._word(), "tags": tags} for who in some])

    async def tag(self) -> None:
        asked = await self.act(self.random.choice([TAG, UNTAG]), {"search": self.random.choice(PEOPLE)[0]})
        if asked["bulkAction"]:
            self.actions.append(asked["bulkAction"]["id"])

    async def undo(self) -> None:
        if self.actions:
            await self.ask(UNDO, id=self.random.choice(self.actions))

    async def export(self) -> None:
        series = await self.pool.fetchval("SELECT id FROM series WHERE workspace_id = $1", self.workspace_id)
        asked = await self.ask(EXPORT, input={"series": global_id("Series", series)})
        if asked["export"]:
            self.exports.append(asked["export"]["id"])

    async def cancel(self) -> None:
        if self.exports:
            await self.ask(CANCEL, id=self.random.choice(self.exports))

    async def hasten(self) -> None:
        """Let completed exports expire in 50 ms."""
        await self.pool.execute(
            "UPDATE export SET expires_at = now() + interval '50 ms' WHERE workspace_id = $1 AND status = 'COMPLETED'",
            self.workspace_id,
        )

    async def leave(self) -> None:
        person_id = await self.pool.fetchval("SELECT min(id) FROM person WHERE workspace_id = $1", self.workspace_id)
        if person_id:
            await unsubscribe(self.pool, self.workspace_id, person_id, None)

    async def pause(self) -> None:
        await asyncio.sleep(self.random.choice([0.01, 0.03, 0.1]))

    def _event(self, type_: EventType, person: str, at: str) -> dict[str, Any]:
        made = {"id": f"e{next(self.numbers)}", "type": type_.name, "at": at, "series": "s", "person": person}
        if type_ is not EventType.ENTRY_STARTED:
            made["block"] = self.random.choice(["rule", "rule", *KINDS])
        if type_ is EventType.BLOCK_REACHED:
            made["waitsUntil"] = self._instant()
        if type_ is EventType.BLOCK_LEFT:
            made["along"] = self.random.choice([*PathCondition]).name
        return made

    def _instant(self) -> str:
        return (datetime.now(UTC) + timedelta(milliseconds=self.random.choice(SOON_MS))).isoformat()

    def _word(self) -> str:
        return self.random.choice(["plain", "renamed"]) + str(self.random.randint(0, 3))


STEPS: Mapping[str, Callable[[Office], Awaitable[None]]] = {
    step.__name__: step
    for step in (
        *(Office.record, Office.define, Office.upsert, Office.tag, Office.undo, Office.export, Office.cancel),
        *(Office.hasten, Office.leave, Office.work, Office.pause),
    )
}
OFTEN = ["record", "record", "pause", "pause", "pause"]


@asynccontextmanager
async def _clients(settings: Settings, pool: Pool, workspace_id: int) -> AsyncIterator[list[httpx.AsyncClient]]:
    """A client of an application with a response cache, and a client of one without."""
    _, token = await add_token(pool, workspace_id, NewToken("test", [Scope.READ, Scope.EXPORT]))
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(
                app_client(settings.model_copy(update={"response_cache_megabytes": megabytes}), pool, token)
            )
            for megabytes in (8, 0)
        ]


async def _check(caching: httpx.AsyncClient, computing: httpx.AsyncClient, query: str) -> None:
    """Compare two responses, of which the second can come from the cache, with a computed one before them."""

    async def ask(client: httpx.AsyncClient) -> bytes:
        answer = await client.post("/graphql", json={"query": query})
        assert b'"errors"' not in answer.content, answer.content
        return answer.content

    before = await ask(computing)
    cached = [await ask(caching), await ask(caching)]
    if await ask(computing) == before:  # otherwise something has changed by the clock meanwhile
        event("compared")
        assert cached == [before, before]


@examples(8, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), steps=st.lists(st.sampled_from([*STEPS, *OFTEN]), min_size=4, max_size=14))
async def test_a_cached_response_equals_a_computed_one(settings, pool: Pool, seed: int, steps: list[str]):
    workspace_id = await ensure_workspace(pool, f"test {uuid4()}")
    office = Office(settings, pool, workspace_id, Random(seed))
    await office.define()
    await office.begin()
    async with _clients(settings, pool, workspace_id) as (caching, computing):
        for step in steps:
            queries = office.random.sample(QUERIES, 3)
            for query in queries:
                await _check(caching, computing, query)
            await STEPS[step](office)
            for query in queries:
                await _check(caching, computing, query)
