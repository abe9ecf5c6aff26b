"""Every public code of an error is reached by a request, and a bug is reported without its details."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest
from asking import answer_to
from asking import ask as ask_schema
from conftest import BOOTSTRAP_TOKEN, TokenFor, serving
from databases import in_database
from structlog.testing import capture_logs

from core.errors import ErrorCode, Refused, RequestErrorCode
from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool, create_pool

SERIES = '{ series(key: "s") { name } }'
DEFINE = """
mutation ($blocks: [BlockInput!]!) {
  defineSeries(input: { key: "s", name: "S", blocks: $blocks, paths: [] }) { userErrors { code } }
}
"""
RECORD = """
mutation ($events: [EventInput!]!) {
  recordEvents(input: { events: $events }) { rejected { code } userErrors { code } }
}
"""
EVENT = {"id": "1", "type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s", "person": "p", "entry": "e"}
# A mutation that is refused with each code, in a workspace that has the series "s", which no one has started.
REFUSED = {
    "NOT_FOUND": 'mutation { cancelBulkAction(id: "QnVsa0FjdGlvbjow") { userErrors { code } } }',
    "INVALID": 'mutation { upsertPeople(input: { people: [{ externalId: "" }] }) { userErrors { code } } }',
    "NO_STATS": "mutation ($series: ID!) { requestExport(input: { series: $series }) { userErrors { code } } }",
    "CONFLICT": """mutation {
      first: tagPeople(input: { people: {}, tag: "a", idempotencyKey: "k" }) { userErrors { code } }
      second: tagPeople(input: { people: {}, tag: "b", idempotencyKey: "k" }) { userErrors { code } }
    }""",
    "LIMIT_EXCEEDED": """mutation ($events: [EventInput!]!) {
      recordEvents(input: { events: $events }) { userErrors { code } }
    }""",
    "FORBIDDEN": "mutation { upsertPeople(input: { people: [] }) { userErrors { code } } }",
    "NOT_CANCELABLE": "mutation ($ended: ID!) { cancelBulkAction(id: $ended) { userErrors { code } } }",
    "NOT_UNDOABLE": "mutation ($running: ID!) { undoBulkAction(id: $running) { userErrors { code } } }",
}
MASKED = "An internal error occurred. Quote the request id {} when you report it."


@pytest.fixture
async def reader(server: str, workspace_id: int, token_for: TokenFor) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {await token_for(workspace_id, Scope.READ)}"}
    async with httpx.AsyncClient(base_url=server, headers=headers) as client:
        yield client


@pytest.fixture
async def writer(server: str, workspace_id: int, token_for: TokenFor) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {await token_for(workspace_id, Scope.INGEST)}"}
    async with httpx.AsyncClient(base_url=server, headers=headers) as client:
        yield client


@pytest.fixture
async def broken(settings: Settings, pool: Pool) -> AsyncIterator[httpx.AsyncClient]:
    """A server on a database that has no tables."""
    await pool.execute("CREATE DATABASE broken")
    try:
        async with AsyncExitStack() as stack:
            url = stack.enter_context(serving(in_database(settings, "broken")))
            headers = {"Authorization": f"Bearer {BOOTSTRAP_TOKEN}"}
            yield await stack.enter_async_context(httpx.AsyncClient(base_url=url, headers=headers))
    finally:
        await pool.execute("DROP DATABASE broken WITH (FORCE)")


async def ask(client: httpx.AsyncClient, query: str, **variables: Any) -> Any:
    answer = await client.post("/graphql", json={"query": query, "variables": variables})
    return answer.json()


def test_every_code_has_an_error_class_and_a_request():
    assert {kind.code for kind in Refused.__subclasses__()} - {*RequestErrorCode} == {*ErrorCode}
    assert REFUSED.keys() == set(ErrorCode)


@pytest.fixture
async def known(pool: Pool, workspace_id: int) -> dict[str, Any]:
    """The variables of these mutations: a series that no one has started, one bulk action ended, one still running."""
    tag = 'tagPeople(input: { people: {}, tag: "x" }) { bulkAction { id } }'
    series = "{ series { id } userErrors { code } }"
    person = 'upsertPeople(input: { people: [{ externalId: "p" }] }) { userErrors { code } }'
    made = await ask_schema(pool, workspace_id, f"mutation {{ {person} running: {tag} ended: {tag} }}")
    defined = await ask_schema(pool, workspace_id, DEFINE.replace("{ userErrors { code } }", series), blocks=[])
    ended, running = (made[name]["bulkAction"]["id"] for name in ("ended", "running"))
    await ask_schema(
        pool, workspace_id, "mutation ($id: ID!) { cancelBulkAction(id: $id) { userErrors { code } } }", id=ended
    )
    series_id = defined["defineSeries"]["series"]["id"]
    return {"series": series_id, "ended": ended, "running": running, "events": [EVENT] * 10_001}


@pytest.mark.parametrize("code", REFUSED)
async def test_a_mutation_is_refused_with_each_code(pool: Pool, workspace_id: int, known: dict[str, Any], code: str):
    mutation = REFUSED[code]
    variables = {name: value for name, value in known.items() if f"${name}:" in mutation}
    scopes = frozenset({Scope.READ}) if code == "FORBIDDEN" else frozenset(Scope)

    answer = await answer_to(pool, workspace_id, mutation, variables, scopes)

    assert set(re.findall(r'"code": "(\w+)"', json.dumps(answer))) == {code}


async def test_unauthenticated(server: str):
    async with httpx.AsyncClient(base_url=server) as stranger:
        answer = await ask(stranger, SERIES)

    assert [error["extensions"] for error in answer["errors"]] == [{"code": "UNAUTHENTICATED"}]


async def test_forbidden_in_a_query_a_mutation_and_uploads(reader: httpx.AsyncClient, writer: httpx.AsyncClient):
    query = await ask(writer, SERIES)
    mutation = await ask(reader, DEFINE, blocks=[])
    uploads = [await reader.post(path, content=b"") for path in ("/events", "/people")]

    assert query["data"] == {"series": None}
    assert [error["extensions"] for error in query["errors"]] == [{"code": "FORBIDDEN"}]
    assert [error["extensions"] for error in mutation["errors"]] == [{"code": "FORBIDDEN"}]
    assert [(each.status_code, each.json()["error"]["code"]) for each in uploads] == [(403, "FORBIDDEN")] * 2


async def test_invalid_with_the_path_of_the_input(reader: httpx.AsyncClient, writer: httpx.AsyncClient):
    query = await ask(reader, '{ node(id: "?") { id } }')
    workspace = (await ask(reader, "{ viewer { workspace { id } } }"))["data"]["viewer"]["workspace"]["id"]
    no_node = await ask(reader, "query ($id: ID!) { node(id: $id) { id } }", id=workspace)
    argument = await ask(reader, "{ people(first: -1) { totalCount } }")
    mutation = await ask(writer, DEFINE, blocks=[{"key": "", "name": "B", "kind": "TAG"}])
    text = await ask(reader, '{ series(key: "\\u0000") { name } }')

    codes = [answer["errors"][0]["extensions"]["code"] for answer in (query, no_node, argument, text)]
    assert codes == ["INVALID"] * 4
    assert no_node["errors"][0]["message"] == (
        f"{workspace!r} is the id of a Workspace: use the id of an object that is a Node."
    )
    assert argument["errors"][0]["extensions"]["inputPath"] == ["first"]
    assert mutation["data"]["defineSeries"]["userErrors"] == [{"code": "INVALID"}]


async def test_limit_exceeded(reader: httpx.AsyncClient, writer: httpx.AsyncClient):
    query = await ask(reader, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["U2VyaWVzOjE"] * 201)
    mutation = await ask(writer, RECORD, events=[EVENT] * 10_001)

    assert query["errors"][0]["extensions"] == {"code": "LIMIT_EXCEEDED", "inputPath": ["ids"]}
    assert mutation["data"]["recordEvents"]["userErrors"] == [{"code": "LIMIT_EXCEEDED"}]


async def test_not_found_and_conflict(writer: httpx.AsyncClient):
    await ask(writer, DEFINE, blocks=[])

    answer = await ask(
        writer, RECORD, events=[EVENT, EVENT | {"id": "2", "person": "q"}, EVENT | {"series": "t", "id": "3"}]
    )

    assert answer["data"]["recordEvents"] == {
        "rejected": [{"code": "CONFLICT"}, {"code": "NOT_FOUND"}],
        "userErrors": [],
    }


async def test_unavailable_where_the_database_is_gone(settings: Settings, workspace_id: int):
    async with await create_pool(settings) as pool:
        pass

    data, errors = await answer_to(pool, workspace_id, SERIES)

    assert data == {"series": None}
    assert [(error["message"], error["extensions"]) for error in errors] == [
        ("The database does not answer: try again.", {"code": "UNAVAILABLE"})
    ]


async def test_a_bug_is_reported_with_an_id_that_is_in_the_log_and_without_details(broken: httpx.AsyncClient):
    with capture_logs() as logs:
        graphql, events = await broken.post("/graphql", json={"query": SERIES}), await broken.post("/events")

    error = graphql.json()["errors"][0]
    texts = [error["message"], events.json()["error"]["message"]]
    assert (graphql.status_code, events.status_code) == (500, 500)
    assert (error["extensions"], events.json()["error"]["code"]) == ({"code": "INTERNAL"}, "INTERNAL")
    assert texts == [MASKED.format(log["request_id"]) for log in logs if log["event"] == "request.failed"]


async def test_a_bug_in_an_operation_is_reported_in_the_same_way(broken: httpx.AsyncClient, settings: Settings):
    async with await create_pool(in_database(settings, "broken")) as pool:
        with capture_logs() as logs:
            data, errors = await answer_to(pool, 1, SERIES)

    number = logs[0]["request_id"]
    assert data == {"series": None}
    assert [(error["message"], error["extensions"]) for error in errors] == [
        (MASKED.format(number), {"code": "INTERNAL", "requestId": number})
    ]
