"""Whatever a client sends, however long it is: no response, log line or intermediate text repeats the whole of it."""

import gc
from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import pytest
from app_client import app_client
from conftest import TokenFor
from memory import peak

from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool

LONG = "x" * 15_000_000
LINE = "x" * 1_000_000
MOST_RESPONSE_BYTES = 10_000
MOST_LOGGED_CHARACTERS = 5_000
MOST_COPIES = 6  # of the body: the client's, the transport's, the whole body, its JSON, and parts of it
NODE = "query ($id: ID!) { node(id: $id) { id } }"
UPSERT = "mutation ($input: UpsertPeopleInput!) { upsertPeople(input: $input) { created userErrors { message path } } }"
DEFINE = "mutation ($input: DefineSeriesInput!) { defineSeries(input: $input) { userErrors { message path } } }"
EXPORT = "mutation ($input: RequestExportInput!) { requestExport(input: $input) { userErrors { message path } } }"
TAG = "mutation ($input: TagPeopleInput!) { tagPeople(input: $input) { userErrors { message path } } }"
MESSAGE = "mutation ($input: MessagePeopleInput!) { messagePeople(input: $input) { userErrors { message path } } }"
RECORD = "mutation ($input: RecordEventsInput!) { recordEvents(input: $input) { rejected { message } } }"
EVENT = {"id": "1", "type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s", "person": "p"}


def graphql(query: str, **variables: object) -> dict[str, object]:
    return {"query": query, "variables": variables}


BODIES: dict[str, Any] = {
    "id": graphql(NODE, id=LONG),
    "id that is an object": graphql(NODE, id={LONG: 1}),
    "name of a variable": graphql(NODE, id="x") | {"variables": {LONG: 1}},
    "operation name": graphql(NODE, id="x") | {"operationName": LONG},
    "key of the request": graphql(NODE, id="x") | {LONG: 1},
    "query": {"query": "{ " + LONG + " }"},
    "query that is a list": {"query": [LONG]},
    "variables that are a text": {"query": NODE, "variables": LONG},
    "extensions": graphql(NODE, id="x") | {"extensions": {LONG: LONG}},
    "a text": LONG,
    "field of an input": graphql(UPSERT, input={LONG: 1}),
    "field of an inner input": graphql(UPSERT, input={"people": [{LONG: 1}]}),
    "list": graphql(UPSERT, input={"people": LONG}),
    "external id": graphql(UPSERT, input={"people": [{"externalId": LONG}]}),
    "e-mail": graphql(UPSERT, input={"people": [{"externalId": "p", "email": LONG}]}),
    "attribute": graphql(UPSERT, input={"people": [{"externalId": "p", "attributes": {LONG: LONG[:10]}}]}),
    "number": graphql(UPSERT, input={"people": [{"externalId": "p", "attributes": LONG}]}),
    "key of a series": graphql(DEFINE, input={"key": LONG, "name": "S", "blocks": [], "paths": []}),
    "kind of a block": graphql(
        DEFINE, input={"key": "s", "name": "S", "blocks": [{"key": "b", "name": "B", "kind": LONG}], "paths": []}
    ),
    "path of a series": graphql(
        DEFINE, input={"key": "s", "name": "S", "blocks": [], "paths": [{"from": LONG, "to": LONG}]}
    ),
    "series of an export": graphql(EXPORT, input={"series": LONG}),
    "time zone": graphql(EXPORT, input={"series": "U2VyaWVzOjE", "timeZone": LONG}),
    "instant": graphql(EXPORT, input={"series": "U2VyaWVzOjE", "asOf": LONG}),
    "instant that is an object": graphql(EXPORT, input={"series": "U2VyaWVzOjE", "asOf": {LONG: LONG[:10]}}),
    "time zone that is a list": graphql(EXPORT, input={"series": "U2VyaWVzOjE", "timeZone": [LONG]}),
    "enum that is an object": graphql(RECORD, input={"events": [{**EVENT, "type": {LONG: 1}}]}),
    "enum in the default scope": graphql(
        'query ($u: Unit) { series(key: "s") { stats(unit: $u) { started { count } } } }', u=LONG
    ),
    "e-mail of an export": graphql(EXPORT, input={"series": "U2VyaWVzOjE", "email": LONG}),
    "name of a tag": graphql(TAG, input={"people": {}, "tag": LONG}),
    "template": graphql(MESSAGE, input={"people": {}, "subject": "{{ " + LONG + " }}", "body": "{% " + LONG + " %}"}),
    "event": graphql(RECORD, input={"events": [{**EVENT, "series": LONG, "block": LONG}]}),
    "type of an event": graphql(RECORD, input={"events": [{**EVENT, "type": LONG}]}),
}
LINES: dict[str, Any] = {
    "name": {LINE: 1},
    "type": EVENT | {"type": LINE},
    "id": EVENT | {"id": LINE},
    "series": EVENT | {"series": LINE},
    "instant": EVENT | {"at": LINE},
    "detail": EVENT | {"detail": {LINE: 1}},
    "text": LINE,
}
PEOPLE_LINES: dict[str, Any] = {
    "name": {LINE: 1},
    "external id": {"externalId": LINE},
    "address": {"externalId": "p", "email": LINE},
    "attributes": {"externalId": "p", "attributes": LINE},
    "tag": {"externalId": "p", "tags": [LINE]},
    "text": LINE,
}


