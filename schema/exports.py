"""Exports of a series: what is in them, and how far they are."""

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
from schema.enums import described
from schema.info import Info
from schema.nodes import Node
from schema.permissions import field

if TYPE_CHECKING:
    from schema.series import Series

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
        return cls(name=file.name, file=file.file, rows=as_int(file.rows), bytes=as_int(file.bytes), sha256=file.sha256)


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

    @field(needs=Scope.READ, description="What is exported.")
    async def series(self, info: Info) -> Annotated["Series", strawberry.lazy("schema.series")]:
        """Always there."""
        stored = await series_by_id(info.context, self.stored.series_id)
        assert stored is not None  # noqa: S101 - series are never deleted
        return schema.series.Series.of(stored)

    @strawberry.field(description="How far it is.")
    def status(self, info: Info) -> JobStatus:
        """EXPIRED from the instant on that `expiresAt` says."""
        return self.stored.status_at(info.context.now)

    @field(
        needs=Scope.EXPORT,
        description="Where the archive is. Whoever has this address may download it, without a token, until it expires "
        "or the export is canceled; ranges of bytes can be asked for. Null unless it is COMPLETED.",
    )
    def download_url(self, info: Info) -> str | None:
        """Signed."""
        return exports.link(info.context, self.stored)


@strawberry.type(description="A page of exports of a series, the newest first.")
class ExportConnection(Connection[Export]):
    """Whatever became of them."""

    @classmethod
    def of(cls, ctx: Context, listing: Listing) -> "ExportConnection":
        """The page as clients see it."""

        async def node_at(key: Key) -> Export:
            stored = await exports.export_by_id(ctx, key.id)
            assert stored is not None  # noqa: S101 - it is on the page
            return Export.of(stored)

        return cls(listing=listing, node_at=node_at)


async def export(ctx: Context, export_id: int) -> Export | None:
    """An export, or null."""
    stored = await exports.export_by_id(ctx, export_id)
    return Export.of(stored) if stored else None


def as_int(number: int) -> int:
    """A number that fits into GraphQL's Int."""
    return min(number, 2**31 - 1)
