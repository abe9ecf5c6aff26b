"""Removes old rows: the people of ended bulk actions, ended jobs, and entries of the audit log."""

from datetime import timedelta

import structlog

from core.settings import Settings
from db.pool import Pool
from db.retention import (
    old_bulk_actions,
    remove_batches,
    remove_old_audit_events,
    remove_old_jobs,
    remove_recipients,
    workspaces_with_old_audit_events,
    workspaces_with_old_jobs,
)

log = structlog.stdlib.get_logger()

BATCH = 10_000  # rows of one transaction, which takes a few hundredths of a second


async def remove_expired_rows(pool: Pool, settings: Settings) -> None:
    """Remove rows of bulk actions and jobs that ended more than MILEPOST_UNDO_DAYS ago, and old audit log entries.

    Safe to interrupt, and to run concurrently. Bulk actions keep their counts, and messages keep their texts, because
    unsubscribe links do not expire.
    """
    age = timedelta(days=settings.undo_days)
    for workspace_id, action_id in await old_bulk_actions(pool, age):
        await _remove_people(pool, workspace_id, action_id)
        log.info("bulk_action.people_removed", workspace_id=workspace_id, action_id=action_id)
    for workspace_id in await workspaces_with_old_jobs(pool, age):
        while await remove_old_jobs(pool, workspace_id, age, BATCH) == BATCH:
            pass
    await _remove_audit_events(pool, timedelta(days=settings.audit_days))


async def _remove_audit_events(pool: Pool, age: timedelta) -> None:
    for workspace_id in await workspaces_with_old_audit_events(pool, age):
        while await remove_old_audit_events(pool, workspace_id, age, BATCH) == BATCH:
            pass


async def _remove_people(pool: Pool, workspace_id: int, action_id: int) -> None:
    last: int | None = 0
    while last is not None:
        last = await remove_recipients(pool, workspace_id, action_id, last, BATCH)
    await remove_batches(pool, workspace_id, action_id)
