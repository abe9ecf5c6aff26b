"""The workspace of a request, and the creation of workspaces."""

from core.audit import NO_CALLER, AuditAction, AuditEntry
from core.texts import check_text
from core.tokens import COMMAND_LINE
from db.audit import add_audit_event
from db.pool import Pool
from db.tokens import open_workspace
from db.workspaces import StoredWorkspace, fetch_workspaces
from db.workspaces import update_workspace as store_changes
from resolvers.audit import record
from resolvers.context import Context


async def workspace(ctx: Context) -> StoredWorkspace:
    """The workspace of the token."""
    found = await ctx.loaders.load(fetch_workspaces, ctx.workspace_id)
    assert found is not None  # noqa: S101 - tokens refer to it
    return found


async def update_workspace(ctx: Context, *, name: str | None, time_zone: str | None) -> StoredWorkspace:
    """Change the name and the time zone of the workspace; None keeps the stored one. Raises Invalid."""
    name = None if name is None else name.strip()
    if name is not None:
        check_text(name, "name")
    before = await workspace(ctx)
    changed = {
        field: value
        for field, value, stored in (("name", name, before.name), ("timeZone", time_zone, before.time_zone))
        if value not in (None, stored)
    }
    if changed:
        async with ctx.pool.acquire() as connection, connection.transaction():
            await store_changes(connection, ctx.workspace_id, name=name, time_zone=time_zone)
            await record(ctx, connection, AuditAction.WORKSPACE, {"change": "UPDATED", **changed})
        await ctx.written()
    return await workspace(ctx)


async def open_for_operator(pool: Pool, name: str) -> tuple[int, bool]:
    """The id of the workspace of this name, and whether it is new: created as a command of the operator."""
    async with pool.acquire() as connection, connection.transaction():
        workspace_id, is_new = await open_workspace(connection, name)
        if is_new:
            detail = {"change": "CREATED", "name": name}
            entry = AuditEntry(AuditAction.WORKSPACE, detail, COMMAND_LINE, NO_CALLER)
            await add_audit_event(connection, workspace_id, entry)
    return workspace_id, is_new
