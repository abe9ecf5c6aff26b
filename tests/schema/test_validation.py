"""The errors of a document are the first ones of graphql-core, unless a limit is exceeded."""

from typing import Any

import pytest
from asking import answer_to
from graphql import GraphQLError, get_introspection_query, parse, validate
from hypothesis import event, given
from random_documents import documents
from sampling import examples

from core.errors import Refused
from db.pool import Pool
from schema.documents import document_of
from schema.executable import GRAPHQL
from schema.limits import MOST_REQUEST_ERRORS

NO_OPERATION = {
    "message": "The document has no operation: send a query or a mutation.",
    "extensions": {"code": "INVALID"},
}


def errors_here(text: str) -> list[GraphQLError]:
    try:
        return [*document_of(text).errors]
    except GraphQLError as error:
        return [error]


def errors_of_graphql_core(text: str) -> list[GraphQLError]:
    try:
        return validate(GRAPHQL, parse(text))
    except GraphQLError as error:
        return [error]


def formatted(errors: list[GraphQLError]) -> list[Any]:
    return [error.formatted for error in errors]


@examples(100)
@given(documents)
def test_a_document_gets_the_first_errors_of_graphql_core(text: str) -> None:
    here, expected = errors_here(text), errors_of_graphql_core(text)
    event("valid" if not expected else "invalid")

    if here and here[0].message == NO_OPERATION["message"]:
        here = here[1:]
    assert formatted(here[:MOST_REQUEST_ERRORS]) == formatted(expected[:MOST_REQUEST_ERRORS])


@examples(70)
@given(documents)
async def test_no_document_causes_an_internal_error(pool: Pool, workspace_id: int, text: str) -> None:
    try:
        _, errors = await answer_to(pool, workspace_id, text)
    except Refused:
        return  # answered with its message and code

    assert "INTERNAL" not in [error.get("extensions", {}).get("code") for error in errors]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("# nothing", ["Syntax Error: Unexpected <EOF>."]),
        ("{ ...Nope }", ["Unknown fragment 'Nope'."]),
        (
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
            ["Cannot spread fragment 'A' within itself via 'B'."],
        ),
        ("{ ...A } fragment A on Query { ...A }", ["Cannot spread fragment 'A' within itself."]),
        ("{ node(id: $id) { id } }", ["Variable '$id' is not defined."]),
        ("query ($id: ID) { __typename }", ["Variable '$id' is never used."]),
        ("query ($id: Nothing!) { node(id: $id) { id } }", ["Unknown type 'Nothing'. Did you mean 'String'?"]),
        ("{ ... on Nothing { id } }", ["Unknown type 'Nothing'. Did you mean 'String'?"]),
        ("{ __typename @nothing }", ["Unknown directive '@nothing'."]),
        ("query A { __typename } query A { __typename }", ["There can be only one operation named 'A'."]),
        ("{ __typename } { __typename }", ["This anonymous operation must be the only defined operation."] * 2),
        (
            "{ ...A } fragment A on Query { __typename } fragment A on Query { __typename }",
            ["There can be only one fragment named 'A'."],
        ),
        ("subscription { nothing }", ["Cannot query field 'nothing' on type 'Subscription'."]),
        ("type A { a: Int }", [NO_OPERATION["message"], "The 'A' definition is not executable."]),
        ("fragment A on Query { __typename }", [NO_OPERATION["message"], "Fragment 'A' is never used."]),
        ("{ __typename } type A { a: Int }", ["The 'A' definition is not executable."]),
    ],
)
async def test_an_invalid_document_gets_the_standard_errors(
    pool: Pool, workspace_id: int, text: str, messages: list[str]
) -> None:
    data, errors = await answer_to(pool, workspace_id, text)

    assert (data, [error["message"] for error in errors]) == (None, messages)
    code = "GRAPHQL_PARSE_FAILED" if messages[0].startswith("Syntax Error") else "GRAPHQL_VALIDATION_FAILED"
    assert {error["extensions"]["code"] for error in errors if error != NO_OPERATION} == {code}


async def test_empty_selections_return_empty_objects(pool: Pool, workspace_id: int) -> None:
    assert await answer_to(pool, workspace_id, "{}") == ({}, [])
    assert await answer_to(pool, workspace_id, "{ viewer {} }") == ({"viewer": {}}, [])


STATS = "key name stats { reached states { state count } engagement { kind total unique } }"
DASHBOARD = " ".join(f'b{number}: block(key: "{number}") {{ {STATS} }}' for number in range(250))
SPREAD = " ".join(f'b{number}: block(key: "{number}") {{ ...Block }}' for number in range(250))
COMPONENTS = " ".join(f"...Component{number}" for number in range(60))
FRAGMENTS = " ".join(
    f"fragment Component{number} on Series {{ __typename id key name stats {{ ...Stats{number} }} }} "
    f"fragment Stats{number} on SeriesStats {{ finished {{ count percentage }} }}"
    for number in range(60)
)


@pytest.mark.parametrize(
    "text",
    [
        f'{{ series(key: "s") {{ {DASHBOARD} }} }}',
        f'{{ series(key: "s") {{ {SPREAD} }} }} fragment Block on Block {{ {STATS} }}',
        f'query Page {{ series(key: "s") {{ __typename {COMPONENTS} }} }} {FRAGMENTS}',
        get_introspection_query(),
        get_introspection_query(
            specified_by_url=True,
            directive_is_repeatable=True,
            schema_description=True,
            input_value_deprecation=True,
        ),
    ],
    ids=["dashboard", "dashboard with a fragment", "components with fragments", "introspection", "GraphiQL"],
)
def test_documents_of_common_clients_are_accepted(text: str) -> None:
    assert errors_here(text) == []
