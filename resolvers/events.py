"""Events that are reported through GraphQL."""

from collections.abc import Sequence
from typing import Protocol

from core.errors import Invalid, LimitExceeded
from core.events import EventInput, convert_event
from db.events import Recorded, Rejection
from db.events import record_events as store_events
from resolvers.context import Context

MOST_EVENTS = 10_000


class Reported(Protocol):
    """Anything with the attributes of core.events.EventInput."""

    id: str


async def record_events(ctx: Context, events: Sequence[Reported]) -> Recorded:
    """Record the usable ones of at most 10,000 events, all in one transaction; the others are rejected one by one."""
    if len(events) > MOST_EVENTS:
        message = f"at most {MOST_EVENTS} events at once: split them, or send them to POST /events"
        raise LimitExceeded(message, ("events",))
    usable, rejections = _convert(events)
    async with ctx.pool.acquire() as connection:
        recorded = await store_events(connection, ctx.workspace_id, list(usable.values()))
    await ctx.written()
    places = list(usable)
    rejections += [Rejection(places[row.index], row.id, row.code, row.message) for row in recorded.rejections]
    rejections.sort(key=lambda rejection: rejection.index)
    return Recorded(recorded.accepted, recorded.duplicates, rejections)


def _convert(events: Sequence[Reported]) -> tuple[dict[int, EventInput], list[Rejection]]:
    """The usable events by their places, and the others with what is wrong with them."""
    usable: dict[int, EventInput] = {}
    rejections: list[Rejection] = []
    for index, event in enumerate(events):
        try:
            usable[index] = convert_event(event)
        except Invalid as problem:
            rejections.append(Rejection(index, event.id, problem.code, problem.message))
    return usable, rejections
