"""Series and the paths in them."""

from datetime import datetime
from typing import Annotated

import strawberry

from core.definitions import SeriesStatus
from core.figures import OutcomeKind
from core.ids import global_id
from core.pages import Key, PageRequest
from core.people_filters import OutcomeCondition
from core.viewer import Scope
from db.series import StoredSeries
from resolvers import entries, outcomes, series
from resolvers.context import Context
from resolvers.export_lists import exports_of_series
from resolvers.pages import Listing
from schema.blocks import Block
from schema.connections import After, Before, Connection, First, Last
from schema.cost.declared import COUNT, sized, weighs
from schema.entries import EntryConnection
from schema.exports import ExportConnection
from schema.info import Info
from schema.nodes import Node
from schema.paths import Path
from schema.people_filters import FilterArgument, people_of
from schema.permissions import field
from schema.person_orders import ORDER_COST, OutcomeOrderArgument, outcome_order
from schema.series_stats import SeriesStats
from schema.stats_scopes import ScopeArgument, scope_of


@strawberry.type(description="An automated customer journey: blocks joined by paths.")
class Series(Node):
    stored: strawberry.Private[StoredSeries]
    key: str = strawberry.field(description="The caller's own key of the series, unique in the workspace.")
    name: str = strawberry.field(description="The name of the series.")
    status: SeriesStatus = strawberry.field(description="The status of the series.")
    goal: str | None = strawberry.field(description="What counts as success, as free text; null if not given.")
    created_at: datetime = strawberry.field(description="When it was first defined in Milepost.")

    @classmethod
    def of(cls, stored: StoredSeries) -> "Series":
        return cls(
            id=strawberry.ID(global_id("Series", stored.id)),
            stored=stored,
            key=stored.key,
            name=stored.name,
            status=stored.status,
            goal=stored.goal,
            created_at=stored.created_at,
        )

    @strawberry.field(
        description="The blocks in the order of the definition. A definition has at most 1,000.", metadata=sized(100)
    )
    async def blocks(
        self,
        info: Info,
        include_removed: Annotated[
            bool,
            strawberry.argument(
                description="Whether to include blocks that the current definition leaves out. They keep their history."
            ),
        ] = False,
    ) -> list[Block]:
        stored = await series.blocks(info.context, self.stored.id, include_removed=include_removed)
        return [Block.of(block) for block in stored]

    @strawberry.field(description="The block with this key, removed or not; null if there is none.")
    async def block(
        self, info: Info, key: Annotated[str, strawberry.argument(description="The caller's own key of the block.")]
    ) -> Block | None:
        stored = await series.block_by_key(info.context, self.stored.id, key)
        return Block.of(stored) if stored else None

    @strawberry.field(description="The paths in the order of the definition, at most 10,000.", metadata=sized(100))
    async def paths(self, info: Info) -> list[Path]:
        return [Path.of(path) for path in await series.paths(info.context, self.stored.id)]

    @field(
        needs=Scope.READ,
        description="Whether anyone has started the series as of now. If false, exports of it are refused.",
        metadata=weighs(COUNT),
    )
    async def has_stats(self, info: Info) -> bool:
        return await outcomes.first_start(info.context, self.stored.id, info.context.current) is not None

    @field(needs=Scope.READ, description="The headline figures in one scope; null after an error in an argument.")
    async def stats(self, info: Info, scope: ScopeArgument = None) -> SeriesStats | None:
        return SeriesStats.of(self.stored, await scope_of(info.context, scope))

    @field(
        needs=Scope.READ,
        description="The entries that started in the scope's range. Each entry is listed, "
        "whatever the scope's unit. Without a filter, `totalCount` is the figure STARTED in unit ENTRIES. Null after "
        "an error in an argument.",
        metadata=ORDER_COST,
    )
    async def entries(
        self,
        info: Info,
        *,
        filter: FilterArgument = None,  # noqa: A002 - the contract's word
        scope: ScopeArgument = None,
        order_by: OutcomeOrderArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> EntryConnection | None:
        ctx = info.context
        counted = (await scope_of(ctx, scope)).narrowed(await people_of(ctx, filter, "filter"))
        page = PageRequest.of(first, after, last, before)
        listing = entries.entries(ctx, self.stored.id, counted, outcome_order(order_by), page)
        shown = entries.of_entries(counted).selection(OutcomeCondition(self.stored.id, OutcomeKind.STARTED))
        return EntryConnection.of(ctx, listing, counted.instant, shown)

    @field(needs=Scope.READ, description="The exports of the series, the newest first, whatever their status.")
    async def exports(self, info: Info, first: First = None, after: After = None) -> ExportConnection:
        ctx = info.context
        return ExportConnection.of(ctx, exports_of_series(ctx, self.stored.id, PageRequest.of(first, after)))


@strawberry.type(description="A page of series, in the order of their creation.")
class SeriesConnection(Connection[Series]):
    @classmethod
    def of(cls, ctx: Context, listing: Listing) -> "SeriesConnection":

        async def node_at(key: Key) -> Series:
            stored = await series.series_by_id(ctx, key.id)
            assert stored is not None  # noqa: S101 - it is on the page
            return Series.of(stored)

        return cls(listing=listing, node_at=node_at)
