"""Workspaces."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.snapshots import Snapshot
from db.statements.composer import statement


@dataclass(frozen=True, slots=True)
class StoredWorkspace:
    """A separate set of series, people and tokens."""

    id: int
    name: str
    time_zone: str


async def fetch_workspaces(
    snapshot: Snapshot, workspace_id: int, workspace_ids: Sequence[int]
) -> dict[int, StoredWorkspace]:
    """The workspace of the request. It can see no other."""
    rows = await snapshot.look_up(statement("workspace"), workspace_id)
    return {row["id"]: StoredWorkspace(**row) for row in rows if row["id"] in workspace_ids}
