"""Lists of series."""

from collections.abc import Sequence

from core.definitions import SeriesStatus
from core.list_bounds import MOST_CHOICES, check_length
from core.pages import ListOrder, Page, PageRequest
from core.texts import check_text
from db.series_lists import SeriesSearch, fetch_series_count, fetch_series_page
from resolvers.context import Context
from resolvers.pages import Listing

_BY_ID = ListOrder("series", is_descending=False)


def all_series(
    ctx: Context, statuses: Sequence[SeriesStatus] | None, text: str | None, requested: PageRequest
) -> Listing:
    """A page of the workspace's series, in the order of their creation. Raises Refused for a bad cursor or value."""
    check_length(statuses or (), MOST_CHOICES, "status")
    check_text(text or "", "search", shortest=0)
    search = SeriesSearch(None if statuses is None else tuple(sorted({*statuses})), text or "")

    async def count() -> int:
        return await ctx.loaders.load(fetch_series_count, ctx.workspace_id, search) or 0

    return Listing(ctx, Page.of(requested, _BY_ID), fetch_series_page, ctx.workspace_id, (search,), count)
