"""Exports as they are kept: who asked for what, how far it is, and where its archive is."""

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
from db.pool import Connection, Pool
from db.snapshots import Snapshot
from db.statements.composer import statement


@dataclass(frozen=True, slots=True)
class StoredExport:
    """An export as it is kept. `as_of` is settled when it is asked for, `size` is the archive's, in bytes.

    `attempt` is the one that is making the archive, or has made it.
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
        """How far it is; what has expired is so before its archive is removed."""
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
    """Write down an export that is asked for, and return its id. None where the idempotency key is taken."""
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
    """The export that was asked for under an idempotency key, and the fingerprint of that request."""
    row = await connection.fetchrow(statement("export_of_key"), workspace_id, key)
    assert row is not None  # noqa: S101 - asked only where the key is taken, and exports are never deleted
    return row["id"], row["fingerprint"]


async def fetch_exports(snapshot: Snapshot, workspace_id: int, ids: Sequence[int]) -> dict[int, StoredExport]:
    """Exports by their ids."""
    rows = await snapshot.fetch(statement("exports_by_ids"), workspace_id, ids)
    return {row["id"]: _export(row) for row in rows}


async def read_export(db: Pool | Connection, workspace_id: int, export_id: int) -> StoredExport | None:
    """An export as it is now, or None."""
    row = await db.fetchrow(statement("exports_by_ids"), workspace_id, [export_id])
    return _export(row) if row else None


async def begin_export(pool: Pool, workspace_id: int, export_id: int, attempt: int) -> StoredExport | None:
    """Note that an attempt is at an export. None where the export is over, or a later attempt is at it."""
    row = await pool.fetchrow(statement("begin_export"), workspace_id, export_id, attempt)
    return _export(row) if row else None


async def advance_export(pool: Pool, workspace_id: int, export: StoredExport, progress: float) -> bool:
    """Note how far it is, from 0 to 1. False where it is no longer wanted from this attempt."""
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
    """Note that the archive, of some bytes, is there. False where it is no longer wanted from this attempt."""
    arguments = (workspace_id, export.id, export.attempt, msgspec.to_builtins(files), size, lifetime)
    return await connection.fetchval(statement("complete_export"), *arguments) is not None


async def end_export(
    db: Pool | Connection, workspace_id: int, export_id: int, status: JobStatus, error: str | None = None
) -> bool:
    """Note that it has ended without an archive. False where it was over before."""
    arguments = (workspace_id, export_id, status, error)
    return await db.fetchval(statement("end_export"), *arguments) is not None


async def cancel_export(connection: Connection, workspace_id: int, export_id: int) -> bool:
    """Stop an export, or end the time in which it can be downloaded. False where both are over."""
    return await connection.fetchval(statement("cancel_export"), workspace_id, export_id) is not None


async def exports_to_remove(pool: Pool) -> list[tuple[int, int]]:
    """The workspaces and ids of the exports whose archives are of no use any more."""
    return [(row["workspace_id"], row["id"]) for row in await pool.fetch(statement("exports_to_remove"))]


async def expire_export(pool: Pool, workspace_id: int, export_id: int) -> None:
    """Note that the archive is gone."""
    await pool.execute(statement("expire_export"), workspace_id, export_id)


async def check_time_zone(connection: Connection, time_zone: str, *path: str) -> None:
    """Raise Invalid, with the path of the field, where the database does not know a time zone."""
    try:
        await connection.fetchval(statement("time_zone_now"), time_zone)
    except asyncpg.InvalidParameterValueError:
        raise Invalid(f"{time_zone!r} is not a time zone that the database knows", path) from None


def _export(row: Record) -> StoredExport:
    fields: dict[str, Any] = {
        **row,
        "request": ExportRequest.from_builtins(row["request"]),
        "files": msgspec.convert(row["files"], tuple[ExportedFile, ...]),
        "status": JobStatus(row["status"]),
    }
    return StoredExport(**fields)
