"""The worker's wiring: which jobs there are, what runs beside them, and what is done when a server goes away."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, suppress
from datetime import UTC
from typing import Any, cast

import structlog
from arq.connections import ArqRedis
from arq.cron import cron
from arq.worker import Worker, func
from redis.exceptions import RedisError

from core.bulk_actions import BulkActionKind
from core.errors import Unavailable
from core.exports import ExportJobKind
from core.settings import Settings
from db.jobs import CHANNEL
from db.migrate import pending
from db.notifications import listening
from db.pool import OUTAGES, Pool, create_pool
from jobs.bulk_actions import TAGGING
from jobs.export_mails import EXPORT_MAIL
from jobs.exports import EXPORT, remove_old_exports
from jobs.messages import messaging
from jobs.old_history import remove_old_history
from jobs.queue import connect_queue, decode, encode
from jobs.relay import FUNCTION, relay
from jobs.runner import GIVE_BACK_SECONDS, Runner, most_running
from jobs.work import Handler

log = structlog.stdlib.get_logger()

COMPLETION_SECONDS = 5  # a job that takes longer is given back at shutdown, and taken up by another worker
UPKEEP_SECOND = 0  # of every minute
REMOVAL_MINUTE = 20  # of every hour
CRON_JOBS = 3  # which do not wait for a place among the others
POLL_SECONDS = 0.2
LOOK_SECONDS = 1  # between looks for what is due or abandoned
RETRY_SECONDS = 1  # after a server went away
# The record of a job bounds it, not arq. It is finite because arq cannot compare none with that of its cron jobs.
TIMEOUT_SECONDS = 24 * 60 * 60
OUTAGE = (*OUTAGES, OSError, Unavailable, RedisError)

HANDLERS: Mapping[str, Handler] = {
    BulkActionKind.TAG: TAGGING,
    BulkActionKind.UNTAG: TAGGING,
    ExportJobKind.ARCHIVE: EXPORT,
    ExportJobKind.MAIL: EXPORT_MAIL,
    BulkActionKind.MESSAGE: messaging(),
}

Context = Mapping[str, Any]


async def work(settings: Settings, stop: asyncio.Event, handlers: Mapping[str, Handler] = HANDLERS) -> None:
    """Do jobs until told to stop, and wait for servers that went away to come back.

    Raises InvalidSetting or Unavailable where one cannot be reached at the start.
    """
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(await create_pool(settings))
        keeping = await stack.enter_async_context(await create_pool(_keeping(settings)))
        queue = await connect_queue(settings)
        stack.push_async_callback(queue.aclose)
        runner = Runner(keeping, pool, settings, handlers)
        log.info("worker.started")
        async with asyncio.TaskGroup() as group:
            services = [
                group.create_task(_steadily("queue", lambda: _take(settings, runner, pool, queue))),
                group.create_task(_steadily("relay", lambda: _relay(settings, keeping, queue))),
                group.create_task(_steadily("reaper", lambda: _reap(runner))),
            ]
            await stop.wait()
            for service in services:
                service.cancel()
    log.info("worker.stopped")


def _keeping(settings: Settings) -> Settings:
    # One connection for each job, as a renewal waits while the job has its row locked; one for relay and reaper each.
    return settings.model_copy(update={"database_connections": most_running(settings) + 2})


async def _steadily(service: str, serve: Callable[[], Awaitable[None]]) -> None:
    """Keep it up: begin it again each time a server that it needs has gone away."""
    while True:
        try:
            await serve()
        except OUTAGE as error:
            log.warning("worker.interrupted", service=service, error=str(error))
        await asyncio.sleep(RETRY_SECONDS)


async def _take(settings: Settings, runner: Runner, pool: Pool, queue: ArqRedis) -> None:
    worker = _arq_worker(settings, runner, pool, queue)
    try:
        await worker.main()
    except asyncio.CancelledError:
        await asyncio.gather(runner.close(COMPLETION_SECONDS), _end(worker), return_exceptions=True)
        raise
    finally:
        # What runs goes on without arq, which begins anew after an outage: it would not give back its places.
        asyncio.gather(*worker.tasks.values(), return_exceptions=True)


async def _end(worker: Worker) -> None:
    """Wait for arq's tasks, and cut off those that take too long, such as one that waits for a frozen database."""
    if tasks := set(worker.tasks.values()):
        _, unfinished = await asyncio.wait(tasks, timeout=COMPLETION_SECONDS + GIVE_BACK_SECONDS)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)


def _arq_worker(settings: Settings, runner: Runner, pool: Pool, queue: ArqRedis) -> Worker:
    return Worker(
        functions=[func(_run, name=FUNCTION)],
        cron_jobs=[
            cron(upkeep, name="upkeep", second=UPKEEP_SECOND, run_at_startup=True),
            cron(expiry, name="expiry", second=UPKEEP_SECOND, run_at_startup=True),
            cron(removal, name="removal", minute=REMOVAL_MINUTE, run_at_startup=True),
        ],
        redis_pool=queue,
        ctx={"settings": settings, "pool": pool, "runner": runner},
        handle_signals=False,
        job_timeout=TIMEOUT_SECONDS,
        poll_delay=POLL_SECONDS,
        max_jobs=most_running(settings) + CRON_JOBS,
        job_serializer=encode,
        job_deserializer=decode,
        # The database knows what is done and delivers the rest again: a message is tried once and forgotten.
        max_tries=1,
        retry_jobs=False,
        keep_result=0,
        log_results=False,
        timezone=UTC,
    )


async def upkeep(ctx: Context) -> None:
    """Warns of migrations that came with a newer release. Changes nothing, so it may run twice."""
    if missing := await pending(cast(Pool, ctx["pool"])):
        log.warning("migrations.pending", names=missing)


async def expiry(ctx: Context) -> None:
    """Removes the archives of exports whose time is over. It may run twice."""
    with suppress(*OUTAGE):  # then a minute later
        await remove_old_exports(cast(Pool, ctx["pool"]), cast(Settings, ctx["settings"]))


async def removal(ctx: Context) -> None:
    """Removes what is kept of bulk actions and jobs for a time only. It may run twice."""
    with suppress(*OUTAGE):  # then an hour later
        await remove_old_history(cast(Pool, ctx["pool"]), cast(Settings, ctx["settings"]))


async def _run(ctx: Context, workspace_id: int, job_id: int, attempt: int) -> None:
    with suppress(*OUTAGE):  # not claimed, so it will be sent again
        await cast(Runner, ctx["runner"]).run(workspace_id, job_id, attempt)


async def _relay(settings: Settings, pool: Pool, queue: ArqRedis) -> None:
    async with listening(settings, CHANNEL) as bell:
        while True:
            await relay(pool, queue)
            await bell.wait(LOOK_SECONDS)


async def _reap(runner: Runner) -> None:
    while True:
        await runner.reap()
        await asyncio.sleep(LOOK_SECONDS)
