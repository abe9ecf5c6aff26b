"""Scalars: instants, time zones and JSON."""

from datetime import UTC, datetime
from typing import Any, NewType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import strawberry
from strawberry.types.scalar import ScalarDefinition

from core.errors import Invalid
from core.time_ranges import is_instant

TimeZone = NewType("TimeZone", str)
JSON = NewType("JSON", object)


def _write_instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read_instant(value: Any) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Invalid(f"{value!r} is not an RFC 3339 instant: send one such as 2026-11-23T09:30:00Z.") from None
    if instant.utcoffset() is None:
        raise Invalid(f"{value!r} has no offset: end it with Z, or with an offset such as +01:00.")
    if not is_instant(instant):
        raise Invalid(f"{value!r} is out of bounds: it must lie between 0001-01-02 and 9999-12-30 in UTC.")
    return instant.astimezone(UTC)


def _read_time_zone(value: Any) -> str:
    try:
        ZoneInfo(value)
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError):
        raise Invalid(f"{value!r} is not a time zone: send an IANA name such as Europe/Amsterdam.") from None
    return value


def _as_is(value: Any) -> Any:
    return value


SCALARS: dict[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant in RFC 3339 format, to the microsecond. Input can have any offset; output is in UTC "
        "with Z.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=_write_instant,
        parse_value=_read_instant,
    ),
    TimeZone: strawberry.scalar(
        name="TimeZone",
        description="The IANA name of a time zone, such as Europe/Amsterdam.",
        serialize=_as_is,
        parse_value=_read_time_zone,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value.",
        serialize=_as_is,
        parse_value=_as_is,
    ),
}
