"""What the audit log says about requests over HTTP: who sent them, from where, and each download."""

from collections.abc import AsyncIterator

import httpx
import pytest
from asking import ask
from auditing import entries
from exporting import CANCEL, Exporter, path_of
from histories import BEGIN

from core.events import EventInput, EventType
from core.ids import global_id
from core.viewer import Scope
from db.tokens import NewToken, add_token

START = EventInput(id="e", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann")
TAG = 'mutation { tagPeople(input: { people: {}, tag: "vip" }) { userErrors { message } } }'
USES = "{ tokens { nodes { lastUsedAt } } }"


@pytest.fixture
async def exporter(settings, pool, workspace_id) -> Exporter:
    exporter = Exporter(settings, pool, workspace_id)
    await exporter.define(START)
    return exporter


@pytest.fixture
async def client(server) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server) as client:
        yield client


async def asked(client: httpx.AsyncClient, token: str, query: str, **headers: str) -> httpx.Response:
    headers["Authorization"] = f"Bearer {token}"
    return await client.post("/graphql", json={"query": query}, headers=headers)


async def sent(client: httpx.AsyncClient, token: str, query: str, **headers: str) -> httpx.Response:
    answer = await asked(client, token, query, **headers)
    assert "errors" not in answer.json()
    return answer


async def test_an_entry_names_the_token_the_request_and_the_address(client, exporter, pool, workspace_id):
    _, token = await add_token(pool, workspace_id, NewToken("dashboard", [Scope.ACT]))

    answer = await sent(client, token, TAG, **{"X-Request-Id": "mine"})

    [entry] = await entries(pool, workspace_id)
    assert (entry["action"], entry["token"], entry["address"]) == ("TAG", "dashboard", "127.0.0.1")
    assert entry["requestId"] == answer.headers["x-request-id"] == "mine"
    assert token not in str(entry)


async def test_each_download_is_logged_with_its_range_but_not_a_look_at_its_size(client, exporter, pool, workspace_id):
    export = await exporter.export()
    link = path_of(export)

    size = int((await client.head(link)).headers["content-length"])
    whole = await client.get(link)
    part = await client.get(link, headers={"Range": "bytes=0-9"})

    found = await entries(pool, workspace_id, "DOWNLOAD")
    file = whole.headers["content-disposition"].split('"')[1]
    assert [entry["detail"] for entry in found] == [
        {"export": export["id"], "file": file},
        {"export": export["id"], "file": file, "part": f"bytes 0-9/{size}"},
    ]
    assert [entry["requestId"] for entry in found] == [each.headers["x-request-id"] for each in (whole, part)]
    assert {(entry["token"], entry["address"], entry["people"]) for entry in found} == {(None, "127.0.0.1", None)}


async def test_refused_downloads_and_tokens_are_not_logged(client, exporter, pool, workspace_id):
    export = await exporter.export()
    link = path_of(export)
    _, token = await add_token(pool, workspace_id, NewToken("n", [Scope.READ]))
    await ask(pool, workspace_id, CANCEL, id=export["id"])
    before = await entries(pool, workspace_id)

    refused = [
        await client.get(link),
        await client.get(link + "x"),
        await client.get(link, headers={"Range": "bytes=999999999-"}),
    ]
    forbidden = await asked(client, token, TAG)
    unknown = await asked(client, token + "x", TAG)

    assert [answer.status_code for answer in refused] == [410, 404, 410]
    assert forbidden.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert unknown.status_code == 401
    assert await entries(pool, workspace_id) == before


async def test_tokens_and_the_log_are_never_cached(client, exporter, pool, workspace_id):
    token_id, token = await add_token(pool, workspace_id, NewToken("admin", [Scope.ADMIN]))
    log = "{ auditLog { totalCount } }"
    node = f'{{ node(id: "{global_id("Token", token_id)}") {{ ... on Token {{ lastUsedAt }} }} }}'
    first = [(await sent(client, token, query)).json() for query in (USES, log, node)]

    # neither changes the version of the data
    await pool.execute("UPDATE token SET last_used_at = '2026-01-01' WHERE id = $1", token_id)
    await pool.execute(
        "INSERT INTO audit_event (workspace_id, action, detail) VALUES ($1, 'DOWNLOAD', '{}')", workspace_id
    )
    second = [(await sent(client, token, query)).json() for query in (USES, log, node)]

    assert [before == after for before, after in zip(first, second, strict=True)] == [False, False, False]
