"""Runs a worker: the kinds of jobs, the services beside them, and recovery from outages."""

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
from core.errors import Unavailable, loggable
from core.exports import ExportJobKind
from core.settings import Settings
from db.jobs import CHANNEL
from db.migrate import pending
from db.notifications import listening
from db.pool import OUTAGES, Pool, create_pool
from jobs.bulk_actions import TAGGING
from jobs.column_copies import Copier
from jobs.export_mails import EXPORT_MAIL
from jobs.exports import EXPORT, remove_expired_exports
from jobs.handlers import Handler
from jobs.messages import message_handler
from jobs.queue import connect_queue, decode, encode
from jobs.relay import FUNCTION, relay
from jobs.retention import remove_expired_rows
from jobs.runner import GIVE_BACK_SECONDS, Runner, most_running
from jobs.verification import verify_sample

log = structlog.stdlib.get_logger()

COMPLETION_SECONDS = 5  # at shutdown; jobs that take longer are returned to the queue
MAINTENANCE_SECOND = 0  # of every minute
RETENTION_MINUTE = 20  # of every hour
VERIFICATION_MINUTE = 40  # of every hour
COLUMNS_SECOND = 30  # of every minute
CRON_JOBS = 5  # added to the limit of arq, so that they never wait for other jobs
POLL_SECONDS = 0.2
CHECK_SECONDS = 1  # between queries for due jobs and expired leases
RETRY_SECONDS = 1  # before a service starts again after an outage
# Leases and failures limit a job, not arq. It is finite because arq compares it with the timeouts of its cron jobs.
TIMEOUT_SECONDS = 24 * 60 * 60
OUTAGE = (*OUTAGES, OSError, Unavailable, RedisError)

HANDLERS: Mapping[str, Handler] = {
    BulkActionKind.TAG: TAGGING,
    BulkActionKind.UNTAG: TAGGING,
    ExportJobKind.ARCHIVE: EXPORT,
    ExportJobKind.MAIL: EXPORT_MAIL,
    BulkActionKind.MESSAGE: message_handler(),
}

Context = Mapping[str, Any]


async def work(settings: Settings, stop: asyncio.Event, handlers: Mapping[str, Handler] = HANDLERS) -> None:
    """Run jobs until `stop` is set. Waits through outages of PostgreSQL and Valkey.

    Raises InvalidSetting or Unavailable if a server cannot be reached at the start.
    """
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(await create_pool(settings))
        lease_pool = await stack.enter_async_context(await create_pool(_lease_settings(settings)))
        queue = await connect_queue(settings)
        stack.push_async_callback(queue.aclose)
        runner = Runner(lease_pool, pool, settings, handlers)
        log.info("worker.started")
        async with asyncio.TaskGroup() as group:
            services = [
                group.create_task(_keep_running("queue", lambda: _run_queue(settings, runner, pool, queue))),
                group.create_task(_keep_running("relay", lambda: _relay(settings, lease_pool, queue))),
                group.create_task(_keep_running("lease_recovery", lambda: _recover_leases(runner))),
            ]
            await stop.wait()
            for service in services:
                service.cancel()
    log.info("worker.stopped")


def _lease_settings(settings: Settings) -> Settings:
    # One connection per job, since a renewal waits while the job has its row locked. Relay and recovery have one each.
    return settings.model_copy(update={"database_connections": most_running(settings) + 2})


async def _keep_running(service: str, serve: Callable[[], Awaitable[None]]) -> None:
    """Run a service. Starts it again after each outage of a server that it needs."""
    while True:
        try:
            await serve()
        except OUTAGE as error:
            log.warning("worker.interrupted", service=service, error=loggable(error))
        await asyncio.sleep(RETRY_SECONDS)


async def _run_queue(settings: Settings, runner: Runner, pool: Pool, queue: ArqRedis) -> None:
    worker = _arq_worker(settings, runner, pool, queue)
    try:
        await worker.main()
    except asyncio.CancelledError:
        await asyncio.gather(runner.close(COMPLETION_SECONDS), _end(worker), return_exceptions=True)
        raise
    finally:
        # Running jobs continue without this arq worker. A new one is created after an outage, since the old one would
        # not free its slots.
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
            cron(check_migrations, name="check_migrations", second=MAINTENANCE_SECOND, run_at_startup=True),
            cron(expire_exports, name="expire_exports", second=MAINTENANCE_SECOND, run_at_startup=True),
            cron(remove_expired, name="remove_expired", minute=RETENTION_MINUTE, run_at_startup=True),
            cron(copy_columns, name="copy_columns", second=COLUMNS_SECOND),
            cron(verify_counts, name="verify_counts", minute=VERIFICATION_MINUTE),
        ],
        redis_pool=queue,
        ctx={"settings": settings, "pool": pool, "runner": runner, "copier": Copier(pool, settings)},
        handle_signals=False,
        job_timeout=TIMEOUT_SECONDS,
        poll_delay=POLL_SECONDS,
        max_jobs=most_running(settings) + CRON_JOBS,
        job_serializer=encode,
        job_deserializer=decode,
        # The database knows which jobs are done, and the relay sends the others again: arq keeps nothing.
        max_tries=1,
        retry_jobs=False,
        keep_result=0,
        log_results=False,
        timezone=UTC,
    )


async def check_migrations(ctx: Context) -> None:
    """Log a warning if migrations of this release are pending. Safe to run twice."""
    if missing := await pending(cast(Pool, ctx["pool"])):
        log.warning("migrations.pending", names=missing)


async def expire_exports(ctx: Context) -> None:
    """Remove expired archives. Safe to run twice."""
    with suppress(*OUTAGE):  # the next run is a minute later
        await remove_expired_exports(cast(Pool, ctx["pool"]), cast(Settings, ctx["settings"]))


async def remove_expired(ctx: Context) -> None:
    """Remove old rows of bulk actions, jobs and the audit log. Safe to run twice."""
    with suppress(*OUTAGE):  # the next run is an hour later
        await remove_expired_rows(cast(Pool, ctx["pool"]), cast(Settings, ctx["settings"]))


async def copy_columns(ctx: Context) -> None:
    """Update the columnar copies of large series. Safe to run twice."""
    with suppress(*OUTAGE):  # the next run is a minute later
        await cast(Copier, ctx["copier"]).update()


async def verify_counts(ctx: Context) -> None:
    """Compare the stored counts of a few series with a recount. Changes nothing, so it is safe to run twice."""
    with suppress(*OUTAGE):  # the next run is an hour later
        await verify_sample(cast(Pool, ctx["pool"]), cast(Settings, ctx["settings"]))


async def _run(ctx: Context, workspace_id: int, job_id: int, attempt: int) -> None:
    with suppress(*OUTAGE):  # the job is not claimed, so the relay sends it again
        await cast(Runner, ctx["runner"]).run(workspace_id, job_id, attempt)


async def _relay(settings: Settings, pool: Pool, queue: ArqRedis) -> None:
    async with listening(settings, CHANNEL) as listener:
        while True:
            await relay(pool, queue)
            await listener.wait(CHECK_SECONDS)


async def _recover_leases(runner: Runner) -> None:
    while True:
        await runner.recover_expired_leases()
        await asyncio.sleep(CHECK_SECONDS)
