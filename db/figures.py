"""Counts of figures: stored counts where they suffice, row counts for people filters and combined ranges."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from core.figures import CountUnit, EngagementKind, OutcomeKind, VisitState
from core.stats_scope import StatsScope
from core.time_ranges import TimeRange
from db.groups import dated
from db.scopes import counted, counted_slots, narrowed
from db.snapshots import CountingSnapshot, Snapshot
from db.statements.composer import Composed, compose, statement


@dataclass(slots=True)  # not frozen, which takes three times as long to create: a dashboard has a hundred
class Count:
    """A count in both units. `total` counts events; only engagement has it."""

    entries: int = 0
    people: int = 0
    total: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.entries + other.entries, self.people + other.people, self.total + other.total)

    def __sub__(self, other: "Count") -> "Count":
        return Count(self.entries - other.entries, self.people - other.people, self.total - other.total)


NOTHING = Count()

# Counts by the name of the figure in the database. A missing figure is zero.
Counts = Mapping[str, Count]
STATES = {state: f"STATE_{state}" for state in VisitState}
DECISIONS = {True: "MATCHED", False: "NOT_MATCHED"}
ENGAGEMENT = {kind: f"ENGAGED_{kind}" for kind in EngagementKind}


def count_in(unit: CountUnit, counted: int, total: int = 0) -> Count:
    """A count in one unit."""
    return Count(people=counted, total=total) if unit is CountUnit.PEOPLE else Count(entries=counted, total=total)


def counted_in(unit: CountUnit, counts: Counts) -> dict[str, int]:
    """The counts in one unit."""
    if unit is CountUnit.PEOPLE:
        return {name: count.people for name, count in counts.items()}
    return {name: count.entries for name, count in counts.items()}


SeriesInstants = tuple[int, tuple[datetime, ...]]  # a series, and the instants before which to count, ascending
WHOLE_SERIES = 0  # the `block_id` of the counts of a whole series


class CountKey(NamedTuple):
    """A series or one of its blocks, and the instants before which to count. A series' figures are OutcomeKinds."""

    series_id: int
    block_id: int
    instants: tuple[datetime, ...]


async def fetch_figure_counts(
    snapshot: Snapshot, workspace_id: int, keys: Sequence[CountKey]
) -> dict[CountKey, dict[datetime, Counts]]:
    """The stored counts of each key before each of its instants."""
    instants = sorted({instant for key in keys for instant in key.instants})
    moments = {instant: moment for moment, instant in enumerate(instants, start=1)}
    requested = [(key, instant) for key in keys for instant in key.instants]
    figures: list[dict[str, Count]] = [{} for _ in requested]
    pairs = [(key.series_id, key.block_id, moments[instant]) for key, instant in requested]
    rows = await snapshot.look_up(statement("figure_counts"), workspace_id, *zip(*pairs, strict=True), instants)
    for number, figure, entries, people, total in rows:
        figures[number - 1][figure] = Count(entries, people, total)
    counts: dict[CountKey, dict[datetime, Counts]] = {key: {} for key in keys}
    for (key, instant), found in zip(requested, figures, strict=True):
        counts[key][instant] = found
    return counts


async def fetch_entry_counts(
    snapshot: CountingSnapshot, workspace_id: int, series_ids: Sequence[int], scope: StatsScope, started: TimeRange
) -> dict[int, dict[OutcomeKind, int]]:
    """The outcomes of series, among the scope's entries started in a range."""
    query, values = entry_counts(scope)
    rows = await snapshot.count(query, workspace_id, series_ids, started.begin, started.end, *values)
    return {series_id: dict(zip(OutcomeKind, counts, strict=True)) for series_id, *counts in rows}


async def fetch_in_progress(
    snapshot: CountingSnapshot, workspace_id: int, series_ids: Sequence[int], scope: StatsScope, started: TimeRange
) -> dict[int, int]:
    """The number of entries in progress, among the scope's entries started in a range."""
    return in_progress_of(await fetch_entry_counts(snapshot, workspace_id, series_ids, scope, started))


