"""A number in attributes stays the same number, whichever way it comes in and goes out."""

import json
from decimal import Decimal
from typing import Any

import httpx
from app_client import app_client
from conftest import TokenFor
from hypothesis import example, given
from hypothesis import strategies as st
from sampling import examples

from core.settings import Settings
from core.templates import parse_body
from core.viewer import Scope
from db.pool import Pool

UPSERT = "mutation ($person: PersonInput!) { upsertPeople(input: { people: [$person] }) { userErrors { message } } }"
FOUND = """query ($value: JSON!) {
  people(filter: { attributes: [{ name: "number", operator: EQ, value: $value }] }) { nodes { attributes } }
}"""
LITERAL = """mutation { upsertPeople(input: { people: [{ externalId: "p", attributes: { number: NUMBER } }] }) {
  userErrors { message }
} }"""

whole = st.integers() | st.integers(-(10**40), 10**40) | st.sampled_from([10**308, -(10**400), 2**63, 2**64 - 1, 2**64])
numbers = whole.map(str) | st.floats(allow_nan=False, allow_infinity=False).map(repr)


async def ask(client: httpx.AsyncClient, query: str, variables: str = "{}") -> Any:
    """The data of the response to a request whose numbers are written as they are given."""
    body = f'{{"query": {json.dumps(query)}, "variables": {variables}}}'
    response = await client.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    return json.loads(response.content, parse_int=Decimal, parse_float=Decimal)["data"]


@examples(18)
@given(text=numbers)
@example(text="108204268033311374519")
@example(text="1e300")
@example(text="0.1")
@example(text="-0.0")
async def test_a_number_is_found_answered_and_printed_as_the_number_that_was_sent(
    settings: Settings, pool: Pool, workspace_id: int, token_for: TokenFor, text: str
):
    token = await token_for(workspace_id, Scope.ADMIN)

    async with app_client(settings, pool, token) as client:
        sent = await ask(client, UPSERT, f'{{"person": {{"externalId": "p", "attributes": {{"number": {text}}}}}}}')
        found = await ask(client, FOUND, f'{{"value": {text}}}')
        await ask(client, LITERAL.replace("NUMBER", text))
        found_by_literal = await ask(client, FOUND, f'{{"value": {text}}}')
    attributes = await pool.fetchval("SELECT attributes FROM person WHERE workspace_id = $1", workspace_id)
    printed = parse_body("{{ attributes.number }}").render({"attributes": attributes})

    assert sent == {"upsertPeople": {"userErrors": []}}
    assert found == found_by_literal == {"people": {"nodes": [{"attributes": {"number": Decimal(text)}}]}}
    assert Decimal(printed) == Decimal(text)
