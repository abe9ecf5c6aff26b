"""Figures counted in copies, by statements of their own, which read fewer columns than those of PostgreSQL."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from columns.reading import ColumnReader
from columns.scripts import script
from core.figures import CountUnit, OutcomeKind
from core.stats_scope import StatsScope
from core.time_ranges import BEGINNING, TimeRange
from db.figures import Counts, counts_of_engagement, counts_of_visits, fetch_entry_counts

ReaderOf: TypeAlias = Callable[[str], ColumnReader]
"""Returns the reader of a table."""


async def copied_entry_counts(
    reader_of: ReaderOf, series_ids: Sequence[int], scope: StatsScope, started: TimeRange
) -> dict[int, dict[OutcomeKind, int]]:
    """Like fetch_entry_counts."""
    reader = reader_of("entry")
    if not _are_settled(reader, scope, started):
        return await fetch_entry_counts(reader, reader.workspace_id, series_ids, scope, started)
    rows = await reader.count(script("counts/settled_entries"), scope.unit is CountUnit.PEOPLE)
    return {series_id: dict(zip(OutcomeKind, counts, strict=True)) for series_id, *counts in rows}


def _are_settled(reader: ColumnReader, scope: StatsScope, started: TimeRange) -> bool:
    """Whether all outcomes of the reader's entries count, and whether they are first of their person is known."""
    if not reader.are_entries_settled(scope.as_of):
        return False
    if not reader.started.is_open and scope.unit is CountUnit.PEOPLE:
        return False
    has_all_entries = started == reader.started or (started.begin == BEGINNING and started.end > scope.as_of)
    return has_all_entries and scope.happened == TimeRange(end=scope.known_before)


async def copied_visit_counts(reader_of: ReaderOf, block_ids: Sequence[int], scope: StatsScope) -> dict[int, Counts]:
    """Like fetch_visit_counts, in the scope's unit."""
    reader, reached = reader_of("visit"), scope.happened
    arguments = (block_ids, scope.as_of, reached.begin, reached.end, scope.unit is CountUnit.PEOPLE)
    rows: list[Any] = [*await reader.count(script("counts/settled_visits"), *arguments)]
    if not reader.are_visits_settled(scope.as_of):
        rows += await reader.count(script("counts/unsettled_visits"), *arguments)
    return counts_of_visits(rows, block_ids)


async def copied_engagement_counts(
    reader_of: ReaderOf, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, Counts]:
    """Like fetch_engagement_counts."""
    within, by_person = scope.happened, scope.unit is CountUnit.PEOPLE
    arguments = (block_ids, within.begin, within.end, by_person)
    rows = await reader_of("event").count(script("counts/engagement"), *arguments)
    return counts_of_engagement(rows, block_ids, scope.unit)
