"""Jobs: work to be done after a request, kept here until it is done. Whoever delivers them may forget them.

A worker holds a job under an attempt, a number that grows with each claim, for as long as it renews its lease. What a
job does takes effect in transactions that are guarded by the attempt, so that it takes effect once even where two
workers believe to hold it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from db.pool import Connection, Pool
from db.statements.composer import statement

CHANNEL = "milepost_jobs"  # notified when a job was added or ended, or is to be sent again
_RELAY_LOCK = 0x6D696C6570_6A6F62  # any number will do that no other program on the database locks


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job that is held under an attempt, after this number of failures in a row."""

    workspace_id: int
    id: int
    kind: str
    subject_id: int
    attempt: int
    failures: int


@dataclass(frozen=True, slots=True)
class DueJob:
    """A job that is to be sent to a worker, and has been `sends` times."""

    workspace_id: int
    id: int
    attempt: int
    sends: int


async def add_job(connection: Connection, workspace_id: int, kind: str, subject_id: int) -> int:
    """Add a job and return its id. Call it in the transaction that makes what the job is about."""
    return await connection.fetchval(statement("add_job"), workspace_id, kind, subject_id)


async def claim_job(pool: Pool, workspace_id: int, job_id: int, attempt: int, lease: timedelta) -> ClaimedJob | None:
    """Hold a waiting job under the next attempt. None where it is not waiting, or no longer as this attempt."""
    row = await pool.fetchrow(statement("claim_job"), workspace_id, job_id, attempt, lease)
    return ClaimedJob(workspace_id, **row) if row else None


async def renew_lease(pool: Pool, job: ClaimedJob, lease: timedelta) -> bool:
    """Hold the job for another while. False where it is lost."""
    return await pool.fetchval(statement("renew_lease"), job.workspace_id, job.id, job.attempt, lease) is not None


async def hold_job(connection: Connection, workspace_id: int, job_id: int, attempt: int) -> bool:
    """Keep the job from being taken until this transaction ends, and note that it makes progress. False: it is lost."""
    return await connection.fetchval(statement("hold_job"), workspace_id, job_id, attempt) is not None


async def finish_job(pool: Pool, job: ClaimedJob) -> bool:
    """Note that the job is done. False where it is lost."""
    return await pool.fetchval(statement("finish_job"), job.workspace_id, job.id, job.attempt) is not None


async def lock_job(connection: Connection, job: ClaimedJob) -> ClaimedJob | None:
    """The job as it is now, locked until the transaction ends. None where it is lost."""
    row = await connection.fetchrow(statement("lock_job"), job.workspace_id, job.id, job.attempt)
    return ClaimedJob(job.workspace_id, **row) if row else None


async def requeue_job(db: Pool | Connection, job: ClaimedJob, pause: timedelta, *, failed: bool = False) -> bool:
    """Give the job back, to be taken up again after a pause. False where it is lost."""
    arguments = (job.workspace_id, job.id, job.attempt, pause, int(failed))
    return await db.fetchval(statement("requeue_job"), *arguments) is not None


async def fail_job(connection: Connection, job: ClaimedJob, error: str) -> bool:
    """Note that the job has failed for good, and why. False where it is lost."""
    arguments = (job.workspace_id, job.id, job.attempt, error)
    return await connection.fetchval(statement("fail_job"), *arguments) is not None


async def workspaces_with_expired_jobs(pool: Pool) -> list[int]:
    """The workspaces in which a worker has not renewed a lease."""
    return [row["workspace_id"] for row in await pool.fetch(statement("workspaces_with_expired_jobs"))]


async def expired_jobs(connection: Connection, workspace_id: int) -> list[ClaimedJob]:
    """The jobs whose worker has not renewed its lease, locked until the transaction ends."""
    rows = await connection.fetch(statement("expired_jobs"), workspace_id)
    return [ClaimedJob(workspace_id, **row) for row in rows]


async def try_lock_relay(connection: Connection) -> bool:
    """Whether this transaction is the one to relay jobs: one at a time keeps to the bounds of a workspace."""
    return await connection.fetchval(statement("try_lock_relay"), _RELAY_LOCK)


async def workspaces_with_due_jobs(connection: Connection, patience: timedelta) -> list[int]:
    """The workspaces with a job to send, or one sent longer ago than `patience` and not started."""
    rows = await connection.fetch(statement("workspaces_with_due_jobs"), patience)
    return [row["workspace_id"] for row in rows]


async def due_jobs(connection: Connection, workspace_id: int, most_under_way: int) -> list[DueJob]:
    """The unsent jobs that are due, locked, so many that no more than `most_under_way` are sent or running."""
    rows = await connection.fetch(statement("due_jobs"), workspace_id, most_under_way)
    return [DueJob(workspace_id, **row) for row in rows]


async def late_jobs(connection: Connection, workspace_id: int, patience: timedelta) -> list[DueJob]:
    """The jobs that were sent longer ago than `patience` and have not been started, locked."""
    rows = await connection.fetch(statement("late_jobs"), workspace_id, patience)
    return [DueJob(workspace_id, **row) for row in rows]


async def mark_jobs_sent(connection: Connection, workspace_id: int, jobs: Sequence[DueJob]) -> None:
    """Note that these jobs are on their way, with the number of the message of each."""
    ids, sends = [job.id for job in jobs], [job.sends for job in jobs]
    await connection.execute(statement("mark_jobs_sent"), workspace_id, ids, sends)
