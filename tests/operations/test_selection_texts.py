"""Selections in requests: what is refused, what a selection keeps, and what it costs."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest
from asking import answer_to, ask
from given_server import skip_on_cluster
from histories import BEGIN, SERIES
from recording import record_events

from core.events import EventInput, EventType
from core.viewer import Scope
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace

if TYPE_CHECKING:
    from conftest import RecordedPool

pytestmark = pytest.mark.usefixtures("any_cost")

LIST = "query ($filter: PeopleFilter) { people(filter: $filter) { totalCount selection nodes { externalId } } }"
TAG = """mutation ($input: TagPeopleInput!) {
  tagPeople(input: $input) { wouldSelect userErrors { code message path } }
}"""
EXPORT = """mutation ($input: RequestExportInput!) {
  requestExport(input: $input) { estimate { rows } userErrors { code message path } }
}"""
STARTED = """query ($scope: StatsScope) {
  series(key: "s") { id stats(scope: $scope) { started { count selection } } }
}"""
NOT_A_SELECTION = "The text is not a selection of this workspace: use the `selection` of a response."
DOCS = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")
LATER = BEGIN + timedelta(hours=1)


async def started(pool: Pool, workspace_id: int, *people: str, at: Any = BEGIN) -> None:
    events = [
        EventInput(id=f"start {person}", type=EventType.ENTRY_STARTED, at=at, series="s", person=person)
        for person in people
    ]
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, events)


async def selected(pool: Pool, workspace_id: int, people: dict[str, Any]) -> list[str]:
    found = await ask(pool, workspace_id, LIST, filter=people)
    return [person["externalId"] for person in found["people"]["nodes"]]


async def test_any_text_but_a_selection_of_the_workspace_gets_the_same_error(pool: Pool, workspace_id: int):
    await started(pool, workspace_id, "ann")
    stranger = await ensure_workspace(pool, f"stranger {uuid4()}")
    await started(pool, stranger, "bob")
    own, foreign = [(await ask(pool, each, LIST))["people"]["selection"] for each in (workspace_id, stranger)]
    series = (await ask(pool, workspace_id, STARTED))["series"]["id"]
    texts = [foreign, own[:-2] + "xx", own[1:], own + "a", series, "", "x" * 5_000]

    for text in texts:
        for people, path in (
            ({"selection": text}, ["selection"]),
            ({"any": [{}, {"not": {"selection": text}}]}, ["any", "1", "not", "selection"]),
        ):
            _, [error] = await answer_to(pool, workspace_id, LIST, {"filter": people})
            tagged = await ask(pool, workspace_id, TAG, input={"people": people, "tag": "a"})
            exported = await ask(pool, workspace_id, EXPORT, input={"people": people, "series": series})

            assert error["message"] == NOT_A_SELECTION
            assert error["extensions"] == {"code": "INVALID", "inputPath": ["filter", *path]}
            refused = [{"code": "INVALID", "message": NOT_A_SELECTION, "path": ["people", *path]}]
            assert tagged["tagPeople"]["userErrors"] == exported["requestExport"]["userErrors"] == refused
    assert await selected(pool, workspace_id, {"selection": own}) == ["ann"]


async def test_a_selection_is_as_of_its_instant_by_the_facts_known_when_it_is_used(pool: Pool, workspace_id: int):
    await started(pool, workspace_id, "ann")
    then, now = [
        (await ask(pool, workspace_id, STARTED, scope=scope))["series"]["stats"]["started"]["selection"]
        for scope in ({"asOf": BEGIN.isoformat()}, {})
    ]

    await started(pool, workspace_id, "late", at=BEGIN - timedelta(hours=1))
    await started(pool, workspace_id, "later", at=LATER)

    assert await selected(pool, workspace_id, {"selection": then}) == ["ann", "late"]
    assert await selected(pool, workspace_id, {"selection": now}) == ["ann", "late", "later"]
    scope = {"people": {"selection": now}, "asOf": BEGIN.isoformat()}
    assert (await ask(pool, workspace_id, STARTED, scope=scope))["series"]["stats"]["started"]["count"] == 2


async def test_a_selection_that_would_be_too_long_is_an_error_of_its_field(pool: Pool, workspace_id: int):
    people = {"search": "x" * 400, "tags": ["".join(uuid4().hex for _ in range(5)) for _ in range(50)]}

    _, [error] = await answer_to(pool, workspace_id, LIST, {"filter": people})

    assert (error["extensions"]["code"], error["path"]) == ("LIMIT_EXCEEDED", ["people", "selection"])
    assert error["message"].endswith(
        "characters, and at most 4,096 are allowed: use fewer or shorter conditions, or fewer ids, in the filter of "
        "this figure or list, or fewer rows of a breakdown or routes."
    )
    assert await selected_without_text(pool, workspace_id, people) == 0


async def selected_without_text(pool: Pool, workspace_id: int, people: dict[str, Any]) -> int:
    query = "query ($filter: PeopleFilter) { people(filter: $filter) { totalCount } }"
    return (await ask(pool, workspace_id, query, filter=people))["people"]["totalCount"]


async def test_filters_in_selections_count_for_the_limits_of_a_filter(pool: Pool, workspace_id: int):
    people: dict[str, Any] = {"tags": ["a", "b"]}
    for _ in range(9):
        found = (await ask(pool, workspace_id, LIST, filter=people))["people"]
        people = {"selection": found["selection"]}
    tagged = {"tags": [str(number) for number in range(30)]}
    full = {"selection": (await ask(pool, workspace_id, LIST, filter=tagged))["people"]["selection"]}

    _, accepted = await answer_to(pool, workspace_id, LIST, {"filter": people})
    _, [deep] = await answer_to(pool, workspace_id, LIST, {"filter": {"not": people}})
    _, [large] = await answer_to(pool, workspace_id, LIST, {"filter": {"all": [full] * 4}})

    assert accepted == []
    assert deep["message"] == (
        "A filter may have at most 10 levels of filters, those of selections included: use fewer."
    )
    assert large["message"] == "A filter may have at most 100 conditions: use fewer."
    assert deep["extensions"] == large["extensions"] == {"code": "LIMIT_EXCEEDED", "inputPath": ["filter"]}


async def test_keys_are_replaced_as_the_docs_say(pool: Pool, workspace_id: int):
    await skip_on_cluster(pool, "keys have to be literals, and no trigger tells processes that they have changed")
    await started(pool, workspace_id, "ann")
    add, remove = [
        f"{found.strip(' ;')} WHERE id = $1" for found in re.findall(r"```sql\n(UPDATE.+?)\n```", DOCS, re.DOTALL)
    ]
    versions = "SELECT bit_xor(definitions) FROM version_stamp WHERE workspace_id = $1"
    old, before = (
        (await ask(pool, workspace_id, LIST))["people"]["selection"],
        await pool.fetchval(versions, workspace_id),
    )

    await pool.execute(add, workspace_id)
    new, after = (
        (await ask(pool, workspace_id, LIST))["people"]["selection"],
        await pool.fetchval(versions, workspace_id),
    )

    assert before != after  # processes cache the keys with the definitions
    assert [await selected(pool, workspace_id, {"selection": each}) for each in (old, new)] == [["ann"], ["ann"]]
    await pool.execute(remove, workspace_id)
    assert await selected(pool, workspace_id, {"selection": new}) == ["ann"]
    _, [error] = await answer_to(pool, workspace_id, LIST, {"filter": {"selection": old}})
    assert error["message"] == NOT_A_SELECTION


async def test_a_cached_response_keeps_its_selections(
    server: str, pool: Pool, workspace_id: int, token_for: Callable[..., Awaitable[str]]
):
    await started(pool, workspace_id, "ann")
    headers = {"Authorization": f"Bearer {await token_for(workspace_id, Scope.READ)}"}

    first, again = [posted(server, headers) for _ in range(2)]

    assert first == again  # the instants in the selections are microseconds apart unless the response is cached
    people = {"selection": first["data"]["people"]["selection"]}
    assert await selected(pool, workspace_id, people) == ["ann"]


def posted(server: str, headers: dict[str, str]) -> Any:
    return httpx.post(f"{server}/graphql", json={"query": LIST}, headers=headers).json()


ALL = """{ allSeries(first: 50) { nodes {
  stats { outcomes { selection people { selection } } }
  entries { selection }
  blocks { stats { selection states { selection } engagement { selection } } visits { selection } }
} } }"""


@pytest.mark.executed_once
async def test_any_number_of_selections_costs_one_statement_more_than_their_figures(recorded_pool: "RecordedPool"):
    pool, counts = recorded_pool.pool, list[int]()

    for number in (1, 8):
        workspace_id = await ensure_workspace(pool, f"selections {uuid4()}")
        async with pool.acquire() as connection:
            for key in map(str, range(number)):
                await define_series(connection, workspace_id, replace(SERIES, key=key))
                start = EventInput(id=key, type=EventType.ENTRY_STARTED, at=BEGIN, series=key, person="ann")
                await record_events(connection, workspace_id, [start])
        for query in (ALL, ALL.replace("selection", "__typename")):
            recorded_pool.statements.clear()
            await ask(pool, workspace_id, query)
            counts.append(len(recorded_pool.statements))

    assert counts == [counts[1] + 1, counts[1]] * 2
