"""Lists of bulk actions."""

from collections.abc import Sequence

from core.bulk_actions import BulkActionKind
from core.job_states import JobStatus
from core.list_bounds import MOST_CHOICES, check_length
from core.pages import ListOrder, Page, PageRequest
from db.bulk_action_lists import BulkActionSelection, fetch_bulk_actions_count, fetch_bulk_actions_page
from resolvers.context import Context
from resolvers.pages import Listing

_NEWEST_FIRST = ListOrder("bulk actions", is_descending=True)


def bulk_actions(
    ctx: Context, kind: BulkActionKind | None, statuses: Sequence[JobStatus] | None, requested: PageRequest
) -> Listing:
    """A page of the workspace's bulk actions of a kind and some statuses (None: all), the newest first.

    Raises Invalid for a bad cursor, and LimitExceeded for too many statuses.
    """
    check_length(statuses or (), MOST_CHOICES, "status")
    selection = BulkActionSelection(
        tuple(BulkActionKind) if kind is None else (kind,),
        tuple(status for status in JobStatus if statuses is None or status in statuses),
    )

    async def count() -> int:
        return await ctx.loaders.load(fetch_bulk_actions_count, ctx.workspace_id, selection) or 0

    page = Page.of(requested, _NEWEST_FIRST)
    return Listing(ctx, page, fetch_bulk_actions_page, ctx.workspace_id, (selection,), count)
