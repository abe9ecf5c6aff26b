"""Counts of outcomes by the rows of a breakdown, from rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from asyncpg import Record

from core.breakdowns import Dimension, GroupBy, normal
from core.figures import OutcomeKind
from core.stats_scope import StatsScope
from core.time_ranges import TimeRange
from db.groups import dated, value_of
from db.people_filters import slots_of
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose

LONGEST_VALUE = 500  # characters of an attribute's value that has a row of its own

BreakdownKey = tuple[int, tuple[datetime, ...]]  # a series, and the edges of the buckets of starts


class Division(NamedTuple):
    """What is divided by, and the number of values that have a row of their own."""

    dimension: Dimension
    first: int


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """The outcomes of the `place`th value, of all others (0), or of those without one (None).

    The value is a JSON value, or for STARTED a TimeRange.
    """

    place: int | None
    value: Any
    counts: Mapping[OutcomeKind, int]


async def fetch_breakdowns(
    snapshot: Snapshot,
    workspace_id: int,
    keys: Sequence[BreakdownKey],
    scope: StatsScope,
    division: Division,
) -> dict[BreakdownKey, list[CountedGroup]]:
    """The rows of each series: the most frequent values first, then all others, and those without a value.

    All series have buckets of the same length, so that the edges of all of them are those of each.
    """
    dimension, first = division
    edges = sorted({edge for _, edges in keys for edge in edges})
    started = scope.started
    arguments = ([series_id for series_id, _ in keys], started.begin, started.end, first)
    if dimension.by is GroupBy.TAG:
        query, values = tag_breakdown_counts(scope)
        rows = await snapshot.count(query, workspace_id, *arguments, *values)
    else:
        query, values = breakdown_counts(scope, dimension, edges)
        rows = await snapshot.count(query, workspace_id, *arguments, LONGEST_VALUE, *values)
    groups: defaultdict[int, list[CountedGroup]] = defaultdict(list)
    for row in rows:
        groups[row["series_id"]].append(_group(row, edges))
    return {key: groups[key[0]] for key in keys}


def breakdown_counts(scope: StatsScope, dimension: Dimension, edges: Sequence[datetime]) -> Composed:
    """The statement that counts outcomes by anything but tags. `edges` are those of the buckets of starts."""
    slots = slots_of(scope)
    value = value_of(dimension, scope, slots, edges=edges)
    return compose("breakdown_counts", {**slots, "value": value, "dated": dated(scope, slots)})


def tag_breakdown_counts(scope: StatsScope) -> Composed:
    """The statement that counts outcomes by tags."""
    slots = slots_of(scope)
    return compose("tag_breakdown_counts", {**slots, "dated": dated(scope, slots)})


def _group(row: Record, edges: Sequence[datetime]) -> CountedGroup:
    value: Any = row["value"]
    if edges and value is not None:
        number = int(value)
        value = TimeRange(edges[number - 1], edges[number])
    counts = list(row)[-len(OutcomeKind) :]
    return CountedGroup(row["place"], normal(value), dict(zip(OutcomeKind, counts, strict=True)))
