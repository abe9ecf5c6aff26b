"""Series and the paths in them."""

from datetime import datetime
from typing import Annotated

import strawberry

from core.definitions import SeriesStatus
from core.events import PathCondition
from core.ids import global_id
from core.pages import Key, PageRequest
from core.viewer import Scope
from db.series import StoredPath, StoredSeries
from resolvers import entries, outcomes, series
from resolvers.context import Context
from resolvers.export_lists import exports_of_series
from resolvers.pages import Listing
from schema.blocks import Block
from schema.connections import After, Before, Connection, First, Last
from schema.entries import EntryConnection
from schema.exports import ExportConnection
from schema.info import Info
from schema.nodes import Node
from schema.outcomes import SeriesStats
from schema.people_filters import FilterArgument, people_of
from schema.permissions import field
from schema.stats_scopes import ScopeArgument, scope_of


@strawberry.type(description="An automated customer journey: blocks joined by paths, and the people who move through.")
class Series(Node):
    """Its figures come from `stats`."""

    stored: strawberry.Private[StoredSeries]
    key: str = strawberry.field(description="The caller's own identifier, unique in the workspace.")
    name: str = strawberry.field(description="What people call it.")
    status: SeriesStatus = strawberry.field(description="Where it is in its life.")
    goal: str | None = strawberry.field(description="What counts as success, in words; null where none was stated.")
    created_at: datetime = strawberry.field(description="When it was first defined here.")

    @classmethod
    def of(cls, stored: StoredSeries) -> "Series":
        """The series as clients see it."""
        return cls(
            id=strawberry.ID(global_id("Series", stored.id)),
            stored=stored,
            key=stored.key,
            name=stored.name,
            status=stored.status,
            goal=stored.goal,
            created_at=stored.created_at,
        )

    @strawberry.field(description="The blocks, in the order of the definition.")
    async def blocks(
        self,
        info: Info,
        include_removed: Annotated[
            bool,
            strawberry.argument(
                description="Also those that the current definition leaves out; they keep their history."
            ),
        ] = False,
    ) -> list[Block]:
        """At most 1,000."""
        stored = await series.blocks(info.context, self.stored.id, include_removed=include_removed)
        return [Block.of(block) for block in stored]

    @strawberry.field(description="The block with this key, removed or not; null where there is none.")
    async def block(
        self, info: Info, key: Annotated[str, strawberry.argument(description="The caller's own key of the block.")]
    ) -> Block | None:
        """By the caller's own key."""
        stored = await series.block_by_key(info.context, self.stored.id, key)
        return Block.of(stored) if stored else None

    @strawberry.field(description="The paths, in the order of the definition.")
    async def paths(self, info: Info) -> list["Path"]:
        """At most 10,000."""
        return [Path.of(path) for path in await series.paths(info.context, self.stored.id)]

    @field(
        needs=Scope.READ,
        description="Whether anybody has started the series as of now; false: there is nothing to show.",
    )
    async def has_stats(self, info: Info) -> bool:
        """An export of a series without stats is refused."""
        return await outcomes.first_start(info.context, self.stored.id, info.context.current) is not None

    @field(needs=Scope.READ, description="The headline figures.")
    async def stats(self, info: Info, scope: ScopeArgument = None) -> SeriesStats:
        """All of one scope."""
        return SeriesStats.of(self.stored, await scope_of(info.context, scope))

    @field(
        needs=Scope.READ,
        description="The entries that started in the scope's range, the latest started first. Entries are listed one "
        "by one, whatever the scope's unit.",
    )
    async def entries(
        self,
        info: Info,
        *,
        filter: FilterArgument = None,  # noqa: A002 - the contract's word
        scope: ScopeArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> EntryConnection:
        """`totalCount` is the figure STARTED in unit ENTRIES."""
        ctx = info.context
        counted = (await scope_of(ctx, scope)).narrowed(await people_of(ctx, filter, "filter"))
        asked = PageRequest.of(first, after, last, before)
        return EntryConnection.of(ctx, entries.entries(ctx, self.stored.id, counted, asked), counted.as_of)

    @field(needs=Scope.READ, description="Its exports, the newest first.")
    async def exports(self, info: Info, first: First = None, after: After = None) -> ExportConnection:
        """Whatever became of them."""
        ctx = info.context
        return ExportConnection.of(ctx, exports_of_series(ctx, self.stored.id, PageRequest.of(first, after)))


@strawberry.type(description="A page of series, in the order they were made.")
class SeriesConnection(Connection[Series]):
    """Of one search."""

    @classmethod
    def of(cls, ctx: Context, listing: Listing) -> "SeriesConnection":
        """The page as clients see it."""

        async def node_at(key: Key) -> Series:
            stored = await series.series_by_id(ctx, key.id)
            assert stored is not None  # noqa: S101 - it is on the page
            return Series.of(stored)

        return cls(listing=listing, node_at=node_at)


@strawberry.type(description="A path from one block to another.")
class Path:
    """Paths are replaced with each definition; the blocks at their ends may be removed later."""

    stored: strawberry.Private[StoredPath]
    condition: PathCondition = strawberry.field(description="What must hold for somebody to leave along this path.")
    variant: str | None = strawberry.field(description="The arm of a SPLIT; null for other conditions.")

    @classmethod
    def of(cls, stored: StoredPath) -> "Path":
        """The path as clients see it."""
        return cls(stored=stored, condition=stored.condition, variant=stored.variant)

    @strawberry.field(name="from", description="The block that is left.")
    async def from_(self, info: Info) -> Block:
        """Where the path begins."""
        return await _block(info, self.stored.from_block_id)

    @strawberry.field(description="The block that is reached.")
    async def to(self, info: Info) -> Block:
        """Where the path ends."""
        return await _block(info, self.stored.to_block_id)


async def _block(info: Info, block_id: int) -> Block:
    stored = await series.block_by_id(info.context, block_id)
    assert stored is not None  # noqa: S101 - blocks are removed by a mark, never deleted
    return Block.of(stored)
