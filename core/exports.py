"""Exports: what is asked for, and what became of it."""

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
    """The kinds of background job that an export has."""

    ARCHIVE = "export"  # packs the files
    MAIL = "export_mail"  # tells who asked for it that the archive is ready


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is asked for. `files` None: all that have rows; `as_of` None: the instant of asking."""

    series_id: int
    range: TimeRange = ALWAYS
    clock: Clock = Clock.EVENT_TIME
    people: PeopleFilter | None = None
    files: tuple[ExportFile, ...] | None = None
    format: ExportFormat = ExportFormat.CSV
    as_of: datetime | None = None
    time_zone: str = "UTC"
    email: str | None = None

    @property
    def fingerprint(self) -> bytes:
        """Equal for equal requests, and for no others."""
        return sha256(msgspec.json.encode(self)).digest()

    @property
    def rows_zone(self) -> str:
        """Where rows are to tell their instants: Parquet has the zone with the column, and instants as such."""
        return self.time_zone if self.format is ExportFormat.CSV else "UTC"

    def to_builtins(self) -> dict[str, Any]:
        """The request as JSON holds it."""
        return msgspec.to_builtins(self)

    @classmethod
    def from_builtins(cls, given: dict[str, Any]) -> "ExportRequest":
        """The request that to_builtins has told."""
        return msgspec.convert(given, cls)


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file in an archive. `bytes` and `sha256`, in hexadecimal digits, are of the file as it is unpacked."""

    name: str
    file: ExportFile
    rows: int
    bytes: int
    sha256: str


def archive_folder(workspace_id: int, export_id: int) -> str:
    """Where all that attempts at an export have stored is to be found in the storage."""
    return f"{workspace_id}/{export_id}"


def archive_name(workspace_id: int, export_id: int, attempt: int) -> str:
    """The name in the storage of what an attempt stores: no two attempts ever write the same."""
    return f"{archive_folder(workspace_id, export_id)}/{attempt}"


@dataclass(frozen=True, slots=True)
class ExportScope:
    """Whose rows are exported: what happened in a range, in entries that started in another, as of an instant."""

    series_id: int
    as_of: datetime
    happened: TimeRange
    started: TimeRange
    people: PeopleFilter | None

    @classmethod
    def of(cls, request: ExportRequest, as_of: datetime) -> "ExportScope":
        """The scope of a request: its range is compared by its clock."""
        scope = StatsScope(as_of, range=request.range, clock=request.clock)
        return cls(request.series_id, as_of, scope.happened, scope.started, request.people)

    @property
    def known_before(self) -> datetime:
        """The instant before which something must have happened to be known."""
        return StatsScope(self.as_of).known_before
