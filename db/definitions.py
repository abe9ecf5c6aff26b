"""Storing the definition of a series."""

from dataclasses import dataclass

from core.definitions import BlockDefinition, BlockKind, PathDefinition, SeriesDefinition
from core.errors import Invalid
from core.events import LANES, PathCondition
from db.pool import Connection
from db.statements.composer import statement


@dataclass(frozen=True, slots=True)
class DefinedSeries:
    """The id of a series, and whether its definition made or changed anything."""

    id: int
    is_changed: bool


async def define_series(connection: Connection, workspace_id: int, series: SeriesDefinition) -> DefinedSeries:
    """Create or update a series in the caller's transaction. The definition must have no errors.

    Blocks that it leaves out are marked as removed and keep their history, unless it only adds. Raises Invalid if a
    block would change its kind, because its history would change its meaning.
    """
    [(series_id, is_changed)] = await connection.fetch(
        statement("define_series"), workspace_id, series.key, series.name, series.status, series.goal
    )
    await connection.execute(statement("define_lanes"), workspace_id, series_id, LANES)
    rows = await connection.fetch(statement("block_kinds"), workspace_id, series_id)
    _check_kinds(series, {row["key"]: row["kind"] for row in rows})
    if series.adds_only:  # the row of the series is locked, so no other definition comes between
        series = await _added_to_stored(connection, workspace_id, series_id, series)
    has_changed_blocks = await _define_blocks(connection, workspace_id, series_id, series)
    has_changed_paths = await _define_paths(connection, workspace_id, series_id, series)
    return DefinedSeries(series_id, is_changed or has_changed_blocks or has_changed_paths)


def _check_kinds(series: SeriesDefinition, kinds: dict[str, str]) -> None:
    for index, block in enumerate(series.blocks):
        kind = kinds.get(block.key, block.kind)
        if kind != block.kind:
            raise Invalid(
                f"Block {block.key!r} is already defined as {kind}, and a block keeps its kind: "
                f"give the {block.kind} block another key.",
                ("blocks", str(index), "kind"),
            )


async def _added_to_stored(
    connection: Connection, workspace_id: int, series_id: int, series: SeriesDefinition
) -> SeriesDefinition:
    rows = await connection.fetch(statement("blocks_of_series"), workspace_id, [series_id])
    keys = {row["id"]: row["key"] for row in rows}
    blocks = [
        BlockDefinition(
            row["key"], row["name"], BlockKind(row["kind"]), row["is_entry"], row["content_title"], row["x"], row["y"]
        )
        for row in rows
        if row["removed_at"] is None
    ]
    paths = [
        PathDefinition(
            keys[row["from_block_id"]], keys[row["to_block_id"]], PathCondition(row["condition"]), row["variant"]
        )
        for row in await connection.fetch(statement("paths_of_series"), workspace_id, [series_id])
    ]
    return series.added_to(blocks, paths)


async def _define_blocks(connection: Connection, workspace_id: int, series_id: int, series: SeriesDefinition) -> bool:
    return await connection.fetchval(
        statement("define_blocks"),
        workspace_id,
        series_id,
        [block.key for block in series.blocks],
        [block.name for block in series.blocks],
        [block.kind for block in series.blocks],
        [block.is_entry for block in series.blocks],
        [block.content_title for block in series.blocks],
        [block.x for block in series.blocks],
        [block.y for block in series.blocks],
    )


async def _define_paths(connection: Connection, workspace_id: int, series_id: int, series: SeriesDefinition) -> bool:
    return await connection.fetchval(
        statement("define_paths"),
        workspace_id,
        series_id,
        [path.from_key for path in series.paths],
        [path.to_key for path in series.paths],
        [path.condition for path in series.paths],
        [path.variant for path in series.paths],
    )
