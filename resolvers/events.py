"""Events that are reported through GraphQL."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol

from core.errors import Invalid, LimitExceeded
from core.events import PlacedEvent, convert_event
from db.events import Recorded, Rejection
from resolvers.context import Context
from resolvers.lanes import record_in_transaction

MOST_EVENTS = 10_000


class Reported(Protocol):
    """Anything with the attributes of core.events.EventInput."""

    id: str


async def record_events(ctx: Context, events: Sequence[Reported]) -> Recorded:
    """Record at most 10,000 events in one transaction. Unusable events are rejected one by one.

    Raises LimitExceeded for more events.
    """
    if len(events) > MOST_EVENTS:
        message = f"At most {MOST_EVENTS} events can be recorded at once: split them, or send them to POST /events."
        raise LimitExceeded(message, ("events",))
    usable, rejections = _convert(events)
    async with ctx.pool.acquire() as connection:
        recorded = await record_in_transaction(connection, ctx.workspace_id, usable)
    await ctx.written()
    [one] = recorded.values() or [Recorded(0, 0, [])]
    return Recorded(one.accepted, one.duplicates, sorted(rejections + one.rejections, key=attrgetter("place")))


def _convert(events: Sequence[Reported]) -> tuple[list[PlacedEvent], list[Rejection]]:
    """The usable events, and the rejections of the others."""
    usable: list[PlacedEvent] = []
    rejections: list[Rejection] = []
    for index, event in enumerate(events):
        try:
            usable.append(PlacedEvent(convert_event(event), index))
        except Invalid as problem:
            rejections.append(Rejection(index, event.id, problem.code, problem.message))
    return usable, rejections
