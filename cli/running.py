"""Everything running: the servers below, migrated, and the API and the worker above them."""

import asyncio
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import structlog
from pydantic import SecretStr

from cli.listening import base_url, listen
from cli.signals import ignore_signals, stop_on_signals
from cli.supervision import await_ready, children
from core.logs import configure_logs
from core.settings import Settings, child_environment, read_settings
from db.migrate import migrate
from db.tokens import new_token
from servers.child import Child, Server
from servers.directory import DataDirectory, data_directory
from servers.postgres import embedded_postgres
from servers.valkey import embedded_valkey

log = structlog.stdlib.get_logger()

Running = tuple[int, SecretStr, Sequence[Child]]


@contextmanager
def running(host: str, port: int, data_dir: Path) -> Generator[Running]:
    """Starts everything and yields the port, a token with every scope, and the children, once the API is ready.

    Port 0 is a free one. At the end, and on SIGTERM or SIGINT, everything is stopped.
    """
    stop_on_signals()
    settings = read_settings()
    configure_logs(settings)
    with ExitStack() as stack:
        directory = stack.enter_context(data_directory(data_dir))
        listener = stack.enter_context(listen(host, port))
        port = listener.getsockname()[1]
        settings, servers = _servers(stack, directory, settings)
        log.info("database.migrated", names=asyncio.run(migrate(settings)))
        token = settings.bootstrap_token or SecretStr(_own_token(directory.path / "token"))
        settings = settings.model_copy(update=_places(settings, directory, base_url(host, port)))
        started = [*servers, *stack.enter_context(children(listener, _environment(settings, token)))]
        stack.callback(listener.close)  # before the API is stopped, so that no connection waits for it in vain
        stack.callback(ignore_signals)  # the first to be called at the end
        await_ready(host, port, {child.name: child.process for child in started})
        yield port, token, started


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
    """Where what is kept in files goes, and where links lead, unless the settings say so."""
    kept = {"mail_outbox": directory.path / "outbox", "storage_url": str(directory.path / "exports")}
    kept = {name: place for name, place in kept.items() if name not in settings.model_fields_set}
    return {**kept, "public_url": settings.public_url or url}


def _environment(settings: Settings, token: SecretStr) -> dict[str, str]:
    return child_environment(
        MILEPOST_DATABASE_URL=settings.database_url or "",
        MILEPOST_REDIS_URL=settings.redis_url or "",
        MILEPOST_BOOTSTRAP_TOKEN=token.get_secret_value(),
        MILEPOST_PUBLIC_URL=settings.public_url or "",
        MILEPOST_MAIL_OUTBOX=str(settings.mail_outbox),
        MILEPOST_STORAGE_URL=settings.storage_url,
    )


def _own_token(file: Path) -> str:
    if not file.exists():
        # Written aside, for a start that is interrupted here to leave no half of it.
        making = file.with_name("token.new")
        making.touch(mode=0o600)
        making.write_text(new_token() + "\n", "ascii")
        making.replace(file)
    return file.read_text("ascii").strip()
