"""Workspaces."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.pool import Connection
from db.snapshots import Snapshot
from db.statements.composer import statement


@dataclass(frozen=True, slots=True)
class StoredWorkspace:
    """A separate set of series, people and tokens. `name` is what its users see."""

    id: int
    name: str
    time_zone: str


async def fetch_workspaces(
    snapshot: Snapshot, workspace_id: int, workspace_ids: Sequence[int]
) -> dict[int, StoredWorkspace]:
    """The workspace of the request. It can see no other."""
    rows = await snapshot.look_up(statement("workspace"), workspace_id)
    return {row["id"]: StoredWorkspace(**row) for row in rows if row["id"] in workspace_ids}


async def update_workspace(
    connection: Connection, workspace_id: int, *, name: str | None, time_zone: str | None
) -> None:
    """Change the name that users see, and the time zone. None keeps the stored one.

    The operator's name of the workspace stays: commands find the workspace by it, and it is unique on the server.
    """
    await connection.execute(statement("update_workspace"), workspace_id, name, time_zone)


async def fetch_selection_keys(
    snapshot: Snapshot, workspace_id: int, workspace_ids: Sequence[int]
) -> dict[int, tuple[bytes, ...]]:
    """The keys that sign selections of the workspace of the request, the oldest first."""
    rows = await snapshot.look_up_definition(statement("selection_keys"), workspace_id)
    return {row["id"]: tuple(row["selection_keys"]) for row in rows if row["id"] in workspace_ids}
