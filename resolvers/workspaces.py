"""The workspace of a request."""

from db.workspaces import StoredWorkspace, fetch_workspaces
from resolvers.context import Context


async def workspace(ctx: Context) -> StoredWorkspace:
    """The workspace of the token."""
    found = await ctx.loaders.load(fetch_workspaces, ctx.workspace_id)
    assert found is not None  # noqa: S101 - tokens refer to it
    return found
