"""Counts: from the kept ones wherever they answer, from rows where a filter or two instants at once are asked for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from asyncpg import Record

from core.figures import CountUnit, EngagementKind, OutcomeKind, VisitState
from core.stats_scope import StatsScope
from core.time_ranges import TimeRange
from db._sql import statement
from db.scopes import narrowed
from db.snapshots import Snapshot

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Count:
    """A count in both units; `total` counts events, for engagement alone."""

    entries: int = 0
    people: int = 0
    total: int = 0

    def of(self, unit: CountUnit) -> int:
        """The count in one unit."""
        return self.people if unit is CountUnit.PEOPLE else self.entries

    def __add__(self, other: "Count") -> "Count":
        return Count(self.entries + other.entries, self.people + other.people, self.total + other.total)

    def __sub__(self, other: "Count") -> "Count":
        return Count(self.entries - other.entries, self.people - other.people, self.total - other.total)


NOTHING = Count()

# What the kept counts of a block are called in the database.
_STATES = {f"STATE_{state}": state for state in VisitState}
_DECISIONS = {"MATCHED": True, "NOT_MATCHED": False}
_ENGAGEMENT = {f"ENGAGED_{kind}": kind for kind in EngagementKind}

SeriesInstants = tuple[int, tuple[datetime, ...]]  # a series, and the instants before which to count, ascending


@dataclass(frozen=True, slots=True)
class BlockCounts:
    """How the visits of a block stand, and the engagement there; what is missing is zero."""

    states: Mapping[VisitState, Count]
    decided: Mapping[bool, Count]
    engagement: Mapping[EngagementKind, Count]

    def __sub__(self, other: "BlockCounts") -> "BlockCounts":
        return BlockCounts(
            _less(self.states, other.states),
            _less(self.decided, other.decided),
            _less(self.engagement, other.engagement),
        )


async def fetch_outcome_counts(
    snapshot: Snapshot, workspace_id: int, keys: Sequence[SeriesInstants]
) -> dict[SeriesInstants, Mapping[tuple[datetime, OutcomeKind], Count]]:
    """The outcomes of series before some instants, from the kept counts."""
    counts: defaultdict[int, dict[tuple[datetime, OutcomeKind], Count]] = defaultdict(dict)
    for row in await snapshot.look_up(statement("outcome_counts"), workspace_id, *_pairs(keys)):
        counts[row["series_id"]][row["instant"], OutcomeKind(row["figure"])] = Count(row["entries"], row["people"])
    return {key: counts[key[0]] for key in keys}


async def fetch_entry_counts(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], scope: StatsScope, started: TimeRange
) -> dict[int, dict[OutcomeKind, int]]:
    """The outcomes of series, among the scope's entries started in a range."""
    query, narrowing = narrowed("entry_counts", scope)
    within, first_alone = scope.happened, scope.unit is CountUnit.PEOPLE
    ranges = (within.begin, within.end, started.begin, started.end)
    rows = await snapshot.fetch(query, workspace_id, series_ids, scope.as_of, *ranges, first_alone, *narrowing)
    return {row["series_id"]: dict(zip(OutcomeKind, row["counts"], strict=True)) for row in rows}


async def fetch_entry_changes(
    snapshot: Snapshot, workspace_id: int, keys: Sequence[SeriesInstants], scope: StatsScope, started: TimeRange
) -> dict[SeriesInstants, Mapping[tuple[datetime, OutcomeKind], int]]:
    """The outcomes of series before some instants, among the scope's entries started in a range."""
    query, narrowing = narrowed("entry_changes", scope)
    series_ids, first_alone = sorted({series_id for series_id, _ in keys}), scope.unit is CountUnit.PEOPLE
    arguments = (series_ids, *_pairs(keys), started.begin, started.end, first_alone)
    counts: defaultdict[int, dict[tuple[datetime, OutcomeKind], int]] = defaultdict(dict)
    for row in await snapshot.fetch(query, workspace_id, *arguments, *narrowing):
        counts[row["series_id"]][row["instant"], OutcomeKind(row["figure"])] = row["count"]
    return {key: counts[key[0]] for key in keys}


async def fetch_first_starts(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], scope: StatsScope
) -> dict[int, datetime]:
    """When each series was first started, by the scope's people."""
    query, narrowing = narrowed("first_starts", scope)
    rows = await snapshot.fetch(query, workspace_id, series_ids, *narrowing)
    return {row["series_id"]: row["started_at"] for row in rows}


async def fetch_block_counts(
    snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int], instants: tuple[datetime, ...]
) -> dict[int, dict[datetime, BlockCounts]]:
    """The figures of blocks before some instants, from the kept counts."""
    rows = await snapshot.look_up(statement("block_counts"), workspace_id, block_ids, instants)
    figures: defaultdict[tuple[int, datetime], dict[str, Count]] = defaultdict(dict)
    for row in rows:
        figures[row["block_id"], row["instant"]][row["figure"]] = _count(row)
    return {
        block_id: {instant: _block_counts(figures[block_id, instant]) for instant in instants} for block_id in block_ids
    }


async def fetch_visit_counts(
    snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, BlockCounts]:
    """How the scope's visits stand, counted from rows. Without engagement."""
    query, narrowing = narrowed("visit_counts", scope)
    reached = scope.happened
    rows = await snapshot.fetch(query, workspace_id, block_ids, scope.as_of, reached.begin, reached.end, *narrowing)
    states: defaultdict[int, defaultdict[VisitState, Count]] = defaultdict(lambda: defaultdict(Count))
    decided: defaultdict[int, defaultdict[bool, Count]] = defaultdict(lambda: defaultdict(Count))
    for row in rows:
        count = Count(row["entries"], row["people"])
        states[row["block_id"]][VisitState(row["state"])] += count
        if row["matched"] is not None:
            decided[row["block_id"]][row["matched"]] += count
    return {block_id: BlockCounts(states[block_id], decided[block_id], {}) for block_id in block_ids}


async def fetch_engagement_counts(
    snapshot: Snapshot, workspace_id: int, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, dict[EngagementKind, Count]]:
    """The scope's engagement at blocks, counted from rows."""
    query, narrowing = narrowed("engagement_counts", scope)
    within = scope.happened
    rows = await snapshot.fetch(query, workspace_id, block_ids, within.begin, within.end, *narrowing)
    counts: defaultdict[int, dict[EngagementKind, Count]] = defaultdict(dict)
    for row in rows:
        counts[row["block_id"]][EngagementKind(row["type"])] = _count(row)
    return counts


def _pairs(keys: Iterable[SeriesInstants]) -> tuple[list[int], list[datetime]]:
    pairs = sorted({(series_id, instant) for series_id, instants in keys for instant in instants})
    return [series_id for series_id, _ in pairs], [instant for _, instant in pairs]


def _count(row: Record) -> Count:
    return Count(row["entries"], row["people"], row["total"])


def _block_counts(figures: Mapping[str, Count]) -> BlockCounts:
    return BlockCounts(_named(figures, _STATES), _named(figures, _DECISIONS), _named(figures, _ENGAGEMENT))


def _named(figures: Mapping[str, Count], names: Mapping[str, T]) -> dict[T, Count]:
    return {names[name]: count for name, count in figures.items() if name in names}


def _less(some: Mapping[Any, Count], others: Mapping[Any, Count]) -> dict[Any, Count]:
    return {key: some.get(key, NOTHING) - others.get(key, NOTHING) for key in {**some, **others}}
