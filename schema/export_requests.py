"""Asking for an export of a series, and taking that back."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Annotated

import strawberry

from core.errors import Refused
from core.export_files import ExportFile, ExportFormat
from core.exports import ExportRequest
from core.ids import number_of
from core.input_paths import under
from core.stats_scope import Clock
from core.time_ranges import ALWAYS
from core.viewer import Scope
from resolvers import exports
from resolvers.context import Context
from schema.exports import Export, as_int
from schema.info import Info
from schema.payloads import UserError, user_errors
from schema.people_filters import PeopleFilter, people_of
from schema.permissions import field
from schema.scalars import TimeZone
from schema.time_ranges import DateTimeRange


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


@field(
    needs=Scope.EXPORT,
    description="Ask for the raw data of a series as files, to be downloaded once they are made.",
)
async def request_export(
    info: Info,
    input: Annotated[RequestExportInput, strawberry.argument(description="What to export.")],  # noqa: A002 - the contract's word
) -> ExportPayload:
    """NO_STATS where nobody has started the series."""
    return await _payload(_requested(info.context, input))


@field(
    needs=Scope.EXPORT,
    description="Stop an export, or, once it is COMPLETED, end the time in which it can be downloaded.",
)
async def cancel_export(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],  # noqa: A002 - the contract's word
) -> ExportPayload:
    """NOT_CANCELABLE when both are over."""
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


async def _payload(asked: Awaitable[ExportPayload]) -> ExportPayload:
    try:
        return await asked
    except Refused as refusal:
        return ExportPayload(user_errors=user_errors([refusal]))
