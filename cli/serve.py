"""`milepost serve`: runs only the API."""

import gc
from collections.abc import Generator
from contextlib import contextmanager
from socket import socket
from typing import Annotated

import structlog
import typer
import uvicorn
from starlette.types import ASGIApp

from app import create_app
from cli.descriptors import with_descriptors
from cli.heavy_process import heavy_process
from cli.listening import base_url, inherited, listen
from cli.memory import return_large_buffers
from cli.preflight import ready_settings
from cli.signals import signals_held_back, stop_on_signals
from core.errors import InvalidSetting
from core.settings import Settings
from web.connections import connections
from web.proxies import TrustedProxies
from web.sockets import MOST_MESSAGE_BYTES, PING_SECONDS, sockets

log = structlog.stdlib.get_logger()

# Python collects garbage after so many new objects, after so many such collections, and after so many of those.
COLLECTIONS = (3_000, 5, 20)
CHECK_SECONDS = 1  # how often uvicorn calls what is called regularly; it does so at most once a second
SHUTDOWN_SECONDS = 5  # for requests in progress; closing the connection pools may take as long again

EXAMPLES = """
Examples:

\b
  milepost serve
  milepost serve --host 0.0.0.0 --port 80

MILEPOST_DATABASE_URL and MILEPOST_REDIS_URL are the addresses of the servers.
Any number of API processes can run.
"""


def register(program: typer.Typer) -> None:
    program.command("serve", epilog=EXAMPLES)(serve)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all addresses.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 chooses a free one.")] = 8000,
    fd: Annotated[
        int | None,
        typer.Option(
            min=0, help="File descriptor of a listening socket of the parent process, instead of --host and --port."
        ),
    ] = None,
) -> None:
    """Run only the API, on servers that are already running."""
    stop_on_signals()
    settings = with_descriptors(ready_settings())
    with listen(host, port) if fd is None else inherited(fd) as listener, heavy_process(settings) as heavy:
        config = api_config(create_app(settings, heavy.socket), settings)
        config.callback_notify, config.timeout_notify = heavy.check, CHECK_SECONDS
        with _metrics_listener(settings, listener) as listeners:
            log.info("api.started", url=base_url(*listener.getsockname()[:2]))
            try:
                run_api(config, [listener, *listeners])
            finally:
                log.info("api.stopped")


def run_api(config: uvicorn.Config, listeners: list[socket]) -> None:
    """Serves requests until a signal stops the process."""
    # The schema and all modules live as long as the process. Unless they are frozen, each full garbage collection
    # traverses them, which stops every request for about a tenth of a second.
    with signals_held_back():  # an exception is lost in a finalizer that the collection calls
        gc.collect()
        gc.freeze()
    # A dashboard allocates thousands of short-lived objects. Collections after every 700 of them, the default, took
    # an eighth of its time. A collection of 20,000 objects stops every request for 10 ms.
    gc.set_threshold(*COLLECTIONS)
    return_large_buffers()
    uvicorn.Server(config).run(listeners)


@contextmanager
def _metrics_listener(settings: Settings, listener: socket) -> Generator[list[socket]]:
    """Opens the port of metrics, if it has one, on the address of the API."""
    if settings.metrics_port is None:
        yield []
        return
    with _opened(listener.getsockname()[0], settings.metrics_port) as metrics:
        yield [metrics]


def _opened(host: str, port: int) -> socket:
    try:
        return listen(host, port)
    except InvalidSetting:
        raise InvalidSetting(
            f"MILEPOST_METRICS_PORT: Cannot listen on {host} port {port}. Choose a port that no other process uses."
        ) from None


def api_config(app: ASGIApp, settings: Settings, trusted_proxies: str | None = None) -> uvicorn.Config:
    """How the API is served."""
    trusted_proxies = trusted_proxies or settings.trusted_proxies
    return uvicorn.Config(
        app if trusted_proxies is None else TrustedProxies(app, trusted_proxies),
        loop="uvloop",
        http=connections(settings),
        ws=sockets(settings),
        ws_max_size=MOST_MESSAGE_BYTES,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_per_message_deflate=False,  # takes memory for each connection
        proxy_headers=False,  # uvicorn would believe every client on this machine what it says about its address
        log_config=None,  # ready_settings has configured logging
        access_log=False,  # web/request_log.py logs requests, without their paths and query strings
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
