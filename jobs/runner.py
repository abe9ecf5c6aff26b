"""Runs jobs: claims a job, renews its lease while it runs, and records how it ended."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

import structlog

from core.errors import MilepostError
from core.metrics import JOB_SECONDS, JOBS
from core.settings import Settings
from db.jobs import (
    ClaimedJob,
    claim_job,
    expired_jobs,
    fail_job,
    finish_job,
    lock_job,
    renew_lease,
    requeue_job,
    workspaces_with_expired_jobs,
)
from db.pool import OUTAGES, Connection, Pool
from jobs.handlers import Handler, JobContext, LeaseLost, PermanentFailure

log = structlog.stdlib.get_logger()

LEASE = timedelta(seconds=8)  # the job of a killed worker becomes available after this time
MOST_RUNNING = 10
GIVE_BACK_SECONDS = 2  # for a worker that stops; if the database does not answer, the lease expires
RENEW_SECONDS = 2  # two renewals in a row may fail
RECORD_PAUSE_SECONDS = 0.5  # between attempts to record a failure while the database is unavailable
RECORD_TRIES = 16  # by then the lease has expired, which counts as a failure, too
# After each failure in a row, except the last. Long enough for an outage of a few minutes, and short enough for users.
PAUSES = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2))
_OUTAGES = (*OUTAGES, OSError)
UNKNOWN_KIND_PAUSE = timedelta(seconds=5)  # until a worker of a newer release claims it


def most_running(settings: Settings) -> int:
    """How many jobs a worker runs at once. A job can need two connections at the same time."""
    return min(MOST_RUNNING, settings.database_connections // 2)


class Runner:
    """Runs jobs of the kinds that have a handler, at most `most_running` at once.

    `lease_pool` is not used by the jobs themselves, so leases are renewed even if all connections of `pool` are busy.
    """

    def __init__(self, lease_pool: Pool, pool: Pool, settings: Settings, handlers: Mapping[str, Handler]) -> None:
        self._lease_pool = lease_pool
        self._pool = pool
        self._settings = settings
        self._handlers = handlers
        self._slots = asyncio.Semaphore(most_running(settings))
        self._running: set[asyncio.Task[None]] = set()
        self._is_closing = False

    async def run(self, workspace_id: int, job_id: int, attempt: int) -> None:
        """Run a job, unless it was claimed in the meantime."""
        async with self._slots:
            if self._is_closing:
                return
            if job := await claim_job(self._lease_pool, workspace_id, job_id, attempt, LEASE):
                task = asyncio.create_task(self._execute(job))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
                await asyncio.wait({task})

    async def close(self, seconds: float) -> None:
        """Start no more jobs, wait for running ones, and return those to the queue that have not ended by then."""
        self._is_closing = True
        if self._running:
            _, unfinished = await asyncio.wait(self._running, timeout=seconds)
            for task in unfinished:
                task.cancel()
            if unfinished:
                await asyncio.wait(unfinished, timeout=GIVE_BACK_SECONDS)

    async def recover_expired_leases(self) -> None:
        """Make jobs with an expired lease available to other workers. An expired lease counts as a failure."""
        for workspace_id in await workspaces_with_expired_jobs(self._lease_pool):
            async with self._lease_pool.of(workspace_id).acquire() as connection, connection.transaction():
                for job in await expired_jobs(connection, workspace_id):
                    log.warning("lease.expired", **_log_fields(job))
                    await self._retry_or_fail(connection, job, "The worker ended repeatedly before the job was done.")

    async def _execute(self, job: ClaimedJob) -> None:
        kind = job.kind if job.kind in self._handlers else "unknown"
        with JOB_SECONDS.labels(kind).time():
            outcome = await self._outcome(job)
        JOBS.labels(kind, outcome).inc()

    async def _outcome(self, job: ClaimedJob) -> str:
        """Run one attempt, and return how it ended."""
        try:
            return "completed" if await self._attempt(job) else "returned"
        except asyncio.CancelledError:
            log.info("job.returned", **_log_fields(job))
            await self._requeue(job, timedelta(0))
            return "returned"
        except LeaseLost:
            log.warning("lease.lost", **_log_fields(job))
            return "lost"
        except Exception as error:
            log.exception("attempt.failed", **_log_fields(job))
            await self._record_failure(job, error)
            return "failed"

    async def _attempt(self, job: ClaimedJob) -> bool:
        """Run the handler to its end. False if this release has none for the job."""
        handler = self._handlers.get(job.kind)
        if handler is None:
            log.warning("job.deferred", reason="unknown kind", **_log_fields(job))
            await self._requeue(job, UNKNOWN_KIND_PAUSE)
            return False
        context = JobContext(
            self._pool.of(job.workspace_id), self._settings, job.workspace_id, job.subject_id, job.attempt, job.id
        )
        running = asyncio.ensure_future(handler.run(context))
        renewing = asyncio.create_task(self._renew_lease(job))
        try:
            await asyncio.wait({running, renewing}, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                raise LeaseLost
            await running
        finally:
            renewing.cancel()
            running.cancel()
            await asyncio.gather(running, renewing, return_exceptions=True)
        await finish_job(self._lease_pool, job)
        return True

    async def _requeue(self, job: ClaimedJob, pause: timedelta) -> None:
        with suppress(*_OUTAGES):  # in an outage, the lease expires instead
            await requeue_job(self._lease_pool.of(job.workspace_id), job, pause)

    async def _renew_lease(self, job: ClaimedJob) -> None:
        """Renew the lease until another attempt has claimed the job. In an outage, the renewal is retried."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            with suppress(*_OUTAGES):
                if not await renew_lease(self._lease_pool, job, LEASE):
                    return

    async def _record_failure(self, job: ClaimedJob, error: Exception) -> None:
        """Record a failure, with retries in an outage, so that the job need not wait until its lease expires."""
        for _ in range(RECORD_TRIES):
            with suppress(*_OUTAGES):
                async with self._lease_pool.of(job.workspace_id).acquire() as connection, connection.transaction():
                    await self._record(connection, job, error)
                return
            await asyncio.sleep(RECORD_PAUSE_SECONDS)

    async def _record(self, connection: Connection, job: ClaimedJob, error: Exception) -> None:
        held = await lock_job(connection, job)
        if held is None:
            log.warning("lease.lost", **_log_fields(job))
        elif isinstance(error, PermanentFailure):
            await self._fail(connection, held, str(error))
        else:
            await self._retry_or_fail(connection, held, _reason(job, error))

    async def _retry_or_fail(self, connection: Connection, job: ClaimedJob, reason: str) -> None:
        if job.failures < len(PAUSES):
            await requeue_job(connection, job, PAUSES[job.failures], failed=True)
        else:
            await self._fail(connection, job, reason)

    async def _fail(self, connection: Connection, job: ClaimedJob, reason: str) -> None:
        handler = self._handlers.get(job.kind)
        if await fail_job(connection, job, reason) and handler is not None:
            log.error("job.failed", **_log_fields(job))
            await handler.fail(connection, job.workspace_id, job.subject_id, reason)


def _reason(job: ClaimedJob, error: Exception) -> str:
    if isinstance(error, MilepostError):
        return str(error)
    return f"The job failed repeatedly: an internal error. The worker's log has the details under job {job.id}."


def _log_fields(job: ClaimedJob) -> dict[str, int | str]:
    return {"workspace_id": job.workspace_id, "job_id": job.id, "kind": job.kind, "attempt": job.attempt}
