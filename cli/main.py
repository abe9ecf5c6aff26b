"""The program `milepost`: what can be asked of it, and how it says what went wrong."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Annotated

import typer

from cli.errors import errors_in_words

# The module of a command is cli/<name>.py, with a function register(program). It is imported only when the
# command is asked for, so that `milepost --help` need not load the whole service: hence the summaries.
COMMANDS = {
    "up": "Start everything and stay: PostgreSQL, Valkey, API and worker.",
    "demo": "Start everything, load the demo series, print what it answers, and stop.",
    "serve": "Run the API alone, on servers that run already.",
    "worker": "Run the worker alone, on servers that run already.",
    "migrate": "Bring the database to the newest migration.",
    "token": "Create, list and revoke the tokens that the API asks for.",
    "load": "Send events and definitions from files.",
    "import-log": "Make a series of an event log: CSV or Parquet.",
    "export": "Export the raw data of a series as files.",
    "simulate": "Write a believable history to try things with.",
}


def main() -> None:
    """The console script."""
    with errors_in_words():
        commands(sys.argv[1:])(prog_name="milepost")


def commands(arguments: Sequence[str]) -> typer.Typer:
    """The program with the command that these arguments ask for, and only the summaries of all others."""
    asked = next((argument for argument in arguments if not argument.startswith("-")), None)
    program = typer.Typer(
        name="milepost",
        callback=_milepost,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for name, summary in COMMANDS.items():
        if name == asked:
            import_module(f"cli.{name.replace('-', '_')}").register(program)
        else:
            program.command(name, help=summary)(_only_listed)
    return program


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"milepost {version('milepost')}")
        raise typer.Exit


def _milepost(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and end."),
    ] = False,
) -> None:
    """GraphQL analytics for automated customer journeys.

    milepost COMMAND --help explains a command, with examples.
    """


def _only_listed() -> None:
    raise AssertionError("a command that was not asked for was run")


if __name__ == "__main__":
    main()
