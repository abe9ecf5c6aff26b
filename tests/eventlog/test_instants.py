"""The forms of instants that logs have."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.errors import Invalid
from eventlog.formats import FORMATS, formats_of
from eventlog.instants import InstantReader

UTC_ZONE = ZoneInfo("UTC")
NOON = datetime(2012, 3, 4, 12, tzinfo=UTC)


def read(value, form=None, zone=None):
    return InstantReader(form, zone).read(value, "here")


def problem(value, form=None, zone=None):
    with pytest.raises(Invalid) as refusal:
        read(value, form, zone)
    return refusal.value.message


@pytest.mark.parametrize(
    "text",
    [
        "2012-03-04T12:00:00Z",
        "2012-03-04T13:00:00.000+01:00",
        "2012-03-04 12:00:00 UTC",
        "2012-03-04 12:00:00.000 GMT",
        "2012-03-04 13:00:00 +0100",
        "2012-03-04T12Z",
        "20120304T120000Z",
        " 2012-03-04 12:00:00Z ",
        "1330862400",
        "1330862400.000",
        "1330862400000",
        "1330862400000000",
        "1330862400000000000",
        1330862400,
        1330862400000,
    ],
)
def test_an_instant_with_an_offset_needs_no_option(text):
    assert read(text) == NOON


@pytest.mark.parametrize(
    "text",
    ["2012-03-04 12:00", "2012/03/04 12:00:00.000", "2012/3/4 12:00", "04.03.2012 12:00", "4.3.2012 12:00:00,000"],
)
def test_a_form_without_an_offset_needs_a_time_zone(text):
    assert read(text, zone=UTC_ZONE) == NOON
    assert problem(text).endswith("has no UTC offset. Give the time zone of such instants with --time-zone.")


def test_an_hour_may_have_one_digit_and_a_date_stands_for_its_first_instant():
    midnight = datetime(2012, 3, 3, 23, tzinfo=UTC)

    assert read("2012/03/04 9:05", zone=UTC_ZONE) == datetime(2012, 3, 4, 9, 5, tzinfo=UTC)
    assert read("2012-03-04", zone=ZoneInfo("Europe/Amsterdam")) == midnight
    assert read(date(2012, 3, 4), zone=ZoneInfo("Europe/Amsterdam")) == midnight


def test_a_local_time_that_the_clock_skipped_is_refused():
    zone = ZoneInfo("Europe/Amsterdam")

    assert problem("2025-03-30 02:30", zone=zone) == (
        "here: '2025-03-30 02:30' does not exist in the time zone Europe/Amsterdam, because the clock was put forward. "
        "Give the time zone in which the log was written with --time-zone."
    )
    assert read("2025-03-30 03:00", zone=zone) == datetime(2025, 3, 30, 1, tzinfo=UTC)
    assert read("2025-10-26 02:30", zone=zone).astimezone(UTC) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert read("2018-11-04", zone=ZoneInfo("America/Sao_Paulo")).astimezone(UTC) == datetime(
        2018, 11, 4, 3, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("4/3/2012 12:00", "%d/%m/%Y %H:%M"),
        ("3/4/2012 12:00 PM", "%m/%d/%Y %I:%M %p"),
        ("04-Mar-2012 13:00:00 +0100", "%d-%b-%Y %H:%M:%S %z"),
        ("20120304120000", "%Y%m%d%H%M%S"),
        ("1330862400", "seconds"),
        ("1330862400000.0", "milliseconds"),
        (1330862400000000, "microseconds"),
        ("1330862400000000000", "nanoseconds"),
    ],
)
def test_a_format_can_be_given(text, form):
    assert read(text, form, UTC_ZONE) == NOON


@pytest.mark.parametrize("fraction", [".1234567", ".1234569999", ",123456"])
def test_digits_beyond_microseconds_are_dropped_with_a_format_too(fraction):
    form = f"%d/%m/%Y %H:%M:%S{fraction[0]}%f"

    assert read(f"04/03/2012 12:00:00{fraction}", form, UTC_ZONE) == NOON.replace(microsecond=123_456)


@pytest.mark.parametrize(("text", "form"), [("31/12/2016 23:59:60", "%d/%m/%Y %H:%M:%S"), ("235960", "%Y%H%M%S")])
def test_a_leap_second_is_named_with_a_format_too(text, form):
    text = text if "/" in text else f"2016{text}"

    assert problem(text, form, UTC_ZONE).startswith(f"here: '{text}' is a leap second")


def test_an_offset_with_seconds_is_refused():
    assert "does not have the format" in problem("04/03/2012 12:00 +05:00:30", "%d/%m/%Y %H:%M %z")


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ("%d/%m/%Y %H:%M %p", "%p, which needs %I"),
        ("%d/%m/%Y %I:%M", "%I, which needs %p"),
        ("%Y week %U", "%U, which needs %Y and %a or %A or %w or %u"),
        ("%y week %W %a", "%W, which needs %Y and %a or %A or %w or %u"),
    ],
)
def test_a_directive_that_would_be_ignored_is_refused(form, problem):
    with pytest.raises(Invalid, match=re.escape(f"{form!r} has the directive {problem}, too.")):
        InstantReader(form, None)


@pytest.mark.parametrize("text", ["2025070109", "1999123123"])
def test_ten_digits_that_can_be_a_date_are_not_guessed(text):
    assert problem(text, zone=UTC_ZONE) == (
        f"here: '{text}' can be a date with its hour, or seconds since 1970. Give the format with --at-format: "
        "'%Y%m%d%H' or 'seconds'."
    )
    assert read("2025070109", "%Y%m%d%H", UTC_ZONE) == datetime(2025, 7, 1, 9, tzinfo=UTC)
    assert read("2025999999") == read("2025999999", "seconds")


@pytest.mark.parametrize(
    "text",
    [
        *("2012-03-04 UTC", "2012-03-04 GMT", "2012-03-04Z", "2012-03-04+00:00"),
        *("2012-03-04 Z", "2012-03-04 +00", "2012-03-04 +0000", "2012-03-04 -00:00", "2012-03-04 00:00 Z"),
    ],
)
def test_a_date_may_have_an_offset(text):
    assert read(text, zone=ZoneInfo("Asia/Tokyo")) == datetime(2012, 3, 4, tzinfo=UTC)
    assert read("2012-03-04+05:00", zone=UTC_ZONE) == datetime(2012, 3, 3, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2012-03-04x09:00",
        "2012-03-04-09:00:00",
        "2012-03-04T09:00:00+05:60",
        "2012-03-04 09:00 +0160",
        "2012-03-04+05:60",
        "2012-03-04 CET",
        "-1330862400",
        "0000000001",
        "0330862400000",
    ],
)
def test_an_instant_is_not_guessed(text):
    assert "is not an instant such as" in problem(text, zone=UTC_ZONE)


def test_a_format_with_the_name_of_a_zone_is_refused_because_it_has_no_offset():
    assert problem("2012-03-04 12:00 GMT", "%Y-%m-%d %H:%M %Z", ZoneInfo("Asia/Tokyo")) == (
        "--at-format: '%Y-%m-%d %H:%M %Z' has the directive %Z, which reads the name of a zone but not its offset. "
        "Write the name itself, such as UTC, and give the zone with --time-zone; or use %z for offsets."
    )


def test_digits_beyond_microseconds_are_dropped():
    assert read("1330862399.9999999") == datetime(2012, 3, 4, 11, 59, 59, 999_999, UTC)
    assert read("-0.0000001", "seconds") == datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC)


def test_a_day_and_a_month_are_never_guessed():
    assert problem("4/3/2012 16:55", zone=UTC_ZONE) == (
        "here: '4/3/2012 16:55' can have its day or its month first. Give the format with --at-format: "
        "'%d/%m/%Y %H:%M' or '%m/%d/%Y %H:%M'."
    )


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("11/28/11 9:27", "%m/%d/%y %H:%M"),
        ("29.3.10 8:05", "%d.%m.%y %H:%M"),
        ("28-01-2013 08:17:17", "%d-%m-%Y %H:%M:%S"),
        ("28/01/2013 8:17:17 AM", "%d/%m/%Y %I:%M:%S %p"),
        ("28-Jan-2013 08:17:17.123", "%d-%b-%Y %H:%M:%S.%f"),
        ("28-Jan-2013 08:17 +0100", "%d-%b-%Y %H:%M %z"),
    ],
)
def test_an_unknown_form_is_refused_with_a_format_that_reads_it(text, form):
    assert problem(text, zone=UTC_ZONE) == (
        f"here: '{text}' is not an instant such as 2026-01-31T09:30:00+01:00. Give the format with --at-format: "
        f"'{form}'."
    )
    read(text, form, UTC_ZONE)


def test_a_leap_second_is_refused_without_advice_on_formats():
    assert problem("2016-12-31T23:59:60Z", zone=UTC_ZONE) == (
        "here: '2016-12-31T23:59:60Z' is a leap second, which has no instant of its own here. Write the second before "
        "it."
    )


@given(at=st.datetimes(timezones=st.just(UTC)), year=st.integers(1970, 2068), form=st.sampled_from(FORMATS))
def test_each_suggested_format_reads_the_text(at, year, form):
    text = at.replace(year=year, day=min(at.day, 28)).strftime(form)
    suggested = formats_of(text)

    assert form in suggested
    for each in suggested:
        read(text, each, UTC_ZONE)


@pytest.mark.parametrize("form", ["", "%", "%Q", "day", "%H:%M", "%Y %Y", "\x00", "%Y%", "%H:%M:%S sec", "%d.%m. %%Y"])
def test_a_malformed_format_is_refused(form):
    with pytest.raises(Invalid, match=r"^--at-format: .* is not a format\."):
        InstantReader(form, None)


def test_an_instant_that_no_event_can_have_is_refused():
    assert problem("0001-01-01T00:00:00Z") == (
        "here: '0001-01-01T00:00:00Z' is out of bounds. It must lie between 0001-01-02 and 9999-12-30 in UTC."
    )
    assert "out of bounds" in problem("0001-01-01", zone=ZoneInfo("Asia/Tokyo"))
    assert "is not an instant" in problem("9" * 5000)


@given(
    text=st.text() | st.from_regex(r"[-0-9/.:TZ +]{1,30}") | st.integers(),
    form=st.none()
    | st.sampled_from(["%Y", "%d/%m/%Y", "seconds", "nanoseconds"])
    | st.text("%YmdHMSzjUc x", max_size=8),
)
@example(text="99999999999999999", form="seconds")
@example(text="2012-03-04T12:00:00+24:00", form=None)
def test_every_text_is_an_instant_or_refused(text, form):
    try:
        found = read(text, form, UTC_ZONE)
    except Invalid:
        return

    assert found.utcoffset() is not None
