"""Stored exports: their requests, progress and archives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import msgspec
from asyncpg import Record

from core.errors import Invalid
from core.exports import ExportedFile, ExportRequest
from core.job_states import JobStatus
from db.pool import Connection, Pool, WorkspacePool
from db.snapshots import Snapshot
from db.statements.composer import statement


@dataclass(frozen=True, slots=True)
class StoredExport:
    """A stored export. `as_of` is fixed when it is requested. `size` is the size of the archive in bytes.

    `attempt` is the attempt that writes or has written the archive.
    """

    id: int
    series_id: int
    request: ExportRequest
    as_of: datetime
    link_base: str
    link_key: bytes
    status: JobStatus
    progress: float
    files: tuple[ExportedFile, ...]
    attempt: int
    size: int | None
    error: str | None
    created_at: datetime
    completed_at: datetime | None
    expires_at: datetime | None

    def status_at(self, now: datetime) -> JobStatus:
        """The status at an instant. EXPIRED from `expires_at` on, even before the archive is removed."""
        is_past = self.expires_at is not None and self.expires_at <= now
        return JobStatus.EXPIRED if is_past and self.status is JobStatus.COMPLETED else self.status


async def add_export(
    connection: Connection,
    workspace_id: int,
    request: ExportRequest,
    as_of: datetime,
    *,
    key: str | None,
    link_base: str,
    link_key: bytes,
) -> int | None:
    """Store a requested export and return its id. None if the idempotency key is taken."""
    return await connection.fetchval(
        statement("add_export"),
        workspace_id,
        request.series_id,
        request.to_builtins(),
        request.fingerprint,
        key,
        as_of,
        link_base,
        link_key,
    )


async def export_of_key(connection: Connection, workspace_id: int, key: str) -> tuple[int, bytes]:
    """The id of the export with an idempotency key, and the fingerprint of its request."""
    row = await connection.fetchrow(statement("export_of_key"), workspace_id, key)
    assert row is not None  # noqa: S101 - called only if the key is taken, and exports are never deleted
    return row["id"], row["fingerprint"]


async def fetch_exports(snapshot: Snapshot, workspace_id: int, ids: Sequence[int]) -> dict[int, StoredExport]:
    """Exports by their ids."""
    rows = await snapshot.fetch(statement("exports_by_ids"), workspace_id, ids)
    return {row["id"]: _export(row) for row in rows}


async def read_export(db: WorkspacePool | Connection, workspace_id: int, export_id: int) -> StoredExport | None:
    """The current state of an export, or None."""
    row = await db.fetchrow(statement("exports_by_ids"), workspace_id, [export_id])
    return _export(row) if row else None


async def begin_export(pool: WorkspacePool, workspace_id: int, export_id: int, attempt: int) -> StoredExport | None:
    """Start an attempt of an export. None if the export has ended or has a later attempt."""
    row = await pool.fetchrow(statement("begin_export"), workspace_id, export_id, attempt)
    return _export(row) if row else None


async def advance_export(pool: WorkspacePool, workspace_id: int, export: StoredExport, progress: float) -> bool:
    """Store the progress, from 0 to 1. False if this attempt must stop: the export has ended or has a later attempt."""
    arguments = (workspace_id, export.id, export.attempt, progress)
    return await pool.fetchval(statement("advance_export"), *arguments) is not None


async def complete_export(
    connection: Connection,
    workspace_id: int,
    export: StoredExport,
    *,
    files: Sequence[ExportedFile],
    size: int,
    lifetime: timedelta,
) -> bool:
    """Complete an export with an archive of `size` bytes. False if the export has ended or has a later attempt."""
    arguments = (workspace_id, export.id, export.attempt, msgspec.to_builtins(files), size, lifetime)
    return await connection.fetchval(statement("complete_export"), *arguments) is not None


async def end_export(
    db: WorkspacePool | Connection, workspace_id: int, export_id: int, status: JobStatus, error: str | None = None
) -> bool:
    """End an export without an archive. False if it had already ended."""
    arguments = (workspace_id, export_id, status, error)
    return await db.fetchval(statement("end_export"), *arguments) is not None


async def cancel_export(connection: Connection, workspace_id: int, export_id: int) -> bool:
    """Cancel an active export, or expire a completed one. False if it has ended and cannot be downloaded."""
    return await connection.fetchval(statement("cancel_export"), workspace_id, export_id) is not None


async def exports_to_remove(pool: Pool) -> list[tuple[int, int]]:
    """The workspaces and ids of the exports whose archives can be removed."""
    return [(row["workspace_id"], row["id"]) for row in await pool.fetch(statement("exports_to_remove"))]


async def expire_export(pool: Pool, workspace_id: int, export_id: int) -> None:
    """Store that the archive of an export is removed."""
    await pool.of(workspace_id).execute(statement("expire_export"), workspace_id, export_id)


async def check_time_zone(connection: Connection, time_zone: str, *path: str) -> None:
    """Raises Invalid, with the path of the field, if the database does not know a time zone."""
    try:
        await connection.fetchval(statement("time_zone_now"), time_zone)
    except asyncpg.InvalidParameterValueError:
        raise Invalid(f"{time_zone!r} is not a time zone: give an IANA name such as Europe/Amsterdam.", path) from None


def _export(row: Record) -> StoredExport:
    fields: dict[str, Any] = {
        **row,
        "request": ExportRequest.from_builtins(row["request"]),
        "files": msgspec.convert(row["files"], tuple[ExportedFile, ...]),
        "status": JobStatus(row["status"]),
    }
    return StoredExport(**fields)
