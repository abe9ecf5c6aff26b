"""Paths and their figures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.blocks  # the module, not its names: the types know each other
from core.events import PathCondition
from core.people_filters import Selection
from core.scoped_ids import path_detail, scope_text, scoped_id
from core.stats_scope import StatsScope
from core.viewer import Scope
from db.series import StoredPath
from resolvers import path_stats, series
from resolvers.context import Context
from schema.cost.declared import COUNT, weighs
from schema.execution.calls import together
from schema.info import Info
from schema.nodes import Node
from schema.permissions import field
from schema.selections import selection_field
from schema.stats_scopes import ScopeArgument, StatsScopeInput, scope_of

if TYPE_CHECKING:
    from schema.blocks import Block


async def _medians_of(stats: "Sequence[PathStats]", info: Info) -> list[float | None]:
    # The stats of one list have one scope, because they come from one field.
    return await path_stats.median_seconds(info.context, [each.path.stored for each in stats], stats[0].scope)


@strawberry.type(
    description="The figures of one path in one scope. They count visits of the block where the path begins, the same "
    "as the stats of that block: those reached in the range, and in unit PEOPLE the latest of each person."
)
class PathStats(Node):
    scope: strawberry.Private[StatsScope]
    path: "Path" = strawberry.field(description="The path.")
    taken: int = strawberry.field(description="Number of entries or people that left `from` along the path.")
    share: float | None = strawberry.field(
        description="taken / number of those who left `from`, 0 to 1. They include those who left along no current "
        "path, so the shares of all paths of a block can sum to less than 1. Null if no one has left."
    )
    selection: strawberry.ID = selection_field("the people who left `from` along the path")

    @classmethod
    def of(cls, found: path_stats.PathStats, path: "Path", scope: StatsScope, text: str) -> "PathStats":
        """`text` is that of the scope."""
        stored, detail = path.stored, path_detail(path.condition, path.variant)
        id_ = scoped_id("PathStats", stored.from_block_id, stored.to_block_id, scope=text, detail=detail)
        return cls(id=strawberry.ID(id_), scope=scope, path=path, taken=found.taken, share=found.share)

    @property
    def shown(self) -> Selection:
        return self.scope.selection(visit=self.path.stored.departures)

    @strawberry.field(
        description="The median time from reaching `from` to leaving it along the path, in seconds; of an even number, "
        "the mean of the two in the middle. Null if no one has taken the path.",
        metadata=weighs(COUNT),
    )
    @together(_medians_of)
    async def median_seconds(self, info: Info) -> float | None:
        [seconds] = await _medians_of([self], info)
        return seconds


async def _stats_of(paths: "Sequence[Path]", info: Info, scope: StatsScopeInput | None) -> list[PathStats]:
    return await path_stats_of(info.context, paths, await scope_of(info.context, scope))


async def path_stats_of(ctx: Context, paths: "Sequence[Path]", scope: StatsScope) -> list[PathStats]:
    """The figures of each path in a scope, in the given order."""
    found, text = await path_stats.path_stats(ctx, [path.stored for path in paths], scope), scope_text(scope)
    return [PathStats.of(each, path, scope, text) for path, each in zip(paths, found, strict=True)]


@strawberry.type(
    description="A path from one block to another. Each definition replaces all paths. The id names the blocks, the "
    "condition and the variant, so an equal path of a later definition has the same one. `node` returns null for a "
    "path that the current definition lacks."
)
class Path(Node):
    stored: strawberry.Private[StoredPath]
    condition: PathCondition = strawberry.field(description="The condition under which people take this path.")
    variant: str | None = strawberry.field(
        description="The variant of a SPLIT. For another condition, the name that tells this path from others of the "
        "same condition; null if it has none."
    )

    @classmethod
    def of(cls, stored: StoredPath) -> "Path":
        detail = path_detail(stored.condition, stored.variant)
        id_ = scoped_id("Path", stored.from_block_id, stored.to_block_id, scope="", detail=detail)
        return cls(stored=stored, id=strawberry.ID(id_), condition=stored.condition, variant=stored.variant)

    @strawberry.field(name="from", description="The block where the path begins.")
    async def from_(self, info: Info) -> Annotated["Block", strawberry.lazy("schema.blocks")]:
        return await _block(info, self.stored.from_block_id)

    @strawberry.field(description="The block where the path ends.")
    async def to(self, info: Info) -> Annotated["Block", strawberry.lazy("schema.blocks")]:
        return await _block(info, self.stored.to_block_id)

    @field(
        needs=Scope.READ,
        description="The figures of the path in one scope. A visit takes the path that `PersonVisit.leftAlong` names.",
        metadata=weighs(COUNT),
    )
    @together(_stats_of)
    async def stats(self, info: Info, scope: ScopeArgument = None) -> PathStats | None:
        [stats] = await _stats_of([self], info, scope)
        return stats


async def _block(info: Info, block_id: int) -> "Block":
    stored = await series.block_by_id(info.context, block_id)
    assert stored is not None  # noqa: S101 - blocks are removed by a mark, never deleted
    return schema.blocks.Block.of(stored)
