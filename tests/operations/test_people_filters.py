"""A filter selects exactly the people that the figure counts, at any instant, compared with a plain recount."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from asking import answer_to, ask
from filters import OUTCOMES, Range, conditions, ids_of, range_input, ranges, with_outcome
from histories import BEGIN, KINDS, SERIES, instants
from hypothesis import given
from hypothesis import strategies as st
from recording import record_events
from recount import FOREVER, NEVER, Recount
from sampling import examples
from scopes import recorded

from core.events import EventInput, EventType
from db.definitions import define_series
from db.pool import Pool
from db.tokens import ensure_workspace
from schema.cost.costing import Costing
from schema.cost.declared import SELECTED
from schema.documents import document_of
from schema.executable import GRAPHQL

if TYPE_CHECKING:
    from conftest import RecordedPool

pytestmark = pytest.mark.usefixtures("any_cost")

BEHIND = """
query Behind($scope: StatsScope) {
  series(key: "s") { stats(scope: $scope) { started { count people(first: 200) { nodes { externalId } } } } }
}
"""
COHORT = """
query Cohort($scope: StatsScope) {
  series(key: "s") {
    stats(scope: $scope) { outcomes { kind count people { totalCount } } }
    blocks {
      key
      stats(scope: $scope) { reached }
      visits(scope: $scope, first: 200) { totalCount nodes { entry { key } } }
    }
  }
}
"""
each_history = examples(35)


async def behind(pool: Pool, workspace_id: int, as_of: datetime, people: dict[str, Any]) -> set[str]:
    """The people who have started the series and match a filter, as of an instant."""
    scope = {"asOf": as_of.isoformat(), "unit": "PEOPLE", "people": people}
    started = (await ask(pool, workspace_id, BEHIND, scope=scope))["series"]["stats"]["started"]
    found = {person["externalId"] for person in started["people"]["nodes"]}
    assert started["count"] == len(started["people"]["nodes"]) == len(found)
    return found


@each_history
@given(data=st.data(), as_of=instants, within=ranges(), condition=conditions())
async def test_an_outcome_condition_selects_the_people_of_a_recount(
    pool: Pool, data: st.DataObject, as_of: datetime, within: Range, condition: tuple[str, list[str], str | None]
):
    workspace_id, history = await recorded(pool, data)
    series = (await ids_of(pool, workspace_id)).series
    kind, without, left_as = condition
    outcome = {"series": series, "kind": kind, "at": range_input(within), "without": without, "afterLeavingAs": left_as}

    found = await behind(pool, workspace_id, as_of, {"outcome": outcome})

    recount = Recount(history, {key: kind.value for key, kind in KINDS.items()})
    assert found == with_outcome(recount, as_of, within, condition)
    if not without and left_as is None:
        assert len(found) == recount.outcome(kind, "PEOPLE", as_of, *within)


@each_history
@given(data=st.data(), as_of=instants, within=ranges(), matched=st.none() | st.booleans())
async def test_a_visit_condition_selects_the_people_of_a_recount(
    pool: Pool, data: st.DataObject, as_of: datetime, within: Range, matched: bool | None
):
    workspace_id, history = await recorded(pool, data)
    blocks = (await ids_of(pool, workspace_id)).blocks
    block = data.draw(st.sampled_from(sorted(KINDS)))
    states = data.draw(st.none() | st.lists(st.sampled_from(["PENDING", "RECEIVED", "WAITING", "MOVED_ON", "EXITED"])))
    visit = {"block": blocks[block], "state": states, "matched": matched, "reachedAt": range_input(within)}

    found = await behind(pool, workspace_id, as_of, {"visit": visit})

    recount = Recount(history, {key: kind.value for key, kind in KINDS.items()})
    assert found == {
        entry.person
        for entry in recount.visits(block, "PEOPLE", as_of, *within)
        if (states is None or entry.state(block, KINDS[block].value, as_of) in states)
        and matched in (None, entry.matched(block, as_of))
    }


@each_history
@given(data=st.data(), as_of=instants)
async def test_engagement_selects_as_many_as_its_figure_counts(pool: Pool, data: st.DataObject, as_of: datetime):
    workspace_id, history = await recorded(pool, data)
    blocks = (await ids_of(pool, workspace_id)).blocks
    recount = Recount(history, {key: kind.value for key, kind in KINDS.items()})

    for kind in ("RECEIVED", "OPENED", "GOAL_HIT"):
        found = await behind(pool, workspace_id, as_of, {"visit": {"block": blocks["mail"], "engaged": kind}})

        assert found == {
            entry.person
            for entry in recount.entries.values()
            if entry.started_at and any(event.at <= as_of for event in entry.of(kind, "mail"))
        }
        assert len(found) == recount.engagement("mail", "PEOPLE", as_of).get(kind, (0, 0))[1]


@each_history
@given(data=st.data(), as_of=instants, cohort=ranges(), unit=st.sampled_from(["PEOPLE", "ENTRIES"]))
async def test_a_filter_selects_the_same_people_in_a_cohort_and_their_entries_count_that_started_in_it(
    pool: Pool, data: st.DataObject, as_of: datetime, cohort: Range, unit: str
):
    workspace_id, history = await recorded(pool, data)
    ids = await ids_of(pool, workspace_id)
    series, blocks = ids.series, ids.blocks
    block = data.draw(st.sampled_from(sorted(KINDS)))
    kind, without, left_as = condition = data.draw(conditions())
    people = data.draw(
        st.sampled_from(
            [
                {"outcome": {"series": series, "kind": kind, "without": without, "afterLeavingAs": left_as}},
                {"visit": {"block": blocks[block]}},
                {"visit": {"block": blocks[block], "engaged": "OPENED"}},
            ]
        )
    )
    scope = {"asOf": as_of.isoformat(), "unit": unit, "clock": "ENTRY_COHORT", "range": range_input(cohort)}

    found = (await ask(pool, workspace_id, COHORT, scope={**scope, "people": people}))["series"]

    selected = await behind(pool, workspace_id, as_of, people)
    recount = Recount(history, {key: kind.value for key, kind in KINDS.items()})
    if "outcome" in people:
        assert selected == with_outcome(recount, as_of, (NEVER, FOREVER), condition)
    counted = recount.of_people(selected).cohort(*cohort)
    assert {row["kind"]: (row["count"], row["people"]["totalCount"]) for row in found["stats"]["outcomes"]} == {
        kind: (count, count) for kind in OUTCOMES for count in (counted.outcome(kind, unit, as_of),)
    }
    for row in found["blocks"]:
        reached = {entry.key for entry in counted.visits(row["key"], unit, as_of)}
        assert row["stats"]["reached"] == row["visits"]["totalCount"] == len(reached)
        assert {visit["entry"]["key"] for visit in row["visits"]["nodes"]} == reached


def outcome(series: str = "SERIES", kind: str = "STARTED", **fields: Any) -> dict[str, Any]:
    return {"outcome": {"series": series, "kind": kind, **fields}}


def attribute(operator: str, value: Any = None) -> dict[str, Any]:
    return {"attributes": [{"name": "fine", "operator": "EQ"}, {"name": "a", "operator": operator, "value": value}]}


def nested(levels: int) -> dict[str, Any]:
    people: dict[str, Any] = {}
    for _ in range(levels - 1):
        people = {"not": people}
    return people


UPSIDE_DOWN = {"from": "2026-02-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("people", "code", "path"),
    [
        ({"ids": ["nonsense"]}, "INVALID", "ids.0"),
        ({"except": ["BLOCK"]}, "INVALID", "except.0"),
        ({"search": "x\x00"}, "INVALID", "search"),
        ({"search": "x" * 501}, "INVALID", "search"),
        ({"tags": [str(number) for number in range(51)]}, "LIMIT_EXCEEDED", "tags"),
        ({"tags": ["same"] * 51}, "LIMIT_EXCEEDED", "tags"),
        ({"ids": ["same"] * 10_001}, "LIMIT_EXCEEDED", "ids"),
        (attribute("IN", [1] * 501), "LIMIT_EXCEEDED", "attributes.1.value"),
        (attribute("EQ", {str(number): 1 for number in range(251)}), "LIMIT_EXCEEDED", "attributes.1.value"),
        (attribute("EQ", "x" * 4_097), "LIMIT_EXCEEDED", "attributes.1.value"),
        (attribute("EQ", [10**2_000] * 3), "LIMIT_EXCEEDED", "attributes.1.value"),
        (attribute("EQ", [[[[[[[[[[[]]]]]]]]]]]), "LIMIT_EXCEEDED", "attributes.1.value"),
        ({"withoutTags": ["x\x00"]}, "INVALID", "withoutTags.0"),
        ({"withoutTags": ["x", "\u3000"]}, "INVALID", "withoutTags.1"),
        ({"tags": ["x" * 201]}, "INVALID", "tags.0"),
        (attribute("LT"), "INVALID", "attributes.1.value"),
        (attribute("IN", 1), "INVALID", "attributes.1.value"),
        (attribute("EXISTS", 1), "INVALID", "attributes.1.value"),
        (attribute("EQ", "\x00"), "INVALID", "attributes.1.value"),
        (outcome(series="BLOCK"), "INVALID", "outcome.series"),
        (outcome(series="STRANGE SERIES"), "NOT_FOUND", "outcome.series"),
        (outcome(at=UPSIDE_DOWN), "INVALID", "outcome.at.from"),
        (outcome(afterLeavingAs="FINISHED"), "INVALID", "outcome.afterLeavingAs"),
        (outcome(kind="GOAL_HIT", afterLeavingAs="STARTED"), "INVALID", "outcome.afterLeavingAs"),
        ({"visit": {"block": "SERIES"}}, "INVALID", "visit.block"),
        ({"visit": {"block": "STRANGE BLOCK"}}, "NOT_FOUND", "visit.block"),
        ({"visit": {"block": "BLOCK", "variant": "x\x00"}}, "INVALID", "visit.variant"),
        (outcome(range=UPSIDE_DOWN, clock="ENTRY_COHORT"), "INVALID", "outcome.range.from"),
        ({"any": [{}, {"tags": ["x" * 201]}]}, "INVALID", "any.1.tags.0"),
        ({"not": {"all": [outcome(series="BLOCK")]}}, "INVALID", "not.all.0.outcome.series"),
        ({"all": [{}, {"not": outcome(series="STRANGE SERIES")}]}, "NOT_FOUND", "all.1.not.outcome.series"),
        ({"any": [{"visit": {"block": "STRANGE BLOCK"}}]}, "NOT_FOUND", "any.0.visit.block"),
        ({"any": [{}] * 51}, "LIMIT_EXCEEDED", "any"),
        ({"not": {"all": [{}] * 51}}, "LIMIT_EXCEEDED", "not.all"),
        (nested(11), "LIMIT_EXCEEDED", ".".join(["not"] * 10)),
    ],
)
async def test_a_filter_that_cannot_be_had_names_its_field(
    pool: Pool, workspace_id: int, people: dict[str, Any], code: str, path: str
):
    names = await two_workspaces(pool, workspace_id)
    query = "query ($filter: PeopleFilter) { people(filter: $filter) { totalCount } }"

    data, errors = await answer_to(pool, workspace_id, query, {"filter": replaced(people, names)})

    assert data is None
    assert [error["extensions"] for error in errors] == [{"code": code, "inputPath": ["filter", *path.split(".")]}]


async def two_workspaces(pool: Pool, workspace_id: int) -> dict[str, str]:
    """The ids of a series and a block of this workspace, and of another one."""
    stranger = await pool.fetchval("INSERT INTO workspace (name) VALUES (gen_random_uuid()) RETURNING id")
    names: dict[str, str] = {}
    for owner, prefix in ((workspace_id, ""), (stranger, "STRANGE ")):
        async with pool.acquire() as connection:
            await define_series(connection, owner, SERIES)
        ids = await ids_of(pool, owner)
        names |= {f"{prefix}SERIES": ids.series, f"{prefix}BLOCK": ids.blocks["mail"]}
    return names


def replaced(value: Any, names: dict[str, str]) -> Any:
    match value:
        case dict():
            return {key: replaced(part, names) for key, part in value.items()}
        case list():
            return [replaced(part, names) for part in value]
        case str():
            return names.get(value, value)
        case _:
            return value


async def test_a_list_of_a_scope_with_a_filter_has_the_people_who_match_both_filters(pool: Pool, workspace_id: int):
    people = {name: [f"{name}{number}" for number in range(2)] for name in ("both", "scope", "list")}
    known = [{"externalId": each, "name": each} for names in people.values() for each in names]
    upsert = "mutation ($people: [PersonInput!]!) { upsertPeople(input: { people: $people }) { created } }"
    await ask(pool, workspace_id, upsert, people=known)
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, [started(each["externalId"]) for each in known])
    query = """query ($scope: StatsScope, $filter: PeopleFilter) { series(key: "s") { stats(scope: $scope) {
        started { count people(filter: $filter) { totalCount nodes { externalId } } } } } }"""
    of_people = "{ people { nodes { id externalId } } }"
    ids = {each["externalId"]: each["id"] for each in (await ask(pool, workspace_id, of_people))["people"]["nodes"]}

    answer = await ask(
        pool,
        workspace_id,
        query,
        scope={"people": {"ids": [ids[each] for each in people["both"] + people["scope"]], "except": [ids["both1"]]}},
        filter={"ids": [ids[each] for each in people["list"] + people["both"]]},
    )

    figure = answer["series"]["stats"]["started"]
    assert figure == {"count": 3, "people": {"totalCount": 1, "nodes": [{"externalId": "both0"}]}}


def started(person: str) -> EventInput:
    return EventInput(id=f"start {person}", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person=person)


CONDITIONS = {"attributes": [{"name": str(number), "operator": "EXISTS"} for number in range(50)]}


async def test_a_filter_takes_a_hundred_conditions_and_no_more(pool: Pool, workspace_id: int):
    query = "query ($filter: PeopleFilter) { people(filter: $filter) { totalCount } }"
    most = {**CONDITIONS, "tags": [str(number) for number in range(50)]}

    accepted = await answer_to(pool, workspace_id, query, {"filter": most})
    _, errors = await answer_to(pool, workspace_id, query, {"filter": {**most, "search": "a"}})

    assert accepted == ({"people": {"totalCount": 0}}, [])
    assert [(error["message"], error["extensions"]) for error in errors] == [
        (
            "A filter may have at most 100 conditions: use fewer.",
            {"code": "LIMIT_EXCEEDED", "inputPath": ["filter"]},
        )
    ]


async def test_the_different_filters_of_a_request_take_five_hundred_conditions_together(pool: Pool, workspace_id: int):
    def query(filters: int) -> str:
        people = "{name}: people(filter: {{ tags: [{tag}], attributes: $attributes }}) {{ totalCount }}"
        asked = [people.format(name=f"a{number}", tag=f'"{number}"') for number in range(filters)]
        same = [people.format(name=f"b{number}", tag='"0"') for number in range(20)]
        return f"query ($attributes: [AttributeCondition!]) {{ {' '.join(asked + same)} }}"

    _, accepted = await answer_to(pool, workspace_id, query(9), CONDITIONS)  # 9 * 51 conditions
    _, refused = await answer_to(pool, workspace_id, query(10), CONDITIONS)

    message = (
        "The different filters of a request may have at most 500 conditions together: split it into several requests."
    )
    assert accepted == []
    assert {(error["message"], error["extensions"]["code"]) for error in refused} == {(message, "LIMIT_EXCEEDED")}


async def test_a_value_is_compared_at_its_largest(pool: Pool, workspace_id: int):
    query = "query ($filter: PeopleFilter) { people(filter: $filter) { totalCount } }"
    for operator, value in (("IN", ["x" * 8] * 500), ("EQ", "x" * 4_096), ("EQ", [[[[[[[[[[]]]]]]]]]])):
        people = {"attributes": [{"name": "a", "operator": operator, "value": value}]}

        assert await answer_to(pool, workspace_id, query, {"filter": people}) == ({"people": {"totalCount": 0}}, [])


async def test_filters_in_filters_count_with_their_conditions(pool: Pool, workspace_id: int):
    query = "query ($filter: PeopleFilter) { people(filter: $filter) { totalCount } }"
    tagged = {"tags": [str(number) for number in range(48)]}
    most = {"any": [tagged, {"search": "a"}], "not": {"tags": [str(number) for number in range(48)]}}

    accepted = [
        await answer_to(pool, workspace_id, query, {"filter": people})
        for people in (most, nested(10), {"any": [{}] * 50, "all": [{}] * 49})
    ]
    refused = [
        await answer_to(pool, workspace_id, query, {"filter": people})
        for people in ({**most, "search": "a"}, {"any": [{}] * 50, "all": [{}] * 50})
    ]

    assert accepted == [({"people": {"totalCount": 0}}, [])] * 3
    assert [(error["message"], error["extensions"]) for _, [error] in refused] == [
        (message, {"code": "LIMIT_EXCEEDED", "inputPath": ["filter"]})
        for message in (
            "A filter may have at most 100 conditions: use fewer.",
            "A filter may consist of at most 100 filters: use fewer.",
        )
    ]


@pytest.mark.executed_once
async def test_any_number_of_filters_in_a_filter_costs_the_same_number_of_statements(recorded_pool: "RecordedPool"):
    pool = recorded_pool.pool
    workspace_id = await ensure_workspace(pool, f"filters {uuid4()}")
    async with pool.acquire() as connection:
        for number in range(12):
            await define_series(connection, workspace_id, replace(SERIES, key=f"s{number}"))
    listed = await ask(pool, workspace_id, "{ allSeries { nodes { id blocks { id } } } }")
    some = [
        {"not": {"outcome": {"series": series["id"], "kind": "STARTED"}, "any": [{"visit": {"block": block["id"]}}]}}
        for series in listed["allSeries"]["nodes"]
        for block in series["blocks"][:1]
    ]
    query = "query ($filter: PeopleFilter) { people(filter: $filter) { totalCount } }"

    counts: list[int] = []
    for number in (1, 12):
        recorded_pool.statements.clear()
        await ask(pool, workspace_id, query, filter={"any": some[:number], "not": some[0]})
        counts.append(len(recorded_pool.statements))

    assert counts == [3, 3]  # the series, the blocks, the people


def test_each_filter_in_a_filter_costs_points():
    query = "query ($filter: PeopleFilter) { people(filter: $filter) { totalCount } }"
    scoped = (
        """query ($people: PeopleFilter) { series(key: "s") { stats(scope: { people: $people }) { __typename } } }"""
    )
    people = {"any": [{"not": {}}, {"all": {}}], "search": "a"}

    page_and_count, figure = 2 * SELECTED, SELECTED
    for text, name, selected in ((query, "filter", page_and_count), (scoped, "people", figure)):
        assert points(text, {name: people}) == points(text, {name: {"search": "a"}}) + 4 * 10
        assert points(text, {name: {"any": [people] * 10_000}}) == points(text, {}) + 100 * 10 + selected
    literal = "{ people(filter: { any: [{ search: $a }, {}] }) { totalCount } }"
    everyone = points("{ people { totalCount } }", {})
    assert points(f"query ($a: String!) {literal}", {"a": "a"}) == everyone + 2 * 10 + page_and_count


def points(text: str, variables: dict[str, Any]) -> int:
    [(_, cost)] = Costing(GRAPHQL).operations(document_of(text).node)
    return cost.points(variables)


async def test_a_filter_of_many_levels_is_refused_in_a_document_and_in_variables(pool: Pool, workspace_id: int):
    literal = f"{{ people(filter: {'{ not: ' * 150}{{}}{' }' * 150}) {{ totalCount }} }}"
    query = "query ($filter: PeopleFilter) { people(filter: $filter) { totalCount } }"

    for text, variables in ((literal, {}), (query, {"filter": nested(900)})):
        _, [error] = await answer_to(pool, workspace_id, text, variables)

        assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "inputPath": ["filter", *["not"] * 10]}
        assert (
            error["message"]
            == "A filter may have at most 10 levels of filters, those of selections included: use fewer."
        )
