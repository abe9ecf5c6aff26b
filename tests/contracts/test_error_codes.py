"""Every GraphQL error has a code, and docs/errors.md lists all codes."""

import re
from pathlib import Path

import httpx
import pytest
from asking import answer_to
from conftest import BOOTSTRAP_TOKEN

from core.errors import ErrorCode, RequestErrorCode
from db.pool import Pool

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "errors.md"
SEVERAL = "query A { __typename } query B { __typename }"
NODE = "query ($id: ID!) { node(id: $id) { id } }"
PEOPLE = "query ($first: Int!, $name: String!) { people(first: $first, filter: {search: $name}) { totalCount } }"

PARSE_FAILED, VALIDATION_FAILED = RequestErrorCode.PARSE_FAILED, RequestErrorCode.VALIDATION_FAILED
REFUSED = {
    "an unclosed brace": ("{", None, PARSE_FAILED),
    "no document": (" ", None, PARSE_FAILED),
    "an unclosed string": ('{ node(id: "', None, PARSE_FAILED),
    "a character that no document has": ("{ \u0000 }", None, PARSE_FAILED),
    "an unknown field": ("{ nothing }", None, VALIDATION_FAILED),
    "an unknown argument": ("{ viewer(all: true) { scopes } }", None, VALIDATION_FAILED),
    "a missing argument": ("{ node { id } }", None, VALIDATION_FAILED),
    "an unknown directive": ("{ __typename @nothing }", None, VALIDATION_FAILED),
    "a literal of another type": ('{ people(first: "1") { totalCount } }', None, VALIDATION_FAILED),
    "an unknown enum value": ("{ allSeries(status: [NOTHING]) { totalCount } }", None, VALIDATION_FAILED),
    "a definition of a type": ("type A { a: Int } { __typename }", None, VALIDATION_FAILED),
    "a subscription": ("subscription { viewer { scopes } }", None, VALIDATION_FAILED),
    "a fragment without an operation": ("fragment F on Query { __typename }", None, None),
    "a literal that its scalar refuses": (
        '{ allSeries(first: 1) { nodes { stats(scope: {asOf: "?"}) { started { count } } } } }',
        None,
        ErrorCode.INVALID,
    ),
    "too many aliases": (f"{{ {' '.join(f'a{n}: __typename' for n in range(501))} }}", None, ErrorCode.LIMIT_EXCEEDED),
    "several operations without a name": (SEVERAL, None, ErrorCode.INVALID),
    "a missing variable": (NODE, {}, ErrorCode.INVALID),
    "a null variable": (NODE, {"id": None}, ErrorCode.INVALID),
    "a variable of another type": (NODE, {"id": {}}, ErrorCode.INVALID),
    "several wrong variables": (PEOPLE, {"first": "1", "name": 1}, ErrorCode.INVALID),
    "a number beyond 32 bits": (PEOPLE, {"first": 1 << 31, "name": ""}, ErrorCode.INVALID),
    "an id that is none": (NODE, {"id": "?"}, ErrorCode.INVALID),
}


@pytest.mark.parametrize(("document", "variables", "code"), REFUSED.values(), ids=REFUSED)
async def test_every_error_of_a_request_has_a_code(
    pool: Pool, workspace_id: int, document: str, variables: dict[str, object] | None, code: str | None
):
    _, errors = await answer_to(pool, workspace_id, document, variables)

    codes = [error["extensions"]["code"] for error in errors]
    expected = [ErrorCode.INVALID, VALIDATION_FAILED] if code is None else [code]
    assert sorted(set(codes)) == sorted(expected)


async def test_errors_of_http_have_a_code(server: str):
    headers = {"Authorization": f"Bearer {BOOTSTRAP_TOKEN}", "Content-Type": "application/json"}
    async with httpx.AsyncClient(base_url=server, headers=headers) as client:
        answers = [
            await client.post("/graphql", content=b"{"),
            await client.post("/graphql", content=b"[]"),
            await client.post("/graphql", content=b"{}", headers={"Content-Type": "text/plain"}),
            await client.post("/graphql", json={"query": SEVERAL, "operationName": "C"}),
            await client.get("/graphql", params={"query": "mutation { __typename }"}),
            await client.get("/graphql"),
            await client.put("/graphql"),
        ]

    codes = [[error["extensions"]["code"] for error in answer.json()["errors"]] for answer in answers]
    assert codes == [[ErrorCode.INVALID]] * len(answers)


def test_the_documentation_lists_every_code_once():
    listed = re.findall(r"^\| `([A-Z_]+)` \|", DOCUMENTATION.read_text("utf-8"), re.MULTILINE)

    assert sorted(listed) == sorted([*ErrorCode, *RequestErrorCode])
