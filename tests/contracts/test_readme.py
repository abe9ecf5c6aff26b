"""What README and the docs show is what the demo answers."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cli.client import client_for
from cli.demo import questions
from cli.demo_data import DAYS, load_demo
from core.viewer import Scope
from simulation.history import history

PROJECT = Path(__file__).parents[2]


def shown(page: str) -> list[tuple[str, str, str]]:
    """The titles, queries and responses of a page."""
    text = (PROJECT / page).read_text("utf-8")
    return re.findall(r"\*\*([^*]+?)\*\*\n\n```graphql\n(.+?)```\n\n```json\n(.+?)```", text, re.DOTALL)


SHOWN = shown("README.md")
PAGES = ("docs/breakdown.md", "docs/paths.md", "docs/proof.md", "docs/time.md")
DOCUMENTED = [each for page in PAGES for each in shown(page)]


SPLIT = '{ series(key: "onboarding") { block(key: "tips-split") { id } } }'
NOW = '{ series(key: "onboarding") { blocks { key stats { states { state count } } } } }'


async def test_the_demo_responds_to_the_queries_of_readme_and_docs_as_they_say(
    workspace_id: int, server: str, token_for: Any
):
    token = await token_for(workspace_id, Scope.READ, Scope.INGEST)

    with client_for(server, token) as client:
        as_of = {"asOf": load_demo(client).isoformat()}
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


def test_the_demo_is_the_same_in_every_week():
    def steps(monday: datetime) -> list[tuple[str, str, float]]:
        return [
            (event["id"], event["type"], (datetime.fromisoformat(event["at"]) - monday).total_seconds())
            for event in history(people=200, days=DAYS, until=monday)
        ]

    assert steps(datetime(2026, 11, 23, tzinfo=UTC)) == steps(datetime(2027, 3, 1, tzinfo=UTC))
