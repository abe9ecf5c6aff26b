"""The workspace of a request, and the creation of workspaces."""

from core.audit import NO_CALLER, AuditAction, AuditEntry
from core.tokens import COMMAND_LINE
from db.audit import add_audit_event
from db.pool import Pool
from db.tokens import open_workspace
from db.workspaces import StoredWorkspace, fetch_workspaces
from resolvers.context import Context


async def workspace(ctx: Context) -> StoredWorkspace:
    """The workspace of the token."""
    found = await ctx.loaders.load(fetch_workspaces, ctx.workspace_id)
    assert found is not None  # noqa: S101 - tokens refer to it
    return found


async def open_for_operator(pool: Pool, name: str) -> int:
    """The id of the workspace of this name. Creates the workspace if it is missing, as a command of the operator."""
    async with pool.acquire() as connection, connection.transaction():
        workspace_id, is_new = await open_workspace(connection, name)
        if is_new:
            detail = {"change": "CREATED", "name": name}
            entry = AuditEntry(AuditAction.WORKSPACE, detail, COMMAND_LINE, NO_CALLER)
            await add_audit_event(connection, workspace_id, entry)
    return workspace_id
