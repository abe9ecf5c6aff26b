"""GET /openapi.json is valid OpenAPI 3.1, and describes what the endpoints accept and return."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

import httpx
import jsonschema_rs
import orjson
import pytest
import schemathesis
from app_client import client_and_state
from conftest import TokenFor
from exporting import CANCEL, Exporter, path_of

from core.errors import Refused
from core.events import EventInput, EventType, parse_event
from core.people import parse_person
from core.settings import Settings
from core.unsubscribe_links import Unsubscribing, unsubscribe_token
from core.viewer import Scope
from db.messages import add_message
from db.pool import Pool
from schema.media_types import GRAPHQL_RESPONSE, JSON
from web.live.events import EVENT_STREAM
from web.openapi import openapi
from web.uploads import MOST_BLANK_LINES

START = EventInput(id="e", type=EventType.ENTRY_STARTED, at=datetime(2026, 1, 1, tzinfo=UTC), series="s", person="ann")
EVENT = {"id": "1", "type": "BLOCK_REACHED", "at": "2026-01-01T00:00:00Z", "series": "s", "person": "ann", "block": "b"}
PERSON = {"externalId": "ann", "email": "ann@example.com", "name": None, "attributes": {"a": 1}, "tags": ["x"]}
LINES = {"EventInput": (EVENT, parse_event), "PersonInput": (PERSON, parse_person)}
VALUES = (None, "", "x", "x" * 500, "x" * 501, 1, True, [], ["x"], [""], [1], {}, {"a": [None]}, "2026-01-01T00:00:00Z")
POINTS = 2_000  # of a token in a minute
GRAPHQL_MEDIA = (JSON, GRAPHQL_RESPONSE)
UPLOADS = {"/events": EVENT, "/people": PERSON}


def is_valid(schema: dict[str, Any], value: Any) -> bool:
    """Whether a value fits a schema of the document."""
    return validator(orjson.dumps(schema)).is_valid(value)


@cache
def validator(schema: bytes) -> jsonschema_rs.Draft202012Validator:
    whole = {**orjson.loads(schema), "components": openapi()["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def is_accepted(parse: Callable[[bytes], object], value: Any) -> bool:
    try:
        parse(orjson.dumps(value))
    except Refused:
        return False
    return True


def changed(line: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The line, and copies of it that differ in one or two fields."""
    yield line
    for name in [*openapi()["components"]["schemas"]["EventInput"]["properties"], *PERSON, "unsubscribed", "more"]:
        yield without(line, name)
        yield from ({**line, name: value} for value in VALUES)
    for kind in [*EventType, "OTHER"]:
        yield {**line, "type": kind}
        yield {**without(line, "block"), "type": kind}


def without(line: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in line.items() if key != name}


def test_the_document_is_valid():
    schemathesis.openapi.from_dict(openapi()).validate()


@pytest.mark.parametrize("name", LINES)
def test_the_schema_of_a_line_fits_exactly_what_is_accepted(name: str):
    line, parse = LINES[name]
    schema = {"$ref": f"#/components/schemas/{name}"}

    found = [(value, is_valid(schema, value), is_accepted(parse, value)) for value in changed(line)]

    assert [value for value, fits, accepted in found if fits != accepted] == []
    assert {accepted for _, _, accepted in found} == {True, False}


async def test_the_document_is_served_without_a_token(server: str):
    async with httpx.AsyncClient(base_url=server) as client:
        served = await client.get("/openapi.json")

    assert (served.status_code, served.json()) == (200, openapi())


@asynccontextmanager
async def small(settings: Settings) -> AsyncIterator[tuple[httpx.AsyncClient, Mapping[str, Any]]]:
    """A client of an application with two connections and few points, and the state of the application."""
    few = {"database_connections": 2, "request_seconds": 6.0, "rate_limit": POINTS, "request_megabytes": 1}
    async with client_and_state(settings.model_copy(update=few)) as opened:
        yield opened


