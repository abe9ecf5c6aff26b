"""What docs/recipes.md shows is what the demo answers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cli.client import client_for
from cli.demo_data import load_demo
from core.viewer import Scope

RECIPES = (Path(__file__).parents[2] / "docs" / "recipes.md").read_text("utf-8")
SHOWN = re.findall(r"\*\*(.+?)\*\*\n\n```graphql\n(.+?)```\n\n```json\n(.+?)```", RECIPES, re.DOTALL)
SHORT = 12  # characters of a selection that the page shows


async def test_the_demo_answers_the_recipes_as_they_say(workspace_id: int, server: str, token_for: Any):
    token = await token_for(workspace_id, Scope.READ, Scope.INGEST, Scope.ACT)

    answers: list[tuple[str, Any]] = []
    with client_for(server, token) as client:
        found = {"asOf": load_demo(client).isoformat()}
        for title, query, _ in SHOWN:
            variables = {name: found[name] for name in re.findall(r"\$(\w+): (?:ID!|DateTime)", query)}
            answer = client.ask(query, variables)
            found |= dict(_selections(answer, ""))
            answers.append((title, _shortened(answer)))

    assert answers == [(title, json.loads(answer)) for title, _, answer in SHOWN]
    assert len(SHOWN) == 3


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
