"""Anything by its id."""

import asyncio
from collections.abc import Sequence

from core.errors import Invalid, LimitExceeded
from core.exports import StoredExport
from core.ids import parse_id
from db.bulk_actions import StoredBulkAction, fetch_bulk_actions
from db.exports import fetch_exports
from db.series import StoredBlock, StoredSeries, fetch_blocks, fetch_series
from resolvers.context import Context

MOST_NODES = 200
Found = StoredSeries | StoredBlock | StoredBulkAction | StoredExport


async def node(ctx: Context, text: str) -> Found | None:
    """What has this id, or None. Raises Invalid where it is no id at all."""
    type_, numbers = parse_id(text)
    match type_:
        case "Series":
            return await ctx.loaders.load(fetch_series, numbers[0])
        case "Block":
            return await ctx.loaders.load(fetch_blocks, numbers[0])
        case "BulkAction":
            return await ctx.loaders.load(fetch_bulk_actions, numbers[0])
        case "Export":
            return await ctx.loaders.load(fetch_exports, numbers[0])
        case _:
            raise Invalid(f"{text!r} is not the id of a node", ("id",))


async def nodes(ctx: Context, ids: Sequence[str]) -> list[Found | None]:
    """What has these ids, at most 200, in the order asked."""
    if len(ids) > MOST_NODES:
        raise LimitExceeded(f"at most {MOST_NODES} ids at once", ("ids",))
    return await asyncio.gather(*(node(ctx, text) for text in ids))
