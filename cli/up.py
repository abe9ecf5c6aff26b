"""`milepost up`: everything, from the servers below to the API, in one command and one data directory."""

import asyncio
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer
from pydantic import SecretStr

from cli.listening import base_url, free_port
from cli.signals import ignore_signals, stop_on_signals
from cli.supervision import await_ready, children, watch
from core.logs import configure_logs
from core.settings import Settings, child_environment, read_client_settings, read_settings
from db.migrate import migrate
from db.tokens import new_token
from servers.child import Server
from servers.directory import DataDirectory, data_directory
from servers.postgres import embedded_postgres
from servers.valkey import embedded_valkey

log = structlog.stdlib.get_logger()

EXAMPLES = """
Examples:

\b
  milepost up
  milepost up --port 9000 --data-dir /var/lib/milepost
  MILEPOST_DATABASE_URL=postgresql://user:password@host/milepost milepost up

The embedded PostgreSQL or Valkey is left out where MILEPOST_DATABASE_URL or MILEPOST_REDIS_URL is set.
"""


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command("up", epilog=EXAMPLES)(up)


def up(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for a free one.")] = 8000,
    data_dir: Annotated[Path | None, typer.Option(help="Where everything is kept [.milepost].")] = None,
) -> None:
    """Start everything and stay: PostgreSQL, Valkey, API and worker."""
    stop_on_signals()
    settings = read_settings()
    configure_logs(settings)
    with ExitStack() as stack:
        directory = stack.enter_context(data_directory(data_dir or read_client_settings().data_dir))
        port = free_port(host, port)
        settings, running = _servers(stack, directory, settings)
        log.info("database.migrated", names=asyncio.run(migrate(settings)))
        token = settings.bootstrap_token or SecretStr(_own_token(directory.path / "token"))
        settings = settings.model_copy(update=_places(settings, directory, base_url(host, port)))
        running += stack.enter_context(children(host, port, _environment(settings, token)))
        stack.callback(ignore_signals)  # the first to be called at the end
        await_ready(host, port, running)
        _announce(base_url(host, port), None if settings.bootstrap_token else token)
        watch(running)


def _servers(stack: ExitStack, directory: DataDirectory, settings: Settings) -> tuple[Settings, list[Server]]:
    running: list[Server] = []
    if settings.database_url is None:
        running.append(stack.enter_context(embedded_postgres(directory)))
        settings = settings.model_copy(update={"database_url": running[-1].url})
    if settings.redis_url is None:
        running.append(stack.enter_context(embedded_valkey(directory)))
        settings = settings.model_copy(update={"redis_url": running[-1].url})
    return settings, running


def _places(settings: Settings, directory: DataDirectory, url: str) -> dict[str, Any]:
    outbox = {} if "mail_outbox" in settings.model_fields_set else {"mail_outbox": directory.path / "outbox"}
    return {**outbox, "public_url": settings.public_url or url}


def _environment(settings: Settings, token: SecretStr) -> dict[str, str]:
    return child_environment(
        MILEPOST_DATABASE_URL=settings.database_url or "",
        MILEPOST_REDIS_URL=settings.redis_url or "",
        MILEPOST_BOOTSTRAP_TOKEN=token.get_secret_value(),
        MILEPOST_PUBLIC_URL=settings.public_url or "",
        MILEPOST_MAIL_OUTBOX=str(settings.mail_outbox),
    )


def _announce(url: str, own_token: SecretStr | None) -> None:
    # A token from the environment is known to whoever set it, and is not for this output's readers.
    fragment = f"#token={own_token.get_secret_value()}" if own_token else ""
    typer.echo(f"Milepost: {url}")
    typer.echo(f"GraphiQL: {url}/graphql{fragment}")


def _own_token(file: Path) -> str:
    if not file.exists():
        # Written aside, for a start that is interrupted here to leave no half of it.
        making = file.with_name("token.new")
        making.touch(mode=0o600)
        making.write_text(new_token() + "\n", "ascii")
        making.replace(file)
    return file.read_text("ascii").strip()
