"""The cost of operations: what is refused before anything runs, and what is permitted."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from all_operations import BOUNDED, FIELDS
from asking import answer_to, body_of_answer_to
from conftest import RecordedPool
from graphql import (
    GraphQLList,
    GraphQLObjectType,
    get_introspection_query,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
)

from bench.hostile.documents import times
from core.people_filters import PeopleFilter
from core.scoped_ids import scope_text, scoped_id
from core.stats_scope import StatsScope
from db.pool import Pool
from schema.cost.costing import Costing
from schema.cost.declared import SELECTED, declared
from schema.documents import document_of
from schema.executable import GRAPHQL
from schema.limits import MOST_COST

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TESTS = Path(__file__).parents[1]
OBJECTS = [type_ for type_ in GRAPHQL.type_map.values() if isinstance(type_, GraphQLObjectType)]

PAGES = "people(first: 200) { nodes { entries(first: 200) { nodes { visits { state } } } } }"
REFUSED = {
    "pages of 200 in pages of 200": f"{{ {PAGES} }}",
    "entries and visits in circles": (
        "{ people { nodes { entries { nodes { visits {"
        f" {'entry { visits { ' * 5} state {'} } ' * 5} }} }} }} }} }} }}"
    ),
    "blocks and series in circles": (
        "{ people { nodes { entries { nodes { visits { block {"
        f" {'series { blocks { ' * 3} key {'} } ' * 3} }} }} }} }} }} }} }}"
    ),
    "90 aliases of pages of 200, three deep": f"{{ {times(90, f'a#: {PAGES}')} }}",
    "90 aliases of large attributes": f"{{ {times(90, 'a#: people(first: 200) { nodes { attributes } }')} }}",
    "95 aliases of the schema": (
        f"{{ {times(95, 's#: __schema { types { name fields { name args { name } type { name kind } } } }')} }}"
    ),
    "one field under many names": (
        f"{{ people(first: 200) {{ nodes {{ entries {{ nodes {{ {times(90, 'a#: key')} }} }} }} }} }}"
    ),
    "trends under many names": (
        f'{{ series(key: "s") {{ stats {{ outcomes {{ {times(90, "a#: trend { count }")} }} }} }} }}'
    ),
    "the dearest of the types of a node": (
        "{ nodes(ids: [" + times(200, '"a#"') + "]) { ... on Tag { name } "
        "... on Person { entries(first: 200) { nodes { key } } } } }"
    ),
}
BOARD = """{ series(key: "s") { name blocks { id key name kind isEntry stats(scope: { unit: ENTRIES }) {
  reached matched notMatched states { state count percentage } engagement { kind total unique percentage } } } } }"""
BLOCKS = times(250, 'b#: block(key: "b#") { key stats { reached states { state count } engagement { kind unique } } }')
PERMITTED = {
    "introspection": get_introspection_query(specified_by_url=True, directive_is_repeatable=True),
    "a board with states and engagement": BOARD,
    "a board of 250 blocks by name": f'{{ series(key: "s") {{ {BLOCKS} }} }}',
    "200 people with their entries": """{ people(first: 200) { totalCount pageInfo { hasNextPage endCursor } nodes {
        id externalId email name createdAt entries { totalCount nodes {
          id key companyId number startedAt finishedAt disengagedAt disengageReason exitedAt goalHitAt } } } } }""",
    "200 people with attributes and tags": """{ people(first: 200) { edges { cursor node {
        id externalId email name attributes createdAt tags { id name people } } } } }""",
    "a person's journey": """{ person(externalId: "ann") { entries { nodes { key outcomes visits {
        state reachedAt leftAt waitsUntil matched block { key name } leftAlong { condition to { key } }
        engagement { kind at url detail } } } } } }""",
    **{path.stem: path.read_text("utf-8") for path in sorted((TESTS / "operations" / "dashboard").glob("*.graphql"))},
    **{
        name: f'{{ series(key: "onboarding") {{ {asked.replace("SCOPE", BOUNDED["all entries"])} }} }}'
        for name, asked in FIELDS.items()
    },
}


def cost_of(text: str, variables: dict[str, Any] | None = None) -> int:
    document = document_of(text)
    assert document.errors == []
    return document.cost_of(document.operations[0]).points(variables)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
async def test_an_expensive_operation_is_refused_before_a_statement_runs(
    recorded_pool: RecordedPool, workspace_id: int, text: str
) -> None:
    body = await body_of_answer_to(recorded_pool.pool, workspace_id, text)

    assert recorded_pool.statements == []
    assert body.keys() == {"errors", "extensions"}
    assert [error["extensions"] for error in body["errors"]] == [{"code": "LIMIT_EXCEEDED"}]
    assert body["errors"][0]["message"].startswith("The operation costs ")
    assert body["extensions"] == {"cost": {"requested": cost_of(text), "limit": MOST_COST, "left": 0}}


@pytest.mark.parametrize("text", PERMITTED.values(), ids=PERMITTED)
def test_a_usual_operation_is_permitted_with_room(text: str) -> None:
    assert 0 < cost_of(text) < MOST_COST * 0.75


async def test_the_refusal_names_the_cost_the_limit_and_the_most_expensive_part(pool: Pool, workspace_id: int) -> None:
    text = "query ($n: Int) {\n  few: people(first: $n) {\n    nodes { entries(last: 0) { nodes { key } } } } }"
    text = text.replace("(last: 0)", "(first: $n)")

    _, errors = await answer_to(pool, workspace_id, text, {"n": 200})

    message = (
        "The operation costs 452,050 points, and at most 200,000 are allowed. The most expensive part, with 444,000 "
        "points, is `few[200].nodes.entries[200].nodes`, where brackets contain the lengths of lists. Request smaller "
        "pages or fewer fields there, or split the operation."
    )
    place = [{"line": 3, "column": 34}]
    assert errors == [{"message": message, "locations": place, "extensions": {"code": "LIMIT_EXCEEDED"}}]


async def test_a_refusal_of_an_uncounted_cost_names_the_bound_of_the_whole_and_of_the_part(
    pool: Pool, workspace_id: int
) -> None:
    around = f"{'blocks { series { ' * 7}id{' } }' * 7}"

    _, errors = await answer_to(pool, workspace_id, f'{{ series(key: "x") {{ {around} }} }}')

    assert errors[0]["message"].startswith(
        "The operation costs at least 1,000,000,000,000 points, and at most 200,000 are allowed. The most expensive "
        "part, with at least 1,000,000,000,000 points, is `series.blocks[100].series.blocks[100]."
    )


async def test_every_executed_operation_tells_its_cost(pool: Pool, workspace_id: int) -> None:
    viewer = await body_of_answer_to(pool, workspace_id, "{ viewer { scopes } }")
    failed = await body_of_answer_to(pool, workspace_id, '{ node(id: "?") { id } }')
    invalid = await body_of_answer_to(pool, workspace_id, "{ nothing }")

    assert viewer["extensions"] == {"cost": {"requested": 40, "limit": 200_000, "left": 199_960}}
    assert failed["extensions"] == {"cost": {"requested": 81, "limit": 200_000, "left": 199_919}}
    assert "extensions" not in invalid


@pytest.mark.parametrize(
    ("arguments", "variables", "rows"),
    [
        ("", {}, 25),
        ("(first: null)", {}, 25),
        ("(first: 7)", {}, 7),
        ("(last: 7)", {}, 7),
        ("(first: $n)", {"n": 7}, 7),
        ("(first: $n)", {"n": 7.0}, 7),
        ("(last: $n)", {"n": 7}, 7),
        ("(first: $n)", {"n": None}, 25),
        ("(first: $n)", {}, 3),
        ("(first: 1000)", {}, 200),
        ("(first: $n)", {"n": 10**30}, 200),
        ("(first: $n)", {"n": -7}, 0),
        ("(first: $n)", {"n": float("inf")}, 0),
        ("(first: 0)", {}, 0),
    ],
)
def test_a_page_costs_as_many_rows_as_are_requested(arguments: str, variables: dict[str, Any], rows: int) -> None:
    declared = "($n: Int = 3)" if "$n" in arguments else ""
    text = f"query Q{declared} {{ people{arguments} {{ nodes {{ name }} }} }}"

    assert cost_of(text, variables) == 50 + rows * 11


@pytest.mark.parametrize(
    ("ids", "variables", "number"),
    [('["a", "b"]', {}, 2), ('"a"', {}, 1), ("$ids", {"ids": ["a"] * 3}, 3), ("[$id, $id]", {"id": "a"}, 2)],
)
def test_a_list_of_ids_costs_as_many_nodes(ids: str, variables: dict[str, Any], number: int) -> None:
    declared = {"$ids": "($ids: [ID!]!)", "[$id, $id]": "($id: ID!)"}.get(ids, "")

    assert cost_of(f"query Q{declared} {{ nodes(ids: {ids}) {{ id }} }}", variables) == 20 + number * 62


def test_the_input_of_a_mutation_bounds_its_errors() -> None:
    text = (
        "mutation ($input: RecordEventsInput!) { recordEvents(input: $input) { accepted rejected { code message } } }"
    )

    assert cost_of(text, {"input": {"events": [{}] * 100}}) == cost_of(text, {"input": {"events": []}}) + 800
    assert cost_of(text, {"input": {"events": [{}] * 10_000}}) < MOST_COST / 2


CONDITION = {"name": "plan", "operator": "EQ", "value": list(range(100))}
FILTERS: dict[str, tuple[dict[str, Any], int]] = {
    "ids": ({"ids": ["a"] * 100, "except": ["a"]}, 101),
    "conditions": ({"attributes": [CONDITION] * 3, "withoutTags": ["x", "y"]}, 3 * 10 + 2),
    "states of a visit": ({"visit": {"block": "a", "state": ["WAITING", "PENDING"]}}, 2),
    "one filter inside": ({"not": {"ids": ["a"] * 3}}, 10 + 3),
    "filters inside": ({"any": [{"tags": ["x"]}, {"all": [{}, {"search": "x"}]}]}, 4 * 10 + 1),
    "no filter": ({"ids": None, "any": 7, "visit": []}, 10),
}


@pytest.mark.parametrize("name", FILTERS)
def test_what_is_in_a_filter_counts_for_each_field_that_takes_it(name: str) -> None:
    given, points = FILTERS[name]
    fields = " ".join(f"a{number}: people(filter: $f, first: 1) {{ __typename }}" for number in range(3))
    text = f"query Q($f: PeopleFilter) {{ {fields} }}"

    assert cost_of(text, {"f": given}) == cost_of(text, {}) + 3 * (points + SELECTED)


FURTHER = {
    "one of any": ({"any": [{"visit": {}}]}, 0),
    "the dearest is paid": ({"selection": "x", "outcome": {}, "visit": {}}, 110 + 45),
    "inside of others": ({"visit": {}, "all": [{"visit": {}}, {"not": {"outcome": {}}}]}, 2 * 45),
    "selections": ({"any": [{"selection": "x"}] * 3, "tags": ["a"]}, 2 * 700),
    "none": ({"visit": None, "any": [{"selection": None}, {"outcome": {}}, 7]}, 0),
}


@pytest.mark.parametrize(("given", "points"), FURTHER.values(), ids=FURTHER)
def test_further_conditions_cost_more_for_each_figure(given: dict[str, Any], points: int) -> None:
    def cost(fields: str, people: dict[str, Any]) -> int:
        text = f'query ($s: StatsScope) {{ series(key: "s") {{ stats(scope: $s) {{ {fields} }} }} }}'
        return cost_of(text, {"s": {"people": people}})

    one, two = "started { count }", "started { count } finished { count }"

    assert cost(two, given) - cost(one, given) == cost(two, {}) - cost(one, {}) + points


SELECTING = {
    "people": '{people: {search: "a"}}',
    "no one in particular": "{people: {}}",
    "a cohort": "{clock: ENTRY_COHORT}",
    "both": '{people: {search: "a"}, clock: ENTRY_COHORT}',
}


@pytest.mark.parametrize("scope", SELECTING.values(), ids=SELECTING)
def test_figures_of_selected_people_cost_more_once_for_all_objects(scope: str) -> None:
    def cost(inside: str, given: str) -> int:
        return cost_of(f'{{ series(key: "s") {{ {inside.replace("SCOPE", given)} }} }}')

    one = 'block(key: "a") { stats(scope: SCOPE) { reached } }'
    two = "stats(scope: SCOPE) { started { count } finished { count } }"
    for inside, figures in ((one, 1), ("blocks { stats(scope: SCOPE) { reached } }", 1), (two, 2)):
        assert cost(inside, scope) == cost(inside, "{}") + figures * SELECTED
        assert cost(inside, "{people: null, clock: EVENT_TIME}") == cost(inside, "{}")


def test_figures_of_selected_people_cost_as_much_with_variables() -> None:
    text = 'query ($s: StatsScope) { series(key: "s") { stats(scope: $s) { leaks { count } outcomes { count } } } }'

    assert cost_of(text, {"s": {"people": {}}}) == cost_of(text, {}) + 11 * SELECTED


def test_the_id_of_a_figure_of_selected_people_costs_as_much_as_the_figure() -> None:
    people = PeopleFilter(ids=(1,))
    plain, selected = (
        scoped_id("Outcome", 1, scope=scope_text(StatsScope(NOW, people=each)), detail="FINISHED")
        for each in (None, people)
    )

    def cost(*ids: str) -> int:
        return cost_of("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": [*ids]})

    assert cost(selected, plain, selected) == cost(plain, plain, plain) + 2 * SELECTED
    assert (
        cost_of(f'{{ node(id: "{selected}") {{ id }} }}') == cost_of(f'{{ node(id: "{plain}") {{ id }} }}') + SELECTED
    )
    assert cost("é", "!", "a", "\ud800", "x" * 10_000) == cost(*"abcde")


def test_the_same_people_again_cost_as_much_again() -> None:
    def cost(times: int) -> int:
        fields = " ".join(f"a{number}: upsertPeople(input: $i) {{ __typename }}" for number in range(times))
        return cost_of(f"mutation M($i: UpsertPeopleInput!) {{ {fields} }}", {"i": {"people": [{}] * 1_000}})

    assert cost(10) == 10 * cost(1) > 50_000


@pytest.mark.parametrize(
    ("order", "variables", "points"),
    [
        ("null", {}, 0),
        ("$order", {}, 0),
        ("{field: OUTCOME_AT}", {}, 0),
        ("{direction: ASC}", {}, 500),
        ("{field: NAME}", {}, 500),
        ("{field: BLOCK}", {}, 1_000),
        ("$order", {"order": {"field": "BLOCK"}}, 1_000),
        ("{field: $field}", {"field": "CREATED_AT"}, 500),
        ("{field: $field}", {"field": ["BLOCK"]}, 0),
        ("$order", {"order": ["BLOCK"]}, 0),
    ],
)
def test_a_list_in_an_order_that_reads_all_of_it_costs_more(order: str, variables: dict[str, Any], points: int) -> None:
    declared = {"$order": "($order: PersonOrder)", "{field: $field}": "($field: PersonOrderField!)"}.get(order, "")
    lists = "entries# { totalCount } stats { started { people# { totalCount } } }"

    def cost(argument: str) -> int:
        return cost_of(f'query Q{declared} {{ series(key: "s") {{ {lists.replace("#", argument)} }} }}', variables)

    without = cost_of(f'{{ series(key: "s") {{ {lists.replace("#", "")} }} }}')
    assert cost(f"(orderBy: {order})") == without + 2 * points


def test_of_the_types_of_a_node_the_dearest_counts() -> None:
    def cost(*types: str) -> int:
        return cost_of(f'{{ node(id: "a") {{ id {" ".join(types)} }} }}')

    tag, person = "... on Tag { name }", "... on Person { entries { nodes { key } } }"
    assert cost(tag) < cost(person) == cost(tag, person) == cost(f"... on Node {{ {tag} {person} }}")


def test_skipped_fields_count() -> None:
    text = "query ($no: Boolean!) { people @skip(if: $no) { nodes { name @include(if: false) } } }"

    assert cost_of(text, {"no": True}) == cost_of("{ people { nodes { name } } }")


def test_costs_do_not_grow_without_bound() -> None:
    circle = f"{{ people(first: 200) {{ nodes {{ {'entries(first: 200) { nodes { visits { entry { person { ' * 2}"
    circle += f" name {'} } } } } ' * 2} }} }} }}"

    assert cost_of(f"{{ {times(100, circle[2:-2].replace('people', 'a#: people'))} }}") == 10**12


def test_every_list_of_objects_has_a_declared_length_or_is_part_of_a_page() -> None:
    pages = {
        get_named_type(field.type).name
        for type_ in OBJECTS
        for field in type_.fields.values()
        if declared(field).slicing is not None
    }
    undeclared = {
        f"{type_.name}.{name}"
        for type_ in OBJECTS
        if type_.name not in pages and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        if isinstance(get_nullable_type(field.type), GraphQLList) and not is_leaf_type(get_named_type(field.type))
        if declared(field).size is None and declared(field).slicing is None
    }

    # mutations without a long input report few errors
    assert {name for name in undeclared if not name.endswith("Payload.userErrors")} == set()


def calls_for(text: str) -> int:
    """The number of function calls for the cost of a valid document, with a variable in it."""
    document, calls = document_of(text).node, 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for _, cost in Costing(GRAPHQL).operations(document):
            cost.points({"n": 2})
    finally:
        sys.setprofile(before)
    return calls


def chained(size: int) -> str:
    """Fragments that each spread the next one twice, which makes 2**size fields."""
    spreads = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(size))
    last = f"fragment F{size} on Query {{ people(first: $n) {{ totalCount }} }}"
    return f"query ($n: Int) {{ ...F0 }} {spreads} {last}"


def aliased(size: int) -> str:
    return f"query ($n: Int) {{ {times(size, 'a#: people(first: $n) { nodes { name } }')} }}"


@pytest.mark.parametrize(("document", "size"), [(chained, 3), (aliased, 100)])
def test_the_work_is_proportional_to_the_document(document: Any, size: int) -> None:
    one, two, four = (calls_for(document(size * times)) for times in (1, 2, 4))

    assert four - two < 2.5 * (two - one)
