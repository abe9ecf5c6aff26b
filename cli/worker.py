"""`milepost worker`: runs only the worker."""

import asyncio

import typer
import uvloop

from cli.preflight import ready_settings
from cli.signals import stop_on_signals, stopping_signals
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
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_work(settings))


async def _work(settings: Settings) -> None:
    stop = asyncio.Event()
    for each in stopping_signals():
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    await work(settings, stop)
