"""Recording events: resolves their keys, merges them into facts, and adds the changes to the stored counts.

The same set of events gives the same rows, in whatever order, batches or number of copies it arrives. A batch passes
through temporary tables of its connection (db/ingest.py), so that each event is sent once.
"""

import re
from collections.abc import Iterable, Sequence

import asyncpg

from core.events import EventInput, PlacedEvent
from db.ingest import StagedBatch, ingest
from db.pool import Connection
from db.recorded import Recorded, Rejection, recorded_by_batch
from db.statements.composer import statement

# The key that is violated if another writer records the same event at the same time. A node of a Citus cluster has one
# for each shard, with its number, and reports the violation as an internal error.
_EVENT_KEY = re.compile(r"\bevent_pkey(_\d+)?\b")
_Ids = dict[tuple[str, str | None], tuple[int, int | None]]  # of a series, and of a block of it, by their keys


class RecordedMeanwhile(Exception):
    """Another transaction has recorded one of the events since. In a new transaction it is a duplicate."""


class BatchesMustBeSeparate(Exception):
    """Record the batches one by one: an event is rejected, but one with its id in another batch might be accepted."""


_Rejected = tuple[PlacedEvent, str, str]  # an event, and the code and message of its rejection


async def record_events(
    connection: Connection, workspace_id: int, events: Sequence[PlacedEvent]
) -> dict[int, Recorded]:
    """Records events with a fixed number of statements. The caller's transaction must end if this raises an error.

    Returns the result of each of their batches, as if the batches had been recorded one after the other. Raises
    BatchesMustBeSeparate if the results would depend on that, and RecordedMeanwhile if another transaction has recorded
    one of the events.
    """
    try:
        duplicates, rejected = await _record(connection, workspace_id, events)
    except (asyncpg.UniqueViolationError, asyncpg.InternalServerError) as error:
        if _EVENT_KEY.search(str(error)):
            raise RecordedMeanwhile from None
        raise
    return _by_batch(events, duplicates, rejected)


def _by_batch(
    events: Sequence[PlacedEvent], duplicates: Sequence[PlacedEvent], rejected: Sequence[_Rejected]
) -> dict[int, Recorded]:
    rejected_ids = {placed.item.id for placed, _, _ in rejected}
    if any(placed.item.id in rejected_ids for placed in duplicates) and len({placed.batch for placed in events}) > 1:
        raise BatchesMustBeSeparate
    rejections = (
        (placed.batch, Rejection(placed.place, placed.item.id, code, message)) for placed, code, message in rejected
    )
    return recorded_by_batch(events, duplicates, rejections)


async def _record(
    connection: Connection, workspace_id: int, events: Sequence[PlacedEvent]
) -> tuple[list[PlacedEvent], list[_Rejected]]:
    """The duplicates and the rejected events. All others are accepted."""
    batch, rejected = await _resolved(connection, workspace_id, events)
    ingested = await ingest(connection, workspace_id, batch)
    return ingested.duplicates, rejected + [_conflict(placed) for placed in ingested.conflicts]


async def _resolved(
    connection: Connection, workspace_id: int, events: Sequence[PlacedEvent]
) -> tuple[StagedBatch, list[_Rejected]]:
    """The events whose series and block are defined, and rejections of the others."""
    ids = await _ids(connection, workspace_id, {placed.item.series for placed in events})
    batch = StagedBatch()
    unknown: list[_Rejected] = []
    for placed in events:
        found = ids.get((placed.item.series, placed.item.block))
        if found is None:
            unknown.append((placed, "NOT_FOUND", _unknown(placed.item, ids)))
        else:
            batch.add(placed, *found)
    return batch, unknown


async def _ids(connection: Connection, workspace_id: int, keys: Iterable[str]) -> _Ids:
    rows = await connection.fetch(statement("ingest/series_definitions"), workspace_id, list(keys))
    blocks: _Ids = {(row["series_key"], row["block_key"]): (row["series_id"], row["block_id"]) for row in rows}
    return blocks | {(row["series_key"], None): (row["series_id"], None) for row in rows}


def _unknown(event: EventInput, ids: _Ids) -> str:
    if (event.series, None) in ids:
        return f"Series {event.series!r} has no block {event.block!r}: define it first, or correct the key."
    return f"Series {event.series!r} is not defined: define it first, or correct the key."


def _conflict(placed: PlacedEvent) -> _Rejected:
    event = placed.item
    message = f"Entry {event.entry_key!r} of series {event.series!r} belongs to another person: use another key."
    return placed, "CONFLICT", message
