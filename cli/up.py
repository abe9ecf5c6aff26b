"""`milepost up`: runs the servers, the API and the worker with one command, in one data directory."""

import time
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Annotated

import structlog
import typer
from pydantic import SecretStr

from cli.announcement import announce
from cli.client import client_for
from cli.database import DEFAULT_DATA_DIR
from cli.demo_data import load_demo
from cli.listening import base_url
from cli.restarts import watch
from cli.running import running
from core.client_settings import read_client_settings
from core.errors import MilepostError

log = structlog.stdlib.get_logger()

_DAY_SECONDS = 24 * 60 * 60

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
    demo: Annotated[
        bool, typer.Option("--demo", help="Load realistic series to explore, and continue their history every day.")
    ] = False,
) -> None:
    """Run PostgreSQL, Valkey, the API and the worker until stopped."""
    data_dir = data_dir or read_client_settings().data_dir
    with running(host, port, data_dir) as (chosen_port, token, children):
        url = base_url(host, chosen_port)
        if demo:
            loading = _keeping_demo(url, token)
            watch(children, until=loading.done)
            typer.echo(f"The responses in the README are as of {loading.result():%Y-%m-%dT%H:%M:%SZ}.")
        announce(url, token, data_dir)
        watch(children)


def _keeping_demo(url: str, token: SecretStr) -> Future[datetime]:
    """Loads the demo in a thread, because the main thread watches the children. The thread ends with the program.

    While the program runs, the thread continues the history of the demo every day.
    """
    loading = Future[datetime]()

    def load() -> datetime:
        with client_for(url, token.get_secret_value()) as client:
            return load_demo(client)

    def keep() -> None:
        try:
            loading.set_result(load())
        except BaseException as error:
            loading.set_exception(error)
            return
        while True:
            time.sleep(_DAY_SECONDS)
            try:
                load()
            except MilepostError as error:
                log.warning("demo.not_continued", error=str(error))

    Thread(target=keep, daemon=True).start()
    return loading
