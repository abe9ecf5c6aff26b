"""Instants as text: one grammar and one meaning, whichever way they come in.

The grammar is that of RFC 3339; the `T` may be a space, and the colon of the offset may be left out. Digits beyond
microseconds are dropped, never rounded: rounding could move an instant into the next second, day or year.
"""

import re
from datetime import UTC, datetime

from core.errors import Invalid
from core.texts import quoted
from core.time_ranges import is_instant

_INSTANT = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d:(?P<second>\d\d)(?:\.\d+)?)(?P<offset>Z|[+-]\d\d:?[0-5]\d)?",
    re.ASCII,
)
_LEAP = "60"
_IS_LEAP = "{shown} is a leap second, which has no instant of its own here: send the second before it."
_LONGEST = 100  # characters


def read_instant(value: object, *path: str) -> datetime:
    """The instant of a text. Raises Invalid, with the path of the field, for anything else."""
    shown = quoted(value)
    shown = f"`{path[-1]}`: {shown}" if path else shown
    found = _INSTANT.fullmatch(value.upper()) if isinstance(value, str) and len(value) <= _LONGEST else None
    if found is None:
        raise Invalid(f"{shown} is not an RFC 3339 instant: send one such as 2026-11-23T09:30:00Z.", path)
    if found["offset"] is None:
        raise Invalid(f"{shown} has no offset: end it with Z, or with an offset such as +01:00.", path)
    if found["second"] == _LEAP:
        raise Invalid(_IS_LEAP.format(shown=shown), path)
    try:
        instant = datetime.fromisoformat(found[0])
    except ValueError:
        raise Invalid(f"{shown} is no instant of the calendar: send one such as 2026-11-23T09:30:00Z.", path) from None
    if not is_instant(instant):
        raise Invalid(f"{shown} is out of bounds: it must lie between 0001-01-02 and 9999-12-30 in UTC.", path)
    return instant.astimezone(UTC)


def refuse_leap_second(text: str, subject: str) -> None:
    """Raises Invalid if a text, which is not an instant, is a leap second. `subject` begins the sentence."""
    found = _INSTANT.fullmatch(text.upper()) if len(text) <= _LONGEST else None
    if found and found["second"] == _LEAP:
        raise Invalid(_IS_LEAP.format(shown=f"{subject}: {quoted(text)}"))
