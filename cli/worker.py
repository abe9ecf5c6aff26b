"""`milepost worker`: the worker alone."""

import asyncio
import contextlib

import typer
import uvloop
from redis.exceptions import RedisError

from cli.preflight import ready_settings
from cli.signals import stop_on_signals
from core.errors import Unavailable, reason_of
from core.settings import Settings
from jobs.queue import connect_queue
from jobs.worker import create_worker

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
    running = create_worker(settings, await connect_queue(settings))
    try:
        with contextlib.suppress(asyncio.CancelledError):  # how a signal ends it
            await running.async_run()
        await running.close()
    except RedisError as error:
        # Nothing is lost with it; whoever restarts the process waits for Valkey better than it could itself.
        raise Unavailable(f"Valkey (MILEPOST_REDIS_URL) is gone, so the worker ends: {reason_of(error)}.") from None
