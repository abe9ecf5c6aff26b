"""Workspaces whose changes are notified."""

from db.pool import WorkspacePool
from db.statements.composer import statement

CHANNEL = "changes"  # each notification is the id of a workspace: see db/functions/stamp_version.sql


async def watch_workspace(pool: WorkspacePool, workspace_id: int, seconds: int) -> None:
    """Notify the changes of a workspace for this number of seconds from now."""
    await pool.execute(statement("watch_workspace"), workspace_id, seconds)
