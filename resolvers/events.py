"""Events that are reported through GraphQL."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol

from core.concurrency import in_turns
from core.errors import Refused
from core.events import PlacedEvent, convert_event
from core.list_bounds import MOST_EVENTS, check_length
from core.metrics import count_events
from core.placed import Placed
from db.recorded import Recorded, Rejection
from resolvers.context import Context
from resolvers.lanes import record_in_transaction


class Reported(Protocol):
    """Anything with the attributes of core.events.EventInput."""

    id: str


async def record_events(ctx: Context, events: Sequence[Reported]) -> Recorded:
    """Record at most 10,000 events in one transaction. Unusable events are rejected one by one.

    Raises LimitExceeded for more events.
    """
    check_length(events, MOST_EVENTS, "events")
    usable, rejections = await _convert(events)
    async with ctx.pool.acquire() as connection:
        recorded = await record_in_transaction(connection, ctx.workspace_id, usable)
    await ctx.written()
    [one] = recorded.values() or [Recorded(0, 0, [])]
    rejected = sorted(rejections + one.rejections, key=attrgetter("place"))
    count_events(one.accepted, one.duplicates, len(rejected))
    return Recorded(one.accepted, one.duplicates, rejected)


async def _convert(events: Sequence[Reported]) -> tuple[list[PlacedEvent], list[Rejection]]:
    """The usable events, and the rejections of the others."""
    usable: list[PlacedEvent] = []
    rejections: list[Rejection] = []
    async for index, event in in_turns(enumerate(events)):
        try:
            usable.append(Placed(convert_event(event), index))
        except Refused as problem:
            rejections.append(Rejection(index, event.id, problem.code, problem.sentence))
    return usable, rejections
