"""Tags and untags many people."""

from dataclasses import dataclass
from datetime import datetime

from core.bulk_actions import BulkActionKind
from core.people_filters import PeopleFilter
from db.bulk_actions import LockedBulkAction, Progress, Skip
from db.people_filters import narrowed
from db.pool import Connection
from db.snapshots import Snapshot
from db.statements.composer import statement

_REASONS = {BulkActionKind.TAG: "already tagged", BulkActionKind.UNTAG: "does not have the tag"}


async def ensure_tag(connection: Connection, workspace_id: int, name: str) -> int:
    """The id of the tag of this name. Creates the tag if it is missing."""
    return await connection.fetchval(statement("ensure_tag"), workspace_id, name)


async def tag_of_name(connection: Connection, workspace_id: int, name: str) -> int | None:
    """The id of the tag of this name, or None."""
    return await connection.fetchval(statement("tag_of_name"), workspace_id, name)


@dataclass(frozen=True, slots=True)
class Tagged:
    """The number of people, and how many of them have a tag."""

    people: int
    tagged: int

    def skips(self, kind: BulkActionKind) -> list[Skip]:
        """How many of the people an action would skip, by reason."""
        skipped = self.tagged if kind is BulkActionKind.TAG else self.people - self.tagged
        return [Skip(_REASONS[kind], skipped)] if skipped else []


async def count_tagged(
    snapshot: Snapshot, workspace_id: int, tag: str, people: PeopleFilter, as_of: datetime
) -> Tagged:
    """The number of people who match a filter, and how many of them have a tag."""
    query, narrowing = narrowed("count_tagged", people, as_of)
    rows = await snapshot.fetch(query, workspace_id, tag, *narrowing)
    return Tagged(**rows[0])


async def change_batch(connection: Connection, workspace_id: int, action: LockedBulkAction) -> Progress:
    """Tag or untag the next batch of people of a bulk action."""
    await connection.execute(statement("lock_tag"), workspace_id, action.tag_id)
    is_taken = action.kind is BulkActionKind.UNTAG
    arguments = (workspace_id, action.id, action.last_batch, action.tag_id, is_taken)
    row = await connection.fetchrow(statement("change_batch"), *arguments)
    assert row is not None  # noqa: S101 - an action without batches left has ended
    skipped = row["people"] - row["changed"]
    return Progress(row["number"], row["changed"], skips={_REASONS[action.kind]: skipped} if skipped else {})
