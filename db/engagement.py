"""Engagement events of visits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.figures import EngagementKind
from core.objects import check_objects, most_rows
from db.snapshots import Snapshot
from db.statements.composer import statement
from db.visits import VisitKey

MOST = 1_000


@dataclass(frozen=True, slots=True)
class EngagementEvent:
    """One engagement event. `detail` is any JSON value."""

    kind: EngagementKind
    at: datetime
    url: str | None
    detail: Any


async def fetch_engagement(
    snapshot: Snapshot, workspace_id: int, keys: Sequence[VisitKey], as_of: datetime
) -> dict[VisitKey, list[EngagementEvent]]:
    """The first 1,000 events of engagement of each visit, in the order they happened. Raises TooManyObjects."""
    entry_ids, block_ids = [entry_id for entry_id, _ in keys], [block_id for _, block_id in keys]
    engagement: defaultdict[VisitKey, list[EngagementEvent]] = defaultdict(list)
    query = statement("engagement_of_visits")
    rows = await snapshot.fetch(query, workspace_id, entry_ids, block_ids, as_of, MOST, most_rows())
    check_objects(len(rows))
    for row in rows:
        event = EngagementEvent(EngagementKind(row["kind"]), row["at"], row["url"], row["detail"])
        engagement[row["entry_id"], row["block_id"]].append(event)
    return engagement
