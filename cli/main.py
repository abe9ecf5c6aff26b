"""The program `milepost`: its commands, and its own options."""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from cli.errors import errors_reported
from cli.imports import imported
from core.errors import Invalid
from core.texts import quoted

# The module of a command is cli/<name>.py, with a function register(program). Only the module of the given command is
# imported, because importing the whole service takes time. The summaries of `milepost --help` are therefore here.
COMMANDS = {
    "up": "Run PostgreSQL, Valkey, the API and the worker.",
    "demo": "Load the demo series, print the responses to four queries.",
    "serve": "Run only the API, on servers that are already running.",
    "worker": "Run only the worker, on servers that are already running.",
    "migrate": "Apply all new migrations to the database.",
    "distribute": "Place the tables on the nodes of a Citus cluster.",
    "verify": "Compare stored counts with a recount, and repair them.",
    "token": "Create, list, rotate and revoke API tokens.",
    "load": "Send people, events and series definitions from files.",
    "import-log": "Create or continue a series from an event log.",
    "export": "Export the raw data of a series as a ZIP archive.",
    "simulate": "Write realistic people and their history in a series.",
}


def main() -> None:
    os.umask(0o077)  # exports, mails, databases and tokens are only for this account
    run(sys.argv[1:])


def run(arguments: Sequence[str]) -> None:
    """Runs a command, or prints the help if there are no arguments. Raises SystemExit at its end."""
    arguments = arguments or ["--help"]
    with errors_reported():
        for argument in arguments:
            _check_text(argument)
        status = commands(arguments)(arguments, prog_name="milepost", standalone_mode=False)
        raise SystemExit(status)


def _check_text(argument: str) -> None:
    try:
        argument.encode()
    except UnicodeEncodeError:  # Python keeps other bytes as characters that no request or file can contain
        raise Invalid(f"The argument {quoted(argument)} is not text in UTF-8. Write it in UTF-8.") from None


def commands(arguments: Sequence[str]) -> typer.Typer:
    """The program with the command that the arguments name, and only the summaries of the others."""
    given = next((argument for argument in arguments if not argument.startswith("-")), None)
    program = typer.Typer(
        name="milepost",
        callback=_milepost,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for name, summary in COMMANDS.items():
        if name == given:
            imported(f"cli.{name.replace('-', '_')}").register(program)
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
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """GraphQL analytics for automated customer journeys.

    milepost COMMAND --help explains a command, with examples.
    """


def _only_listed() -> None:
    raise AssertionError("a command ran whose module was not imported")


if __name__ == "__main__":
    main()
