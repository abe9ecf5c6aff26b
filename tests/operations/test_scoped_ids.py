"""Figures, and entries and visits as of an instant, by ids that contain their scope."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from asking import answer_to, ask
from histories import BEGIN, SERIES
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from sampling import examples
from scopes import recorded, scopes

from core.events import EventInput, EventType
from core.ids import ObjectId, encoded_id, global_id
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace

if TYPE_CHECKING:
    from conftest import RecordedPool

pytestmark = pytest.mark.usefixtures("any_cost")

FIELDS = """
fragment All on Node {
  __typename id
  ... on SeriesStats { started { id count } freshness { dataThrough } }
  ... on Outcome { kind count base percentage interval95 { low high } trend(interval: MONTH) { start cumulative } }
  ... on BlockStats { reached matched notMatched states { state count } engagement { kind total unique } }
  ... on Entry { key number startedAt finishedAt disengagedAt exitedAt goalHitAt had: outcomes visits { id } }
  ... on PersonVisit { state reachedAt waitsUntil leftAt decided: matched entry { id } engagement { kind at } }
}
"""
ASKED = """
query ($scope: StatsScope) {
  series(key: "s") {
    stats(scope: $scope) {
      ...All
      outcomes { ...All people { edges { entry { ...All visits { ...All } } } } }
    }
    entries(scope: $scope) { nodes { ...All } }
    blocks { stats(scope: $scope) { ...All } visits(scope: $scope) { nodes { ...All } } }
  }
}
"""
AGAIN = "query ($ids: [ID!]!) { nodes(ids: $ids) { ...All } }"


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects with an id and a type, wherever they are."""
    if isinstance(value, dict):
        if "id" in value and "__typename" in value:
            yield value
        value = [*value.values()]
    for each in value if isinstance(value, list) else ():
        yield from objects(each)


def learn(known: dict[str, dict[str, Any]], found: dict[str, Any]) -> None:
    """Add the fields of an object to those that are known by its id. Fields that are known must have the same value."""
    fields = {name: value for name, value in found.items() if not any(objects(value))}
    theirs = known.setdefault(found["id"], {})
    assert {name: value for name, value in theirs.items() if name in fields} == {
        name: value for name, value in fields.items() if name in theirs
    }
    theirs.update(fields)


@examples(11)
@given(st.data(), st.lists(scopes(), min_size=2, max_size=3))
async def test_an_id_leads_back_to_the_same_values_and_no_two_values_share_one(
    pool: Pool, data: st.DataObject, asked: list[Any]
):
    workspace_id, _ = await recorded(pool, data)
    known: dict[str, Any] = {}
    for scope in [None, *[each.given for each in asked], None]:
        for found in objects(await ask(pool, workspace_id, FIELDS + ASKED, scope=scope)):
            learn(known, found)

    ids = data.draw(st.permutations(sorted(known)))[:200]
    again = await ask(pool, workspace_id, FIELDS + AGAIN, ids=ids)

    assert [found["id"] for found in again["nodes"]] == ids
    for found in objects(again):
        learn(known, found)


async def test_an_entry_of_a_past_instant_keeps_its_values_apart_from_the_entry_as_of_now(pool: Pool):
    workspace_id = await furnished(pool, "apart")
    asked = 'query ($asOf: DateTime) { series(key: "s") { entries(scope: {asOf: $asOf}) { nodes { id outcomes } } } }'

    now, then, again = [
        (await ask(pool, workspace_id, asked, asOf=instant))["series"]["entries"]["nodes"]
        for instant in (None, BEGIN.isoformat(), None)
    ]

    assert now == again
    assert now[0]["outcomes"] == ["STARTED", "FINISHED"]
    assert then[0]["outcomes"] == ["STARTED", "IN_PROGRESS"]
    assert now[0]["id"] != then[0]["id"]
    found = await ask(
        pool,
        workspace_id,
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Entry { id outcomes visits { entry { id } } } } }",
        ids=[now[0]["id"], then[0]["id"]],
    )
    assert found["nodes"] == [
        {**now[0], "visits": [{"entry": {"id": now[0]["id"]}}]},
        {**then[0], "visits": [{"entry": {"id": then[0]["id"]}}]},
    ]


