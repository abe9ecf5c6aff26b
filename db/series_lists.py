"""Lists of series."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.definitions import SeriesStatus
from core.pages import Key, Span
from core.time_ranges import BEGINNING
from db.pages import direction
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose, statement


@dataclass(frozen=True, slots=True)
class SeriesSearch:
    """A search for series by status (None: any) and by a text in the key or name, ignoring case."""

    statuses: tuple[SeriesStatus, ...] | None
    text: str


async def fetch_series_page(
    snapshot: Snapshot,
    workspace_id: int,
    _workspace_ids: Sequence[int],
    search: SeriesSearch,
    span: Span,
) -> dict[int, list[Key]]:
    """The keys of the workspace's series on a page, in the order of their creation."""
    query, _ = series_page(is_descending=span.is_descending)
    rows = await snapshot.fetch(
        query, workspace_id, span.low.id, span.high.id, span.size + 1, search.statuses, search.text
    )
    return {workspace_id: [Key(BEGINNING, row["id"]) for row in rows]}


def series_page(*, is_descending: bool) -> Composed:
    """The statement for a page of series."""
    return compose("series_page", direction(is_descending=is_descending))


async def fetch_series_count(
    snapshot: Snapshot,
    workspace_id: int,
    _workspace_ids: Sequence[int],
    search: SeriesSearch,
) -> dict[int, int]:
    """The number of matching series of the workspace."""
    rows = await snapshot.fetch(statement("series_count"), workspace_id, search.statuses, search.text)
    return {workspace_id: rows[0]["count"]}
