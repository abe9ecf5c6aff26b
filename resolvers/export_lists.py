"""Lists of exports."""

from core.pages import ListOrder, Page, PageRequest
from db.export_lists import fetch_export_counts, fetch_exports_page
from resolvers.context import Context
from resolvers.pages import Listing

_NEWEST_FIRST = ListOrder("exports", is_descending=True)


def exports_of_series(ctx: Context, series_id: int, requested: PageRequest) -> Listing:
    """A page of a series' exports, the newest first. Raises Invalid for a bad cursor."""

    async def count() -> int:
        return await ctx.loaders.load(fetch_export_counts, series_id) or 0

    return Listing(ctx, Page.of(requested, _NEWEST_FIRST), fetch_exports_page, series_id, (), count)
