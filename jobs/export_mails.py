"""The mail with the download link of an export."""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from core.errors import MailRefused
from core.export_links import export_link
from core.job_states import JobStatus
from core.mail import Mail
from core.texts import counted
from core.time_ranges import BEGINNING, END, TimeRange
from db.exports import StoredExport, read_export
from db.pool import Connection
from db.series import StoredSeries, fetch_series
from db.snapshots import Snapshot
from jobs.handlers import Handler, JobContext, PermanentFailure
from jobs.mail import send_mail

log = structlog.stdlib.get_logger()


async def mail_export(context: JobContext) -> None:
    """Send the mail. It may be sent twice if the worker is killed; both copies have the same Message-ID."""
    export = await read_export(context.pool, context.workspace_id, context.subject_id)
    if export is None or export.status is not JobStatus.COMPLETED or export.request.email is None:
        return
    async with Snapshot(context.pool) as snapshot:
        series = (await fetch_series(snapshot, context.workspace_id, [export.series_id]))[export.series_id]
    try:
        await send_mail(context.settings, export_mail(context.workspace_id, export, series))
    except MailRefused as refusal:
        raise PermanentFailure(str(refusal)) from refusal


async def fail_export_mail(_: Connection, workspace_id: int, export_id: int, __: str) -> None:
    """Log that the mail was not sent. The export stays available for download.

    The reason is not logged, since mail servers quote addresses. The line `attempt.failed` has the code of the reply.
    """
    log.error("export_mail.failed", workspace_id=workspace_id, export_id=export_id)


EXPORT_MAIL = Handler(mail_export, fail_export_mail)


def export_mail(workspace_id: int, export: StoredExport, series: StoredSeries) -> Mail:
    """The mail: download link, expiry, and the exported series, range and files."""
    zone = ZoneInfo(export.request.time_zone)
    assert export.expires_at is not None  # noqa: S101 - it is COMPLETED
    files = "\n".join(f"  {file.name}: {counted(file.rows, 'row')}" for file in export.files)
    text = f"""The export of the series "{series.name}" is ready:

{export_link(workspace_id, export)}

The link works until {_instant(export.expires_at, zone)}. Anyone who has it can download the files.

Range: {_range(export.request.range, zone)}
As of: {_instant(export.as_of, zone)}
Files, in one ZIP archive of {counted(export.size or 0, "byte")}:
{files}
"""
    key = f"export-{workspace_id}-{export.id}"
    return Mail(key, export.request.email or "", f'Export of "{series.name}"', text)


def _range(range_: TimeRange, zone: ZoneInfo) -> str:
    if range_.is_open:
        return "all time"
    begin = "the beginning" if range_.begin == BEGINNING else _instant(range_.begin, zone)
    end = "on" if range_.end == END else f"to before {_instant(range_.end, zone)}"
    return f"from {begin} {end}"


def _instant(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S} {zone.key}"
