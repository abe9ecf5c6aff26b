"""Does a job once: claims it, keeps its lease while it runs, and sees to what becomes of it."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

import structlog

from core.errors import MilepostError
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
from jobs.work import Handler, Hopeless, LeaseLost, Work

log = structlog.stdlib.get_logger()

LEASE = timedelta(seconds=8)  # a killed worker's job is taken up again after this time
MOST_RUNNING = 10
GIVE_BACK_SECONDS = 2  # for a worker that ends; where the database does not answer, the lease runs out
RENEW_SECONDS = 2  # often enough that two renewals may fail
NOTE_AGAIN_SECONDS = 0.5  # between tries to note a failure while the database is away
NOTE_TRIES = 16  # by then the lease has run out, which is as good
# After each failure in a row but the last. An outage of some minutes is survived; who waits learns of the end.
PAUSES = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2))
_OUTAGES = (*OUTAGES, OSError)
UNKNOWN_KIND_PAUSE = timedelta(seconds=5)  # for a newer release's worker to take it


def most_running(settings: Settings) -> int:
    """How many jobs a worker does at once: a job may hold one connection and need another."""
    return min(MOST_RUNNING, settings.database_connections // 2)


class Runner:
    """Does jobs of these kinds, `most_running` at once.

    `keeping` is a pool that jobs do not use: however busy they keep theirs, leases are renewed.
    """

    def __init__(self, keeping: Pool, pool: Pool, settings: Settings, handlers: Mapping[str, Handler]) -> None:
        self._keeping = keeping
        self._pool = pool
        self._settings = settings
        self._handlers = handlers
        self._slots = asyncio.Semaphore(most_running(settings))
        self._running: set[asyncio.Task[None]] = set()
        self._is_closing = False

    async def run(self, workspace_id: int, job_id: int, attempt: int) -> None:
        """Do the job, unless it is no longer waiting as this attempt."""
        async with self._slots:
            if self._is_closing:
                return
            if job := await claim_job(self._keeping, workspace_id, job_id, attempt, LEASE):
                task = asyncio.create_task(self._do(job))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
                await asyncio.wait({task})

    async def close(self, seconds: float) -> None:
        """Begin nothing more, give what runs this time to end, and give back what has not."""
        self._is_closing = True
        if self._running:
            _, unfinished = await asyncio.wait(self._running, timeout=seconds)
            for task in unfinished:
                task.cancel()
            if unfinished:
                await asyncio.wait(unfinished, timeout=GIVE_BACK_SECONDS)

    async def reap(self) -> None:
        """Have those jobs taken up again whose worker has not renewed its lease."""
        for workspace_id in await workspaces_with_expired_jobs(self._keeping):
            async with self._keeping.acquire() as connection, connection.transaction():
                for job in await expired_jobs(connection, workspace_id):
                    log.warning("job.abandoned", **_named(job))
                    await self._failed(connection, job, "It was cut off again and again.")

    async def _do(self, job: ClaimedJob) -> None:
        try:
            await self._attempt(job)
        except asyncio.CancelledError:
            log.info("job.given_back", **_named(job))
            await self._give_back(job, timedelta(0))
        except LeaseLost:
            log.warning("job.lost", **_named(job))
        except Exception as error:
            log.exception("job.failed", **_named(job))
            await self._note_failure(job, error)

    async def _attempt(self, job: ClaimedJob) -> None:
        handler = self._handlers.get(job.kind)
        if handler is None:
            log.warning("job.unknown", **_named(job))
            await self._give_back(job, UNKNOWN_KIND_PAUSE)
            return
        work = Work(self._pool, self._settings, job.workspace_id, job.subject_id, job.attempt, job.id)
        running = asyncio.ensure_future(handler.run(work))
        keeping = asyncio.create_task(self._keep(job))
        try:
            await asyncio.wait({running, keeping}, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                raise LeaseLost
            await running
        finally:
            keeping.cancel()
            running.cancel()
            await asyncio.gather(running, keeping, return_exceptions=True)
        await finish_job(self._keeping, job)

    async def _give_back(self, job: ClaimedJob, pause: timedelta) -> None:
        with suppress(*_OUTAGES):  # then the lease runs out, which is as good
            await requeue_job(self._keeping, job, pause)

    async def _keep(self, job: ClaimedJob) -> None:
        """Renew the lease until it is lost. An outage does not lose it: only another attempt does."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            with suppress(*_OUTAGES):
                if not await renew_lease(self._keeping, job, LEASE):
                    return

    async def _note_failure(self, job: ClaimedJob, error: Exception) -> None:
        """Note it, also where the database is away for a moment, so that nobody waits for the lease to run out."""
        for _ in range(NOTE_TRIES):
            with suppress(*_OUTAGES):
                async with self._keeping.acquire() as connection, connection.transaction():
                    await self._note(connection, job, error)
                return
            await asyncio.sleep(NOTE_AGAIN_SECONDS)

    async def _note(self, connection: Connection, job: ClaimedJob, error: Exception) -> None:
        held = await lock_job(connection, job)
        if held is None:
            log.warning("job.lost", **_named(job))
        elif isinstance(error, Hopeless):
            await self._give_up(connection, held, str(error))
        else:
            await self._failed(connection, held, _in_words(job, error))

    async def _failed(self, connection: Connection, job: ClaimedJob, reason: str) -> None:
        if job.failures < len(PAUSES):
            await requeue_job(connection, job, PAUSES[job.failures], failed=True)
        else:
            await self._give_up(connection, job, reason)

    async def _give_up(self, connection: Connection, job: ClaimedJob, reason: str) -> None:
        handler = self._handlers.get(job.kind)
        if await fail_job(connection, job, reason) and handler is not None:
            log.error("job.given_up", reason=reason, **_named(job))
            await handler.give_up(connection, job.workspace_id, job.subject_id, reason)


def _in_words(job: ClaimedJob, error: Exception) -> str:
    if isinstance(error, MilepostError):
        return str(error)
    return f"Something went wrong on our side, again and again. The details are in the worker's log under job {job.id}."


def _named(job: ClaimedJob) -> dict[str, int | str]:
    return {"workspace_id": job.workspace_id, "job_id": job.id, "kind": job.kind, "attempt": job.attempt}
