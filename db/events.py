"""Taking events in: resolve their keys, merge them into facts, and fold what changed into the kept counts.

The same set of events gives the same rows, in whatever order, batches or number of copies they come.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.events import ENGAGEMENT, EventInput, EventType
from db._sql import statement
from db.pool import Connection

# What a visit is made of; the other engagement only counts.
_OF_VISITS = frozenset(
    {
        EventType.BLOCK_REACHED,
        EventType.BLOCK_LEFT,
        EventType.ENTRY_FINISHED,
        EventType.ENTRY_DISENGAGED,
        EventType.ENTRY_EXITED,
        EventType.RECEIVED,
    }
)


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
class _Incoming:
    """An event on its way in, with the database's ids for the keys it names."""

    index: int
    event: EventInput
    series_id: int
    block_id: int | None
    entry_id: int = 0
    person_id: int = 0
    was_waiting: bool = False  # the entry was known, but not its start


async def record_events(connection: Connection, workspace_id: int, events: Sequence[EventInput]) -> Recorded:
    """Record a batch in one transaction, with a number of statements that does not depend on its size."""
    async with connection.transaction():
        incoming, rejections = await _resolve(connection, workspace_id, events)
        incoming = await _without_known(connection, workspace_id, incoming)
        await connection.fetch(statement("lock_series"), workspace_id, sorted({item.series_id for item in incoming}))
        incoming = await _with_entries(connection, workspace_id, incoming, rejections)
        accepted = await _record(connection, workspace_id, incoming) if incoming else 0
    rejections.sort(key=lambda rejection: rejection.index)
    return Recorded(accepted, len(events) - accepted - len(rejections), rejections)


async def _record(connection: Connection, workspace_id: int, incoming: list[_Incoming]) -> int:
    engaged = await _engaged(connection, workspace_id, incoming)
    changes = _Changes()
    changes.subtract(await connection.fetch(statement("engagement_steps"), workspace_id, *engaged))
    fresh = await _insert(connection, workspace_id, incoming)
    await _merge(connection, workspace_id, fresh, changes)
    changes.add(await connection.fetch(statement("engagement_steps"), workspace_id, *engaged))
    await connection.execute(statement("fold_figures"), workspace_id, *changes.columns())
    return len(fresh)


async def _resolve(
    connection: Connection, workspace_id: int, events: Sequence[EventInput]
) -> tuple[list[_Incoming], list[Rejection]]:
    rows = await connection.fetch(
        statement("series_definitions"), workspace_id, list({event.series for event in events})
    )
    series_ids = {row["series_key"]: row["series_id"] for row in rows}
    block_ids = {(row["series_key"], row["block_key"]): row["block_id"] for row in rows}
    incoming: list[_Incoming] = []
    rejections: list[Rejection] = []
    for index, event in enumerate(events):
        series_id = series_ids.get(event.series)
        block_id = block_ids.get((event.series, event.block)) if event.block is not None else None
        if series_id is None:
            message = f"series {event.series!r} is not defined"
        elif event.block is not None and block_id is None:
            message = f"series {event.series!r} has no block {event.block!r}"
        else:
            incoming.append(_Incoming(index, event, series_id, block_id))
            continue
        rejections.append(Rejection(index, event.id, "NOT_FOUND", message))
    return incoming, rejections


async def _without_known(connection: Connection, workspace_id: int, incoming: list[_Incoming]) -> list[_Incoming]:
    first_of_id = {item.event.id: item for item in reversed(incoming)}
    rows = await connection.fetch(statement("known_events"), workspace_id, list(first_of_id))
    for row in rows:
        del first_of_id[row["id"]]
    return [item for item in incoming if first_of_id.get(item.event.id) is item]


async def _with_entries(
    connection: Connection, workspace_id: int, incoming: list[_Incoming], rejections: list[Rejection]
) -> list[_Incoming]:
    named = list(dict.fromkeys((item.series_id, item.event.entry_key) for item in incoming))
    rows = await connection.fetch(statement("known_entries"), workspace_id, *_columns(named, 2))
    entries = {(row["series_id"], row["key"]): row for row in rows}
    theirs = _without_strangers(incoming, {name: row["external_id"] for name, row in entries.items()}, rejections)
    wanted = {(item.series_id, item.event.entry_key): item.event.person for item in theirs}
    missing = [(*name, person) for name, person in wanted.items() if name not in entries]
    await connection.execute(statement("ensure_people"), workspace_id, sorted({person for *_, person in missing}))
    made = await connection.fetch(statement("make_entries"), workspace_id, *_columns(missing, 3))
    entries |= {(row["series_id"], row["key"]): row for row in made}
    for item in theirs:
        entry = entries[item.series_id, item.event.entry_key]
        item.entry_id, item.person_id, item.was_waiting = entry["id"], entry["person_id"], entry["was_waiting"]
    return theirs


