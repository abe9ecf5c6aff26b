"""Requesting and canceling exports: `requestExport`, `cancelExport`."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Annotated

import strawberry

from core.errors import Invalid, Refused
from core.export_files import ExportFile, ExportFormat
from core.exports import ExportRequest
from core.ids import number_of
from core.input_paths import under
from core.list_bounds import MOST_CHOICES, check_length
from core.stats_scope import Clock
from core.time_ranges import ALWAYS
from core.viewer import Scope
from resolvers import exports
from resolvers.context import Context
from schema.cost.declared import sized
from schema.exports import Export, ExportId, as_int
from schema.info import Info
from schema.keys import series_named
from schema.list_bounds import at_most
from schema.payloads import UserError, user_errors
from schema.people_filters import PeopleFilter, people_of
from schema.permissions import field
from schema.scalars import TimeZone
from schema.time_ranges import DateTimeRange


@strawberry.input(description="An export to create. Its scope means the same as the scope of figures.")
class RequestExportInput:
    series: strawberry.ID | None = strawberry.field(
        default=None, description="The id of the series. Give either `series` or `seriesKey`."
    )
    series_key: str | None = strawberry.field(default=None, description="The caller's own key of the series.")
    range: DateTimeRange | None = strawberry.field(
        default=None, description="Only data in this range, compared by `clock`. Default: everything."
    )
    clock: Clock = strawberry.field(default=Clock.EVENT_TIME, description="What the range is compared with.")
    people: PeopleFilter | None = strawberry.field(default=None, description="Only these people. Default: everyone.")
    files: list[ExportFile] | None = strawberry.field(
        default=None,
        description="The files to create, even those without rows; at most 50. Default: all files that have rows.",
        metadata=at_most(MOST_CHOICES),
    )
    format: ExportFormat = strawberry.field(default=ExportFormat.CSV, description="The format of the files.")
    as_of: datetime | None = strawberry.field(
        default=None, description="Without anything that happened after this instant. Default: now."
    )
    time_zone: TimeZone = strawberry.field(
        default=TimeZone("UTC"), description="The time zone in which instants are written, with their offset."
    )
    byte_order_mark: bool = strawberry.field(
        default=False,
        description="Begin CSV files with a UTF-8 byte order mark, without which Excel misreads letters other than "
        "ASCII. INVALID for PARQUET.",
    )
    email: str | None = strawberry.field(
        default=None, description="An address that is sent an e-mail with the link once the export is COMPLETED."
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Your own name for this request, unique in the workspace; 1 to 500 characters. The same key with "
        "the same input returns the first export and creates no other; with different input it is a CONFLICT.",
    )
    dry_run: bool = strawberry.field(
        default=False, description="Only report how many rows each file would have, in `estimate`. Nothing is changed."
    )

    async def to_core(self, ctx: Context) -> ExportRequest:
        """The request. Raises Refused with the path of the field."""
        series_id = await series_named(ctx, self.series, self.series_key)
        with under("range"):
            range_ = self.range.to_core() if self.range else ALWAYS
        check_length(self.files or (), MOST_CHOICES, "files")
        if self.byte_order_mark and self.format is not ExportFormat.CSV:
            raise Invalid(
                "Only CSV files can have a byte order mark: leave it out, or set `format: CSV`.", ("byteOrderMark",)
            )
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
            byte_order_mark=self.byte_order_mark,
        )


@strawberry.type(description="The number of rows that a file would have as of the request.")
class ExportEstimate:
    file: ExportFile = strawberry.field(description="The file.")
    rows: int = strawberry.field(
        description="Number of rows, without the header. 2147483647 stands for any larger number."
    )


@strawberry.type(description="The export, the result of a dry run, or the errors if nothing was changed.")
class ExportPayload:
    export: Export | None = strawberry.field(default=None, description="The export.")
    estimate: list[ExportEstimate] | None = strawberry.field(
        default=None,
        description="For a dry run: the number of rows of each requested file, or of all files.",
        metadata=sized(len(ExportFile)),
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list[UserError], description="Errors in the input; usually empty."
    )


@field(
    needs=Scope.EXPORT,
    description="Request the raw data of a series as files. A background job creates them for download. NO_STATS if no "
    "one has started the series.",
)
async def request_export(
    info: Info,
    input: Annotated[RequestExportInput, strawberry.argument(description="The export to create.")],  # noqa: A002 - the contract's word
) -> ExportPayload:
    return await _payload(_requested(info.context, input))


@field(
    needs=Scope.EXPORT,
    description="Cancel an export. A COMPLETED export can no longer be downloaded then. NOT_CANCELABLE if it has ended "
    "in any other way.",
)
async def cancel_export(info: Info, id: ExportId) -> ExportPayload:  # noqa: A002 - the contract's word
    return await _payload(_canceled(info.context, id))


async def _requested(ctx: Context, given: RequestExportInput) -> ExportPayload:
    request = await given.to_core(ctx)
    if given.dry_run:
        rows = await exports.estimate(ctx, request)
        return ExportPayload(estimate=[ExportEstimate(file=file, rows=as_int(count)) for file, count in rows.items()])
    return ExportPayload(export=Export.of(await exports.request_export(ctx, request, given.idempotency_key)))


async def _canceled(ctx: Context, given: str) -> ExportPayload:
    with under("id"):
        export_id = number_of(given, "Export")
    return ExportPayload(export=Export.of(await exports.cancel_export(ctx, export_id)))


async def _payload(requested: Awaitable[ExportPayload]) -> ExportPayload:
    try:
        return await requested
    except Refused as refusal:
        return ExportPayload(user_errors=user_errors([refusal]))
