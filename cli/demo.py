"""`milepost demo`: starts everything, loads a believable series, and asks it three questions."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from cli.client import Client, client_for
from cli.listening import base_url
from cli.running import running
from core.settings import read_client_settings
from simulation.history import history
from simulation.onboarding import definition
from simulation.people import people

PEOPLE = 2_000
DAYS = 91  # whole weeks before a Monday, so that the demo has the same figures in every week
_BATCH = 1_000
_LAST = f"user-1-{PEOPLE}"

EXAMPLES = """
Examples:

\b
  milepost demo
  milepost demo --data-dir /tmp/milepost-demo

To stay and explore the same data: milepost up --demo
"""


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command("demo", epilog=EXAMPLES)(demo)


def demo(
    data_dir: Annotated[Path | None, typer.Option(help="Where everything is kept [.milepost].")] = None,
) -> None:
    """Start everything, load the demo series, print what it answers, and stop."""
    with running("127.0.0.1", 0, data_dir or read_client_settings().data_dir) as (port, token, _):
        with client_for(base_url("127.0.0.1", port), token.get_secret_value()) as client:
            load_demo(client)
            for title, query in questions():
                typer.echo(f"\n# {title}\n{query}\n{shown(client.ask(query))}")
    typer.echo("\nTo explore the same data in GraphiQL: milepost up --demo")


def load_demo(client: Client) -> None:
    """The series "onboarding" with 2,000 people, up to the last Monday. Does nothing where it is there already."""
    if client.ask("query ($id: String!) { person(externalId: $id) { id } }", {"id": _LAST})["person"]:
        return
    typer.echo(f'Loading the demo: {PEOPLE:,} people on their way through the series "onboarding" ...')
    client.define_series(definition())
    events = history(people=PEOPLE, days=DAYS, until=_last_monday(datetime.now(UTC)))
    while lines := [orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE) for event in islice(events, 20_000)]:
        client.send_events(b"".join(lines))
    # last, so that the last person says that all of it is there
    everybody = people(PEOPLE)
    while some := list(islice(everybody, _BATCH)):
        client.upsert_people(some)


def questions() -> Iterator[tuple[str, str]]:
    """The questions that README asks of the demo: title and query."""
    for file in sorted((files("cli") / "questions").iterdir(), key=lambda file: file.name):
        title = file.name.removesuffix(".graphql").partition("-")[2].replace("-", " ")
        yield f"{title.capitalize()}?", file.read_text("utf-8")


def shown(answer: Any) -> str:
    """JSON with a line for each row of a list."""
    indented = orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode()
    flat = re.sub(r"\[\s+([^{}\[\]]*?)\s+\]", lambda found: f"[{_on_one_line(found[1])}]", indented)
    return re.sub(r"\{\s+([^{}]*?)\s+\}", lambda found: f"{{{_on_one_line(found[1])}}}", flat)


def _on_one_line(text: str) -> str:
    return re.sub(r"\n\s+", " ", text)


def _last_monday(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=now.weekday())
