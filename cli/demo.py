"""`milepost demo`: starts everything, loads a realistic series, and runs four queries."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from cli.client import Client, client_for
from cli.database import DEFAULT_DATA_DIR
from cli.listening import base_url
from cli.running import running
from core.client_settings import read_client_settings
from simulation.history import groups
from simulation.onboarding import definition
from simulation.people import person

PEOPLE = 2_000
DAYS = 91  # whole weeks before a Monday, so that the demo has the same figures in every week
_BATCH = 20_000  # lines of a request
_LAST_PERSON = f"user-1-{PEOPLE}"

EXAMPLES = """
Examples:

\b
  milepost demo
  milepost demo --data-dir /tmp/milepost-demo

To keep it running and explore the same data: milepost up --demo
"""


def register(program: typer.Typer) -> None:
    program.command("demo", epilog=EXAMPLES)(demo)


def demo(
    data_dir: Annotated[Path | None, typer.Option(help="Directory of all data.", show_default=DEFAULT_DATA_DIR)] = None,
) -> None:
    """Start everything, load the demo series, print the responses to four queries, and stop."""
    with running("127.0.0.1", 0, data_dir or read_client_settings().data_dir, "warning") as (port, token, _):
        with client_for(base_url("127.0.0.1", port), token.get_secret_value()) as client:
            load_demo(client)
            for title, query in questions():
                typer.echo(f"\n# {title}\n{query}\n{_formatted(client.ask(query))}")
    typer.echo("\nTo explore the same data in GraphiQL: milepost up --demo")


def load_demo(client: Client) -> None:
    """Loads the series "onboarding" with 2,000 people, up to the last Monday. Does nothing if it is already loaded."""
    last = client.ask("query ($id: String!) { person(externalId: $id) { name } }", {"id": _LAST_PERSON})["person"]
    if last and last["name"]:
        return
    typer.echo(f'Loading the demo: {PEOPLE:,} people in the series "onboarding" ...')
    client.define_series(definition())
    until = _last_monday(datetime.now(UTC))
    for group in groups(people=PEOPLE, days=DAYS, until=until):
        _send(client.send_events, group.events)
        # People come last: if the last person has a name, everything was loaded.
        _send(client.send_people, (person(each, seed=1, until=until) for each in group.people))


def _send(send: Callable[[bytes], object], objects: Iterable[dict[str, Any]]) -> None:
    lines = (orjson.dumps(each, option=orjson.OPT_APPEND_NEWLINE) for each in objects)
    while batch := list(islice(lines, _BATCH)):
        send(b"".join(batch))


def questions() -> Iterator[tuple[str, str]]:
    """The title and the text of the queries in the README."""
    for file in sorted((files("cli") / "questions").iterdir(), key=lambda file: file.name):
        title = file.name.removesuffix(".graphql").partition("-")[2].replace("-", " ")
        yield f"{title.capitalize()}?", file.read_text("utf-8")


def _formatted(data: Any) -> str:
    """JSON with one line for each row of a list."""
    indented = orjson.dumps(data, option=orjson.OPT_INDENT_2).decode()
    flat = re.sub(r"\[\s+([^{}\[\]]*?)\s+\]", lambda found: f"[{_on_one_line(found[1])}]", indented)
    return re.sub(r"\{\s+([^{}]*?)\s+\}", lambda found: f"{{{_on_one_line(found[1])}}}", flat)


def _on_one_line(text: str) -> str:
    return re.sub(r"\n\s+", " ", text)


def _last_monday(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=now.weekday())
