"""What coercion of variables may cost, counted in function calls, which do not depend on the machine."""

import sys
from types import FrameType
from typing import Any

import pytest
from asking import answer_to
from graphql.execution import get_variable_values
from input_places import Places, is_list

from core.errors import LimitExceeded
from db.pool import Pool
from schema.documents import document_of
from schema.executable import GRAPHQL
from schema.list_bounds import bound_of
from schema.operations import MOST_REQUEST_ERRORS
from schema.variables import cut, is_large

PEOPLE = "query ($filter: PeopleFilter, $scope: StatsScope) { people(filter: $filter) { totalCount } }"
UPSERT = "mutation ($people: [PersonInput!]!) { upsertPeople(input: { people: $people }) { userErrors { code } } }"
COMPARED = """query ($ids: [ID!], $filter: PeopleFilter) {
  people(filter: { attributes: [{ name: "a", operator: IN, value: [$ids, { a: $filter }] }] }) { totalCount }
  nodes(ids: ["x"]) { id }
}"""
ARGUMENTS = {
    "Query.node": 'id: "x"',
    "Query.nodes": 'ids: ["x"]',
    "Query.bulkAction": 'id: "x"',
    "Query.export": 'id: "x"',
    "Query.messagePreview": 'input: {person: "x", subject: "s", body: "b"}',
    "Series.block": 'key: "b"',
    "SeriesStats.timeTo": "kind: FINISHED",
    "SeriesStats.breakdown": "by: {tag: true}",
    "Outcome.trend": "interval: DAY",
    **{f"Subscription.{name}": 'id: "x"' for name in ("seriesStats", "series", "bulkAction", "export")},
}
LISTS = [place for place in Places(GRAPHQL, ARGUMENTS) if is_list(place.taken)]


def shortened(text: str, variables: dict[str, Any]) -> Any:
    document = document_of(text)
    return cut(document.node, document.operation(None), variables)


def calls_of_coercion(text: str, variables: dict[str, Any]) -> int:
    """The number of function calls for cutting and coercing the variables."""
    document, calls = document_of(text), 0
    operation = document.operation(None)
    definitions = operation.variable_definitions or ()

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        given = cut(document.node, operation, variables)
        get_variable_values(GRAPHQL, definitions, given or {}, MOST_REQUEST_ERRORS, is_large(given))
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("place", LISTS, ids=str)
def test_every_list_is_cut_to_one_element_more_than_a_list_of_its_type_takes(place: Any):
    most = max(bound_of(other.taken) for other in LISTS if other.taken.type == place.taken.type or len(place.path) == 1)
    given = place.variables([place.sample()] * 500_000)

    found: Any = shortened(place.document, given)["value"]
    for name in place.path[1:]:
        found = found[int(name) if name.isdigit() else name]

    assert bound_of(place.taken) < len(found) <= most + 1


def test_lists_within_their_bounds_stay_as_they_are():
    variables = {"people": [{"externalId": str(number), "tags": ["a"] * 100} for number in range(10_000)]}

    assert shortened(UPSERT, variables) is variables


def test_the_caller_s_lists_are_not_changed():
    tags = ["a"] * 1_000
    people = [{"externalId": "a", "tags": tags}, {"externalId": "b"}]

    assert shortened(UPSERT, {"people": people}) == {
        "people": [{"externalId": "a", "tags": ["a"] * 101}, {"externalId": "b"}]
    }
    assert (len(tags), people[0]["tags"]) == (1_000, tags)


@pytest.mark.parametrize("variables", [{"ids": ["x"] * 10_001}, {"filter": {"tags": ["x"] * 51}}])
def test_a_list_that_is_too_long_is_refused_in_a_json_value_instead_of_cut(variables: dict[str, Any]):
    with pytest.raises(LimitExceeded) as refusal:
        shortened(COMPARED, variables)

    [name] = variables
    assert refusal.value.message == f"`${name}` has a list that is too long for a JSON value: send fewer elements."


async def test_its_refusal_is_the_response(pool: Pool, workspace_id: int):
    data, [error] = await answer_to(pool, workspace_id, COMPARED, {"ids": ["x"] * 10_001})

    assert (data, error["extensions"]) == (None, {"code": "LIMIT_EXCEEDED"})


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (PEOPLE, "filter", lambda size: {"ids": ["x"] * size}),
        (PEOPLE, "filter", lambda size: {"tags": ["x"] * size}),
        (PEOPLE, "filter", lambda size: {"attributes": [{"name": "a", "operator": "EQ"}] * size}),
        (PEOPLE, "filter", lambda size: {"visit": {"block": "x", "state": ["EXITED"] * size}}),
        (PEOPLE, "scope", lambda size: {"people": {"outcome": {"series": "x", "without": ["EXITED"] * size}}}),
        (PEOPLE, "filter", lambda size: {"any": [{"all": [{"not": {}}] * (size // 100)}] * 100}),
        (UPSERT, "people", lambda size: [{"externalId": "a"}] * size),
        (UPSERT, "people", lambda size: [{"externalId": "a", "tags": ["x"] * size}]),
    ],
)  # fmt: skip
def test_coercion_of_a_huge_list_costs_no_more_than_of_one_above_the_largest_bound(text: str, name: str, value: Any):
    little, much = (calls_of_coercion(text, {name: value(size)}) for size in (10_001, 200_000))

    assert much <= 1.1 * little + 1_000


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (PEOPLE, "filter", lambda size: {"attributes": [{"name": "a", "operator": "EQ", "value": ["x"] * size}]}),
        (UPSERT, "people", lambda size: [{"externalId": "a", "attributes": {str(key): 1 for key in range(size)}}]),
        (UPSERT, "people", lambda size: [{str(key): 1 for key in range(size)}]),
        (UPSERT, "people", lambda size: [[[["x"] * size]]]),
        (UPSERT, "people", lambda size: {"a": {"b": [[]] * size}}),
    ],
)  # fmt: skip
def test_coercion_of_other_values_costs_at_most_a_few_calls_each(text: str, name: str, value: Any):
    assert calls_of_coercion(text, {name: value(200_000)}) <= 5 * 200_000
