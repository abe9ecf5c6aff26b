"""`milepost up`: runs the servers, the API and the worker with one command, in one data directory."""

import sys
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer
from pydantic import SecretStr

from cli.client import client_for
from cli.database import DEFAULT_DATA_DIR
from cli.demo import load_demo
from cli.listening import base_url
from cli.restarts import watch
from cli.running import running, token_file
from core.client_settings import read_client_settings
from core.settings import read_settings

EXAMPLES = """
Examples:

\b
  milepost up
  milepost up --demo
  milepost up --port 9000 --data-dir /var/lib/milepost
  MILEPOST_DATABASE_URL=postgresql://user:password@host/milepost milepost up

If MILEPOST_DATABASE_URL or MILEPOST_REDIS_URL is set, that server is used instead of the embedded one.
"""


def register(program: typer.Typer) -> None:
    program.command("up", epilog=EXAMPLES)(up)


def up(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all addresses.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 chooses a free one.")] = 8000,
    data_dir: Annotated[Path | None, typer.Option(help="Directory of all data.", show_default=DEFAULT_DATA_DIR)] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Load a realistic series to explore.")] = False,
) -> None:
    """Run PostgreSQL, Valkey, the API and the worker until stopped."""
    data_dir = data_dir or read_client_settings().data_dir
    with running(host, port, data_dir) as (chosen_port, token, children):
        url = base_url(host, chosen_port)
        if demo:
            loading = _loading_demo(url, token)
            watch(children, until=loading.done)
            loading.result()
        _announce(url, None if read_settings().bootstrap_token else token, token_file(data_dir))
        watch(children)


def _loading_demo(url: str, token: SecretStr) -> Future[None]:
    """Loads the demo in a thread, because the main thread watches the children. The thread ends with the program."""
    loading = Future[None]()

    def load() -> None:
        try:
            with client_for(url, token.get_secret_value()) as client:
                load_demo(client)
        except BaseException as error:
            loading.set_exception(error)
        else:
            loading.set_result(None)

    Thread(target=load, daemon=True).start()
    return loading


def _announce(url: str, own_token: SecretStr | None, file: Path) -> None:
    """Prints the addresses. Prints a token only on a terminal, since other output is often kept where many can read it.

    A token from the environment is never printed: the user who set it knows it.
    """
    is_shown = own_token is not None and sys.stdout.isatty()
    fragment = f"#token={own_token.get_secret_value()}" if own_token and is_shown else ""
    settings = read_settings()
    typer.echo(f"Milepost: {url}/{fragment}" if settings.dashboard else f"Milepost: {url}")
    if settings.graphiql:
        typer.echo(f"GraphiQL: {url}/graphql{fragment}")
    if own_token and not is_shown:
        typer.echo(f"The token is in the file {file}")
