"""Runs everything: the servers, then the migrations, then the API and the worker."""

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
from core.public_urls import is_loopback
from core.settings import LogLevel, Settings, child_environment, read_settings
from db.migrate import migrate
from db.tokens import new_token
from jobs.storage import open_storage
from servers.child import Child, Server
from servers.directory import DataDirectory, data_directory, storage_folder
from servers.postgres import embedded_postgres, urls_in
from servers.valkey import embedded_valkey

log = structlog.stdlib.get_logger()

Running = tuple[int, SecretStr, Sequence[Child]]


@contextmanager
def running(host: str, port: int, data_dir: Path, usual_level: LogLevel = "info") -> Generator[Running]:
    """Starts everything. Yields the port, a token with every scope, and the children once the API is ready.

    Port 0 chooses a free one. `usual_level` is the log level unless MILEPOST_LOG_LEVEL is set. Everything is stopped at
    the end, and on SIGTERM, SIGINT or SIGHUP.
    """
    stop_on_signals()
    settings = read_settings()
    if "log_level" not in settings.model_fields_set:
        settings = settings.model_copy(update={"log_level": usual_level})
    configure_logs(settings)
    if "storage_url" in settings.model_fields_set:
        open_storage(settings)  # the API and the worker would refuse it, and be started again and again
    with ExitStack() as stack:
        directory = stack.enter_context(data_directory(data_dir))
        listener = stack.enter_context(listen(host, port))
        port = listener.getsockname()[1]
        settings, servers = _servers(stack, directory, settings)
        log.info("database.migrated", names=asyncio.run(migrate(settings)).applied)
        token = settings.bootstrap_token or SecretStr(_own_token(token_file(directory.path)))
        settings = settings.model_copy(update=_defaults(settings, directory, host, port))
        started = [*servers, *stack.enter_context(children(listener, _environment(settings, token)))]
        stack.callback(listener.close)  # before the API stops, so that new connections are refused and do not wait
        stack.callback(ignore_signals)  # runs first at the end
        await_ready(host, port, {child.name: child.process for child in started})
        yield port, token, started


def token_file(data_dir: Path) -> Path:
    """The file with the token that `milepost up` creates if MILEPOST_BOOTSTRAP_TOKEN is not set."""
    return data_dir.absolute() / "token"


def _servers(stack: ExitStack, directory: DataDirectory, settings: Settings) -> tuple[Settings, list[Server]]:
    running: list[Server] = []
    if settings.database_url is None:
        running.append(stack.enter_context(embedded_postgres(directory)))
        settings = settings.model_copy(update=urls_in(directory.sockets))
    if settings.redis_url is None:
        running.append(stack.enter_context(embedded_valkey(directory)))
        settings = settings.model_copy(update={"redis_url": running[-1].url})
    return settings, running


def _defaults(settings: Settings, directory: DataDirectory, host: str, port: int) -> dict[str, Any]:
    """The folders of mails and exports, and the base of links, where the settings give none.

    Links have no default base if other machines can send requests: they could not open links to this one's loopback.
    """
    folders = {"mail_outbox": directory.path / "outbox", "storage_url": str(storage_folder(directory.path))}
    folders = {name: folder for name, folder in folders.items() if name not in settings.model_fields_set}
    url = base_url(host, port) if is_loopback(host) else None
    return {**folders, "public_url": settings.public_url or url}


def _environment(settings: Settings, token: SecretStr) -> dict[str, str]:
    return child_environment(
        MILEPOST_DATABASE_URL=settings.database_url or "",
        MILEPOST_OWNER_DATABASE_URL="",  # the API and the worker must not act as the owner
        MILEPOST_REDIS_URL=settings.redis_url or "",
        MILEPOST_BOOTSTRAP_TOKEN=token.get_secret_value(),
        MILEPOST_PUBLIC_URL=settings.public_url or "",
        MILEPOST_MAIL_OUTBOX=str(settings.mail_outbox),
        MILEPOST_STORAGE_URL=settings.storage_url,
        MILEPOST_LOG_LEVEL=settings.log_level,
    )


def _own_token(file: Path) -> str:
    if not file.exists():
        # Written to another file and renamed, so that an interrupted start leaves no incomplete token.
        new = file.with_name("token.new")
        new.touch(mode=0o600)
        new.write_text(new_token() + "\n", "ascii")
        new.replace(file)
    return file.read_text("ascii").strip()
