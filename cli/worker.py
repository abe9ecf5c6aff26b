"""`milepost worker`: the worker alone."""

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

MILEPOST_DATABASE_URL and MILEPOST_REDIS_URL say which servers it uses. Run as many as you like.
"""


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command("worker", epilog=EXAMPLES)(worker)


def worker() -> None:
    """Run the worker alone, on servers that run already."""
    stop_on_signals()
    settings = ready_settings()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_work(settings))


async def _work(settings: Settings) -> None:
    stop = asyncio.Event()
    for each in stopping_signals():
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    await work(settings, stop)
