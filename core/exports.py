"""Requests for exports, and the names of their archives."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

import msgspec

from core.export_files import ExportFile, ExportFormat
from core.people_filters import PeopleFilter
from core.stats_scope import Clock, StatsScope
from core.time_ranges import ALWAYS, TimeRange


class ExportJobKind(StrEnum):
    """The kinds of background job of an export."""

    ARCHIVE = "export"  # packs the files
    MAIL = "export_mail"  # says that the archive is ready


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """A requested export. Defaults: `files`, all files that have rows; `as_of`, the instant of the request."""

    series_id: int
    range: TimeRange = ALWAYS
    clock: Clock = Clock.EVENT_TIME
    people: PeopleFilter | None = None
    files: tuple[ExportFile, ...] | None = None
    format: ExportFormat = ExportFormat.CSV
    as_of: datetime | None = None
    time_zone: str = "UTC"
    email: str | None = None
    byte_order_mark: bool = False  # at the beginning of CSV files

    @property
    def fingerprint(self) -> bytes:
        """A hash that is equal only for equal requests, also if an earlier release stored one of them."""
        given = self.to_builtins()
        if not self.byte_order_mark:
            del given["byte_order_mark"]  # earlier releases did not have it
        return sha256(msgspec.json.encode(given)).digest()

    @property
    def rows_zone(self) -> str:
        """The time zone of instants in rows. In Parquet rows are in UTC, and the column names the requested zone."""
        return self.time_zone if self.format is ExportFormat.CSV else "UTC"

    def to_builtins(self) -> dict[str, Any]:
        """The request as a JSON value."""
        return msgspec.to_builtins(self)

    @classmethod
    def from_builtins(cls, given: dict[str, Any]) -> "ExportRequest":
        """The inverse of to_builtins."""
        return msgspec.convert(given, cls)


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of an archive. `bytes` and the hexadecimal `sha256` are those of the unpacked file."""

    name: str
    file: ExportFile
    rows: int
    bytes: int
    sha256: str


def archive_folder(workspace_id: int, export_id: int) -> str:
    """The folder in the storage that holds the archives of all attempts of an export."""
    return f"{workspace_id}/{export_id}"


def archive_name(workspace_id: int, export_id: int, attempt: int) -> str:
    """The name of an attempt's archive in the storage. No two attempts share one."""
    return f"{archive_folder(workspace_id, export_id)}/{attempt}"


@dataclass(frozen=True, slots=True)
class ExportScope:
    """What is exported: events in one range, of entries that started in another, as of an instant."""

    series_id: int
    as_of: datetime
    happened: TimeRange
    started: TimeRange
    people: PeopleFilter | None

    @classmethod
    def of(cls, request: ExportRequest, as_of: datetime) -> "ExportScope":
        """The scope of a request, whose range is compared by its clock."""
        scope = StatsScope(as_of, range=request.range, clock=request.clock)
        return cls(request.series_id, as_of, scope.happened, scope.started, request.people)

    @property
    def known_before(self) -> datetime:
        """Exclusive end of what is known at `as_of`: a microsecond later."""
        return StatsScope(self.as_of).known_before
