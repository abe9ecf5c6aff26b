"""Lists of exports."""

from collections import defaultdict
from collections.abc import Sequence

from core.pages import Key, Span
from core.time_ranges import BEGINNING
from db._sql import statement
from db.pages import page_statement
from db.snapshots import Snapshot


async def fetch_exports_page(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], span: Span
) -> dict[int, list[Key]]:
    """The keys of each series' exports on a page, in the order they were asked for."""
    query = page_statement("exports_page", span)
    keys: defaultdict[int, list[Key]] = defaultdict(list)
    for row in await snapshot.fetch(query, workspace_id, series_ids, span.low.id, span.high.id, span.size + 1):
        keys[row["owner_id"]].append(Key(BEGINNING, row["id"]))
    return keys


async def fetch_export_counts(snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int]) -> dict[int, int]:
    """How many exports each series has."""
    rows = await snapshot.fetch(statement("export_counts"), workspace_id, series_ids)
    return {row["series_id"]: row["count"] for row in rows}
