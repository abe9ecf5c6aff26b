"""The probes of graphql-cop, an auditor of GraphQL servers: each with the response that Milepost gives, and why."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from conftest import BOOTSTRAP_TOKEN

ALIASES = " ".join(f"alias{number}: __typename" for number in range(101))
CIRCLE = (
    "{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }"
)


@pytest.fixture
async def client(server: str) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {BOOTSTRAP_TOKEN}"}
    async with httpx.AsyncClient(base_url=server, headers=headers) as client:
        yield client


async def ask(client: httpx.AsyncClient, query: str) -> Any:
    return (await client.post("/graphql", json={"query": query})).json()


def codes(answer: Any) -> list[str]:
    return [error["extensions"]["code"] for error in answer["errors"]]


@pytest.mark.parametrize("query", ["query cop { __typename }", CIRCLE, "{ __schema { types { name } } }"])
async def test_nothing_is_answered_without_a_token(server: str, query: str):
    async with httpx.AsyncClient(base_url=server) as stranger:
        posted = await stranger.post("/graphql", json={"query": query})
        got = await stranger.get("/graphql", params={"query": query})

    assert (posted.status_code, got.status_code) == (401, 401)
    assert codes(posted.json()) == codes(got.json()) == ["UNAUTHENTICATED"]


async def test_a_hundred_aliases_are_allowed_because_their_cost_is_limited_instead(client: httpx.AsyncClient):
    """A generated dashboard has an alias for each of 250 blocks. 500 is the limit, and the cost counts every one."""
    cheap = await ask(client, f"query cop {{ {ALIASES} }}")
    many = await ask(
        client, f"{{ {ALIASES.replace('alias', 'a')} {' '.join(f'b{n}: __typename' for n in range(400))} }}"
    )

    assert cheap["data"]["alias100"] == "Query"
    assert codes(many) == ["LIMIT_EXCEEDED"]


async def test_a_batch_of_operations_is_refused(client: httpx.AsyncClient):
    """A batch would multiply every limit of a request."""
    answer = await client.post("/graphql", json=[{"query": "query cop { __typename }"}] * 10)

    assert answer.status_code == 400
    assert codes(answer.json()) == ["INVALID"]


async def test_repeated_directives_get_at_most_five_errors(client: httpx.AsyncClient):
    """The response to a hostile document must not be larger than the document."""
    assert codes(await ask(client, f"query cop {{ __typename {'@aa' * 10} }}")) == ["GRAPHQL_VALIDATION_FAILED"] * 5


async def test_circular_introspection_is_refused(client: httpx.AsyncClient):
    assert codes(await ask(client, CIRCLE)) == ["GRAPHQL_VALIDATION_FAILED"]


async def test_a_field_repeated_five_hundred_times_is_executed_once_or_refused(client: httpx.AsyncClient):
    """Fields of the same name are merged, as GraphQL says. Comparing them is what costs, and has a budget."""
    few = await ask(client, f"query cop {{ {'__typename ' * 200} }}")
    many = await ask(client, f"query cop {{ {'__typename ' * 500} }}")

    assert few["data"] == {"__typename": "Query"}
    assert codes(many) == ["LIMIT_EXCEEDED"]


async def test_similar_names_are_suggested_to_those_who_have_a_token(client: httpx.AsyncClient):
    """The schema is published with the product, so suggestions give nothing away."""
    answer = await ask(client, "query cop { __schema { directive } }")

    assert codes(answer) == ["GRAPHQL_VALIDATION_FAILED"]
    assert "Did you mean 'directives'" in answer["errors"][0]["message"]


async def test_introspection_is_answered_to_those_who_have_a_token(client: httpx.AsyncClient):
    """The schema is published with the product. Introspection has a limit of its own."""
    answer = await ask(client, "query cop { __schema { types { name fields { name } } } }")

    assert "Query" in [type_["name"] for type_ in answer["data"]["__schema"]["types"]]


async def test_a_query_by_get_is_answered_only_to_a_token_in_a_header(client: httpx.AsyncClient, server: str):
    """GET lets caches work (`ETag`). Another site cannot forge such a request: a browser does not add the header."""
    parameters = {"query": "query cop { __typename }", "token": BOOTSTRAP_TOKEN, "access_token": BOOTSTRAP_TOKEN}
    answered = await client.get("/graphql", params=parameters)
    async with httpx.AsyncClient(base_url=server, cookies={"token": BOOTSTRAP_TOKEN}) as stranger:
        forged = await stranger.get("/graphql", params=parameters)

    assert answered.json()["data"] == {"__typename": "Query"}
    assert "set-cookie" not in answered.headers
    assert forged.status_code == 401


async def test_a_mutation_by_get_is_refused(client: httpx.AsyncClient):
    answer = await client.get("/graphql", params={"query": "mutation cop { __typename }"})

    assert answer.status_code == 405
    assert codes(answer.json()) == ["INVALID"]


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"]
)
async def test_a_body_that_a_form_of_another_site_could_send_is_refused(client: httpx.AsyncClient, content_type: str):
    """A browser sends these three types to another site without asking that site first."""
    bodies = [b"query=query+cop+%7B+__typename+%7D", b'{"query": "query cop { __typename }"}']

    answers = [await client.post("/graphql", content=body, headers={"Content-Type": content_type}) for body in bodies]

    assert [answer.status_code for answer in answers] == [415, 415]
    assert [codes(answer.json()) for answer in answers] == [["INVALID"], ["INVALID"]]


async def test_no_response_has_traces(client: httpx.AsyncClient):
    answer = await ask(client, "query cop { __typename }")

    assert answer["data"] == {"__typename": "Query"}
    assert answer.get("extensions", {}).keys() <= {"cost"}


async def test_an_error_has_no_stack(client: httpx.AsyncClient):
    answer = await ask(client, "qwerty cop { abc }")

    (error,) = answer["errors"]
    assert error["extensions"] == {"code": "GRAPHQL_PARSE_FAILED"}
    assert error.keys() == {"message", "locations", "extensions"}


async def test_graphiql_is_a_page_without_data(server: str):
    """The page is static: what it shows, it asks with the token of the person who opened it."""
    async with httpx.AsyncClient(base_url=server, headers={"Accept": "text/html"}) as stranger:
        page = await stranger.get("/graphql")

    assert "GraphiQL" in page.text
    assert BOOTSTRAP_TOKEN not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
