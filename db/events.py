"""Taking events in: resolve their keys, merge them into facts, and fold what changed into the kept counts.

The same set of events gives the same rows, in whatever order, batches or number of copies they come. A batch passes
through temporary tables of its connection (db/sql/ingest/stage.sql), so that each event is sent once.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any, LiteralString

import asyncpg

from core.events import EventInput, EventType, lane_of
from db.pool import Connection
from db.statements.composer import statement

_RECORDED_MEANWHILE = "event_pkey"  # what is violated where another writer records the same event at the same time
_PASSING = ("number", "series_id", "entry", "person", "lane", "starts")
_told = attrgetter(
    "id", "type", "at", "waits_until", "along", "variant", "reason", "company", "receipt", "url", "detail"
)
_Places = dict[tuple[str, str | None], tuple[int, int | None]]  # ids of a series, and of a block of it, by their keys

# Makes the entries that nobody knew.
_MAKE_ENTRIES: tuple[LiteralString, ...] = ("ingest/claim_entries", "ingest/make_entries", "ingest/find_entries")
# From the batch to facts, in this order, and to the changes of figures.
_MERGE: tuple[LiteralString, ...] = ("ingest/merge_entries", "ingest/merge_visits")
_RESEQUENCE: tuple[LiteralString, ...] = ("ingest/resequence_entries", "ingest/resequence_visits")
_RECORD: tuple[LiteralString, ...] = ("ingest/step_engagement", "ingest/record_events")
# From the changes to figures: what holds a lock that all writers of the series need comes last.
_FOLD: tuple[LiteralString, ...] = ("ingest/lock_series", "ingest/touch_series", "ingest/fold_figures")


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


class Inseparable(Exception):
    """Batches must be recorded one by one: an event of one is rejected, and one of another with its id might not be."""


@dataclass(slots=True)
class _Batch:
    """What is staged of a batch in the tables `passing` and `incoming`, the places of ids, and those of repeats."""

    passings: dict[tuple[int, str, str], int] = field(default_factory=dict[tuple[int, str, str], int])
    starts: set[int] = field(default_factory=set[int])
    incoming: list[tuple[int, int | None, EventInput]] = field(default_factory=list[tuple[int, int | None, EventInput]])
    indexes: dict[str, int] = field(default_factory=dict[str, int])
    repeats: list[int] = field(default_factory=list[int])

    def add(self, index: int, event: EventInput, series_id: int, block_id: int | None) -> None:
        """Take an event unless it repeats another."""
        if self.indexes.setdefault(event.id, index) != index:
            self.repeats.append(index)
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


async def record_events(connection: Connection, workspace_id: int, events: Sequence[EventInput]) -> Recorded:
    """Record a batch in one transaction, with a number of statements that does not depend on its size."""
    [recorded] = await record_gathered(connection, workspace_id, [events])
    return recorded


async def record_gathered(
    connection: Connection, workspace_id: int, batches: Sequence[Sequence[EventInput]]
) -> list[Recorded]:
    """Record batches as one, in one transaction, and tell what became of each as if they had come one after the other.

    Raises Inseparable, having changed nothing, where that cannot be told.
    """
    events = list(chain.from_iterable(batches))
    while True:
        try:
            async with connection.transaction():
                duplicates, rejections = await _record(connection, workspace_id, events)
                return _told_apart(batches, events, duplicates, rejections)
        except asyncpg.UniqueViolationError as error:
            if error.constraint_name != _RECORDED_MEANWHILE:
                raise


def _told_apart(
    batches: Sequence[Sequence[EventInput]],
    events: Sequence[EventInput],
    duplicates: Sequence[int],
    rejections: Sequence[Rejection],
) -> list[Recorded]:
    """What became of each of the batches, by the places in all of them together."""
    rejected_ids = {rejection.id for rejection in rejections}
    if len(batches) > 1 and any(events[index].id in rejected_ids for index in duplicates):
        raise Inseparable
    starts = list(accumulate(map(len, batches), initial=0))
    repeated = Counter(bisect_right(starts, index) - 1 for index in duplicates)
    rejected: defaultdict[int, list[Rejection]] = defaultdict(list)
    for rejection in sorted(rejections, key=attrgetter("index")):
        number = bisect_right(starts, rejection.index) - 1
        rejected[number].append(replace(rejection, index=rejection.index - starts[number]))
    return [
        Recorded(len(batch) - repeated[number] - len(rejected[number]), repeated[number], rejected[number])
        for number, batch in enumerate(batches)
    ]


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


async def _record(
    connection: Connection, workspace_id: int, events: Sequence[EventInput]
) -> tuple[list[int], list[Rejection]]:
    """The places of duplicates, and the rejections; all other events are accepted."""
    batch, rejections = await _resolved(connection, workspace_id, events)
    await _stage(connection, batch)
    await connection.execute(statement("ingest/lock_lanes"), workspace_id)
    known = await _find_entries(connection, workspace_id, batch)
    strangers = await connection.fetch(statement("ingest/strangers"))
    rejections += [_conflict(index, events[index]) for index in (batch.indexes[row["id"]] for row in strangers)]
    if len(batch.incoming) > len(known) + len(strangers):
        await _merge(connection, workspace_id)
    return batch.repeats + known, rejections


async def _stage(connection: Connection, batch: _Batch) -> None:
    await connection.execute(statement("ingest/stage"))
    await connection.copy_records_to_table("passing", records=batch.rows_of_passings(), columns=_PASSING)
    await connection.copy_records_to_table("incoming", records=batch.rows_of_events())


async def _find_entries(connection: Connection, workspace_id: int, batch: _Batch) -> list[int]:
    """Find or make the entries of the batch. The places of its events that were recorded already."""
    found = await _execute(connection, "ingest/find_entries", workspace_id)
    known = await connection.fetch(statement("ingest/drop_known"), workspace_id)
    for name in _MAKE_ENTRIES if found < len(batch.passings) else ():
        await _execute(connection, name, workspace_id)
    return [batch.indexes[row["id"]] for row in known]


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


async def _execute(connection: Connection, name: LiteralString, workspace_id: int) -> int:
    """How many rows it changed."""
    status = await connection.execute(statement(name), workspace_id)
    return int(status.rpartition(" ")[2])
