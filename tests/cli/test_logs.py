"""The log of a real API and a real worker: one line for each request, and no personal data.

Every personal value that the test sends contains MARK.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import given_server
import httpx
import pytest
from databases import new_database
from mail_server import MailSink, mail_server
from pools import pool_for

from core.settings import Settings
from core.viewer import Scope
from db.migrate import migrate
from db.pool import Pool
from db.tokens import NewToken, add_token, ensure_workspace
from servers.directory import DataDirectory

MARK = "zq7"
REQUEST_ID = "asked-by-the-test"
NAMED = f"Maya{MARK}"
ADDRESS = f"maya{MARK}@example.org"
PERSON = {"externalId": f"ext{MARK}", "name": NAMED, "email": ADDRESS, "tags": [f"tag{MARK}"]}
OTHER = PERSON | {"externalId": f"other{MARK}", "email": f"other{MARK}@example.org"}
BROKEN = PERSON | {"externalId": f"broken{MARK}", "name": f"Broken{MARK}"}
EVENT = {
    "id": f"event{MARK}", "type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s",
    "person": f"ext{MARK}", "entry": f"entry{MARK}",
}  # fmt: skip
UPSERT = (
    "mutation Upsert($people: [PersonInput!]!) { upsertPeople(input: {people: $people}) { userErrors { message } } }"
)
DEFINE = f"""mutation {{
  defineSeries(input: {{key: "s", name: "Series {MARK}", blocks: [], paths: []}}) {{ userErrors {{ message }} }}
}}"""
FILTERED = f"""query Filtered($people: PeopleFilter!) {{
  people(filter: $people) {{ totalCount }} person(externalId: "ext{MARK}") {{ email }}
}}"""
TAG = f'mutation {{ tagPeople(input: {{people: {{}}, tag: "new{MARK}"}}) {{ bulkAction {{ id }} }} }}'
MESSAGE = f"""mutation {{
  messagePeople(input: {{people: {{}}, subject: "Dear {MARK} {{{{ name }}}}", body: "{MARK} {{{{ email }}}}"}}) {{
    bulkAction {{ id }} userErrors {{ message }}
  }}
}}"""
EXPORT = f"""mutation {{
  requestExport(input: {{series: "SERIES", email: "boss{MARK}@example.org"}}) {{ export {{ id }} }}
}}"""
WRONG: list[tuple[str, dict[str, Any] | None]] = [
    (f'query Wrong {{ person(externalId: "{ADDRESS}") {{ nothing }} }}', None),
    (f'{{ node(id: "{ADDRESS}") {{ id }} }}', None),
    (f'{{ people(filter: {{ids: ["{ADDRESS}"]}}) {{ totalCount }} }}', None),
    (f"{{ {NAMED} }}", None),
    (f'{{ "{ADDRESS}', None),
    (UPSERT, {"people": [PERSON | {"email": f"{MARK} is no address"}]}),
    (UPSERT, {"people": [PERSON | {"nothing": ADDRESS}]}),
    (UPSERT, {"people": ADDRESS}),
]
# An error of PostgreSQL that quotes the row, as a bug would cause.
UNEXPECTED = {
    "person": f"CHECK (name <> 'Broken{MARK}') NOT VALID",
    "recipient": "CHECK (reason IS NULL) NOT VALID",
}


@pytest.fixture
async def own(settings: Settings) -> AsyncIterator[Settings]:
    """Settings with a database of its own."""
    async with new_database(settings) as own:
        await migrate(own)
        yield own


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_the_log_has_a_line_for_each_request_and_no_personal_data(
    own: Settings, starting: Callable[..., Any], tmp_path: Path, directory: DataDirectory, log_format: str
):
    sink = MailSink(on_recipient=lambda address: f"550 5.1.1 <{address}> {NAMED} is unknown")
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(mail_server(sink))
        variables = {
            "MILEPOST_DATABASE_URL": own.database_url,
            "MILEPOST_REDIS_URL": own.redis_url,
            "MILEPOST_LOG_LEVEL": "debug",
            "MILEPOST_LOG_FORMAT": log_format,
            "MILEPOST_SMTP_URL": f"smtp://127.0.0.1:{port}?starttls=off",
            "MILEPOST_MAIL_FROM": "milepost@example.com",
            "MILEPOST_STORAGE_URL": str(tmp_path / "exports"),
        }
        api = stack.enter_context(starting("serve", "--port", "0", **variables))
        worker = stack.enter_context(starting("worker", **variables))
        address = (await asyncio.to_thread(api.await_output, r"url\W+(http://[0-9.:]+)"))[1]
        pool = await stack.enter_async_context(pool_for(own))
        new = NewToken("dashboard", list(Scope))
        _, token = await add_token(pool, await ensure_workspace(pool, "acme"), new)
        client = await stack.enter_async_context(
            httpx.AsyncClient(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60)
        )
        sent = await _use(client, pool, worker)
        logs = {"API": api.output.read_text("utf-8"), "worker": worker.output.read_text("utf-8")}

    if given_server.URL is None:
        logs["PostgreSQL"] = directory.log_of("postgres").read_text("utf-8")
    for name, text in logs.items():
        assert [line for line in text.splitlines() if MARK in line.lower()] == [], name
        assert token not in text
    assert len([line for line in logs["API"].splitlines() if _is_of_the_test(line)]) == sent
    assert "CheckViolationError: 23514" in logs["API"]
    assert "CheckViolationError: 23514" in logs["worker"]
    assert "The mail server replied: 550" in logs["worker"]
    if log_format == "json":
        _check_lines([json.loads(line) for line in logs["API"].splitlines() if line.startswith("{")])


async def _use(client: httpx.AsyncClient, pool: Pool, worker: Any) -> int:
    """Uses a large part of the product, with personal values, and returns the number of requests."""
    sent = 0

    async def ask(query: str, **variables: Any) -> Any:
        nonlocal sent
        sent += 1
        answer = await client.post("/graphql", json={"query": query, "variables": variables})
        return answer.json().get("data")

    await ask(UPSERT, people=[PERSON, OTHER])
    await ask(DEFINE)
    events = b"\n".join(json.dumps(event).encode() for event in (EVENT, EVENT | {"id": ADDRESS, "at": ADDRESS}))
    await client.post("/events", content=events)
    attribute = {"name": f"street{MARK}", "operator": "EQ", "value": NAMED}
    for filtered in ({"tags": [f"tag{MARK}"], "search": ADDRESS}, {"attributes": [attribute]}, {"ids": [ADDRESS]}):
        await ask(FILTERED, people=filtered)
    for query, variables in WRONG:
        await ask(query, **(variables or {}))
    for _ in range(2):  # the second is answered from the cache
        await client.get("/graphql", params={"query": f'query Named {{ person(externalId: "ext{MARK}") {{ name }} }}'})
    await client.get(f"/exports/{MARK}")
    await client.get(f"/unsubscribe/{MARK}")
    await client.get(f"/{ADDRESS}", params={"email": ADDRESS})
    await client.get("/healthz", headers={"Authorization": f"Bearer {MARK}", "X-Request-Id": REQUEST_ID})
    await client.post("/graphql", headers={"Authorization": f"Bearer {MARK}"}, json={"query": "{ __typename }"})
    await ask(TAG)
    message = await ask(MESSAGE)
    await _until(ask, "bulkAction", message["messagePeople"]["bulkAction"]["id"], "COMPLETED")
    series = (await ask('{ series(key: "s") { id } }'))["series"]["id"]
    export = (await ask(EXPORT.replace("SERIES", series)))["requestExport"]["export"]["id"]
    done = await _until(ask, "export", export, "COMPLETED")
    link = httpx.URL(done["downloadUrl"]).path
    await client.get(link)
    await client.get(link, headers={"Range": "bytes=0-9"})
    await asyncio.to_thread(worker.await_output, r"export_mail\.failed")
    for table, constraint in UNEXPECTED.items():
        await pool.execute(f"ALTER TABLE {table} ADD CONSTRAINT unexpected {constraint}")
    await ask(UPSERT, people=[BROKEN])
    await ask(MESSAGE)
    await asyncio.to_thread(worker.await_output, r"attempt\.failed.*\n?(.*\n)*.*CheckViolationError")
    return sent + 10


async def _until(ask: Callable[..., Any], field: str, id_: str, status: str) -> Any:
    more = " downloadUrl" if field == "export" else ""
    deadline = time.monotonic() + 60
    while True:
        found = (await ask(f"query Watch($id: ID!) {{ answer: {field}(id: $id) {{ status{more} }} }}", id=id_))[
            "answer"
        ]
        if found["status"] == status:
            return found
        assert time.monotonic() < deadline, found
        await asyncio.sleep(0.2)


def _is_of_the_test(line: str) -> bool:
    """Whether the test sent the request. The API itself asks its process for heavy requests whether it responds."""
    return "request.completed" in line and ("/healthz" not in line or REQUEST_ID in line)


def _check_lines(lines: list[dict[str, Any]]) -> None:
    completed = [line for line in lines if _is_of_the_test(json.dumps(line))]
    by_name = {line["operation_name"]: line for line in completed if "operation_name" in line}
    first = completed[0]
    assert {name: first[name] for name in first.keys() - {"request_id", "timestamp", "milliseconds", "cost"}} == {
        "event": "request.completed", "level": "info", "method": "POST", "route": "/graphql", "status": 200,
        "outcome": "OK", "workspace_id": 1, "token_name": "dashboard", "operation_type": "mutation",
        "operation_name": "Upsert", "statements": first["statements"],
    }  # fmt: skip
    assert first["statements"] > 0
    assert first["milliseconds"] > 0
    assert {"Upsert", "Filtered", "Named", "Watch"} == by_name.keys()
    named = [line for line in completed if line.get("operation_name") == "Named"]
    assert [line["statements"] > 0 for line in named] == [True, False]  # the second was cached
    assert {(line["route"], line["outcome"]) for line in completed} >= {
        ("/exports/{signed}", "OK"), ("/exports/{signed}", "NOT_FOUND"), ("/unsubscribe/{token}", "REFUSED"),
        ("unknown", "NOT_FOUND"), ("/events", "OK"), ("/graphql", "UNAUTHENTICATED"), ("/graphql", "INVALID"),
        ("/graphql", "INTERNAL"),
    }  # fmt: skip
    [probe] = [line for line in completed if line["route"] == "/healthz"]
    assert (probe["request_id"], probe["level"]) == (REQUEST_ID, "debug")
    [failed] = [line for line in lines if line["event"] == "request.failed"]
    assert failed["request_id"] in {line["request_id"] for line in completed if line["outcome"] == "INTERNAL"}
