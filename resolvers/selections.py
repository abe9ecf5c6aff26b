"""Selections: signed texts that name the people of a figure or list."""

from core.people_filters import Selection
from core.response_size import count_characters
from core.selections import Keys, written
from db.workspaces import fetch_selection_keys
from resolvers.context import Context


async def selection_keys(ctx: Context) -> Keys:
    """The keys of the workspace. Cached like definitions, whose version changes with the keys."""
    keys = await ctx.defined(fetch_selection_keys, ctx.workspace_id)
    assert keys is not None  # noqa: S101 - the workspace of a token exists
    return keys


async def selection_texts(ctx: Context, selections: list[Selection]) -> list[str]:
    """The texts of selections. Raises LimitExceeded for one that is too long, and ResponseTooLarge for too many."""
    keys = await selection_keys(ctx)
    texts = [written(keys, ctx.workspace_id, selection) for selection in selections]
    count_characters(sum(map(len, texts)))
    return texts
