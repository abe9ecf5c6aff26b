"""Removes what is old, a little at a time: whom bulk actions were about, and jobs that have ended."""

from datetime import timedelta

import structlog

from core.settings import Settings
from db.pool import Pool
from db.retention import (
    old_bulk_actions,
    remove_batches,
    remove_old_jobs,
    remove_recipients,
    workspaces_with_old_jobs,
)

log = structlog.stdlib.get_logger()

BATCH = 10_000  # rows: some hundredths of a second


async def remove_expired_rows(pool: Pool, settings: Settings) -> None:
    """Remove what is older than MILEPOST_UNDO_DAYS. May be cut off at any instant, and run twice at once.

    What remains of a bulk action is what became of it as a whole, and what it said: its links keep working.
    """
    age = timedelta(days=settings.undo_days)
    for workspace_id, action_id in await old_bulk_actions(pool, age):
        await _remove_people(pool, workspace_id, action_id)
        log.info("bulk_action.people_removed", workspace_id=workspace_id, action_id=action_id)
    for workspace_id in await workspaces_with_old_jobs(pool, age):
        while await remove_old_jobs(pool, workspace_id, age, BATCH) == BATCH:
            pass


async def _remove_people(pool: Pool, workspace_id: int, action_id: int) -> None:
    last: int | None = 0
    while last is not None:
        last = await remove_recipients(pool, workspace_id, action_id, last, BATCH)
    await remove_batches(pool, workspace_id, action_id)
