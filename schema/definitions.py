"""Defining a series: `defineSeries`."""

from typing import Annotated

import strawberry

from core.definitions import (
    BlockDefinition,
    BlockKind,
    PathDefinition,
    SeriesDefinition,
    SeriesStatus,
)
from core.errors import Refused
from core.events import PathCondition
from core.list_bounds import MOST_BLOCKS, MOST_PATHS
from core.viewer import Scope
from resolvers import series
from schema.cost.declared import sized_by
from schema.info import Info
from schema.list_bounds import at_most
from schema.payloads import UserError, user_errors
from schema.permissions import field
from schema.series import Series


@strawberry.input(description="A block of a series.")
class BlockInput:
    key: str = strawberry.field(description="Your own key of the block, unique in the series; 1 to 500 characters.")
    name: str = strawberry.field(description="The name of the block; 1 to 500 characters.")
    kind: BlockKind = strawberry.field(
        description="What the block does. The kind of an existing block cannot be changed."
    )
    is_entry: bool = strawberry.field(
        default=False, description="Whether it is an entry rule: people who match it start the series."
    )
    content_title: str | None = strawberry.field(
        default=None, description="The title of the block's content, for exports."
    )
    x: float | None = strawberry.field(
        default=None, description="The horizontal position on your canvas, in any unit. Default: none."
    )
    y: float | None = strawberry.field(
        default=None, description="The vertical position on your canvas, in any unit. Default: none."
    )

    def to_core(self) -> BlockDefinition:
        return BlockDefinition(
            self.key, self.name, self.kind, self.is_entry, content_title=self.content_title, x=self.x, y=self.y
        )


@strawberry.input(description="A path between two blocks of the same definition.")
class PathInput:
    from_: str = strawberry.field(name="from", description="The key of the block where the path begins.")
    to: str = strawberry.field(description="The key of the block where the path ends.")
    condition: PathCondition = strawberry.field(
        default=PathCondition.NEXT, description="The condition under which people take the path."
    )
    variant: str | None = strawberry.field(
        default=None,
        description="The variant of a SPLIT. Required for the condition VARIANT. For others, an optional name that "
        "tells paths of the same condition apart: a visit takes the path whose condition and variant its BLOCK_LEFT "
        "has.",
    )


@strawberry.input(
    description="A whole series. An existing series with this key is updated: blocks that are left out are marked as "
    "removed and keep their history, unless `addsOnly` is true."
)
class DefineSeriesInput:
    key: str = strawberry.field(description="Your own key of the series, unique in the workspace; 1 to 500 characters.")
    name: str = strawberry.field(description="The name of the series; 1 to 500 characters.")
    status: SeriesStatus = strawberry.field(default=SeriesStatus.LIVE, description="The status of the series.")
    goal: str | None = strawberry.field(default=None, description="What counts as success, as free text.")
    blocks: list[BlockInput] = strawberry.field(
        description="All blocks, in display order; at most 1,000.", metadata=at_most(MOST_BLOCKS)
    )
    paths: list[PathInput] = strawberry.field(description="All paths; at most 10,000.", metadata=at_most(MOST_PATHS))
    adds_only: bool = strawberry.field(
        default=False,
        description="Whether the definition only adds: the stored blocks and paths stay as they are, and those that "
        "are missing are added after them. With this, two programs can add to one series at the same time. "
        "LIMIT_EXCEEDED if the series would have too many blocks or paths.",
    )

    def to_core(self) -> SeriesDefinition:
        return SeriesDefinition(
            key=self.key,
            name=self.name,
            status=self.status,
            goal=self.goal,
            blocks=[block.to_core() for block in self.blocks],
            paths=[PathDefinition(path.from_, path.to, path.condition, path.variant) for path in self.paths],
            adds_only=self.adds_only,
        )


@strawberry.type(description="The series after the change, or the errors if nothing was changed.")
class DefineSeriesPayload:
    series: Series | None = strawberry.field(description="The series; null if there are errors.")
    user_errors: list[UserError] = strawberry.field(description="All errors in the definition.")


@field(
    needs=Scope.INGEST,
    description="Create a series, or update the series with the same key. If there are errors, nothing is changed.",
    metadata=sized_by("input.blocks", "input.paths", most=MOST_BLOCKS + MOST_PATHS),
)
async def define_series(
    info: Info,
    input: Annotated[DefineSeriesInput, strawberry.argument(description="The whole series.")],  # noqa: A002 - the contract's word
) -> DefineSeriesPayload:
    try:
        stored, problems = await series.define_series(info.context, input.to_core())
    except Refused as refusal:
        return DefineSeriesPayload(series=None, user_errors=user_errors([refusal]))
    return DefineSeriesPayload(series=Series.of(stored) if stored else None, user_errors=user_errors(problems))
