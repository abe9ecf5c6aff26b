"""The people filters of bulk actions, in words."""

from core.filter_words import Detail, Names, ids_in, in_words
from core.ids import global_id, parse_id
from db.bulk_actions import fetch_bulk_action_filters
from db.series import fetch_blocks, fetch_series
from resolvers.context import Context


async def selected_in_words(ctx: Context, action_id: int) -> str | None:
    """The people whom a bulk action selects. None if their filter is not stored."""
    stored = await ctx.loaders.load(fetch_bulk_action_filters, action_id)
    if stored is None or stored.detail is None:
        return None
    return in_words(stored.detail, await _names(ctx, stored.detail))


async def _names(ctx: Context, detail: Detail) -> Names:
    """The names of the series and blocks in a filter, which are never deleted, by their ids."""
    ids = [parse_id(text) for text in sorted({*ids_in(detail)})]
    series = await ctx.loaders.load_all(fetch_series, [each.numbers[0] for each in ids if each.type == "Series"])
    blocks = await ctx.loaders.load_all(fetch_blocks, [each.numbers[0] for each in ids if each.type == "Block"])
    return {
        **{global_id("Series", each.id): each.name for each in series},
        **{global_id("Block", each.id): each.name for each in blocks},
    }
