"""Lists of bulk actions."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.bulk_actions import BulkActionKind
from core.job_states import JobStatus
from core.pages import Key, Span
from core.time_ranges import BEGINNING
from db.pages import direction
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose, statement


@dataclass(frozen=True, slots=True)
class BulkActionSelection:
    """The kinds and statuses of the bulk actions to list."""

    kinds: tuple[BulkActionKind, ...]
    statuses: tuple[JobStatus, ...]


async def fetch_bulk_actions_page(
    snapshot: Snapshot, workspace_id: int, _workspace_ids: Sequence[int], selection: BulkActionSelection, span: Span
) -> dict[int, list[Key]]:
    """The keys of the workspace's bulk actions on a page, in the order of their creation."""
    query, _ = bulk_actions_page(is_descending=span.is_descending)
    bounds = (span.low.id, span.high.id, span.size + 1)
    rows = await snapshot.fetch(query, workspace_id, selection.kinds, selection.statuses, *bounds)
    return {workspace_id: [Key(BEGINNING, row["id"]) for row in rows]}


def bulk_actions_page(*, is_descending: bool) -> Composed:
    """The statement for a page of bulk actions."""
    return compose("bulk_actions_page", direction(is_descending=is_descending))


async def fetch_bulk_actions_count(
    snapshot: Snapshot, workspace_id: int, _workspace_ids: Sequence[int], selection: BulkActionSelection
) -> dict[int, int]:
    """The number of the workspace's bulk actions of some kinds and statuses."""
    rows = await snapshot.fetch(statement("bulk_actions_count"), workspace_id, selection.kinds, selection.statuses)
    return {workspace_id: rows[0]["count"]}
