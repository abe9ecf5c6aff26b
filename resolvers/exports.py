"""Exports: what is asked for is written down, and a job does it."""

import secrets

from core.errors import Conflict, Invalid, NoStats, NotCancelable, NotFound
from core.export_files import ExportFile
from core.export_links import export_link
from core.exports import ExportJobKind, ExportRequest, ExportScope
from core.ids import global_id
from core.job_states import JobStatus
from core.mail import mail_address
from core.texts import check_text
from db.bulk_actions import unknown_people
from db.export_rows import count_export_rows
from db.exports import StoredExport, add_export, check_time_zone, export_of_key, fetch_exports
from db.exports import cancel_export as store_cancellation
from db.jobs import add_job
from db.pool import Connection
from resolvers.context import Context
from resolvers.outcomes import first_start
from resolvers.series import series_by_id

LINK_KEY_BYTES = 32


async def export_by_id(ctx: Context, export_id: int) -> StoredExport | None:
    """An export, or None."""
    return await ctx.loaders.load(fetch_exports, export_id)


async def request_export(ctx: Context, request: ExportRequest, key: str | None) -> StoredExport:
    """Write down what is asked for and the job that does it, or find the export asked for under the same key.

    Raises Refused with the path of the field.
    """
    await _check(ctx, request)
    if key is not None:
        check_text(key, "idempotencyKey")
    async with ctx.pool.acquire() as connection, connection.transaction():
        export_id = await _add(ctx, connection, request, key)
    return await _written(ctx, export_id)


async def estimate(ctx: Context, request: ExportRequest) -> dict[ExportFile, int]:
    """How many rows each file of an export would have, if it were made now. Raises what asking for it would raise."""
    await _check(ctx, request)
    async with ctx.pool.acquire() as connection:
        scope = ExportScope.of(request, request.as_of or ctx.now)
        counts = await count_export_rows(connection, ctx.workspace_id, scope)
    return counts if request.files is None else {file: counts[file] for file in request.files}


async def cancel_export(ctx: Context, export_id: int) -> StoredExport:
    """Stop an export, or end the time in which it can be downloaded. Raises NotFound or NotCancelable."""
    async with ctx.pool.acquire() as connection:
        canceled = await store_cancellation(connection, ctx.workspace_id, export_id)
    await ctx.written()
    export = await export_by_id(ctx, export_id)
    if export is None:
        raise NotFound("there is no such export", ("id",))
    if not canceled:
        raise NotCancelable(f"the export is over: {export.status_at(ctx.now)}", ("id",))
    return export


def link(ctx: Context, export: StoredExport) -> str | None:
    """Where the archive can be downloaded now; None where it cannot."""
    if export.status_at(ctx.now) is not JobStatus.COMPLETED:
        return None
    return export_link(ctx.workspace_id, export)


async def _check(ctx: Context, request: ExportRequest) -> None:
    if await series_by_id(ctx, request.series_id) is None:
        raise NotFound("there is no such series", ("series",))
    if request.files == ():
        raise Invalid("`files` must name at least one file; leave it out for all that have rows", ("files",))
    if request.email is not None:
        mail_address(request.email, "email")
    async with ctx.pool.acquire() as connection:
        await check_time_zone(connection, request.time_zone, "timeZone")
        named = request.people.ids if request.people else None
        if unknown := await unknown_people(connection, ctx.workspace_id, named or ()):
            raise NotFound(f"there is no person with the id {global_id('Person', unknown[0])!r}", ("people", "ids"))
    if await first_start(ctx, request.series_id, ctx.current) is None:
        raise NoStats("nobody has started the series yet, so there is nothing to export", ("series",))


async def _add(ctx: Context, connection: Connection, request: ExportRequest, key: str | None) -> int:
    export_id = await add_export(
        connection,
        ctx.workspace_id,
        request,
        request.as_of or ctx.now,
        key=key,
        link_base=ctx.public_url,
        link_key=secrets.token_bytes(LINK_KEY_BYTES),
    )
    if export_id is not None:
        await add_job(connection, ctx.workspace_id, ExportJobKind.ARCHIVE, export_id)
        return export_id
    assert key is not None  # noqa: S101 - only a key can be taken
    export_id, fingerprint = await export_of_key(connection, ctx.workspace_id, key)
    if fingerprint != request.fingerprint:
        raise Conflict("the key was used with another input", ("idempotencyKey",))
    return export_id


async def _written(ctx: Context, export_id: int) -> StoredExport:
    await ctx.written()
    stored = await export_by_id(ctx, export_id)
    assert stored is not None  # noqa: S101 - exports are never deleted
    return stored
