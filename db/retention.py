"""Removal of old rows: the people of ended bulk actions, ended jobs, and entries of the audit log."""

from datetime import timedelta

from db.pool import Pool
from db.statements.composer import statement


async def old_bulk_actions(pool: Pool, age: timedelta) -> list[tuple[int, int]]:
    """The workspace and id of each bulk action that ended at least `age` ago and still has its people."""
    rows = await pool.fetch(statement("old_bulk_actions"), age)
    return [(row["workspace_id"], row["id"]) for row in rows]


async def remove_recipients(
    pool: Pool, workspace_id: int, action_id: int, after_person_id: int, most: int
) -> int | None:
    """Remove the next recipients of a bulk action. Returns the last person id, or None if no recipients remain."""
    arguments = (workspace_id, action_id, after_person_id, most)
    return await pool.of(workspace_id).fetchval(statement("remove_recipients"), *arguments)


async def remove_batches(pool: Pool, workspace_id: int, action_id: int) -> None:
    """Remove the selected people of a bulk action. It cannot be undone any more."""
    await pool.of(workspace_id).execute(statement("remove_batches"), workspace_id, action_id)


async def workspaces_with_old_jobs(pool: Pool, age: timedelta) -> list[int]:
    """The workspaces with a job that ended at least `age` ago."""
    return [row["workspace_id"] for row in await pool.fetch(statement("workspaces_with_old_jobs"), age)]


async def remove_old_jobs(pool: Pool, workspace_id: int, age: timedelta, most: int) -> int:
    """Remove jobs that ended at least `age` ago. Returns their number."""
    status = await pool.of(workspace_id).execute(statement("remove_old_jobs"), workspace_id, age, most)
    return int(status.rpartition(" ")[2])


async def workspaces_with_old_audit_events(pool: Pool, age: timedelta) -> list[int]:
    """The workspaces with an entry of the audit log that is older than `age`."""
    return [row["workspace_id"] for row in await pool.fetch(statement("workspaces_with_old_audit_events"), age)]


async def remove_old_audit_events(pool: Pool, workspace_id: int, age: timedelta, most: int) -> int:
    """Remove entries of the audit log that are older than `age`, which is at least a day. Returns their number."""
    return await pool.of(workspace_id).fetchval(statement("remove_old_audit_events"), workspace_id, age, most)
