"""Recording events: in one transaction, or in one for each lane of people at the same time."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from operator import attrgetter

from core.concurrency import together
from core.events import LANES, PlacedEvent, lane_of
from db.events import RecordedMeanwhile, record_events
from db.pool import Connection, Pool
from db.recorded import Recorded
from resolvers.batches import Outcome, Outcomes, record_batches

_WORTH_LANES = 1_000  # events; below this, two transactions cost more time than they save

_Events = Sequence[PlacedEvent]


async def record_in_transaction(connection: Connection, workspace_id: int, events: _Events) -> dict[int, Recorded]:
    """Record events in one transaction, and again in a new one if another transaction recorded some of them meanwhile.

    Returns the result of each batch. Raises BatchesMustBeSeparate, and changes nothing then.
    """
    while True:
        with suppress(RecordedMeanwhile):
            async with connection.transaction():
                return await record_events(connection, workspace_id, events)


async def record_by_lanes(pool: Pool, workspace_id: int, events: _Events) -> Outcomes:
    """Record events of any number of batches, and return the result of each batch, or the exception it failed with.

    If a batch fails in one lane, the events that the other lane recorded stay. If people of several lanes name the same
    new entry, it goes to any one of them.
    """
    lanes = await together(record_batches(pool, workspace_id, lane, record_in_transaction) for lane in _lanes(events))
    batches = dict.fromkeys(chain.from_iterable(lanes))
    return {batch: _together([lane[batch] for lane in lanes if batch in lane]) for batch in batches}


def _lanes(events: _Events) -> Sequence[_Events]:
    """The events of each lane with events. Few events are not split."""
    if len(events) < _WORTH_LANES:
        return [events]
    lanes: list[list[PlacedEvent]] = [[] for _ in range(LANES)]
    for placed in events:
        lanes[lane_of(placed.item.person)].append(placed)
    return [lane for lane in lanes if lane]


def _together(parts: Sequence[Outcome]) -> Outcome:
    """The outcome of a batch, from the outcomes of its lanes."""
    recorded: list[Recorded] = []
    for part in parts:
        if isinstance(part, Exception):
            return part
        recorded.append(part)
    rejections = sorted(chain.from_iterable(part.rejections for part in recorded), key=attrgetter("place"))
    return Recorded(sum(part.accepted for part in recorded), sum(part.duplicates for part in recorded), rejections)
