"""Taking events in: resolve their keys, merge them into facts, and fold what changed into the kept counts.

The same set of events gives the same rows, in whatever order, batches or number of copies they come. A batch passes
through temporary tables of its connection (db/sql/ingest/stage.sql), so that each event is sent once.
"""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import attrgetter
from typing import Any

import asyncpg

from core.events import LANES, EventInput, EventType, lane_of
from db._sql import statement
from db.pool import Connection, Pool

_RECORDED_MEANWHILE = "event_pkey"  # what is violated where another writer records the same event at the same time
_WORTH_LANES = 1_000  # events: with fewer, two transactions cost more than they save
_PASSING = ("number", "series_id", "entry", "person", "lane", "starts")
_told = attrgetter(
    "id", "type", "at", "waits_until", "along", "variant", "reason", "company", "receipt", "url", "detail"
)
_Places = dict[tuple[str, str | None], tuple[int, int | None]]  # ids of a series, and of a block of it, by their keys

# Makes the entries that nobody knew.
_MAKE_ENTRIES = ("ingest/claim_entries", "ingest/make_entries", "ingest/find_entries")
# From the batch to facts, in this order, and to the changes of figures.
_MERGE = ("ingest/merge_entries", "ingest/merge_visits")
_RESEQUENCE = ("ingest/resequence_entries", "ingest/resequence_visits")
_RECORD = ("ingest/step_engagement", "ingest/record_events")
# From the changes to figures: what holds a lock that all writers of the series need comes last.
_FOLD = ("ingest/lock_series", "ingest/touch_series", "ingest/fold_figures")


@dataclass(frozen=True, slots=True)
class Rejection:
    """An event of a batch that was not taken: its place in the batch, from 0, and why."""

    index: int
    id: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a batch: accepted + duplicates + rejections is its size."""

    accepted: int
    duplicates: int
    rejections: list[Rejection]


@dataclass(slots=True)
class _Batch:
    """What is staged of a batch in the tables `passing` and `incoming`, and the place of each event's id."""

    passings: dict[tuple[int, str, str], int] = field(default_factory=dict[tuple[int, str, str], int])
    starts: set[int] = field(default_factory=set[int])
    incoming: list[tuple[int, int | None, EventInput]] = field(default_factory=list[tuple[int, int | None, EventInput]])
    indexes: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, index: int, event: EventInput, series_id: int, block_id: int | None) -> None:
        """Take an event unless it repeats another."""
        if self.indexes.setdefault(event.id, index) != index:
            return
        passing = self.passings.setdefault((series_id, event.entry_key, event.person), len(self.passings))
        if event.type is EventType.ENTRY_STARTED:
            self.starts.add(passing)
        self.incoming.append((passing, block_id, event))

    def rows_of_passings(self) -> list[tuple[Any, ...]]:
        """Rows of the table `passing`."""
        return [
            (number, *passing, lane_of(passing[2]), number in self.starts) for passing, number in self.passings.items()
        ]

    def rows_of_events(self) -> Iterator[tuple[Any, ...]]:
        """Rows of the table `incoming`, made as they are sent: so many at once keep the garbage collector busy."""
        return ((passing, block_id, *_told(event)) for passing, block_id, event in self.incoming)


async def record_by_lanes(pool: Pool, workspace_id: int, events: Sequence[EventInput]) -> Recorded:
    """Record a batch of any size; a large one in a transaction for each lane, at the same time.

    If one of them fails, the error is raised when all have ended, and what the others recorded stays. An entry that
    people of several lanes name for the first time is any of theirs.
    """
    if len(events) < _WORTH_LANES:
        return await _record_part(pool, workspace_id, events, range(len(events)))
    lanes: list[list[int]] = [[] for _ in range(LANES)]
    for index, event in enumerate(events):
        lanes[lane_of(event.person)].append(index)
    parts = [_record_part(pool, workspace_id, [events[index] for index in lane], lane) for lane in lanes]
    ended = await asyncio.gather(*parts, return_exceptions=True)
    return _together([_raised(part) for part in ended])


async def record_events(connection: Connection, workspace_id: int, events: Sequence[EventInput]) -> Recorded:
    """Record a batch in one transaction, with a number of statements that does not depend on its size."""
    while True:
        try:
            async with connection.transaction():
                return await _record(connection, workspace_id, events)
        except asyncpg.UniqueViolationError as error:
            if error.constraint_name != _RECORDED_MEANWHILE:
                raise


