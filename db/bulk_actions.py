"""Bulk actions: their selected people, progress and results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from core.bulk_actions import BulkActionKind
from core.job_states import JobStatus
from core.people_filters import PeopleFilter
from db.people_filters import narrowed
from db.pool import Connection
from db.snapshots import Snapshot
from db.statements.composer import statement

BATCH = 10_000  # people; takes some hundredths of a second, during which other writers of the tag wait
# Time limit for storing the selected people: the filter's own time, plus 0.2 s for a million people.
_FREEZE_TIME = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class StoredBulkAction:
    """A bulk action. `error` is None unless it has FAILED. `has_people`: see LockedBulkAction."""

    id: int
    kind: BulkActionKind
    status: JobStatus
    selected: int
    processed: int
    succeeded: int
    skipped: int
    failed: int
    error: str | None
    undone_by: int | None
    created_at: datetime
    completed_at: datetime | None
    tag_id: int | None
    requested_by: str | None
    has_people: bool
    subject: str | None


@dataclass(frozen=True, slots=True)
class StoredFilter:
    """The people filter of a bulk action as JSON objects: as it is shown, and what `filter_detail` kept of it.

    `detail` is None if it is not known.
    """

    shown: Mapping[str, Any]
    detail: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class NewBulkAction:
    """A bulk action to store. `filter` is kept; `given_filter` only as long as the selected people.

    `input_hash` identifies the input of a request with an idempotency key.
    """

    kind: BulkActionKind
    requested_by: str
    filter: Mapping[str, Any]
    given_filter: Mapping[str, Any]
    key: str | None
    input_hash: bytes


@dataclass(frozen=True, slots=True)
class LockedBulkAction:
    """The state that decides how a bulk action continues, locked until the transaction ends.

    The batches up to `last_batch` are processed. `has_people` is False once the selected people are deleted, after the
    undo period.
    """

    id: int
    kind: BulkActionKind
    status: JobStatus
    succeeded: int
    last_batch: int
    tag_id: int | None
    undoes: int | None
    undone_by: int | None
    completed_at: datetime | None
    has_people: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """The results of some more people. `skips` are counts by reason."""

    last_batch: int
    succeeded: int = 0
    failed: int = 0
    skips: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Skip:
    """A reason for skipping people, and how many it applies to."""

    reason: str
    people: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A person for whom the action failed, and the reason."""

    person_id: int
    reason: str


async def add_bulk_action(connection: Connection, workspace_id: int, new: NewBulkAction) -> int | None:
    """Create a bulk action without people yet and return its id. None if the idempotency key is taken."""
    described = (new.kind, new.requested_by, new.filter, new.given_filter)
    return await connection.fetchval(statement("add_bulk_action"), workspace_id, *described, new.key, new.input_hash)


async def add_undo(
    connection: Connection, workspace_id: int, kind: BulkActionKind, requested_by: str, undoes: int
) -> int:
    """Create the bulk action that undoes another one, without people yet, and return its id."""
    return await connection.fetchval(statement("add_undo"), workspace_id, kind, requested_by, undoes)


async def bulk_action_of_key(connection: Connection, workspace_id: int, key: str) -> tuple[int, bytes]:
    """The id of the bulk action with an idempotency key that is taken, and the hash of its input."""
    row = await connection.fetchrow(statement("bulk_action_of_key"), workspace_id, key)
    assert row is not None  # noqa: S101 - bulk actions are never deleted
    return row["id"], row["input_hash"]


async def unknown_people(connection: Connection, workspace_id: int, person_ids: Sequence[int]) -> list[int]:
    """Those of the ids that belong to no person of this workspace."""
    return [row["id"] for row in await connection.fetch(statement("unknown_people"), workspace_id, person_ids)]


async def freeze_people(
    connection: Connection, workspace_id: int, action_id: int, people: PeopleFilter, as_of: datetime
) -> int:
    """Store the people who match a filter as the selected people of a bulk action, and return their number."""
    query, narrowing = narrowed("freeze_people", people, as_of)
    await _allow(connection, _FREEZE_TIME)
    return await connection.fetchval(query, workspace_id, action_id, BATCH, *narrowing)


