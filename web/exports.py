"""/exports/<signed>: downloads the archive of an export. The signed link replaces a token."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import structlog
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from core.audit import AuditAction, AuditEntry
from core.errors import UNAVAILABLE, RequestErrorCode, Unavailable, loggable
from core.export_links import is_genuine, linked_export
from core.exports import archive_name
from core.file_names import archive_file_name, ascii_file_name
from core.ids import global_id
from core.job_states import JobStatus
from core.texts import counted
from db.audit import add_audit_event
from db.exports import StoredExport, read_export
from db.pool import Pool
from db.series import fetch_series
from db.snapshots import Snapshot
from jobs.storage import open_storage
from web.callers import caller_of
from web.errors import error_response
from web.ranges import ByteRange, Unsatisfiable, requested_range

log = structlog.stdlib.get_logger()

_GONE = {
    JobStatus.EXPIRED: (RequestErrorCode.EXPIRED, "This link has expired: request the export again."),
    JobStatus.CANCELED: (RequestErrorCode.CANCELED, "This export was canceled: request it again."),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """The export of a link with a valid signature."""

    workspace_id: int
    export: StoredExport
    series_name: str

    @property
    def file_name(self) -> str:
        """The name of the archive for those who download it."""
        request = self.export.request
        return archive_file_name(self.series_name, request.range, self.export.as_of, ZoneInfo(request.time_zone))


def exports_route() -> Route:
    """GET and HEAD, also for a range of bytes, until the link expires."""
    return Route("/exports/{signed}", download, methods=["GET", "HEAD"])


async def download(request: Request) -> Response:
    """Returns the archive or a range of it; 404 for an invalid signature, 410 for an expired or canceled export."""
    found = await _genuine(request)
    if found is None:
        return error_response(request, 404, "NOT_FOUND", "The link is incomplete or was changed: copy all of it.")
    export = found.export
    if refusal := _GONE.get(export.status_at(datetime.now(UTC))):
        return error_response(request, 410, *refusal)
    assert export.size is not None  # noqa: S101 - only completed exports have links
    headers = _headers(found, export.size)
    try:
        part = requested_range(request, export.size, headers["ETag"])
    except Unsatisfiable:
        outside = {"Content-Range": f"bytes */{export.size}"}
        return error_response(
            request,
            416,
            "INVALID",
            f"The archive has only {counted(export.size, 'byte')}: request a range within them.",
            outside,
        )
    return await _respond(request, found, part, headers)


async def _respond(request: Request, found: _Found, part: ByteRange | None, headers: dict[str, str]) -> Response:
    size = found.export.size or 0
    begin, end = (part.begin, part.end) if part else (0, size)
    if part:
        headers["Content-Range"] = f"bytes {begin}-{end - 1}/{size}"
    headers["Content-Length"] = str(end - begin)
    status = 206 if part else 200
    if request.method == "HEAD":
        return Response(None, status, headers, "application/zip")
    storage = open_storage(request.state.settings)
    name = archive_name(found.workspace_id, found.export.id, found.export.attempt)
    # The first piece is read before the response begins, while a failing storage can still become a status.
    pieces = aiter(storage.read(name, begin, end))
    try:
        first = await anext(pieces, b"")
    except FileNotFoundError:
        return error_response(request, 410, *_GONE[JobStatus.EXPIRED])
    except Unavailable as error:
        log.warning("export.unavailable", export_id=found.export.id, error=loggable(error))
        return error_response(request, 503, UNAVAILABLE, "The archive cannot be read now: try again later.")
    await _record(request, found, headers.get("Content-Range"))
    return StreamingResponse(_with_first(first, pieces), status, headers, "application/zip")


async def _record(request: Request, found: _Found, part: str | None) -> None:
    """Write the download to the audit log. If that is impossible, it does not begin."""
    detail = {"export": global_id("Export", found.export.id), "file": found.file_name}
    if part is not None:
        detail["part"] = part
    entry = AuditEntry(AuditAction.DOWNLOAD, detail, None, caller_of(request))
    await add_audit_event(request.state.writing.of(found.workspace_id), found.workspace_id, entry)


async def _with_first(first: bytes, others: AsyncIterator[bytes]) -> AsyncGenerator[bytes]:
    yield first
    async for piece in others:
        yield piece


async def _genuine(request: Request) -> _Found | None:
    signed = request.path_params["signed"]
    unverified = linked_export(signed)
    if unverified is None:
        return None
    pool: Pool = request.state.writing
    export = await read_export(pool.of(unverified.workspace_id), unverified.workspace_id, unverified.export_id)
    if export is None or not is_genuine(signed, unverified.workspace_id, export):
        return None
    async with Snapshot(pool.of(unverified.workspace_id)) as snapshot:
        series = await fetch_series(snapshot, unverified.workspace_id, [export.series_id])
    return _Found(unverified.workspace_id, export, series[export.series_id].name)


def _headers(found: _Found, size: int) -> dict[str, str]:
    export = found.export
    return {
        "Accept-Ranges": "bytes",
        # The path names the export, and the archive of an attempt never changes.
        "ETag": f'"{export.attempt}-{size}"',
        "Content-Disposition": _attachment(found.file_name),
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex",
    }


def _attachment(name: str) -> str:
    """The header value (RFC 6266): the name in Unicode, and in ASCII for clients that know only that."""
    return f"attachment; filename=\"{ascii_file_name(name)}\"; filename*=UTF-8''{quote(name, safe='')}"
