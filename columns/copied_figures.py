"""Figures counted in copies, by statements of their own, which read fewer columns than those of PostgreSQL.

Planning a statement of many expressions takes DuckDB longer than running it. So these have few, and what can be derived
from a few rows is derived here.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeAlias

from columns.reading import ColumnReader, TableColumns
from columns.scripts import script
from core.figures import CountUnit, OutcomeKind, VisitState
from core.stats_scope import StatsScope
from core.time_ranges import TimeRange
from db.figures import (
    Counts,
    StateCount,
    count_in,
    counts_of_engagement,
    counts_of_visits,
    fetch_entry_counts,
    fetch_in_progress,
    in_progress_of,
)

ReaderOf: TypeAlias = Callable[[TableColumns], ColumnReader]
"""Returns the reader of columns of a table."""

_ENTRY = TableColumns("entry")
_OUTCOMES = TableColumns("entry", "series_id, started_at, outcomes_of_entry, outcomes_of_person")
_SETTLED = TableColumns("visit", "block_id, started_at, reached_at, superseded_at, settled, settled_at")
_UNSETTLED = TableColumns("visit", f"{_SETTLED.columns}, kind, turned_at, ended_at, ended_as, decided_at, matched")
_ENGAGEMENT = TableColumns("event", 'block_id, started_at, type, "at", is_first_of_entry, is_first_of_person')
_STATES = tuple(VisitState)
_DECISIONS = (None, False, True)  # of a settled visit, whose number is that of the state times three, plus one of these


async def copied_entry_counts(
    reader_of: ReaderOf, series_ids: Sequence[int], scope: StatsScope, started: TimeRange
) -> dict[int, dict[OutcomeKind, int]]:
    """Like fetch_entry_counts."""
    reader = reader_of(_ENTRY)
    if _are_settled(reader, scope) and scope.happened == TimeRange(end=scope.known_before):
        return await _settled_outcomes(reader_of, scope, started)
    return await fetch_entry_counts(reader, reader.workspace_id, series_ids, scope, started)


async def copied_in_progress(
    reader_of: ReaderOf, series_ids: Sequence[int], scope: StatsScope, started: TimeRange
) -> dict[int, int]:
    """Like fetch_in_progress."""
    reader = reader_of(_ENTRY)
    if not _are_settled(reader, scope):
        return await fetch_in_progress(reader, reader.workspace_id, series_ids, scope, started)
    return in_progress_of(await _settled_outcomes(reader_of, scope, started.overlap(scope.happened)))


def _are_settled(reader: ColumnReader, scope: StatsScope) -> bool:
    """Whether the outcomes of the reader's entries are known, and whether they are the first of their person."""
    is_of_person_known = reader.started.is_open or scope.unit is CountUnit.ENTRIES
    return is_of_person_known and reader.are_entries_settled(scope.as_of)


async def _settled_outcomes(
    reader_of: ReaderOf, scope: StatsScope, started: TimeRange
) -> dict[int, dict[OutcomeKind, int]]:
    """The outcomes of entries that started in a range, whenever they happened."""
    arguments = (scope.unit is CountUnit.PEOPLE, started.begin, started.end)
    rows = await reader_of(_OUTCOMES).count(script("counts/settled_entries"), *arguments)
    counts: defaultdict[int, dict[OutcomeKind, int]] = defaultdict(lambda: dict.fromkeys(OutcomeKind, 0))
    for series_id, outcomes, counted in rows:
        for place, kind in enumerate(OutcomeKind):
            counts[series_id][kind] += counted * (outcomes >> place & 1)
    return counts


async def copied_visit_counts(reader_of: ReaderOf, block_ids: Sequence[int], scope: StatsScope) -> dict[int, Counts]:
    """Like fetch_visit_counts, in the scope's unit."""
    reader, reached = reader_of(_SETTLED), scope.happened
    by_person = scope.unit is CountUnit.PEOPLE
    arguments = (min(block_ids), max(block_ids), scope.as_of, reached.begin, reached.end, by_person)
    settled = await reader.count(script("counts/settled_visits"), *arguments)
    counts = [
        StateCount(block_id, _STATES[number // 3], _DECISIONS[number % 3], count_in(scope.unit, counted))
        for block_id, number, counted in settled
    ]
    if not reader.are_visits_settled(scope.as_of):
        unsettled = await reader_of(_UNSETTLED).count(script("counts/unsettled_visits"), *arguments)
        counts += [
            StateCount(block_id, state, matched, count_in(scope.unit, counted))
            for block_id, state, matched, counted in unsettled
        ]
    return counts_of_visits(counts, block_ids)


async def copied_engagement_counts(
    reader_of: ReaderOf, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, Counts]:
    """Like fetch_engagement_counts."""
    within, by_person = scope.happened, scope.unit is CountUnit.PEOPLE
    arguments = (min(block_ids), max(block_ids), within.begin, within.end, by_person)
    rows = await reader_of(_ENGAGEMENT).count(script("counts/engagement"), *arguments)
    return counts_of_engagement(rows, block_ids, scope.unit)
