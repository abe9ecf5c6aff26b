"""Lists of exports."""

from collections.abc import Sequence

from core.pages import Key, Span
from db.pages import direction, keys_of
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose, statement


async def fetch_exports_page(
    snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int], span: Span
) -> dict[int, list[Key]]:
    """The keys of each series' exports on a page, in the order of their creation."""
    query, _ = exports_page(is_descending=span.is_descending)
    return keys_of(await snapshot.fetch(query, workspace_id, series_ids, span.low.id, span.high.id, span.size + 1))


def exports_page(*, is_descending: bool) -> Composed:
    """The statement for a page of exports."""
    return compose("exports_page", direction(is_descending=is_descending))


async def fetch_export_counts(snapshot: Snapshot, workspace_id: int, series_ids: Sequence[int]) -> dict[int, int]:
    """How many exports each series has."""
    rows = await snapshot.fetch(statement("export_counts"), workspace_id, series_ids)
    return {row["series_id"]: row["count"] for row in rows}
