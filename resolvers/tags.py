"""Tags."""

from core.texts import check_text
from db.tags import StoredTag, fetch_tags_named
from resolvers.context import Context


async def tags(ctx: Context, search: str | None) -> list[StoredTag]:
    """The first 1,000 tags whose names contain a text, by name."""
    search = (search or "").strip()  # as names of tags are stored
    check_text(search, "search", shortest=0)
    return await ctx.loaders.load(fetch_tags_named, ctx.workspace_id, search) or []
