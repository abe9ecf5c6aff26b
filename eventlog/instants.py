"""The forms of instants in logs, beyond those of events."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.errors import Invalid
from core.instants import read_instant
from core.texts import quoted
from core.time_ranges import is_instant
from eventlog.formats import formats_of

_DIRECTIVE = re.compile(r"%(.)", re.DOTALL)
_WITH_YEAR = set("YyGcx")
_USED_WITH = {"p": ["I"], "I": ["p"], "U": ["Y", "aAwu"], "W": ["Y", "aAwu"]}  # otherwise strptime ignores them
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PER_SECOND = {"seconds": 1, "milliseconds": 1_000, "microseconds": 1_000_000, "nanoseconds": 1_000_000_000}
_UNIT_OF_DIGITS = {10: "seconds", 13: "milliseconds", 16: "microseconds", 19: "nanoseconds"}  # from 2001 to 2286
_LEAP_SECOND = re.compile(r":\d{2}:60(?!\d)")
_NUMBER = re.compile(r"(-?\d{1,19})(?:\.(\d{1,19}))?", re.ASCII)
_NAMED_UTC = re.compile(r"\s*(?:UTC|GMT)$")
_DATE_AND_HOUR = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])", re.ASCII)
_LONG_FRACTION = re.compile(r"(?<=[.,]\d{6})\d+", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?=$|[T ])", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?=$|[T ])", re.ASCII)
_ISO = re.compile(  # datetime.fromisoformat takes any character between date and time, and offsets such as +05:60
    r"(?P<date>\d{4}-?\d\d-?\d\d|\d{4}-?W\d\d(?:-?\d)?)"
    r"(?:[T ](?P<time>\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?)(?:\s*(?P<offset>Z|[+-]\d\d(?::?[0-5]\d)?))?"
    r"|\s*(?P<offset_of_date>Z|[+-]\d\d:[0-5]\d)|\s+(?P<spaced_offset>[+-]\d\d(?:[0-5]\d)?))?",
    re.ASCII,
)
_SHORT_HOUR = re.compile(r"(?<=[T ])(\d)(?=:)", re.ASCII)


class InstantReader:
    """Reads instants in one format, or in the forms that need none.

    `form` is seconds, milliseconds, microseconds or nanoseconds since 1970, or a format as for strptime. Raises Invalid
    if it is malformed.
    """

    def __init__(self, form: str | None, zone: ZoneInfo | None) -> None:
        self._zone = zone
        self._form = form
        self._read: Callable[[str], datetime]
        if form is None:
            self._read = _read_any
        elif form in _PER_SECOND:
            self._read = lambda text: _since_epoch(text, form)
        else:
            _check_format(form)
            self._read = lambda text: _formatted(text, form)

    def read(self, value: object, where: str) -> datetime:
        """The instant of a text, number, date or datetime. Raises Invalid for anything else, and without an offset."""
        found = value if isinstance(value, datetime) else self._parsed(value, where)
        if found.utcoffset() is None:
            if self._zone is None:
                raise Invalid(
                    f"{where}: {quoted(str(value))} has no UTC offset. Give the time zone of such instants with "
                    "--time-zone."
                )
            found = _in_zone(found, self._zone, f"{where}: {quoted(str(value))}")
        if not is_instant(found):
            raise Invalid(
                f"{where}: {quoted(str(value))} is out of bounds. It must lie between 0001-01-02 and 9999-12-30 in UTC."
            )
        return found

    def can_read(self, text: str) -> bool:
        """Whether a text is an instant, with or without an offset."""
        try:
            self._read(text.strip())
        except (ValueError, OverflowError):
            return False
        return True

    def _parsed(self, value: object, where: str) -> datetime:
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - an offset is added by the caller
        try:
            return self._read(str(value).strip())
        except (ValueError, OverflowError) as error:
            raise Invalid(f"{where}: {quoted(str(value))} {self._problem(str(value), str(error))}") from None

    def _problem(self, text: str, reason: str) -> str:
        if _LEAP_SECOND.search(text) or reason.startswith("second must be in"):
            return "is a leap second, which has no instant of its own here. Write the second before it."
        if self._form is not None:
            return f"does not have the format {quoted(self._form)} of --at-format."
        if _DATE_AND_HOUR.fullmatch(text.strip()):
            return (
                "can be a date with its hour, or seconds since 1970. Give the format with --at-format: '%Y%m%d%H' or "
                "'seconds'."
            )
        formats = formats_of(text.strip())
        given = " or ".join(map(quoted, formats)) or f"such as {quoted('%d-%b-%Y %H:%M:%S')} or seconds"
        problem = (
            "can have its day or its month first"
            if len(formats) > 1
            else "is not an instant such as 2026-01-31T09:30:00+01:00"
        )
        return f"{problem}. Give the format with --at-format{':' if formats else ','} {given}."


def _in_zone(local: datetime, zone: ZoneInfo, subject: str) -> datetime:
    """Raises Invalid if the clock was put forward past this time. Midnight stands for the first instant of its day."""
    found = local.replace(tzinfo=zone)
    before, after = found.utcoffset(), found.replace(fold=1).utcoffset()
    if before is not None and after is not None and before < after and local.time() != time.min:
        raise Invalid(
            f"{subject} does not exist in the time zone {zone.key}, because the clock was put forward. Give the time "
            "zone in which the log was written with --time-zone."
        )
    return found


def _read_any(text: str) -> datetime:
    try:
        return read_instant(text)
    except Invalid:
        number = _NUMBER.fullmatch(text)
        if (
            number
            and text[0] in "123456789"
            and not _DATE_AND_HOUR.fullmatch(text)
            and (unit := _UNIT_OF_DIGITS.get(len(number[1])))
        ):
            return _since_epoch(text, unit)
    found = _ISO.fullmatch(_iso(text).upper())
    if found is None:
        raise ValueError
    offset = found["offset"] or found["offset_of_date"] or found["spaced_offset"] or ""
    return datetime.fromisoformat(f"{found['date']}T{found['time'] or '00'}{offset}")


def _iso(text: str) -> str:
    text = _NAMED_UTC.sub("+00:00", text)
    text = _YEAR_FIRST.sub(lambda found: f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}", text, count=1)
    text = _DOTTED.sub(lambda found: f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}", text, count=1)
    return _SHORT_HOUR.sub(r"0\1", text, count=1)


def _formatted(text: str, form: str) -> datetime:
    """As strptime, which takes at most six digits of a fraction, and offsets with seconds."""
    found = datetime.strptime(_LONG_FRACTION.sub("", text) if "%f" in form else text, form)  # noqa: DTZ007
    offset = found.utcoffset()
    if offset is not None and offset % timedelta(minutes=1):
        raise ValueError
    return found


def _since_epoch(text: str, unit: str) -> datetime:
    """Digits beyond microseconds are dropped."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        raise ValueError
    places = len(number[2] or "")
    units = int(number[1] + (number[2] or ""))  # in fractions of a unit, so that the sign counts for all of it
    return _EPOCH + timedelta(microseconds=units * 1_000_000 // (_PER_SECOND[unit] * 10**places))


def _check_format(form: str) -> None:
    problem = (
        f"--at-format: {quoted(form)} is not a format. Give one such as '%d/%m/%Y %H:%M', or seconds or milliseconds."
    )
    try:
        datetime.strptime("", form)  # noqa: DTZ007 - only the format is checked
    except (re.error, IndexError, KeyError):
        raise Invalid(problem) from None
    except ValueError as error:
        if not str(error).startswith("time data"):
            raise Invalid(problem) from None
    directives = set(_DIRECTIVE.findall(form))
    if not directives & _WITH_YEAR:
        raise Invalid(problem)
    _check_directives(form, directives)


def _check_directives(form: str, directives: set[str]) -> None:
    """Raises Invalid for directives that strptime accepts, but does not use."""
    for directive, needed in _USED_WITH.items():
        if directive in directives and not all(directives & {*either} for either in needed):
            others = " and ".join(" or ".join(f"%{other}" for other in either) for either in needed)
            raise Invalid(f"--at-format: {quoted(form)} has the directive %{directive}, which needs {others}, too.")
    if "Z" in directives:
        raise Invalid(
            f"--at-format: {quoted(form)} has the directive %Z, which reads the name of a zone but not its offset. "
            "Write the name itself, such as UTC, and give the zone with --time-zone; or use %z for offsets."
        )
