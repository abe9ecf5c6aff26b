"""Figures counted in copies. Those of blocks have statements of their own, which read fewer columns."""

from collections.abc import Sequence

from columns.engine import script
from columns.reading import ColumnReader
from core.figures import CountUnit, OutcomeKind
from core.stats_scope import StatsScope
from core.time_ranges import TimeRange
from db.figures import Counts, counts_of_engagement, counts_of_visits, fetch_entry_counts


async def copied_entry_counts(
    reader: ColumnReader, series_ids: Sequence[int], scope: StatsScope, started: TimeRange
) -> dict[int, dict[OutcomeKind, int]]:
    """Like fetch_entry_counts."""
    return await fetch_entry_counts(reader, reader.workspace_id, series_ids, scope, started)


async def copied_visit_counts(reader: ColumnReader, block_ids: Sequence[int], scope: StatsScope) -> dict[int, Counts]:
    """Like fetch_visit_counts."""
    reached = scope.happened
    rows = await reader.count(script("counts/visits"), block_ids, scope.as_of, reached.begin, reached.end)
    return counts_of_visits(rows, block_ids)


async def copied_engagement_counts(
    reader: ColumnReader, block_ids: Sequence[int], scope: StatsScope
) -> dict[int, Counts]:
    """Like fetch_engagement_counts."""
    within, by_person = scope.happened, scope.unit is CountUnit.PEOPLE
    rows = await reader.count(script("counts/engagement"), block_ids, within.begin, within.end, by_person)
    return counts_of_engagement(rows, block_ids, scope.unit)