async def freeze_changed_people(connection: Connection, workspace_id: int, action_id: int, undone_id: int) -> int:
    """Store the people whom another bulk action changed as the selected people of this one. Returns their number."""
    await _allow(connection, _FREEZE_TIME)
    return await connection.fetchval(statement("freeze_changed_people"), workspace_id, action_id, undone_id)


async def start_bulk_action(
    connection: Connection,
    workspace_id: int,
    action_id: int,
    selected: int,
    *,
    tag_id: int | None = None,
) -> None:
    """Store the number of selected people of a new bulk action, and its tag."""
    await connection.execute(statement("start_bulk_action"), workspace_id, action_id, selected, tag_id)


async def mark_undone(connection: Connection, workspace_id: int, action_id: int, undone_by: int) -> None:
    """Store which bulk action undoes another one."""
    await connection.execute(statement("mark_undone"), workspace_id, action_id, undone_by)


async def lock_bulk_action(connection: Connection, workspace_id: int, action_id: int) -> LockedBulkAction | None:
    """A bulk action or None, locked until the transaction ends: no one can cancel or advance it meanwhile."""
    row = await connection.fetchrow(statement("lock_bulk_action"), workspace_id, action_id)
    return LockedBulkAction(**_named(dict(row))) if row else None


async def advance_bulk_action(
    connection: Connection, workspace_id: int, action_id: int, progress: Progress
) -> JobStatus:
    """Store the results of some more people. COMPLETED once all are processed. Call it after lock_bulk_action."""
    reasons, counts = list(progress.skips), list(progress.skips.values())
    if reasons:
        await connection.execute(statement("add_skips"), workspace_id, action_id, reasons, counts)
    numbers = (progress.succeeded, sum(counts), progress.failed, progress.last_batch)
    return JobStatus(await connection.fetchval(statement("advance_bulk_action"), workspace_id, action_id, *numbers))


async def end_bulk_action(
    connection: Connection, workspace_id: int, action_id: int, status: JobStatus, error: str | None = None
) -> bool:
    """End a bulk action before completion: CANCELED, or FAILED with an error. False if it has already ended."""
    arguments = (workspace_id, action_id, status, error)
    return await connection.fetchval(statement("end_bulk_action"), *arguments) is not None


async def fetch_bulk_actions(
    snapshot: Snapshot, workspace_id: int, action_ids: Sequence[int]
) -> dict[int, StoredBulkAction]:
    """Bulk actions by their ids."""
    rows = await snapshot.fetch(statement("bulk_actions"), workspace_id, action_ids)
    return {row["id"]: StoredBulkAction(**_named(dict(row))) for row in rows}


async def fetch_skips(snapshot: Snapshot, workspace_id: int, action_ids: Sequence[int]) -> dict[int, list[Skip]]:
    """Reasons for skipping people, by bulk action, the most frequent first."""
    found: dict[int, list[Skip]] = {}
    for row in await snapshot.fetch(statement("bulk_action_skips"), workspace_id, action_ids):
        found.setdefault(row["bulk_action_id"], []).append(Skip(row["reason"], row["people"]))
    return found


async def fetch_failures(
    snapshot: Snapshot, workspace_id: int, action_ids: Sequence[int], most: int
) -> dict[int, list[Failure]]:
    """Failures by bulk action: at most `most` of each, in the order of the people's ids."""
    found: dict[int, list[Failure]] = {}
    for row in await snapshot.fetch(statement("bulk_action_failures"), workspace_id, action_ids, most):
        found.setdefault(row["bulk_action_id"], []).append(Failure(row["person_id"], row["reason"]))
    return found


async def fetch_bulk_action_filters(
    snapshot: Snapshot, workspace_id: int, action_ids: Sequence[int]
) -> dict[int, StoredFilter]:
    """The people filters of bulk actions."""
    rows = await snapshot.fetch(statement("bulk_action_filters"), workspace_id, action_ids)
    return {row["id"]: StoredFilter(row["filter"], row["detail"]) for row in rows}


async def _allow(connection: Connection, time: timedelta) -> None:
    milliseconds = str(time // timedelta(milliseconds=1))
    await connection.fetchval(statement("allow_statement_ms"), milliseconds)


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "kind": BulkActionKind(row["kind"]), "status": JobStatus(row["status"])}