def _without_strangers(
    incoming: list[_Incoming], owners: dict[tuple[int, str], str], rejections: list[Rejection]
) -> list[_Incoming]:
    """Those whose entry is their person's: an entry is the first person's who names it."""
    theirs: list[_Incoming] = []
    for item in incoming:
        event = item.event
        if owners.setdefault((item.series_id, event.entry_key), event.person) == event.person:
            theirs.append(item)
        else:
            message = f"entry {event.entry_key!r} of series {event.series!r} is another person's"
            rejections.append(Rejection(item.index, event.id, "CONFLICT", message))
    return theirs


async def _insert(connection: Connection, workspace_id: int, incoming: list[_Incoming]) -> list[_Incoming]:
    rows = [
        (
            item.event.id, item.series_id, item.entry_id, item.person_id, item.block_id, item.event.type,
            item.event.at, item.event.waits_until, item.event.along, item.event.variant, item.event.reason,
            item.event.company, item.event.receipt, item.event.url, item.event.detail,
        )
        for item in incoming
    ]  # fmt: skip
    inserted = await connection.fetch(statement("insert_events"), workspace_id, *_columns(rows, 15))
    ids = {row["id"] for row in inserted}
    return [item for item in incoming if item.event.id in ids]


async def _merge(connection: Connection, workspace_id: int, fresh: list[_Incoming], changes: "_Changes") -> None:
    entry_ids = sorted({item.entry_id for item in fresh})
    changes.add(await _merge_entries(connection, workspace_id, fresh))
    changes.add(await _merge_visits(connection, workspace_id, fresh))
    for name in ("resequence_entries", "resequence_visits"):
        changes.add(await connection.fetch(statement(name), workspace_id, entry_ids))
    seen = [(item.series_id, item.event.at) for item in fresh]
    await connection.execute(statement("touch_series"), workspace_id, *_columns(seen, 2))


async def _merge_entries(connection: Connection, workspace_id: int, fresh: list[_Incoming]) -> Iterable[Any]:
    rows = [
        (item.entry_id, event.id, event.type, event.at, item.block_id, event.reason, event.company)
        for item in fresh
        for event in (item.event,)
    ]
    return await connection.fetch(statement("merge_entries"), workspace_id, *_columns(rows, 7))


async def _merge_visits(connection: Connection, workspace_id: int, fresh: list[_Incoming]) -> Iterable[Any]:
    rows = [
        (
            item.entry_id,
            item.block_id,
            event.id,
            event.type,
            event.at,
            event.waits_until,
            event.along,
            event.variant,
        )
        for item in fresh
        for event in (item.event,)
        if item.block_id is not None and event.type in _OF_VISITS
    ]
    changed = _started(fresh) | {
        item.entry_id for item in fresh if item.event.type == EventType.ENTRY_EXITED and item.block_id is None
    }
    return await connection.fetch(statement("merge_visits"), workspace_id, *_columns(rows, 8), sorted(changed))


async def _engaged(connection: Connection, workspace_id: int, incoming: list[_Incoming]) -> list[list[int]]:
    """Whose engagement, and at which blocks, may count differently after these events: people and blocks, paired."""
    pairs = {
        (item.person_id, item.block_id)
        for item in incoming
        if item.block_id is not None and item.event.type in ENGAGEMENT
    }
    if started := _started(incoming):
        rows = await connection.fetch(statement("entry_blocks"), workspace_id, sorted(started))
        pairs.update((row["person_id"], row["block_id"]) for row in rows)
    return _columns(sorted(pairs), 2)


def _started(items: list[_Incoming]) -> set[int]:
    """The entries whose start became known with these events, and that had others before."""
    return {item.entry_id for item in items if item.event.type == EventType.ENTRY_STARTED and item.was_waiting}


class _Changes:
    """Changes of kept counts, added up by figure and quarter of an hour."""

    def __init__(self) -> None:
        self._sums: defaultdict[tuple[int, int, str, int], list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, rows: Iterable[Any], sign: int = 1) -> None:
        for series_id, block_id, figure, quarter, entries, people, total in rows:
            sums = self._sums[series_id, block_id, figure, quarter]
            sums[0] += sign * entries
            sums[1] += sign * people
            sums[2] += sign * total

    def subtract(self, rows: Iterable[Any]) -> None:
        self.add(rows, -1)

    def columns(self) -> list[list[Any]]:
        return _columns([(*key, *sums) for key, sums in self._sums.items() if any(sums)], 7)


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]
