"""The interface between the runner of jobs and the code that does their work."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from core.settings import Settings
from db.jobs import hold_job
from db.pool import Connection, WorkspacePool


class LeaseLost(Exception):
    """Another worker has claimed the job. Nothing that this attempt still does may take effect."""


class PermanentFailure(Exception):
    """The job must not be retried. The message is one sentence for the user who requested it."""


@dataclass(frozen=True, slots=True)
class JobContext:
    """One attempt at a job. Earlier attempts may have done part of the work, and this one may be killed at any instant.

    `subject_id` is the id of the bulk action or export that the job belongs to.
    """

    pool: WorkspacePool
    settings: Settings
    workspace_id: int
    subject_id: int
    attempt: int
    job_id: int

    async def check_lease(self, connection: Connection) -> None:
        """Lock the job for this attempt until the transaction ends. Raises LeaseLost if another attempt has claimed it.

        Must come first in every transaction in which the job changes data, including its progress.
        """
        if not await hold_job(connection, self.workspace_id, self.job_id, self.attempt):
            raise LeaseLost

    @asynccontextmanager
    async def effect(self) -> AsyncGenerator[Connection]:
        """A transaction for one effect and its progress. Raises LeaseLost."""
        async with self.pool.acquire() as connection, connection.transaction():
            await self.check_lease(connection)
            yield connection


@dataclass(frozen=True, slots=True)
class Handler:
    """The functions that handle one kind of job.

    `run` does the work that remains. It may be called again after any part of the work is done. If it raises, the job
    is retried after a pause. `fail` is called once, after PermanentFailure or after several failures in a row without
    an effect. It gets a connection in a transaction, the workspace, the subject, and a sentence for the user.
    """

    run: Callable[[JobContext], Awaitable[None]]
    fail: Callable[[Connection, int, int, str], Awaitable[None]]
