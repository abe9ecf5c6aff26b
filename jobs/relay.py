"""Sends due jobs to the workers, workspaces taking turns, and sends lost ones again."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from itertools import chain, zip_longest

from arq.connections import ArqRedis
from arq.constants import default_queue_name, in_progress_key_prefix, job_key_prefix

from db.jobs import DueJob, due_jobs, late_jobs, mark_jobs_sent, see_workspace, try_lock_relay, workspaces_with_due_jobs
from db.pool import Connection, Pool

FUNCTION = "run"
MOST_PER_WORKSPACE = 3  # jobs of one workspace: fewer than a worker runs at once, to leave slots for the others
DELIVERY_TIMEOUT = timedelta(seconds=8)  # a message that is neither waiting nor started by then counts as lost
QUEUE_SECONDS = 5


async def relay(pool: Pool, queue: ArqRedis) -> None:
    """Send the due jobs, unless the relay of another worker is doing so."""
    async with pool.acquire() as connection, connection.transaction():
        if await try_lock_relay(connection):
            workspace_ids = await workspaces_with_due_jobs(connection, DELIVERY_TIMEOUT)
            # Messages are sent before the transaction ends. A worker that receives one waits for the lock of the job.
            async with asyncio.timeout(QUEUE_SECONDS):
                await _relay(connection, queue, workspace_ids)


async def _relay(connection: Connection, queue: ArqRedis, workspace_ids: Sequence[int]) -> None:
    for workspace_id in workspace_ids:
        await see_workspace(connection, workspace_id)
        late = await late_jobs(connection, workspace_id, DELIVERY_TIMEOUT)
        sent = [job if await _is_waiting(queue, job) else await _send(queue, job) for job in late]
        await mark_jobs_sent(connection, workspace_id, sent)
    due: list[list[DueJob]] = []
    for workspace_id in workspace_ids:
        await see_workspace(connection, workspace_id)
        due.append(await due_jobs(connection, workspace_id, MOST_PER_WORKSPACE))
    for job in filter(None, chain.from_iterable(zip_longest(*due))):
        await see_workspace(connection, job.workspace_id)
        await mark_jobs_sent(connection, job.workspace_id, [await _send(queue, job)])


async def _is_waiting(queue: ArqRedis, job: DueJob) -> bool:
    """Whether the message of a job can still reach a worker: it is queued, and no worker died right after taking it."""
    message = _message(job)
    async with queue.pipeline(transaction=True) as pipe:
        pipe.zscore(default_queue_name, message)
        pipe.exists(job_key_prefix + message)
        pipe.exists(in_progress_key_prefix + message)
        place, content, in_progress = await pipe.execute()
    return place is not None and bool(content) and not in_progress


async def _send(queue: ArqRedis, job: DueJob) -> DueJob:
    """Send a message with an id that was never used before, and remove the previous message of the job.

    Otherwise a message that a killed worker had taken would stay in the queue for a day, and many would fill it.
    """
    previous = _message(job)
    async with queue.pipeline(transaction=True) as pipe:
        pipe.zrem(default_queue_name, previous)
        pipe.delete(job_key_prefix + previous, in_progress_key_prefix + previous)
        await pipe.execute()
    sent = DueJob(job.workspace_id, job.id, job.attempt, job.sends + 1)
    await queue.enqueue_job(FUNCTION, sent.workspace_id, sent.id, sent.attempt, _job_id=_message(sent))
    return sent


def _message(job: DueJob) -> str:
    return f"{job.workspace_id}-{job.id}-{job.sends}"
