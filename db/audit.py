"""The audit log: entries, and pages of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asyncpg import Record

from core.audit import AuditAction, AuditEntry
from core.pages import Key, Span
from db.pages import bounds, direction
from db.pool import Connection, WorkspacePool
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose, statement


@dataclass(frozen=True, slots=True)
class StoredAuditEvent:
    """An entry of the audit log."""

    id: int
    at: datetime
    action: AuditAction
    token: str | None
    request_id: str | None
    address: str | None
    people: int | None
    detail: dict[str, Any]


async def add_audit_event(db: WorkspacePool | Connection, workspace_id: int, entry: AuditEntry) -> None:
    """Write an entry. Call it in the transaction of the change, so that the log has exactly what was committed."""
    await db.execute(
        statement("add_audit_event"),
        workspace_id,
        entry.action,
        entry.token,
        entry.caller.request_id,
        entry.caller.address,
        entry.people,
        entry.detail,
    )


async def fetch_audit_events(snapshot: Snapshot, workspace_id: int, ids: Sequence[int]) -> dict[int, StoredAuditEvent]:
    """Entries by their ids."""
    rows = await snapshot.fetch(statement("audit_events_by_ids"), workspace_id, ids)
    return {row["id"]: _event(row) for row in rows}


def _event(row: Record) -> StoredAuditEvent:
    named: dict[str, Any] = {**row, "action": AuditAction(row["action"])}
    return StoredAuditEvent(**named)


async def fetch_audit_page(
    snapshot: Snapshot, workspace_id: int, _workspace_ids: Sequence[int], actions: Sequence[AuditAction], span: Span
) -> dict[int, list[Key]]:
    """The keys of the workspace's entries with some of the actions on a page, in the order of time."""
    query, _ = audit_page(is_descending=span.is_descending)
    rows = await snapshot.fetch(query, workspace_id, actions, *bounds(span))
    return {workspace_id: [Key(row["at"], row["id"]) for row in rows]}


def audit_page(*, is_descending: bool) -> Composed:
    """The statement for a page of the audit log."""
    return compose("audit_page", direction(is_descending=is_descending))


async def fetch_audit_count(
    snapshot: Snapshot, workspace_id: int, _workspace_ids: Sequence[int], actions: Sequence[AuditAction]
) -> dict[int, int]:
    """The number of the workspace's entries with some of the actions."""
    rows = await snapshot.fetch(statement("audit_count"), workspace_id, actions)
    return {workspace_id: rows[0]["count"]}
