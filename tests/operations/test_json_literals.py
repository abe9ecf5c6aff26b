"""JSON values written in a document."""

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
        {"code": "INVALID", "message": MESSAGE}
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


def _people_with(literal: str, variables: str = "") -> str:
    condition = f'{{ name: "a", operator: EQ, value: {literal} }}'
    return f"query {variables} {{ people(filter: {{ attributes: [{condition}] }}) {{ totalCount }} }}"
