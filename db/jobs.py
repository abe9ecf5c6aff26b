"""Background jobs: stored in PostgreSQL until they are done, so that losing the queue in Valkey loses no work.

A worker owns a job while it renews its lease, under an attempt: a number that grows with each claim. The effects of a
job are committed in transactions that check the attempt, so they happen once even if two workers believe to own it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from db.pool import Connection, Pool, WorkspacePool
from db.restriction import restriction
from db.statements.composer import statement

CHANNEL = "milepost_jobs"  # notified when a job is added, ends, or must be sent again
_RELAY_LOCK = 0x6D696C6570_6A6F62  # any number that no other program on the database locks


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job that a worker owns under an attempt. `failures` counts the failed attempts in a row before it."""

    workspace_id: int
    id: int
    kind: str
    subject_id: int
    attempt: int
    failures: int


@dataclass(frozen=True, slots=True)
class DueJob:
    """A job to be sent to a worker. It has been sent `sends` times before."""

    workspace_id: int
    id: int
    attempt: int
    sends: int


class QueueState(NamedTuple):
    """The due jobs of all workspaces that no worker has started."""

    waiting: int
    oldest_seconds: float  # since it became due; 0 without jobs


async def queue_state(pool: Pool) -> QueueState:
    """How many jobs wait, and for how long."""
    row = await pool.fetchrow(statement("queue_state"))
    assert row is not None  # noqa: S101 - an aggregate always has a row
    return QueueState(**row)


async def add_job(connection: Connection, workspace_id: int, kind: str, subject_id: int) -> int:
    """Add a job and return its id. Call it in the transaction that creates the subject of the job."""
    return await connection.fetchval(statement("add_job"), workspace_id, kind, subject_id)


async def claim_job(pool: Pool, workspace_id: int, job_id: int, attempt: int, lease: timedelta) -> ClaimedJob | None:
    """Claim a waiting job under the next attempt. None if it is not waiting, or has a later attempt."""
    row = await pool.of(workspace_id).fetchrow(statement("claim_job"), workspace_id, job_id, attempt, lease)
    return ClaimedJob(workspace_id, **row) if row else None


async def renew_lease(pool: Pool, job: ClaimedJob, lease: timedelta) -> bool:
    """Renew the lease of a job. False if the attempt has lost the job."""
    arguments = (job.workspace_id, job.id, job.attempt, lease)
    return await pool.of(job.workspace_id).fetchval(statement("renew_lease"), *arguments) is not None


async def hold_job(connection: Connection, workspace_id: int, job_id: int, attempt: int) -> bool:
    """Lock a job until the transaction ends, and reset its failures. False if the attempt has lost the job."""
    return await connection.fetchval(statement("hold_job"), workspace_id, job_id, attempt) is not None


async def finish_job(pool: Pool, job: ClaimedJob) -> bool:
    """Mark the job as done. False if the attempt has lost it."""
    arguments = (job.workspace_id, job.id, job.attempt)
    return await pool.of(job.workspace_id).fetchval(statement("finish_job"), *arguments) is not None


async def lock_job(connection: Connection, job: ClaimedJob) -> ClaimedJob | None:
    """The current state of a job, locked until the transaction ends. None if the attempt has lost it."""
    row = await connection.fetchrow(statement("lock_job"), job.workspace_id, job.id, job.attempt)
    return ClaimedJob(job.workspace_id, **row) if row else None


async def requeue_job(
    db: WorkspacePool | Connection, job: ClaimedJob, pause: timedelta, *, failed: bool = False
) -> bool:
    """Give the job back, to be sent again after a pause. False if the attempt has lost it."""
    arguments = (job.workspace_id, job.id, job.attempt, pause, int(failed))
    return await db.fetchval(statement("requeue_job"), *arguments) is not None


async def fail_job(connection: Connection, job: ClaimedJob, error: str) -> bool:
    """Mark the job as failed for good, with an error. False if the attempt has lost it."""
    arguments = (job.workspace_id, job.id, job.attempt, error)
    return await connection.fetchval(statement("fail_job"), *arguments) is not None


async def workspaces_with_expired_jobs(pool: Pool) -> list[int]:
    """The workspaces with jobs whose lease has expired."""
    return [row["workspace_id"] for row in await pool.fetch(statement("workspaces_with_expired_jobs"))]


async def expired_jobs(connection: Connection, workspace_id: int) -> list[ClaimedJob]:
    """The jobs whose lease has expired, locked until the transaction ends."""
    rows = await connection.fetch(statement("expired_jobs"), workspace_id)
    return [ClaimedJob(workspace_id, **row) for row in rows]


async def try_lock_relay(connection: Connection) -> bool:
    """Whether this transaction may relay jobs. Only one at a time may, to keep the limits of each workspace."""
    return await connection.fetchval(statement("try_lock_relay"), _RELAY_LOCK)


async def workspaces_with_due_jobs(connection: Connection, patience: timedelta) -> list[int]:
    """The workspaces with a due job, or one that was sent longer ago than `patience` and has not started."""
    rows = await connection.fetch(statement("workspaces_with_due_jobs"), patience)
    return [row["workspace_id"] for row in rows]


async def see_workspace(connection: Connection, workspace_id: int) -> None:
    """Let the rest of the transaction see the rows of a workspace. For the relay, which visits several."""
    await connection.execute(restriction(workspace_id, until_transaction_ends=True))


async def due_jobs(connection: Connection, workspace_id: int, most_under_way: int) -> list[DueJob]:
    """The unsent jobs that are due, locked. Limited so that at most `most_under_way` are sent or running."""
    rows = await connection.fetch(statement("due_jobs"), workspace_id, most_under_way)
    return [DueJob(workspace_id, **row) for row in rows]


async def late_jobs(connection: Connection, workspace_id: int, patience: timedelta) -> list[DueJob]:
    """The jobs that were sent longer ago than `patience` and have not started, locked."""
    rows = await connection.fetch(statement("late_jobs"), workspace_id, patience)
    return [DueJob(workspace_id, **row) for row in rows]


async def mark_jobs_sent(connection: Connection, workspace_id: int, jobs: Sequence[DueJob]) -> None:
    """Mark these jobs as sent, with the number of each message."""
    ids, sends = [job.id for job in jobs], [job.sends for job in jobs]
    await connection.execute(statement("mark_jobs_sent"), workspace_id, ids, sends)
