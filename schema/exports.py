"""Exports of a series: their status and files."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import schema.series  # the module, not its names: the two types know each other
from core.export_files import ExportFile, ExportFormat
from core.exports import ExportedFile as CoreExportedFile
from core.ids import global_id
from core.job_states import JobStatus
from core.pages import Key
from core.stats_scope import Clock
from core.time_ranges import BEGINNING, END
from core.viewer import Scope
from db.exports import StoredExport
from resolvers import exports
from resolvers.context import Context
from resolvers.pages import Listing
from resolvers.series import series_by_id
from schema.connections import Connection
from schema.cost.declared import sized
from schema.enums import described
from schema.info import Info
from schema.nodes import Node
from schema.permissions import field

if TYPE_CHECKING:
    from schema.series import Series

described(
    ExportFormat,
    "The format of the files of an export.",
    CSV="Comma-separated values in UTF-8, with a header. Texts that a spreadsheet would run as formulas begin with an "
    "apostrophe.",
    PARQUET="Apache Parquet, with the same columns and their types.",
)
described(
    ExportFile,
    "A file of an export. Each value says what the file has one row for.",
    SERIES_ENTRY="A pass through the series. For a range by EVENT_TIME: all passes up to its end, of everyone to whom "
    "something happened in the range, so that people can be dated by their first pass.",
    CHECKPOINT="A visit of a block.",
    RECEIPT="A delivery to a person, with the first engagement of each kind. A pass counts as a delivery of the series "
    "itself. Other files refer to deliveries by `receipt_id`.",
    SERIES_COMPLETION="A pass that finished.",
    SERIES_DISENGAGEMENT="A pass that disengaged.",
    SERIES_EXIT="A pass that exited.",
    GOAL_SUCCESS="A goal hit. Without a block it belongs to the delivery of the series.",
    OPEN="An opening.",
    CLICK="A click.",
    REPLY="A reply.",
    REACTION="A reaction.",
    COMPLETION="A completion.",
    DISMISSAL="A dismissal.",
    ANSWER="An answer to a question.",
    COLLECTED_EMAIL="An e-mail address that a person left.",
    UNSUBSCRIBE="A person who unsubscribed.",
    HARD_BOUNCE="A delivery that failed permanently.",
    SOFT_BOUNCE="A delivery that failed temporarily.",
    SPAM_COMPLAINT="A delivery marked as spam.",
    BUTTON_TAP="A tap on a button.",
    SCREEN_VIEW="A view of a carousel screen.",
    TOUR_STEP_VIEW="A view of a tour step.",
    TOUR_STEP_FAILURE="A tour step that could not be shown.",
    PERMISSION_GRANT="A granted permission.",
    KEYWORD_REPLY="A reply with a keyword.",
    PUSH_FAILURE="A failure at a PUSH.",
    SMS_FAILURE="A failure at an SMS.",
    WHATSAPP_FAILURE="A failure at a WHATSAPP.",
    WEBHOOK_FAILURE="A failure at a WEBHOOK.",
    EMAIL_FAILURE="A failure at an EMAIL, or at any kind of block that has no failure file of its own.",
)


@strawberry.type(description="The requested range of an export: from <= t < to.")
class ExportRange:
    from_: datetime | None = strawberry.field(
        name="from", description="The first instant of the range; null if it has no beginning."
    )
    to: datetime | None = strawberry.field(description="The first instant after the range; null if it has no end.")


@strawberry.type(description="A file in the archive of an export. The manifest in the archive has the same data.")
class ExportedFile:
    name: str = strawberry.field(description="The name of the file in the archive.")
    file: ExportFile = strawberry.field(description="What the file has one row for.")
    rows: int = strawberry.field(
        description="Number of rows, without the header. 2147483647 stands for any larger number."
    )
    bytes: int = strawberry.field(
        description="Unpacked size in bytes. 2147483647 stands for any larger size; the manifest in the archive has "
        "the exact one."
    )
    sha256: str = strawberry.field(description="SHA-256 of the unpacked file, in hexadecimal digits.")

    @classmethod
    def of(cls, file: CoreExportedFile) -> "ExportedFile":
        return cls(name=file.name, file=file.file, rows=as_int(file.rows), bytes=as_int(file.bytes), sha256=file.sha256)


@strawberry.type(
    description="The raw data of a series as files in one ZIP archive, read from one snapshot of the database. A "
    "background job creates it. It can be downloaded for two days by default."
)
class Export(Node):
    stored: strawberry.Private[StoredExport]
    progress: float = strawberry.field(description="Progress from 0 to 1.")
    range: ExportRange = strawberry.field(description="The range of the data, compared by `clock`.")
    clock: Clock = strawberry.field(description="What the range is compared with.")
    format: ExportFormat = strawberry.field(description="The format of the files.")
    as_of: datetime = strawberry.field(description="The instant as of which the data is read.")
    files: list[ExportedFile] = strawberry.field(
        description="The files in the archive; empty until the export is COMPLETED.", metadata=sized(len(ExportFile))
    )
    expires_at: datetime | None = strawberry.field(
        description="The instant from which the archive can no longer be downloaded; null until the export is "
        "COMPLETED."
    )
    error: str | None = strawberry.field(
        description="The error that ended the export, as a sentence; null unless FAILED."
    )
    created_at: datetime = strawberry.field(description="When the export was requested.")
    completed_at: datetime | None = strawberry.field(
        description="When the export ended: completed, failed or canceled. Null until then."
    )

    @classmethod
    def of(cls, stored: StoredExport) -> "Export":
        request = stored.request
        begin, end = request.range.begin, request.range.end
        return cls(
            id=strawberry.ID(global_id("Export", stored.id)),
            stored=stored,
            progress=stored.progress,
            range=ExportRange(from_=None if begin == BEGINNING else begin, to=None if end == END else end),
            clock=request.clock,
            format=request.format,
            as_of=stored.as_of,
            files=[ExportedFile.of(file) for file in stored.files],
            expires_at=stored.expires_at,
            error=stored.error,
            created_at=stored.created_at,
            completed_at=stored.completed_at,
        )

    @field(needs=Scope.READ, description="The exported series.")
    async def series(self, info: Info) -> Annotated["Series", strawberry.lazy("schema.series")]:
        stored = await series_by_id(info.context, self.stored.series_id)
        assert stored is not None  # noqa: S101 - series are never deleted
        return schema.series.Series.of(stored)

    @field(needs=Scope.READ, description="The address to which the link is sent; null if none was given.")
    async def email(self) -> str | None:
        return self.stored.request.email

    @strawberry.field(description="The status of the export. EXPIRED from `expiresAt` on.")
    async def status(self, info: Info) -> JobStatus:
        return self.stored.status_at(info.context.now)

    @field(
        needs=Scope.EXPORT,
        description="A signed link to the archive. It works without a token, for anyone who has it, until the export "
        "expires or is canceled. Range requests are supported. Null unless the export is COMPLETED.",
    )
    async def download_url(self, info: Info) -> str | None:
        return exports.link(info.context, self.stored)


@strawberry.type(description="A page of the exports of a series, the newest first, whatever their status.")
class ExportConnection(Connection[Export]):
    @classmethod
    def of(cls, ctx: Context, listing: Listing) -> "ExportConnection":

        async def node_at(key: Key) -> Export:
            stored = await exports.export_by_id(ctx, key.id)
            assert stored is not None  # noqa: S101 - it is on the page
            return Export.of(stored)

        return cls(listing=listing, node_at=node_at)


ExportId = Annotated[strawberry.ID, strawberry.argument(description="The id of the export.")]


async def export(ctx: Context, export_id: int) -> Export | None:
    stored = await exports.export_by_id(ctx, export_id)
    return Export.of(stored) if stored else None


def as_int(number: int) -> int:
    """The number, or the largest one that fits into GraphQL's Int."""
    return min(number, 2**31 - 1)
