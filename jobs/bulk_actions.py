"""Runs bulk actions batch by batch. Each batch is a short transaction; canceling takes effect between two batches."""

from core.job_states import JobStatus
from db.bulk_actions import advance_bulk_action, end_bulk_action, lock_bulk_action
from db.pool import Connection
from db.tagging import change_batch
from jobs.handlers import Handler, JobContext


async def change_tags(context: JobContext) -> None:
    """Tag or untag the remaining people. Safe to run twice: a batch and its progress are one transaction."""
    while await _change_batch(context):
        pass


async def fail_bulk_action(connection: Connection, workspace_id: int, action_id: int, reason: str) -> None:
    """End a bulk action as FAILED with a reason."""
    await end_bulk_action(connection, workspace_id, action_id, JobStatus.FAILED, reason)


async def _change_batch(context: JobContext) -> bool:
    """Change the next batch. Returns whether more people remain."""
    async with context.effect() as connection:
        action = await lock_bulk_action(connection, context.workspace_id, context.subject_id)
        if action is None or action.status.has_ended:
            return False
        progress = await change_batch(connection, context.workspace_id, action)
        status = await advance_bulk_action(connection, context.workspace_id, action.id, progress)
    return not status.has_ended


TAGGING = Handler(change_tags, fail_bulk_action)
