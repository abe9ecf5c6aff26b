"""The addresses of a running Milepost, for people."""

import sys
from pathlib import Path

import typer
from pydantic import SecretStr

from cli.running import token_file
from core.settings import read_settings


def announce(url: str, token: SecretStr, data_dir: Path) -> None:
    """Prints the addresses. Prints a token only on a terminal, since other output is often kept where many can read it.

    A token from the environment is never printed: the user who set it knows it.
    """
    settings = read_settings()
    is_own = settings.bootstrap_token is None
    is_shown = is_own and sys.stdout.isatty()
    fragment = f"#token={token.get_secret_value()}" if is_shown else ""
    typer.echo(f"Milepost: {url}/{fragment}" if settings.dashboard else f"Milepost: {url}")
    if settings.graphiql:
        typer.echo(f"GraphiQL: {url}/graphql{fragment}")
    if is_own and not is_shown:
        typer.echo(f"The token is in the file {token_file(data_dir)}")
