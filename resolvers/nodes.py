"""Anything by its id."""

import asyncio
from collections.abc import Sequence

from core.errors import Invalid, LimitExceeded
from core.ids import parse_id
from db.entries import StoredEntry, fetch_entries
from db.people import StoredPerson, fetch_people
from db.series import StoredBlock, StoredSeries, fetch_blocks, fetch_series
from db.tags import StoredTag, fetch_tags
from db.visits import StoredVisit, fetch_visits
from resolvers.context import Context

MOST_NODES = 200
Found = StoredSeries | StoredBlock | StoredPerson | StoredTag | StoredEntry | StoredVisit


async def node(ctx: Context, text: str) -> Found | None:
    """What has this id, or None. Raises Invalid where it is no id at all."""
    type_, numbers = parse_id(text)
    match type_:
        case "Series":
            return await ctx.loaders.load(fetch_series, numbers[0])
        case "Block":
            return await ctx.loaders.load(fetch_blocks, numbers[0])
        case "Person":
            return await ctx.loaders.load(fetch_people, numbers[0])
        case "Tag":
            return await ctx.loaders.load(fetch_tags, numbers[0])
        case "Entry":
            return await ctx.loaders.load(fetch_entries, numbers[0], ctx.now)
        case "PersonVisit" if len(numbers) == 2:
            return await ctx.loaders.load(fetch_visits, (numbers[0], numbers[1]), ctx.now)
        case _:
            raise Invalid(f"{text!r} is not the id of a node", ("id",))


async def nodes(ctx: Context, ids: Sequence[str]) -> list[Found | None]:
    """What has these ids, at most 200, in the order asked."""
    if len(ids) > MOST_NODES:
        raise LimitExceeded(f"at most {MOST_NODES} ids at once", ("ids",))
    return await asyncio.gather(*(node(ctx, text) for text in ids))
