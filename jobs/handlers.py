"""What a job is given, and what it takes to handle a kind of job."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from core.settings import Settings
from db.jobs import hold_job
from db.pool import Connection, Pool


class LeaseLost(Exception):
    """Another worker has taken the job up: whatever this one was about to do must not take effect."""


class PermanentFailure(Exception):
    """Trying again is pointless. The message is one sentence for whoever asked for it."""


@dataclass(frozen=True, slots=True)
class JobContext:
    """One attempt at a job about a subject: it may have been begun before, and may be cut off at any instant."""

    pool: Pool
    settings: Settings
    workspace_id: int
    subject_id: int
    attempt: int
    job_id: int

    async def check_lease(self, connection: Connection) -> None:
        """Keep the job for this attempt until the transaction ends. Raises LeaseLost where it is lost.

        To be called first in every transaction in which the job changes something, progress included.
        """
        if not await hold_job(connection, self.workspace_id, self.job_id, self.attempt):
            raise LeaseLost

    @asynccontextmanager
    async def effect(self) -> AsyncGenerator[Connection]:
        """A transaction in which the job changes something together with its progress. Raises LeaseLost."""
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
