"""The mutation that defines a series."""

from typing import Annotated

import strawberry

from core.definitions import BlockDefinition, BlockKind, PathDefinition, SeriesDefinition, SeriesStatus
from core.errors import Refused
from core.events import PathCondition
from core.viewer import Scope
from resolvers import series
from schema.info import Info
from schema.payloads import UserError, user_errors
from schema.permissions import field
from schema.series import Series


@strawberry.input(description="A block of a series.")
class BlockInput:
    """Named by its key."""

    key: str = strawberry.field(description="Your own identifier, unique in the series; 1 to 500 characters.")
    name: str = strawberry.field(description="What people call it; 1 to 500 characters.")
    kind: BlockKind = strawberry.field(description="What it does. The kind of a known block cannot change.")
    is_entry: bool = strawberry.field(default=False, description="An entry rule: matching it starts the series.")
    content_title: str | None = strawberry.field(default=None, description="The title of its content, for exports.")


@strawberry.input(description="A path between two blocks of the same definition.")
class PathInput:
    """Named by what it joins."""

    from_: str = strawberry.field(name="from", description="The key of the block that is left.")
    to: str = strawberry.field(description="The key of the block that is reached.")
    condition: PathCondition = strawberry.field(
        default=PathCondition.NEXT, description="What must hold for somebody to leave along it."
    )
    variant: str | None = strawberry.field(
        default=None, description="The arm of a SPLIT; needed by the condition VARIANT, and only there."
    )


@strawberry.input(description="A whole series. The same key again updates it.")
class DefineSeriesInput:
    """What is left out of `blocks` is marked as removed, and keeps its history."""

    key: str = strawberry.field(description="Your own identifier, unique in the workspace; 1 to 500 characters.")
    name: str = strawberry.field(description="What people call it; 1 to 500 characters.")
    status: SeriesStatus = strawberry.field(default=SeriesStatus.LIVE, description="Where it is in its life.")
    goal: str | None = strawberry.field(default=None, description="What counts as success, in words.")
    blocks: list[BlockInput] = strawberry.field(description="All blocks, in the order to show them; at most 1,000.")
    paths: list[PathInput] = strawberry.field(description="All paths; at most 10,000.")

    def to_core(self) -> SeriesDefinition:
        """The definition as it is checked and stored."""
        return SeriesDefinition(
            key=self.key,
            name=self.name,
            status=self.status,
            goal=self.goal,
            blocks=[
                BlockDefinition(block.key, block.name, block.kind, block.is_entry, block.content_title)
                for block in self.blocks
            ],
            paths=[PathDefinition(path.from_, path.to, path.condition, path.variant) for path in self.paths],
        )


@strawberry.type(description="The series as it now is, or why it was refused as a whole.")
class DefineSeriesPayload:
    """One or the other."""

    series: Series | None = strawberry.field(description="The series; null where there are errors.")
    user_errors: list[UserError] = strawberry.field(description="Everything that is wrong with the definition.")


@field(needs=Scope.INGEST, description="Make or update a series, by its key.")
async def define_series(
    info: Info,
    input: Annotated[DefineSeriesInput, strawberry.argument(description="The whole series.")],  # noqa: A002 - the contract's word
) -> DefineSeriesPayload:
    """All or nothing."""
    try:
        stored, problems = await series.define_series(info.context, input.to_core())
    except Refused as refusal:
        return DefineSeriesPayload(series=None, user_errors=user_errors([refusal]))
    return DefineSeriesPayload(series=Series.of(stored) if stored else None, user_errors=user_errors(problems))