@pytest.fixture
async def client(
    settings: Settings, pool: Pool, workspace_id: int, token_for: TokenFor
) -> AsyncIterator[httpx.AsyncClient]:
    async with app_client(settings, pool, await token_for(workspace_id, *Scope)) as client:
        await client.post("/graphql", json={"query": "{ __typename }"})
        yield client


@pytest.fixture
async def remote(server: str, pool: Pool, workspace_id: int, token_for: TokenFor) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a real server, which accepts no arbitrary methods and headers."""
    headers = {"Authorization": f"Bearer {await token_for(workspace_id, *Scope)}"}
    async with httpx.AsyncClient(base_url=server, headers=headers, timeout=30) as client:
        yield client


def check_short(answer: httpx.Response, logged: pytest.CaptureFixture[str], body: bytes) -> None:
    assert len(answer.content) < MOST_RESPONSE_BYTES
    assert answer.status_code in (200, 400, 401, 404, 405, 413, 415)
    assert "x" * 2_000 not in answer.text.lower()
    written = logged.readouterr()
    assert all(len(line) < MOST_LOGGED_CHARACTERS for line in (written.out + written.err).splitlines())
    assert len(body) > 100


@pytest.mark.parametrize("name", BODIES)
async def test_graphql_repeats_no_long_value(client: httpx.AsyncClient, capfd: pytest.CaptureFixture[str], name: str):
    body = orjson.dumps(BODIES[name])
    gc.collect()
    with peak() as memory:
        answer = await client.post("/graphql", content=body, headers={"Content-Type": "application/json"})

    assert memory.grown < MOST_COPIES * len(body) + (1 << 20)
    check_short(answer, capfd, body)


@pytest.mark.parametrize("name", LINES)
async def test_events_repeat_no_long_value(remote: httpx.AsyncClient, capfd: pytest.CaptureFixture[str], name: str):
    body = orjson.dumps(LINES[name])
    answer = await remote.post("/events", content=body)

    assert answer.json()["rejectedCount"] == 1
    check_short(answer, capfd, body)


@pytest.mark.parametrize("name", PEOPLE_LINES)
async def test_people_repeat_no_long_value(remote: httpx.AsyncClient, capfd: pytest.CaptureFixture[str], name: str):
    body = orjson.dumps(PEOPLE_LINES[name])
    answer = await remote.post("/people", content=body)

    assert answer.json()["rejectedCount"] == 1
    check_short(answer, capfd, body)


@pytest.mark.parametrize(
    "name", ["Accept", "Content-Type", "Content-Encoding", "X-Request-Id", "If-None-Match", "Authorization", "Cookie"]
)
async def test_no_long_header_is_repeated(remote: httpx.AsyncClient, capfd: pytest.CaptureFixture[str], name: str):
    for path in ("/graphql", "/events", "/people"):
        answer = await remote.post(path, content=b"{}", headers={name: "x" * 60_000})

        assert all(len(value) < MOST_LOGGED_CHARACTERS for value in answer.headers.values())
        check_short(answer, capfd, b"x" * 60_000)


@pytest.mark.parametrize("path", ["/", "/exports/", "/unsubscribe/", "/graphiql/", "/graphql?query=", "/graphql?"])
@pytest.mark.parametrize("method", ["GET", "DELETE", "PROPFIND"])
async def test_no_long_path_or_method_is_repeated(
    remote: httpx.AsyncClient, capfd: pytest.CaptureFixture[str], path: str, method: str
):
    answer = await remote.request(method, path + "x" * 60_000)

    check_short(answer, capfd, b"x" * 60_000)
