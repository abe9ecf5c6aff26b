"""Recording in lanes: events of many people in a transaction for each lane, at the same time."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter

from core.concurrency import together
from core.events import LANES, EventInput, lane_of
from db.events import Recorded, record_gathered
from db.pool import OUTAGES, Pool

_WORTH_LANES = 1_000  # events: with fewer, two transactions cost more than they save

_Events = Sequence[EventInput]
_Places = Sequence[int]  # of a batch's events that are in one lane
_Outcome = Recorded | Exception


async def record_by_lanes(pool: Pool, workspace_id: int, batches: Sequence[_Events]) -> list[_Outcome]:
    """Record batches of any size as one, and tell what became of each, or why it failed.

    Of a batch that fails in one lane, what the other recorded stays. An entry that people of several lanes name for the
    first time is any of theirs.
    """
    lanes = await together(_record_lane(pool, workspace_id, batches, lane) for lane in _lanes(batches))
    return [_together(outcomes) for outcomes in zip(*lanes, strict=True)]


def _lanes(batches: Sequence[_Events]) -> Sequence[Sequence[_Places]]:
    """For each lane the places that it has in each of the batches."""
    if sum(map(len, batches)) < _WORTH_LANES:
        return [[range(len(batch)) for batch in batches]]
    lanes: list[list[list[int]]] = [[[] for _ in batches] for _ in range(LANES)]
    for number, batch in enumerate(batches):
        for index, event in enumerate(batch):
            lanes[lane_of(event.person)][number].append(index)
    return lanes


async def _record_lane(
    pool: Pool, workspace_id: int, batches: Sequence[_Events], lane: Sequence[_Places]
) -> list[_Outcome]:
    parts = [[batch[index] for index in places] for batch, places in zip(batches, lane, strict=True)]
    outcomes = await _record_parts(pool, workspace_id, parts)
    return [_placed(outcome, places) for outcome, places in zip(outcomes, lane, strict=True)]


async def _record_parts(pool: Pool, workspace_id: int, parts: Sequence[_Events]) -> list[_Outcome]:
    """In one transaction; if that fails for what one of them holds, in one each, so that the others do not suffer."""
    try:
        async with pool.acquire() as connection:
            return [*await record_gathered(connection, workspace_id, parts)]
    except OUTAGES as outage:
        return [outage] * len(parts)
    except Exception as failure:
        if len(parts) == 1:
            return [failure]
    return [*chain.from_iterable([await _record_parts(pool, workspace_id, [part]) for part in parts])]


def _placed(outcome: _Outcome, places: _Places) -> _Outcome:
    """The outcome of a part, with the places that its events have in the batch."""
    if isinstance(outcome, Exception):
        return outcome
    return replace(outcome, rejections=[replace(row, index=places[row.index]) for row in outcome.rejections])


def _together(parts: Sequence[_Outcome]) -> _Outcome:
    """The outcome of a batch."""
    recorded: list[Recorded] = []
    for part in parts:
        if isinstance(part, Exception):
            return part
        recorded.append(part)
    rejections = sorted(chain.from_iterable(part.rejections for part in recorded), key=attrgetter("index"))
    return Recorded(sum(part.accepted for part in recorded), sum(part.duplicates for part in recorded), rejections)
