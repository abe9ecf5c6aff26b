"""Exports: the request is stored, and a background job does the work."""

import secrets
from typing import Any

from core.audit import AuditAction, filter_detail
from core.errors import Invalid, NoStats, NotCancelable
from core.export_files import ExportFile
from core.export_links import export_link
from core.exports import ExportJobKind, ExportRequest, ExportScope
from core.ids import global_id
from core.job_states import JobStatus
from core.mail import mail_address
from core.texts import check_text
from core.time_ranges import BEGINNING, END
from db.bulk_actions import unknown_people
from db.export_rows import count_export_rows
from db.exports import StoredExport, add_export, check_time_zone, export_of_key, fetch_exports
from db.exports import cancel_export as store_cancellation
from db.jobs import add_job
from db.pool import Connection
from resolvers.audit import record
from resolvers.context import Context
from resolvers.outcomes import first_start
from resolvers.refusals import key_reused, unknown, unknown_person
from resolvers.series import series_by_id

LINK_KEY_BYTES = 32


async def export_by_id(ctx: Context, export_id: int) -> StoredExport | None:
    return await ctx.loaders.load(fetch_exports, export_id)


async def request_export(ctx: Context, request: ExportRequest, key: str | None) -> StoredExport:
    """Create an export and its job in one transaction, or return the export with the same key.

    Raises Refused with the path of the field.
    """
    await _check(ctx, request)
    if key is not None:
        check_text(key, "idempotencyKey")
    async with ctx.pool.acquire() as connection, connection.transaction():
        export_id = await _add(ctx, connection, request, key)
    return await _written(ctx, export_id)


async def estimate(ctx: Context, request: ExportRequest) -> dict[ExportFile, int]:
    """The number of rows that each file would have in an export of now. Raises the errors of `request_export`."""
    await _check(ctx, request)
    async with ctx.pool.acquire() as connection:
        scope = ExportScope.of(request, request.as_of or ctx.now)
        counts = await count_export_rows(connection, ctx.workspace_id, scope)
    return counts if request.files is None else {file: counts[file] for file in request.files}


async def cancel_export(ctx: Context, export_id: int) -> StoredExport:
    """Stop an export, or end its availability for download. Raises NotFound or NotCancelable."""
    async with ctx.pool.acquire() as connection, connection.transaction():
        canceled = await store_cancellation(connection, ctx.workspace_id, export_id)
        if canceled:
            await record(ctx, connection, AuditAction.CANCEL, {"export": global_id("Export", export_id)})
    await ctx.written()
    export = await export_by_id(ctx, export_id)
    if export is None:
        raise unknown("export", "id")
    if not canceled:
        raise NotCancelable(
            f"The export has already ended ({export.status_at(ctx.now)}), so it cannot be canceled.", ("id",)
        )
    return export


def link(ctx: Context, export: StoredExport) -> str | None:
    """The download link of the archive, or None if it cannot be downloaded now."""
    if export.status_at(ctx.now) is not JobStatus.COMPLETED:
        return None
    return export_link(ctx.workspace_id, export)


async def _check(ctx: Context, request: ExportRequest) -> None:
    if await series_by_id(ctx, request.series_id) is None:
        raise unknown("series", "series")
    if request.files == ():
        raise Invalid(
            "`files` must name at least one file: leave it out to export all files that have rows.", ("files",)
        )
    if request.email is not None:
        _check_mail(ctx, request.email)
    async with ctx.pool.acquire() as connection:
        await check_time_zone(connection, request.time_zone, "timeZone")
        named = request.people.ids if request.people else None
        missing = await unknown_people(connection, ctx.workspace_id, named or ())
    if missing:
        raise unknown_person(missing[0])
    if await first_start(ctx, request.series_id, ctx.current) is None:
        raise NoStats("No one has started the series yet, so there is nothing to export.", ("series",))


def _check_mail(ctx: Context, email: str) -> None:
    mail_address(email, "email")
    if not ctx.link_base.may_be_mailed:
        raise Invalid(
            "The server does not know its address for the link in the mail: set MILEPOST_PUBLIC_URL, or leave out "
            "`email`.",
            ("email",),
        )


async def _add(ctx: Context, connection: Connection, request: ExportRequest, key: str | None) -> int:
    export_id = await add_export(
        connection,
        ctx.workspace_id,
        request,
        request.as_of or ctx.now,
        key=key,
        link_base=ctx.link_base.url,
        link_key=secrets.token_bytes(LINK_KEY_BYTES),
    )
    if export_id is not None:
        await record(ctx, connection, AuditAction.EXPORT, _audited(export_id, request))
        await add_job(connection, ctx.workspace_id, ExportJobKind.ARCHIVE, export_id)
        return export_id
    assert key is not None  # noqa: S101 - an export without a key is always new
    export_id, fingerprint = await export_of_key(connection, ctx.workspace_id, key)
    if fingerprint != request.fingerprint:
        raise key_reused()
    return export_id


def _audited(export_id: int, request: ExportRequest) -> dict[str, Any]:
    detail = {
        "export": global_id("Export", export_id),
        "series": global_id("Series", request.series_id),
        "format": request.format,
        "files": request.files,
        "from": None if request.range.begin == BEGINNING else request.range.begin,
        "to": None if request.range.end == END else request.range.end,
        "filter": request.people and filter_detail(request.people),
        "email": request.email,
    }
    return {name: value for name, value in detail.items() if value is not None}


async def _written(ctx: Context, export_id: int) -> StoredExport:
    await ctx.written()
    stored = await export_by_id(ctx, export_id)
    assert stored is not None  # noqa: S101 - exports are never deleted
    return stored
