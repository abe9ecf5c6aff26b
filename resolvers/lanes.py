"""Recording events: in one transaction, or in one for each lane of people at the same time."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from operator import attrgetter

from core.concurrency import together
from core.events import LANES, PlacedEvent, lane_of
from db.events import Recorded, RecordedMeanwhile, record_events
from db.pool import OUTAGES, Connection, Pool

_WORTH_LANES = 1_000  # events; below this, two transactions cost more time than they save

_Events = Sequence[PlacedEvent]
_Outcome = Recorded | Exception
_Outcomes = dict[int, _Outcome]  # by batch


async def record_in_transaction(connection: Connection, workspace_id: int, events: _Events) -> dict[int, Recorded]:
    """Record events in one transaction, and again in a new one if another transaction recorded some of them meanwhile.

    Returns the result of each batch. Raises BatchesMustBeSeparate, and changes nothing then.
    """
    while True:
        with suppress(RecordedMeanwhile):
            async with connection.transaction():
                return await record_events(connection, workspace_id, events)


async def record_by_lanes(pool: Pool, workspace_id: int, events: _Events) -> _Outcomes:
    """Record events of any number of batches, and return the result of each batch, or the exception it failed with.

    If a batch fails in one lane, the events that the other lane recorded stay. If people of several lanes name the same
    new entry, it goes to any one of them.
    """
    lanes = await together(_record_lane(pool, workspace_id, lane) for lane in _lanes(events))
    batches = dict.fromkeys(chain.from_iterable(lanes))
    return {batch: _together([lane[batch] for lane in lanes if batch in lane]) for batch in batches}


def _lanes(events: _Events) -> Sequence[_Events]:
    """The events of each lane with events. Few events are not split."""
    if len(events) < _WORTH_LANES:
        return [events]
    lanes: list[list[PlacedEvent]] = [[] for _ in range(LANES)]
    for placed in events:
        lanes[lane_of(placed.event.person)].append(placed)
    return [lane for lane in lanes if lane]


async def _record_lane(pool: Pool, workspace_id: int, events: _Events) -> _Outcomes:
    """Record events in one transaction. If it fails because of a batch, use one transaction per batch."""
    batches = _batches(events)
    try:
        async with pool.of(workspace_id).acquire() as connection:
            return {**await record_in_transaction(connection, workspace_id, events)}
    except OUTAGES as outage:
        return dict.fromkeys(batches, outage)
    except Exception as failure:
        if len(batches) == 1:
            return dict.fromkeys(batches, failure)
    outcomes: _Outcomes = {}
    for batch in batches.values():
        outcomes |= await _record_lane(pool, workspace_id, batch)
    return outcomes


def _batches(events: _Events) -> dict[int, list[PlacedEvent]]:
    batches: defaultdict[int, list[PlacedEvent]] = defaultdict(list)
    for placed in events:
        batches[placed.batch].append(placed)
    return batches


def _together(parts: Sequence[_Outcome]) -> _Outcome:
    """The outcome of a batch, from the outcomes of its lanes."""
    recorded: list[Recorded] = []
    for part in parts:
        if isinstance(part, Exception):
            return part
        recorded.append(part)
    rejections = sorted(chain.from_iterable(part.rejections for part in recorded), key=attrgetter("place"))
    return Recorded(sum(part.accepted for part in recorded), sum(part.duplicates for part in recorded), rejections)
