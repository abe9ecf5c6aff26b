"""`milepost demo`: starts everything, loads the demo, and runs four queries."""

import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from cli.announcement import announce
from cli.client import client_for
from cli.database import DEFAULT_DATA_DIR
from cli.demo_data import load_demo
from cli.listening import base_url, port_like
from cli.restarts import watch
from cli.running import running
from core.client_settings import read_client_settings

_HOST = "127.0.0.1"
_PORT = 8000  # that of `milepost up`, which the README's commands use

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
    """Start everything, load the demo, and print the responses to four queries.

    On a terminal it then keeps running until Ctrl-C, on port 8000 or, if that is in use, on another one, and prints
    links that sign in. Otherwise it stops.
    """
    data_dir = data_dir or read_client_settings().data_dir
    stays = sys.stdout.isatty()
    with running(_HOST, port_like(_HOST, _PORT) if stays else 0, data_dir, "warning") as (port, token, children):
        url = base_url(_HOST, port)
        with client_for(url, token.get_secret_value()) as client:
            monday = load_demo(client)
            for title, query in questions():
                data = client.ask(query, {"asOf": monday.isoformat()})
                typer.echo(f"\n# {title}\n{query}\n{_formatted(data)}")
        typer.echo(f"\nThe responses are as of {monday:%Y-%m-%dT%H:%M:%SZ}, which is the variable asOf.")
        if stays:
            announce(url, token, data_dir)
            typer.echo("Press Ctrl-C to stop.")
            watch(children)
    typer.echo("To explore the same data: milepost up --demo")


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
