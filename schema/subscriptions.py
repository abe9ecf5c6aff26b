"""The root type of subscriptions.

Their fields are resolved like those of a query, once for each state that is sent: web/live decides when.
"""

from typing import Annotated, TypeVar

import strawberry

from core.errors import NotFound
from core.ids import number_of
from core.input_paths import under
from core.viewer import Scope
from db.series import StoredSeries
from resolvers import series
from resolvers.context import Context
from schema import bulk_actions, exports
from schema.info import Info
from schema.permissions import field
from schema.series import Series
from schema.series_stats import SeriesStats
from schema.stats_scopes import ScopeArgument, scope_of

T = TypeVar("T")
_SeriesId = Annotated[strawberry.ID, strawberry.argument(description="The id of the series.")]


@strawberry.type(
    description="All subscriptions. Each sends the present state at once, and then whenever it has changed, at most "
    "once a second. NOT_FOUND ends a subscription whose object does not exist."
)
class Subscription:
    @field(needs=Scope.READ, description="The headline figures of a series in one scope.")
    async def series_stats(
        self,
        info: Info,
        id: _SeriesId,  # noqa: A002 - the contract's word
        scope: ScopeArgument = None,
    ) -> SeriesStats:
        stored = await _series(info.context, id)
        return SeriesStats.of(stored, await scope_of(info.context, scope))

    @field(needs=Scope.READ, description="A series with everything of it: blocks, paths and their figures.")
    async def series(self, info: Info, id: _SeriesId) -> Series:  # noqa: A002 - the contract's word
        return Series.of(await _series(info.context, id))

    @field(needs=Scope.READ, description="A bulk action with its progress.")
    async def bulk_action(self, info: Info, id: bulk_actions.BulkActionId) -> bulk_actions.BulkAction:  # noqa: A002 - the contract's word
        with under("id"):
            found = await bulk_actions.bulk_action(info.context, number_of(id, "BulkAction"))
            return _existing(found, "bulk action")

    @field(needs=Scope.READ, description="An export with its progress.")
    async def export(self, info: Info, id: exports.ExportId) -> exports.Export:  # noqa: A002 - the contract's word
        with under("id"):
            found = await exports.export(info.context, number_of(id, "Export"))
            return _existing(found, "export")


async def _series(ctx: Context, id_: str) -> StoredSeries:
    with under("id"):
        return _existing(await series.series_by_id(ctx, number_of(id_, "Series")), "series")


def _existing(found: T | None, kind: str) -> T:
    if found is None:
        raise NotFound(f"No {kind} has this id: use an id from a response.")
    return found
