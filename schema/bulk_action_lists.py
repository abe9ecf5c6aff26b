"""Lists of bulk actions."""

from typing import Annotated

import strawberry

from core.bulk_actions import BulkActionKind
from core.job_states import JobStatus
from core.list_bounds import MOST_CHOICES
from core.pages import Key
from resolvers.context import Context
from resolvers.pages import Listing
from schema.bulk_actions import BulkAction, bulk_action
from schema.connections import Connection
from schema.list_bounds import at_most

Kind = Annotated[
    BulkActionKind | None, strawberry.argument(description="Only bulk actions of this kind. Default: all.")
]
Statuses = Annotated[
    list[JobStatus] | None,
    strawberry.argument(
        description="Only bulk actions with one of these statuses; at most 50. Default: all.",
        metadata=at_most(MOST_CHOICES),
    ),
]


@strawberry.type(description="A page of bulk actions, the newest first.")
class BulkActionConnection(Connection[BulkAction]):
    @classmethod
    def of(cls, ctx: Context, listing: Listing) -> "BulkActionConnection":

        async def node_at(key: Key) -> BulkAction:
            found = await bulk_action(ctx, key.id)
            assert found is not None  # noqa: S101 - it is on the page
            return found

        return cls(listing=listing, node_at=node_at)
