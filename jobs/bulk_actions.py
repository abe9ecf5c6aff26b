"""Bulk actions, batch by batch: each is a short transaction, and cancelling takes effect between two of them."""

from core.job_states import JobStatus
from db.bulk_actions import advance_bulk_action, end_bulk_action, lock_bulk_action
from db.pool import Connection
from db.tagging import change_batch
from jobs.handlers import Handler, JobContext


async def change_tags(context: JobContext) -> None:
    """Tag or untag all who are left. Safe to run twice: a batch and the note that it is done are one transaction."""
    while await _change_batch(context):
        pass


async def fail_bulk_action(connection: Connection, workspace_id: int, action_id: int, reason: str) -> None:
    """Note that a bulk action will not be completed, and why."""
    await end_bulk_action(connection, workspace_id, action_id, JobStatus.FAILED, reason)


async def _change_batch(context: JobContext) -> bool:
    """Whether there is more to do."""
    async with context.effect() as connection:
        action = await lock_bulk_action(connection, context.workspace_id, context.subject_id)
        if action is None or action.status.has_ended:
            return False
        progress = await change_batch(connection, context.workspace_id, action)
        status = await advance_bulk_action(connection, context.workspace_id, action.id, progress)
    return not status.has_ended


TAGGING = Handler(change_tags, fail_bulk_action)