def in_progress_of(counts: Mapping[int, Mapping[OutcomeKind, int]]) -> dict[int, int]:
    """The number of entries in progress of each series."""
    return {series_id: of_series[OutcomeKind.IN_PROGRESS] for series_id, of_series in counts.items()}


def entry_counts(scope: StatsScope) -> Composed:
    """The statement that counts outcomes from rows."""
    slots = counted_slots(scope)
    return compose("entry_counts", {**slots, "dated": dated(scope, slots)})


async def fetch_entry_changes(
    snapshot: Snapshot, workspace_id: int, keys: Sequence[SeriesInstants], scope: StatsScope, started: TimeRange
) -> dict[SeriesInstants, Mapping[datetime, Mapping[str, int]]]:
    """The outcomes of series before some instants, among the scope's entries started in a range."""
    query, narrowing = narrowed("entry_changes", scope)
    series_ids, first_alone = sorted({series_id for series_id, _ in keys}), scope.unit is CountUnit.PEOPLE
    arguments = (series_ids, *_pairs(keys), started.begin, started.end, first_alone)
    counts: defaultdict[int, defaultdict[datetime, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in await snapshot.count(query, workspace_id, *arguments, *narrowing):
        counts[row["series_id"]][row["instant"]][row["figure"]] = row["count"]
    return {key: counts[key[0]] for key in keys}


async def fetch_first_starts(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], scope: StatsScope
) -> dict[int, datetime]:
    """When the first person of the scope started each series."""
    query, narrowing = narrowed("first_starts", scope)
    rows = await snapshot.fetch(query, workspace_id, series_ids, *narrowing)
    return {row["series_id"]: row["started_at"] for row in rows}


async def fetch_visit_counts(
    snapshot: CountingSnapshot, workspace_id: int, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, Counts]:
    """The states and decisions of the scope's visits, counted from rows."""
    query, narrowing = counted("visit_counts", scope)
    reached = scope.happened
    rows = await snapshot.count(query, workspace_id, block_ids, scope.as_of, reached.begin, reached.end, *narrowing)
    return counts_of_visits(
        [StateCount(block_id, state, matched, Count(*numbers)) for block_id, state, matched, *numbers in rows],
        block_ids,
    )


class StateCount(NamedTuple):
    """The number of visits of a block with a state and a decision."""

    block_id: int
    state: str
    matched: bool | None
    visits: Count


def counts_of_visits(states: Iterable[StateCount], block_ids: Sequence[int]) -> dict[int, Counts]:
    """The figures of each block: how many visits have each state, and each decision."""
    counts: defaultdict[int, defaultdict[str, Count]] = defaultdict(lambda: defaultdict(Count))
    for block_id, state, matched, visits in states:
        counts[block_id][f"STATE_{state}"] += visits
        if matched is not None:
            counts[block_id][DECISIONS[matched]] += visits
    return {block_id: counts[block_id] for block_id in block_ids}


async def fetch_engagement_counts(
    snapshot: CountingSnapshot, workspace_id: int, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, Counts]:
    """The scope's engagement at blocks, counted from rows."""
    query, narrowing = counted("engagement_counts", scope)
    within, by_person = scope.happened, scope.unit is CountUnit.PEOPLE
    rows = await snapshot.count(query, workspace_id, block_ids, within.begin, within.end, by_person, *narrowing)
    return counts_of_engagement(rows, block_ids, scope.unit)


def counts_of_engagement(rows: Iterable[Any], block_ids: Sequence[int], unit: CountUnit) -> dict[int, Counts]:
    """The engagement in the rows of engagement_counts."""
    counts: defaultdict[int, dict[str, Count]] = defaultdict(dict)
    for block_id, kind, *numbers in rows:
        counts[block_id][f"ENGAGED_{kind}"] = count_in(unit, *numbers)
    return {block_id: counts[block_id] for block_id in block_ids}


def _pairs(keys: Iterable[SeriesInstants]) -> tuple[list[int], list[datetime]]:
    pairs = sorted({(series_id, instant) for series_id, instants in keys for instant in instants})
    return [series_id for series_id, _ in pairs], [instant for _, instant in pairs]