async def _record_part(pool: Pool, workspace_id: int, events: Sequence[EventInput], indexes: Sequence[int]) -> Recorded:
    """Record some events of a batch, and tell rejections by their places in the batch."""
    async with pool.acquire() as connection:
        recorded = await record_events(connection, workspace_id, events)
    rejections = [replace(rejection, index=indexes[rejection.index]) for rejection in recorded.rejections]
    return replace(recorded, rejections=rejections)


def _raised(part: Recorded | BaseException) -> Recorded:
    if isinstance(part, BaseException):
        raise part
    return part


def _together(parts: Sequence[Recorded]) -> Recorded:
    rejections = sorted(chain.from_iterable(part.rejections for part in parts), key=attrgetter("index"))
    return Recorded(sum(part.accepted for part in parts), sum(part.duplicates for part in parts), rejections)


async def _resolved(
    connection: Connection, workspace_id: int, events: Sequence[EventInput]
) -> tuple[_Batch, list[Rejection]]:
    """The batch, and the events whose series or block is not known."""
    places = await _places(connection, workspace_id, {event.series for event in events})
    batch = _Batch()
    unknown: list[Rejection] = []
    for index, event in enumerate(events):
        place = places.get((event.series, event.block))
        if place is None:
            unknown.append(Rejection(index, event.id, "NOT_FOUND", _unknown(event, places)))
        else:
            batch.add(index, event, *place)
    return batch, unknown


async def _places(connection: Connection, workspace_id: int, keys: Iterable[str]) -> _Places:
    rows = await connection.fetch(statement("ingest/series_definitions"), workspace_id, list(keys))
    blocks: _Places = {(row["series_key"], row["block_key"]): (row["series_id"], row["block_id"]) for row in rows}
    return blocks | {(row["series_key"], None): (row["series_id"], None) for row in rows}


def _unknown(event: EventInput, places: _Places) -> str:
    if (event.series, None) in places:
        return f"series {event.series!r} has no block {event.block!r}"
    return f"series {event.series!r} is not defined"


async def _record(connection: Connection, workspace_id: int, events: Sequence[EventInput]) -> Recorded:
    batch, rejections = await _resolved(connection, workspace_id, events)
    await _stage(connection, batch)
    await connection.execute(statement("ingest/lock_lanes"), workspace_id)
    duplicates = await _find_entries(connection, workspace_id, batch)
    strangers = await connection.fetch(statement("ingest/strangers"))
    rejections += [_conflict(index, events[index]) for index in (batch.indexes[row["id"]] for row in strangers)]
    if accepted := len(batch.incoming) - duplicates - len(strangers):
        await _merge(connection, workspace_id)
    rejections.sort(key=attrgetter("index"))
    return Recorded(accepted, len(events) - accepted - len(rejections), rejections)


async def _stage(connection: Connection, batch: _Batch) -> None:
    await connection.execute(statement("ingest/stage"))
    await connection.copy_records_to_table("passing", records=batch.rows_of_passings(), columns=_PASSING)
    await connection.copy_records_to_table("incoming", records=batch.rows_of_events())


async def _find_entries(connection: Connection, workspace_id: int, batch: _Batch) -> int:
    """Find or make the entries of the batch. How many of its events were recorded already."""
    found = await _execute(connection, "ingest/find_entries", workspace_id)
    duplicates = await _execute(connection, "ingest/drop_known", workspace_id)
    for name in _MAKE_ENTRIES if found < len(batch.passings) else ():
        await _execute(connection, name, workspace_id)
    return duplicates


def _conflict(index: int, event: EventInput) -> Rejection:
    message = f"entry {event.entry_key!r} of series {event.series!r} is another person's"
    return Rejection(index, event.id, "CONFLICT", message)


async def _merge(connection: Connection, workspace_id: int) -> None:
    """From the batch to facts, and on to figures."""
    reentered = await _execute(connection, "ingest/find_reentered", workspace_id)
    for name in chain(_MERGE, _RESEQUENCE if reentered else (), _RECORD):
        await _execute(connection, name, workspace_id)
    await connection.fetch(statement("ingest/sum_changes"))  # execute() would not keep it prepared
    for name in _FOLD:
        await _execute(connection, name, workspace_id)


async def _execute(connection: Connection, name: str, workspace_id: int) -> int:
    """How many rows it changed."""
    status = await connection.execute(statement(name), workspace_id)
    return int(status.rpartition(" ")[2])
