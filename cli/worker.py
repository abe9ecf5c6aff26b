"""`milepost worker`: runs only the worker."""

import asyncio

import typer
import uvloop
from prometheus_client import start_http_server

from cli.preflight import ready_settings
from cli.signals import stop_on_signals, stopping_signals
from core.errors import InvalidSetting, reason_of
from core.settings import Settings
from jobs.worker import work

EXAMPLES = """
Examples:

\b
  milepost worker

MILEPOST_DATABASE_URL and MILEPOST_REDIS_URL are the addresses of the servers.
Any number of workers can run.
"""


def register(program: typer.Typer) -> None:
    program.command("worker", epilog=EXAMPLES)(worker)


def worker() -> None:
    """Run only the worker, on servers that are already running."""
    stop_on_signals()
    settings = ready_settings()
    _serve_metrics(settings)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_work(settings))


def _serve_metrics(settings: Settings) -> None:
    """Serves the metrics in a thread, if they have a port."""
    port = settings.worker_metrics_port
    if port is None:
        return
    try:
        start_http_server(port)
    except OSError as error:
        raise InvalidSetting(
            f"MILEPOST_WORKER_METRICS_PORT: Cannot listen on port {port} ({reason_of(error)}). Choose a port that no "
            "other process uses."
        ) from None


async def _work(settings: Settings) -> None:
    stop = asyncio.Event()
    for each in stopping_signals():
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    await work(settings, stop)
