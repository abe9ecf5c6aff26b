"""The people for whom bulk actions have failed, as a list."""

from collections.abc import Sequence

from core.pages import Key, Span
from db.pages import direction, keys_of
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose


async def fetch_failed_people_page(
    snapshot: Snapshot, workspace_id: int, action_ids: Sequence[int], span: Span
) -> dict[int, list[Key]]:
    """The keys of the people on a page of each bulk action, in the order of their creation."""
    query, _ = failed_people_page(is_descending=span.is_descending)
    return keys_of(await snapshot.fetch(query, workspace_id, action_ids, span.low.id, span.high.id, span.size + 1))


def failed_people_page(*, is_descending: bool) -> Composed:
    """The statement for a page of the people for whom a bulk action has failed."""
    return compose("failed_people_page", direction(is_descending=is_descending))
