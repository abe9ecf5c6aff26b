"""The statements that record a batch of events, in order. They read the temporary tables of db/sql/staging."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, LiteralString, NamedTuple

from core.events import EventType, PlacedEvent, lane_of
from db.pool import Connection
from db.statements.composer import statement
from db.statements.files import file

_STAGED_ENTRY = ("number", "series_id", "entry", "person", "lane", "starts")
_columns = attrgetter(
    "id", "type", "at", "waits_until", "along", "variant", "reason", "company", "receipt", "url", "detail"
)
_StagedEvent = tuple[int, int | None, PlacedEvent]  # the number of its staged entry, the id of its block


@dataclass(slots=True)
class StagedBatch:
    """The rows for the tables `staged_entry` and `staged_event`. Of events with the same id, the first is staged."""

    entries: dict[tuple[int, str, str], int] = field(default_factory=dict[tuple[int, str, str], int])
    starts: set[int] = field(default_factory=set[int])
    events: list[_StagedEvent] = field(default_factory=list[_StagedEvent])
    by_id: dict[str, PlacedEvent] = field(default_factory=dict[str, PlacedEvent])
    repeats: list[PlacedEvent] = field(default_factory=list[PlacedEvent])

    def add(self, placed: PlacedEvent, series_id: int, block_id: int | None) -> None:
        """Stage an event, unless another one has its id."""
        event = placed.item
        if self.by_id.setdefault(event.id, placed) is not placed:
            self.repeats.append(placed)
            return
        entry = self.entries.setdefault((series_id, event.entry_key, event.person), len(self.entries))
        if event.type is EventType.ENTRY_STARTED:
            self.starts.add(entry)
        self.events.append((entry, block_id, placed))

    def rows_of_entries(self) -> list[tuple[Any, ...]]:
        """Rows of the table `staged_entry`."""
        return [(number, *entry, lane_of(entry[2]), number in self.starts) for entry, number in self.entries.items()]

    def rows_of_events(self) -> Iterator[tuple[Any, ...]]:
        """Rows of the table `staged_event`, created as they are sent: all at once would slow the garbage collector."""
        return ((entry, block_id, *_columns(placed.item)) for entry, block_id, placed in self.events)


@dataclass(slots=True)
class _Progress:
    """The numbers of staged events and entries, and the results of each statement: rows changed, or ids returned."""

    events: int
    entries: int
    changed: dict[str, int] = field(default_factory=dict[str, int])
    ids: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


def _always(_: _Progress) -> bool:
    return True


def _entries_are_missing(so_far: _Progress) -> bool:
    return so_far.changed["ingest/find_entries"] < so_far.entries


def _events_are_left(so_far: _Progress) -> bool:
    return so_far.events > len(so_far.ids["ingest/drop_known"]) + len(so_far.ids["ingest/conflicting_events"])


def _people_reentered(so_far: _Progress) -> bool:
    return _events_are_left(so_far) and so_far.changed["ingest/find_reentered"] > 0


class _Step(NamedTuple):
    """A statement, when it is needed, and whether its rows are fetched.

    A statement without parameters is always fetched: otherwise asyncpg would not keep it prepared.
    """

    name: LiteralString
    is_needed: Callable[[_Progress], bool]
    is_fetched: bool = False


_STEPS = (
    _Step("ingest/lock_lanes", _always),
    # Find the entries of the batch, create the missing ones, and remove the events that must not be merged.
    _Step("ingest/find_entries", _always),
    _Step("ingest/drop_known", _always, is_fetched=True),
    _Step("ingest/claim_entries", _entries_are_missing),
    _Step("ingest/make_entries", _entries_are_missing),
    _Step("ingest/find_entries", _entries_are_missing),
    _Step("ingest/conflicting_events", _always, is_fetched=True),
    # From the events to facts, and to the changes of figures.
    _Step("ingest/find_reentered", _events_are_left),
    _Step("ingest/merge_entries", _events_are_left),
    _Step("ingest/merge_visits", _events_are_left),
    _Step("ingest/resequence_entries", _people_reentered),
    _Step("ingest/resequence_visits", _people_reentered),
    _Step("ingest/step_engagement", _events_are_left),
    _Step("ingest/record_events", _events_are_left),
    _Step("ingest/sum_changes", _events_are_left, is_fetched=True),
    # From the changes to the stored counts. The lock that all writers of the series need is taken last.
    _Step("ingest/lock_series", _events_are_left),
    _Step("ingest/touch_series", _events_are_left),
    _Step("ingest/fold_figures", _events_are_left),
)


@dataclass(frozen=True, slots=True)
class Ingested:
    """The events that were not recorded: duplicates, and conflicts with an entry that belongs to another person."""

    duplicates: list[PlacedEvent]
    conflicts: list[PlacedEvent]


async def ingest(connection: Connection, workspace_id: int, batch: StagedBatch) -> Ingested:
    """Record a batch. Call it within a transaction."""
    await connection.execute(statement("ingest/stage"))
    await connection.copy_records_to_table("staged_entry", records=batch.rows_of_entries(), columns=_STAGED_ENTRY)
    await connection.copy_records_to_table("staged_event", records=batch.rows_of_events())
    so_far = _Progress(len(batch.events), len(batch.entries))
    for step in _STEPS:
        if step.is_needed(so_far):
            await _run(step, connection, workspace_id, so_far)
    known, conflicts = (_events(batch, so_far.ids[name]) for name in ("ingest/drop_known", "ingest/conflicting_events"))
    return Ingested(batch.repeats + known, conflicts)


async def _run(step: _Step, connection: Connection, workspace_id: int, so_far: _Progress) -> None:
    arguments = (workspace_id,)[: file(step.name).numbered]
    if step.is_fetched:
        so_far.ids[step.name] = [row["id"] for row in await connection.fetch(statement(step.name), *arguments)]
    else:
        status = await connection.execute(statement(step.name), *arguments)
        so_far.changed[step.name] = int(status.rpartition(" ")[2])


def _events(batch: StagedBatch, ids: Iterable[str]) -> list[PlacedEvent]:
    return [batch.by_id[id_] for id_ in ids]
