"""/metrics: without authentication, in the text format of Prometheus, with no data about people or workspaces."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from conftest import TokenFor, serving
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

import app
from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from jobs import runner

DESCRIPTIONS = Path(__file__).parents[2] / "docs" / "observability.md"
LABELS = {
    "reason", "generation", "implementation", "major", "minor", "patchlevel", "version", "route", "operation",
    "outcome", "le", "kind", "pool", "state", "result", "status", "transport", "source", "step",
}  # fmt: skip
QUERY = "query Dashboard { people { totalCount } }"


def samples(server: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    families = text_string_to_metric_families(httpx.get(f"{server}/metrics").text)
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


class Changes:
    """How much the metrics of a server have changed since this object was created."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._before = samples(server)

    def of(self, name: str, **labels: str) -> float:
        key = (name, frozenset(labels.items()))
        return samples(self._server).get(key, 0) - self._before.get(key, 0)


@pytest.fixture
async def client(server: str, workspace_id: int, token_for: TokenFor) -> Any:
    headers = {"Authorization": f"Bearer {await token_for(workspace_id, Scope.READ, Scope.INGEST)}"}
    async with httpx.AsyncClient(base_url=server, headers=headers) as client:
        yield client


def test_it_counts_the_fallbacks_of_the_executor_by_reason(server: str):
    response = httpx.get(f"{server}/metrics")

    families = {family.name: family for family in text_string_to_metric_families(response.text)}
    counted = families["milepost_executor_fallbacks"]
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (200, "text/plain")
    assert counted.type == "counter"
    reasons = {sample.labels["reason"] for sample in counted.samples if sample.name.endswith("_total")}
    assert reasons == {"operation", "field", "value", "error"}


async def test_it_counts_requests_and_their_durations_by_route_operation_and_outcome(
    server: str, client: httpx.AsyncClient
):
    changes = Changes(server)
    for query in (QUERY, QUERY, 'mutation { tagPeople(input: {people: {}, tag: "t"}) { userErrors { code } } }'):
        await client.post("/graphql", json={"query": query})
    await client.get("/exports/forged")
    await client.get("/no/such/path")

    requests = "milepost_requests_total"
    assert changes.of(requests, route="/graphql", operation="query", outcome="OK") == 2
    assert changes.of(requests, route="/graphql", operation="mutation", outcome="FORBIDDEN") == 1
    assert changes.of(requests, route="/exports/{signed}", operation="none", outcome="NOT_FOUND") == 1
    assert changes.of(requests, route="unknown", operation="none", outcome="NOT_FOUND") == 1
    assert changes.of("milepost_request_seconds_count", route="/graphql", operation="query") == 2


async def test_it_counts_hits_and_misses_of_the_response_cache(server: str, client: httpx.AsyncClient):
    changes = Changes(server)
    for _ in range(3):
        await client.post("/graphql", json={"query": QUERY})

    # A response is cached shortly after it is sent, so the second request may come too early for a hit.
    found = {result: changes.of("milepost_response_cache_total", result=result) for result in ("hit", "miss")}
    assert found in ({"hit": 2, "miss": 1}, {"hit": 1, "miss": 2})
    assert samples(server)["milepost_response_cache_bytes", frozenset()] > 1_000


async def test_it_counts_events_by_result(server: str, client: httpx.AsyncClient):
    event = {"type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s", "person": "p", "entry": "e"}
    define = 'mutation { defineSeries(input: {key: "s", name: "S", blocks: [], paths: []}) { userErrors { message } } }'
    record = "mutation ($events: [EventInput!]!) { recordEvents(input: {events: $events}) { accepted duplicates } }"
    await client.post("/graphql", json={"query": define})
    changes = Changes(server)
    one, two = event | {"id": "1"}, event | {"id": "2", "type": "GOAL_HIT"}

    await client.post("/events", content=b"{}\nnonsense\n" + httpx.Request("POST", "/", json=one).content)
    await client.post("/graphql", json={"query": record, "variables": {"events": [one, two, two | {"series": "t"}]}})

    results = ("accepted", "duplicate", "rejected")
    found = {result: changes.of("milepost_events_total", result=result) for result in results}
    assert found == {"accepted": 2, "duplicate": 1, "rejected": 3}


async def test_it_counts_people_by_result(server: str, client: httpx.AsyncClient):
    upsert = "mutation ($people: [PersonInput!]!) { upsertPeople(input: {people: $people}) { created } }"
    changes = Changes(server)

    await client.post("/people", content=b'{"externalId": "a"}\nnonsense\n{"externalId": "b"}\n')
    for people in ([{"externalId": "b"}, {"externalId": "a", "name": "A"}], [{"externalId": ""}, {"externalId": "c"}]):
        await client.post("/graphql", json={"query": upsert, "variables": {"people": people}})

    results = ("accepted", "duplicate", "rejected")
    found = {result: changes.of("milepost_people_total", result=result) for result in results}
    assert found == {"accepted": 3, "duplicate": 1, "rejected": 3}


async def test_it_shows_the_connections_of_each_pool_and_what_waits_for_them(server: str, settings: Settings):
    found = samples(server)

    connections = "milepost_database_connections"
    for pool in ("writing", "reading", "authenticating"):
        of_pool = {
            dict(labels)["state"]: value
            for (name, labels), value in found.items()
            if name == connections and ("pool", pool) in labels
        }
        assert of_pool["most"] == (2 if pool == "authenticating" else settings.database_connections)
        assert of_pool["used"] + of_pool["idle"] >= 2
        assert found["milepost_database_waiting", frozenset({("pool", pool)})] == 0


async def test_it_shows_how_many_jobs_are_due_and_for_how_long(settings: Settings, pool: Pool, workspace_id: int):
    await pool.execute(
        "INSERT INTO job (workspace_id, kind, subject_id, run_at) VALUES ($1, 'TAG', 1, now() - interval '1 hour')",
        workspace_id,
    )
    with serving(settings) as server:
        found = samples(server)
    await pool.execute("DELETE FROM job WHERE workspace_id = $1", workspace_id)

    assert found["milepost_queue_jobs", frozenset()] >= 1
    assert found["milepost_queue_oldest_seconds", frozenset()] >= 3_600


async def test_no_label_names_a_person_or_series(server: str, client: httpx.AsyncClient):
    query = 'query Named { person(externalId: "somebody-named") { email } series(key: "s-named") { name } }'
    question = {"query": query}
    (await client.post("/graphql", json=question)).raise_for_status()
    text = (await client.get("/metrics")).text

    families = text_string_to_metric_families(text)
    assert {label for family in families for sample in family.samples for label in sample.labels} <= LABELS
    assert "named" not in text.lower()


def _registered() -> Iterator[tuple[str, str]]:
    for family in REGISTRY.collect():
        if family.name.startswith("milepost_"):
            yield family.name + ("_total" if family.type == "counter" else ""), family.documentation


def test_the_docs_describe_every_metric():
    assert set(map(type, (app, runner))) == {ModuleType}  # they import all modules that define metrics
    rows = re.findall(r"^\| `(milepost_\w+)(?:\{.*?\})?` \| (.*?) \|$", DESCRIPTIONS.read_text("utf-8"), re.MULTILINE)
    described = dict(rows)

    registered = dict(_registered())
    assert described.keys() == registered.keys()
    assert {name: text for name, text in described.items() if not text.startswith(registered[name])} == {}