class Tried:
    """Sends requests, checks each response against the document, and notes which of its responses came."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.responses: set[tuple[str, str, str]] = set()
        self.media: set[tuple[str, str, str, str]] = set()

    async def send(self, method: str, path: str, template: str = "", **more: Any) -> httpx.Response:
        answer = await self._client.request(method, path, **more)
        of_path = openapi()["paths"][template or path]
        operation = of_path.get(method.lower()) or of_path.get("get") or of_path["post"]
        is_documented = method.lower() in of_path and str(answer.status_code) in operation["responses"]
        status = str(answer.status_code) if is_documented else "default"
        response = operation["responses"][status]
        assert set(response.get("headers", ())) <= {name.title() for name in answer.headers} | {"ETag"}
        if contents := response.get("content"):
            media = answer.headers["content-type"].partition(";")[0]
            assert "json" not in media or is_valid(contents[media]["schema"], answer.json()), answer.text
            self.media.add((method.lower(), template or path, status, media))
        self.responses.add((method.lower(), template or path, status))
        return answer


async def try_uploads(tried: Tried, token: Callable[..., Awaitable[str]]) -> None:
    for path, line in UPLOADS.items():
        # A token for each path, because the last request spends all of its points.
        good, headers = orjson.dumps(line), {"Authorization": f"Bearer {await token(Scope.INGEST)}"}
        for body in (good, good + b"\n{}", b""):
            await tried.send("POST", path, content=body, headers=headers)
        await tried.send("POST", path, content=good, headers=headers | {"Content-Encoding": "gzip"})
        await tried.send("POST", path, content=good, headers=headers | {"Content-Encoding": "br"})
        await tried.send("POST", path, content=good)
        await tried.send("POST", path, content=good, headers={"Authorization": f"Bearer {await token(Scope.READ)}"})
        await tried.send("POST", path, content=b"\n" * (2 * MOST_BLANK_LINES), headers=headers)
        await tried.send("POST", path, content=b"{}\n" * (POINTS + 1), headers=headers)
        await tried.send("DELETE", path)


async def try_downloads(tried: Tried, exporter: Exporter) -> None:
    template, export, canceled = "/exports/{signed}", await exporter.export(), await exporter.export()
    await exporter.ask(CANCEL, id=canceled["id"])
    good, gone = path_of(export), urlsplit(canceled["downloadUrl"]).path
    for method in ("GET", "HEAD"):
        await tried.send(method, good, template)
        await tried.send(method, good, template, headers={"Range": "bytes=0-9"})
        await tried.send(method, good, template, headers={"Range": "bytes=99999999-"})
        await tried.send(method, good + "A", template)
        await tried.send(method, gone, template)
    await tried.send("DELETE", good, template)


async def try_unsubscribing(tried: Tried, pool: Pool, workspace_id: int) -> None:
    template, key = "/unsubscribe/{token}", b"k" * 32
    async with pool.acquire() as connection:
        await add_message(connection, workspace_id, 7, subject="S", body="B", link_key=key)
    person = "SELECT id FROM person WHERE workspace_id = $1 AND external_id = 'ann'"
    token = unsubscribe_token(key, Unsubscribing(workspace_id, 7, await pool.fetchval(person, workspace_id)))
    for method in ("GET", "POST"):
        await tried.send(method, f"/unsubscribe/{token}", template)
        await tried.send(method, f"/unsubscribe/{token}A", template)
    await tried.send("DELETE", f"/unsubscribe/{token}", template)


async def try_graphql(tried: Tried, token: Callable[..., Awaitable[str]]) -> None:
    """Sends what gets each status, in each media type."""
    for number, accept in enumerate(GRAPHQL_MEDIA):
        headers = {"Accept": accept, "Authorization": f"Bearer {await token(Scope.READ)}"}
        get, post = partial(tried.send, "GET", "/graphql"), partial(tried.send, "POST", "/graphql", headers=headers)
        query = {"query": "{ viewer { scopes } }"}
        tag = (await get(headers=headers, params=query)).headers["ETag"]
        await get(headers=headers | {"If-None-Match": tag}, params=query)
        for parameters in ({"query": "mutation { __typename }"}, {**query, "variables": "{"}):
            await get(headers=headers, params=parameters)
        await get(headers={"Accept": accept}, params=query)
        for body in (query, {"query": "{"}, {}):
            await post(json=body)
        await post(json={"query": "#" + " " * (1 << 20)})
        await post(content=b"{}")
        await post(headers={"Accept": accept}, json=query)
        for send in (post, post, post, partial(get, headers=headers)):  # of which one may begin a new minute
            dear = {"query": f"{{ people(first: {200 - number}) {{ nodes {{ id }} }} }}"}  # more than all points
            await send(params=dear, json=dear)
        await tried.send("DELETE", "/graphql", headers=headers)
    headers = {"Accept": EVENT_STREAM, "Authorization": f"Bearer {await token(Scope.READ)}"}
    for method in ("GET", "POST"):
        refused = {"query": "subscription { nothing }"}  # another one would not end
        await tried.send(method, "/graphql", headers=headers, params=refused, json=refused)


async def try_others(tried: Tried) -> None:
    for path in ("/healthz", "/readyz", "/schema.graphql", "/openapi.json", "/metrics"):
        await tried.send("GET", path)
        await tried.send("DELETE", path)


async def test_every_documented_response_comes_and_is_as_described(
    settings: Settings, pool: Pool, workspace_id: int, token_for: TokenFor
):
    token = partial(token_for, workspace_id)
    exporter = Exporter(settings, pool, workspace_id)
    await exporter.define(START)
    export = await exporter.export()
    async with small(settings) as (client, state):
        tried = Tried(client)
        await try_uploads(tried, token)
        await try_downloads(tried, exporter)
        await try_unsubscribing(tried, pool, workspace_id)
        await try_graphql(tried, token)
        await try_others(tried)
        async with state["writing"].acquire(), state["writing"].acquire():
            methods = [tried.send(method, path_of(export), "/exports/{signed}") for method in ("GET", "HEAD")]
            await asyncio.gather(tried.send("GET", "/readyz"), *methods)
        headers = {"Authorization": f"Bearer {await token(Scope.INGEST)}"}
        async with state["authenticating"].acquire(), state["authenticating"].acquire():
            others = [
                tried.send(method, "/graphql", headers=headers | {"Accept": accept}, json={})
                for method in ("GET", "POST")
                for accept in GRAPHQL_MEDIA
            ]
            await asyncio.gather(*(tried.send("POST", path, headers=headers) for path in UPLOADS), *others)

    assert tried.responses == documented()
    assert tried.media == documented_media()


def documented() -> set[tuple[str, str, str]]:
    """The method, path and status of every response in the document; one method stands for the default of a path."""
    found: set[tuple[str, str, str]] = set()
    for path, methods in openapi()["paths"].items():
        operations = {method: operation for method, operation in methods.items() if method != "parameters"}
        for method, operation in operations.items():
            found |= {(method, path, status) for status in operation["responses"] if status != "default"}
        found.add(("delete", path, "default"))
    return found


def documented_media() -> set[tuple[str, str, str, str]]:
    """The media types of all of these responses."""
    found: set[tuple[str, str, str, str]] = set()
    for method, path, status in documented():
        of_path = openapi()["paths"][path]
        operation = of_path.get(method) or of_path.get("get") or of_path["post"]
        found |= {(method, path, status, media) for media in operation["responses"][status].get("content", ())}
    return found