async def test_the_id_of_a_figure_of_another_workspace_is_that_of_none(pool: Pool):
    first, second = await furnished(pool, "first"), await furnished(pool, "second")
    ids = [found["id"] for found in objects(await ask(pool, first, FIELDS + ASKED, scope={"asOf": BEGIN.isoformat()}))]

    found = await ask(pool, second, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[*{*ids}])

    assert {*found["nodes"]} == {None}


@pytest.mark.parametrize(
    "part",
    ["x", "\n", "FINISHED\n", '\n{"unit":"BOTH"}', '\n{"people":{"searches":["' + "x" * 501 + '"]}}'],
)
async def test_a_mangled_id_of_a_figure_is_refused_and_leaves_the_rest_of_the_response(pool: Pool, part: str):
    workspace_id = await furnished(pool, "mangled")
    series_id = await pool.fetchval("SELECT id FROM series WHERE workspace_id = $1", workspace_id)
    mangled = encoded_id(ObjectId("SeriesStats", (series_id,), part))

    data, errors = await answer_to(
        pool,
        workspace_id,
        "query ($id: ID!, $other: ID!) { node(id: $id) { id } other: node(id: $other) { id } }",
        {"id": mangled, "other": global_id("SeriesStats", series_id)},
    )

    assert data == {"node": None, "other": {"id": global_id("SeriesStats", series_id)}}
    assert [(error["path"], error["extensions"]["code"]) for error in errors] == [(["node"], "INVALID")]


async def test_the_figures_of_a_scope_that_is_too_long_have_an_id_that_is_refused_when_asked_for(pool: Pool):
    workspace_id = await furnished(pool, "long")
    people = {"ids": [global_id("Person", number) for number in range(10_000)]}
    asked = 'query ($people: PeopleFilter) { series(key: "s") { stats(scope: {people: $people}) { id } } }'
    id_ = (await ask(pool, workspace_id, asked, people=people))["series"]["stats"]["id"]

    data, errors = await answer_to(pool, workspace_id, "query ($id: ID!) { node(id: $id) { id } }", {"id": id_})

    assert data == {"node": None}
    assert [error["extensions"]["code"] for error in errors] == ["LIMIT_EXCEEDED"]
    assert (
        errors[0]["message"] == "The scope of this id is too long to be read from it: request the object by its scope."
    )


@pytest.mark.executed_once
async def test_two_hundred_figures_of_a_scope_cost_as_many_statements_as_one(recorded_pool: "RecordedPool"):
    workspace_id = await furnished(recorded_pool.pool, "statements")
    found = await ask(recorded_pool.pool, workspace_id, FIELDS + ASKED, scope={"unit": "ENTRIES"})
    ids = sorted({each["id"] for each in objects(found) if each["__typename"] in ("Outcome", "BlockStats")})
    again = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"

    statements: list[int] = []
    for asked in ([ids[0], ids[-1]], (ids * 200)[:200]):
        recorded_pool.statements.clear()
        await ask(recorded_pool.pool, workspace_id, again, ids=asked)
        statements.append(len(recorded_pool.statements))

    assert len(ids) == 10
    assert statements[0] == statements[1]


async def furnished(pool: Pool, name: str) -> int:
    """A workspace with a person who finished a day after they began."""
    workspace_id = await ensure_workspace(pool, f"{name} {uuid4()}")
    common = {"series": "s", "person": "ann"}
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        events = [
            EventInput(id="1", type=EventType.ENTRY_STARTED, at=BEGIN, **common),
            EventInput(id="2", type=EventType.BLOCK_REACHED, at=BEGIN, block="mail", **common),
            EventInput(id="3", type=EventType.ENTRY_FINISHED, at=BEGIN + timedelta(days=1), **common),
        ]
        await record_events(connection, workspace_id, events)
    return workspace_id
