"""What a job is given, and what it takes to handle a kind of job."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from core.settings import Settings
from db.jobs import hold_job
from db.pool import Connection, Pool


class LeaseLost(Exception):
    """Another worker has taken the job up: whatever this one was about to do must not take effect."""


class Hopeless(Exception):
    """Trying again is pointless. The message is one sentence for whoever asked for it."""


@dataclass(frozen=True, slots=True)
class Work:
    """One attempt at a job about a subject: it may have been begun before, and may be cut off at any instant."""

    pool: Pool
    settings: Settings
    workspace_id: int
    subject_id: int
    attempt: int
    job_id: int

    async def still_mine(self, connection: Connection) -> None:
        """Keep the job for this attempt until the transaction ends. Raises LeaseLost where it is lost.

        To be called first in every transaction in which the job changes something, progress included.
        """
        if not await hold_job(connection, self.workspace_id, self.job_id, self.attempt):
            raise LeaseLost

    @asynccontextmanager
    async def effect(self) -> AsyncGenerator[Connection]:
        """A transaction in which the job changes something together with its progress. Raises LeaseLost."""
        async with self.pool.acquire() as connection, connection.transaction():
            await self.still_mine(connection)
            yield connection


@dataclass(frozen=True, slots=True)
class Handler:
    """How a kind of job is done.

    `run` does all that is left of it, and may be called again after any part of that. Where it raises, it is tried
    again after a pause; after several failures in a row without an effect, or Hopeless, `give_up` is called once, with
    a connection in a transaction, the workspace, the subject and a sentence for whoever asked.
    """

    run: Callable[[Work], Awaitable[None]]
    give_up: Callable[[Connection, int, int, str], Awaitable[None]]
