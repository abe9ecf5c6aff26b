"""Exporting a series: what can be asked for, and how far it is."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import strawberry

from core.errors import Refused
from core.export_files import ExportFile, ExportFormat
from core.exports import ExportedFile as CoreExportedFile
from core.exports import ExportRequest, StoredExport
from core.ids import global_id, number_of
from core.input_paths import under
from core.job_states import JobStatus
from core.stats_scope import Clock
from core.time_ranges import ALWAYS, BEGINNING, END
from resolvers import exports
from resolvers.context import Context
from resolvers.series import series_by_id
from schema.enums import described
from schema.info import Info
from schema.nodes import Node
from schema.payloads import UserError, user_errors
from schema.people_filters import PeopleFilter, people_of
from schema.scalars import TimeZone
from schema.series import Series
from schema.time_ranges import DateTimeRange

described(
    ExportFormat,
    "How the files of an export are written.",
    CSV="Text with commas, in UTF-8, the names of the columns first. Texts that a spreadsheet would run as formulas "
    "begin with an apostrophe.",
    PARQUET="Apache Parquet, with the same columns, typed.",
)
described(
    ExportFile,
    "A file of an export, by what it has a row for.",
    SERIES_ENTRY="A pass through the series. With a range by EVENT_TIME: all passes, up to its end, of everybody to "
    "whom something happened in it, so that people can be dated by their first.",
    CHECKPOINT="A visit of a block.",
    RECEIPT="A delivery to a person, with the first of each thing that came of it; a pass is a delivery of the series "
    "itself. Other files name deliveries by `receipt_id`.",
    SERIES_COMPLETION="A pass that finished.",
    SERIES_DISENGAGEMENT="A pass that disengaged.",
    SERIES_EXIT="A pass that exited.",
    GOAL_SUCCESS="A goal hit; where no block is named, of the series' own delivery.",
    OPEN="Something opened.",
    CLICK="A click.",
    REPLY="A reply.",
    REACTION="A reaction.",
    COMPLETION="Something completed.",
    DISMISSAL="Something dismissed.",
    ANSWER="A question answered.",
    COLLECTED_EMAIL="An e-mail address left.",
    UNSUBSCRIBE="Somebody unsubscribed.",
    HARD_BOUNCE="A delivery that failed for good.",
    SOFT_BOUNCE="A delivery that failed for now.",
    SPAM_COMPLAINT="A delivery marked as spam.",
    BUTTON_TAP="A button tapped.",
    SCREEN_VIEW="A screen of a carousel viewed.",
    TOUR_STEP_VIEW="A step of a tour viewed.",
    TOUR_STEP_FAILURE="A step of a tour that could not be shown.",
    PERMISSION_GRANT="A permission granted.",
    KEYWORD_REPLY="A reply with a keyword.",
    PUSH_FAILURE="A failure at a PUSH.",
    SMS_FAILURE="A failure at an SMS.",
    WHATSAPP_FAILURE="A failure at a WHATSAPP.",
    WEBHOOK_FAILURE="A failure at a WEBHOOK.",
    EMAIL_FAILURE="A failure at an EMAIL, or at a block of any kind that has no file of its own for them.",
)


@strawberry.type(description="The range of an export, as it was asked for.")
class ExportRange:
    """Half-open."""

    from_: datetime | None = strawberry.field(name="from", description="Its first instant; null: from the beginning.")
    to: datetime | None = strawberry.field(description="The first instant after it; null: without end.")


@strawberry.type(description="A file in the archive of an export.")
class ExportedFile:
    """The manifest in the archive says the same."""

    name: str = strawberry.field(description="Its name in the archive.")
    file: ExportFile = strawberry.field(description="What it has rows for.")
    rows: int = strawberry.field(description="How many rows it has, without the names of the columns.")
    bytes: int = strawberry.field(
        description="Its size as it is unpacked. An Int ends at 2147483647, which stands for all that is larger: the "
        "manifest in the archive has every number in full."
    )
    sha256: str = strawberry.field(description="SHA-256 of it as it is unpacked, in hexadecimal digits.")

    @classmethod
    def of(cls, file: CoreExportedFile) -> "ExportedFile":
        """The file as clients see it."""
        return cls(name=file.name, file=file.file, rows=_int(file.rows), bytes=_int(file.bytes), sha256=file.sha256)


@strawberry.type(
    description="The raw data of a series as files in one ZIP archive, from one snapshot of the database. The archive "
    "can be downloaded for two days, or as long as the server is set to."
)
class Export(Node):
    """Made by a job."""

    stored: strawberry.Private[StoredExport]
    progress: float = strawberry.field(description="How far it is, from 0 to 1.")
    range: ExportRange = strawberry.field(description="What it is limited to, compared by `clock`.")
    clock: Clock = strawberry.field(description="What the range is compared with.")
    format: ExportFormat = strawberry.field(description="How the files are written.")
    as_of: datetime = strawberry.field(description="The instant as of which the data is shown.")
    files: list[ExportedFile] = strawberry.field(description="What is in the archive; empty until it is COMPLETED.")
    expires_at: datetime | None = strawberry.field(
        description="When the archive can no longer be downloaded; null until it is COMPLETED."
    )
    error: str | None = strawberry.field(description="Why it was given up, in a sentence; null unless it has FAILED.")
    created_at: datetime = strawberry.field(description="When it was asked for.")
    completed_at: datetime | None = strawberry.field(
        description="When it was over, for whatever reason; null while it is not."
    )

    @classmethod
    def of(cls, stored: StoredExport) -> "Export":
        """The export as clients see it."""
        asked = stored.request
        begin, end = asked.range.begin, asked.range.end
        return cls(
            id=strawberry.ID(global_id("Export", stored.id)),
            stored=stored,
            progress=stored.progress,
            range=ExportRange(from_=None if begin == BEGINNING else begin, to=None if end == END else end),
            clock=asked.clock,
            format=asked.format,
            as_of=stored.as_of,
            files=[ExportedFile.of(file) for file in stored.files],
            expires_at=stored.expires_at,
            error=stored.error,
            created_at=stored.created_at,
            completed_at=stored.completed_at,
        )

    @strawberry.field(description="What is exported.")
    async def series(self, info: Info) -> Series:
        """Always there."""
        stored = await series_by_id(info.context, self.stored.series_id)
        assert stored is not None  # noqa: S101 - series are never deleted
        return Series.of(stored)

    @strawberry.field(description="How far it is.")
    def status(self, info: Info) -> JobStatus:
        """EXPIRED from the instant on that `expiresAt` says."""
        return self.stored.status_at(info.context.now)

    @strawberry.field(
        description="Where the archive is. Whoever has this address may download it, without a token, until it expires "
        "or the export is canceled; ranges of bytes can be asked for. Null unless it is COMPLETED."
    )
    def download_url(self, info: Info) -> str | None:
        """Signed."""
        return exports.link(info.context, self.stored)


@strawberry.input(description="What to export.")
class RequestExportInput:
    """The scope means the same as that of figures."""

    series: strawberry.ID = strawberry.field(description="The series' id.")
    range: DateTimeRange | None = strawberry.field(
        default=None, description="Only what lies in this range, by `clock`. Left out: everything."
    )
    clock: Clock = strawberry.field(default=Clock.EVENT_TIME, description="What the range is compared with.")
    people: PeopleFilter | None = strawberry.field(default=None, description="Only these people. Left out: everybody.")
    files: list[ExportFile] | None = strawberry.field(
        default=None,
        description="Which files; each is there even if it has no rows. Left out: all that have rows.",
    )
    format: ExportFormat = strawberry.field(default=ExportFormat.CSV, description="How the files are written.")
    as_of: datetime | None = strawberry.field(
        default=None, description="Without what happened after this instant. Default: now."
    )
    time_zone: TimeZone = strawberry.field(
        default=TimeZone("UTC"), description="The time zone in which instants are written, with their offset."
    )
    email: str | None = strawberry.field(
        default=None, description="An address to which a mail with the link is sent once it is COMPLETED."
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Your own name for this call, unique in the workspace; 1 to 500 characters. The same key again "
        "answers with the first export and makes no other; with another input it is a CONFLICT.",
    )
    dry_run: bool = strawberry.field(
        default=False, description="Say how many rows each file would have, in `estimate`, and change nothing."
    )

    async def to_core(self, ctx: Context) -> ExportRequest:
        """What is asked for. Raises Refused with the path of the field."""
        with under("series"):
            series_id = number_of(self.series, "Series")
        with under("range"):
            range_ = self.range.to_core() if self.range else ALWAYS
        return ExportRequest(
            series_id=series_id,
            range=range_,
            clock=self.clock,
            people=await people_of(ctx, self.people, "people"),
            files=None if self.files is None else tuple(dict.fromkeys(self.files)),
            format=self.format,
            as_of=self.as_of,
            time_zone=self.time_zone,
            email=self.email,
        )


@strawberry.type(description="How many rows a file would have.")
class ExportEstimate:
    """As of the request."""

    file: ExportFile = strawberry.field(description="The file.")
    rows: int = strawberry.field(description="How many rows, without the names of the columns.")


@strawberry.type(description="The export, or what it would be, or why it was refused as a whole.")
class ExportPayload:
    """Null where it does not apply."""

    export: Export | None = strawberry.field(default=None, description="The export.")
    estimate: list[ExportEstimate] | None = strawberry.field(
        default=None, description="For a dry run: the files that were asked for, or all, with their rows."
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list[UserError], description="What is wrong with the call; usually empty."
    )


def _int(number: int) -> int:
    """A number that fits into GraphQL's Int."""
    return min(number, 2**31 - 1)


async def export(ctx: Context, export_id: int) -> Export | None:
    """An export, or null."""
    stored = await exports.export_by_id(ctx, export_id)
    return Export.of(stored) if stored else None


async def request_export(ctx: Context, given: RequestExportInput) -> ExportPayload:
    """Ask for an export, or for what it would be."""

    async def asked() -> ExportPayload:
        request = await given.to_core(ctx)
        if given.dry_run:
            rows = await exports.estimate(ctx, request)
            return ExportPayload(estimate=[ExportEstimate(file=file, rows=_int(count)) for file, count in rows.items()])
        return ExportPayload(export=Export.of(await exports.request_export(ctx, request, given.idempotency_key)))

    return await _payload(asked)


async def cancel_export(ctx: Context, given: str) -> ExportPayload:
    """Stop an export."""

    async def asked() -> ExportPayload:
        with under("id"):
            export_id = number_of(given, "Export")
        return ExportPayload(export=Export.of(await exports.cancel_export(ctx, export_id)))

    return await _payload(asked)


async def _payload(asked: Callable[[], Awaitable[ExportPayload]]) -> ExportPayload:
    try:
        return await asked()
    except Refused as refusal:
        return ExportPayload(user_errors=user_errors([refusal]))
