"""Where a series loses people."""

from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.blocks  # the module, not its names: the types know each other
from core.people_filters import Selection
from core.stats_scope import StatsScope
from resolvers import leaks
from resolvers.context import Context
from schema.selections import selection_field

if TYPE_CHECKING:
    from schema.blocks import Block


@strawberry.type(description="A block where people were lost: their visit ended with disengaging or exiting.")
class Leak:
    shown: strawberry.Private[Selection]
    block: Annotated["Block", strawberry.lazy("schema.blocks")] = strawberry.field(description="The block.")
    count: int = strawberry.field(
        description="Number of entries or people that disengaged or exited at the block: its states DISENGAGED and "
        "EXITED together."
    )
    share: float = strawberry.field(description="count / the sum of `count` over all blocks, above 0 to 1.")
    selection: strawberry.ID = selection_field("the people who were lost at the block")


async def leaks_of(ctx: Context, series_id: int, scope: StatsScope) -> list[Leak]:
    """The blocks where anyone was lost, the largest loss first."""
    return [
        Leak(shown=each.shown, block=schema.blocks.Block.of(each.block), count=each.count, share=each.share)
        for each in await leaks.leaks(ctx, series_id, scope)
    ]
