"""JSON values written in a document."""

from typing import Any

import pytest
from asking import answer_to, ask

from db.pool import Pool

NOT_FINITE = pytest.mark.parametrize("literal", ["1e999", "-1e999", "[1e999]", "{ a: [-1e999] }"])
MESSAGE = "Numbers must be finite."


@NOT_FINITE
async def test_an_event_with_a_number_that_is_not_finite_is_rejected(pool: Pool, workspace_id: int, literal: str):
    document = f"""mutation {{ recordEvents(input: {{ events: [{{
        id: "e", type: ENTRY_STARTED, at: "2026-03-01T12:00:00Z", series: "s", person: "p", detail: {literal}
    }}] }}) {{ rejected {{ code message }} }} }}"""

    assert (await ask(pool, workspace_id, document))["recordEvents"]["rejected"] == [
        {"code": "INVALID", "message": f"`detail`: {MESSAGE}"}
    ]


@NOT_FINITE
async def test_a_person_with_a_number_that_is_not_finite_is_refused(pool: Pool, workspace_id: int, literal: str):
    document = f"""mutation {{ upsertPeople(input: {{ people: [{{
        externalId: "a", attributes: {{ n: {literal} }}
    }}] }}) {{ created userErrors {{ message path }} }} }}"""

    assert (await ask(pool, workspace_id, document))["upsertPeople"] == {
        "created": 0,
        "userErrors": [{"message": MESSAGE, "path": ["people", "0", "attributes"]}],
    }


@NOT_FINITE
async def test_a_condition_with_a_number_that_is_not_finite_is_refused(pool: Pool, workspace_id: int, literal: str):
    data, errors = await answer_to(pool, workspace_id, _people_with(literal))

    assert (data, [error["message"] for error in errors]) == (None, [MESSAGE])


@pytest.mark.parametrize(
    ("literal", "stored"),
    [
        ("{ a: $v }", {}),
        ("{ a: [$v], b: 1 }", {"a": [None], "b": 1}),
        ("{ a: { b: $v, c: [[$v, 2]] } }", {"a": {"c": [[None, 2]]}}),
    ],
)
async def test_a_variable_without_a_value_is_left_out_of_an_object_and_null_in_a_list(
    pool: Pool, workspace_id: int, literal: str, stored: Any
):
    assert await _stored(pool, workspace_id, "$v: JSON", literal) == stored


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("JSON", None),
        ("JSON", {"b": [1.5, {"c": "d"}]}),
        ("String", "x"),
        ("[Int!]", [1, 2]),
        ("DateTime", "2026-03-01T12:00:00Z"),
        ("OutcomeKind", "GOAL_HIT"),
    ],
)
async def test_a_variable_in_a_literal_has_the_value_that_was_sent(
    pool: Pool, workspace_id: int, type_: str, value: Any
):
    assert await _stored(pool, workspace_id, f"$v: {type_}", "{ a: $v }", v=value) == {"a": value}


async def test_a_variable_in_a_literal_has_its_default(pool: Pool, workspace_id: int):
    assert await _stored(pool, workspace_id, "$v: JSON = [1]", "{ a: $v }") == {"a": [1]}


@pytest.mark.parametrize("literal", ["{ a: $v }", "[$v]", "$v"])
async def test_a_condition_and_an_event_can_have_a_variable_without_a_value(
    pool: Pool, workspace_id: int, literal: str
):
    document = f"""mutation ($v: JSON) {{ recordEvents(input: {{ events: [{{
        id: "e", type: ENTRY_STARTED, at: "2026-03-01T12:00:00Z", series: "s", person: "p", detail: {literal}
    }}] }}) {{ rejected {{ message }} }} }}"""

    assert (await ask(pool, workspace_id, _people_with(literal, "($v: JSON)")))["people"] == {"totalCount": 0}
    assert (await ask(pool, workspace_id, document))["recordEvents"]["rejected"] == [
        {"message": "Series 's' is not defined: define it first, or correct the key."}
    ]


async def _stored(pool: Pool, workspace_id: int, variable: str, literal: str, **sent: Any) -> Any:
    """The attributes of a person, as they are stored after they were written as a literal with a variable."""
    document = f"""mutation ({variable}) {{ upsertPeople(input: {{ people: [{{
        externalId: "a", attributes: {literal}
    }}] }}) {{ created userErrors {{ message }} }} }}"""
    assert (await ask(pool, workspace_id, document, **sent))["upsertPeople"] == {"created": 1, "userErrors": []}
    return (await ask(pool, workspace_id, '{ person(externalId: "a") { attributes } }'))["person"]["attributes"]


def _people_with(literal: str, variables: str = "") -> str:
    condition = f'{{ name: "a", operator: EQ, value: {literal} }}'
    return f"query {variables} {{ people(filter: {{ attributes: [{condition}] }}) {{ totalCount }} }}"
