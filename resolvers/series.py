"""Series, their blocks and paths."""

from datetime import datetime

from core.audit import AuditAction
from core.definitions import SeriesDefinition, problems_of
from core.errors import Invalid
from core.ids import global_id
from core.texts import check_text
from db.definitions import define_series as store_series
from db.series import (
    StoredBlock,
    StoredPath,
    StoredSeries,
    fetch_blocks,
    fetch_blocks_of_series,
    fetch_data_through,
    fetch_paths_of_blocks,
    fetch_paths_of_series,
    fetch_series,
    fetch_series_by_key,
)
from resolvers.audit import record
from resolvers.context import Context


async def series_by_id(ctx: Context, series_id: int) -> StoredSeries | None:
    """A series, or None."""
    ctx.loaders.count(1)
    return await ctx.defined(fetch_series, series_id)


async def series_by_key(ctx: Context, key: str) -> StoredSeries | None:
    """A series by the caller's own key, or None. Raises Invalid for a key that no series can have."""
    check_text(key, "key", shortest=0)
    return await ctx.defined(fetch_series_by_key, key)


async def series_by(ctx: Context, *, id: int | None, key: str | None) -> StoredSeries | None:  # noqa: A002 - the contract's word
    """A series by id or key, or None. Raises Invalid unless exactly one of the two is given."""
    if id is not None and key is None:
        return await series_by_id(ctx, id)
    if key is not None and id is None:
        return await series_by_key(ctx, key)
    raise Invalid("Give exactly one of `id` and `key`.", ("id" if key is None else "key",))


async def data_through(ctx: Context, series_id: int) -> datetime | None:
    """The instant of the newest event of a series. None before the first event."""
    return await ctx.loaders.load(fetch_data_through, series_id)


async def blocks(ctx: Context, series_id: int, *, include_removed: bool) -> list[StoredBlock]:
    """The blocks of a series in the order of its definition."""
    stored = await ctx.defined(fetch_blocks_of_series, series_id) or []
    found = [block for block in stored if include_removed or block.removed_at is None]
    ctx.loaders.count(len(found))
    return found


async def block_by_key(ctx: Context, series_id: int, key: str) -> StoredBlock | None:
    """A block of a series, removed or not, or None. Raises Invalid for a key that no block can have."""
    check_text(key, "key", shortest=0)
    ctx.loaders.count(1)
    stored = await ctx.defined(fetch_blocks_of_series, series_id) or []
    return next((block for block in stored if block.key == key), None)


async def block_by_id(ctx: Context, block_id: int) -> StoredBlock | None:
    """A block, or None."""
    ctx.loaders.count(1)
    return await ctx.defined(fetch_blocks, block_id)


async def paths(ctx: Context, series_id: int) -> list[StoredPath]:
    """The paths of a series in the order of its definition."""
    stored = await ctx.defined(fetch_paths_of_series, series_id) or []
    ctx.loaders.count(len(stored))
    return stored


async def paths_from(ctx: Context, block_id: int) -> list[StoredPath]:
    """The paths that begin at a block, in the order of the definition."""
    stored = await ctx.defined(fetch_paths_of_blocks, block_id) or []
    ctx.loaders.count(len(stored))
    return stored


async def define_series(ctx: Context, definition: SeriesDefinition) -> tuple[StoredSeries | None, list[Invalid]]:
    """Create or update a series. If the definition has problems, returns all of them and changes nothing."""
    if problems := problems_of(definition):
        return None, problems
    async with ctx.pool.acquire() as connection, connection.transaction():
        defined = await store_series(connection, ctx.workspace_id, definition)
        if defined.is_changed:
            detail = {"series": global_id("Series", defined.id), "key": definition.key}
            await record(ctx, connection, AuditAction.SERIES, detail)
    await ctx.written()
    return await series_by_id(ctx, defined.id), []
