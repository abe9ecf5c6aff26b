"""The attributes that people have."""

from core.pages import check_size
from core.texts import check_text
from db.attributes import Attribute, fetch_attributes
from resolvers.context import Context


async def attributes(ctx: Context, search: str | None, first: int) -> list[Attribute]:
    """The first attributes whose names contain a text, the most frequent first. Raises Invalid."""
    check_text(search or "", "search", shortest=0)
    check_size(first, "first")
    return await ctx.loaders.load(fetch_attributes, ctx.workspace_id, search or "", first) or []
