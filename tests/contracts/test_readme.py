"""What README and the docs show is what the demo answers."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cli.client import Client, client_for
from cli.demo import questions
from cli.demo_data import DAYS, load_demo
from core.viewer import Scope
from db.pool import Pool
from db.tokens import NewToken, add_token, ensure_workspace
from simulation.history import history

PROJECT = Path(__file__).parents[2]


def shown(page: str) -> list[tuple[str, str, str]]:
    """The titles, queries and responses of a page."""
    text = (PROJECT / page).read_text("utf-8")
    return re.findall(r"\*\*([^*]+?)\*\*\n\n```graphql\n(.+?)```\n\n```json\n(.+?)```", text, re.DOTALL)


SHOWN = shown("README.md")
PAGES = ("docs/breakdown.md", "docs/paths.md", "docs/proof.md", "docs/time.md")
DOCUMENTED = [each for page in PAGES for each in shown(page)]
RECIPES = shown("docs/recipes.md")

SPLIT = '{ series(key: "onboarding") { block(key: "tips-split") { id } } }'
NOW = '{ series(key: "onboarding") { blocks { key stats { states { state count } } } } }'
TRIAL = """
{
  series(key: "trial") {
    stats { started { count } goalHit { count people { nodes { name } } } }
    blocks { stats { states { state count } } }
  }
}
"""
SHORT = 12  # characters of a selection that the page shows


@dataclass(frozen=True)
class Demo:
    client: Client
    as_of: str  # the instant of the figures that the pages show


@pytest.fixture(scope="module")
async def demo(pool: Pool, server: str):
    """The demo, shared by the tests, which do not change it."""
    workspace_id = await ensure_workspace(pool, f"demo {uuid4()}")
    _, token = await add_token(pool, workspace_id, NewToken("demo", [Scope.READ, Scope.INGEST, Scope.ACT]))
    with client_for(server, token) as client:
        yield Demo(client, load_demo(client).isoformat())


def test_the_demo_responds_to_the_queries_of_readme_and_docs_as_they_say(demo: Demo):
    client, as_of = demo.client, {"asOf": demo.as_of}
    answers = [(title, query, client.ask(query, as_of)) for title, query in questions()]
    named = {**as_of, "split": client.ask(SPLIT)["series"]["block"]["id"]}
    documented = [(title, query, client.ask(query, named)) for title, query, _ in DOCUMENTED]
    now = client.ask(NOW)["series"]["blocks"]

    assert answers == [(title, query, json.loads(answer)) for title, query, answer in SHOWN]
    assert len(SHOWN) == 4
    assert documented == [(title, query, json.loads(answer)) for title, query, answer in DOCUMENTED]
    assert len(DOCUMENTED) == 11
    underway = {block["key"]: block["stats"]["states"] for block in now}
    assert {"state": "TRYING_TO_MATCH", "count": 0} not in underway["first-project"] + underway["invited-team"]
    assert {"state": "WAITING", "count": 0} not in underway["settle-in"] + underway["mid-trial"]


def test_the_demo_answers_the_recipes_as_they_say(demo: Demo):
    answers: list[tuple[str, Any]] = []
    found = {"asOf": demo.as_of}
    for title, query, _ in RECIPES:
        variables = {name: found[name] for name in re.findall(r"\$(\w+): (?:ID!|DateTime)", query)}
        answer = demo.client.ask(query, variables)
        found |= dict(_selections(answer, ""))
        answers.append((title, _shortened(answer)))

    assert answers == [(title, json.loads(answer)) for title, _, answer in RECIPES]
    assert len(RECIPES) == 3


async def test_the_files_that_readme_shows_can_be_loaded(pool: Pool, server: str):
    text = (PROJECT / "README.md").read_text("utf-8")
    [(definition, lines)] = re.findall(r"For example:\n\n```json\n(.+?)```\n\n```json\n(.+?)```", text, re.DOTALL)
    person, *events = lines.splitlines()
    workspace_id = await ensure_workspace(pool, f"files {uuid4()}")
    _, token = await add_token(pool, workspace_id, NewToken("files", [Scope.READ, Scope.INGEST]))

    with client_for(server, token) as client:
        client.define_series(json.loads(definition))
        taken = client.send_people(person.encode()), client.send_events("\n".join(events).encode())
        figures = client.ask(TRIAL)["series"]

    assert [(each.accepted, each.rejected) for each in taken] == [(1, []), (6, [])]
    assert figures["stats"] == {
        "started": {"count": 1},
        "goalHit": {"count": 1, "people": {"nodes": [{"name": "Ann"}]}},
    }
    assert [[each["state"] for each in block["stats"]["states"] if each["count"]] for block in figures["blocks"]] == [
        ["MOVED_ON"],
        ["PENDING"],
    ]


def _selections(value: Any, around: str) -> Iterator[tuple[str, str]]:
    """The selections in a response, by the name of the field around each."""
    for name, inner in value.items() if isinstance(value, dict) else ():
        if name == "selection":
            yield around, inner
        yield from _selections(inner, name)


def _shortened(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _shortened(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shortened(inner, name) for inner in value]
    return value[:SHORT] + "..." if name == "selection" else value


def test_the_demo_is_the_same_in_every_week():
    def steps(monday: datetime) -> list[tuple[str, str, float]]:
        return [
            (event["id"], event["type"], (datetime.fromisoformat(event["at"]) - monday).total_seconds())
            for event in history(people=200, days=DAYS, until=monday)
        ]

    assert steps(datetime(2026, 11, 23, tzinfo=UTC)) == steps(datetime(2027, 3, 1, tzinfo=UTC))
