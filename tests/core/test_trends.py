"""Where local buckets begin and end: by tables of local clocks, and for any range and zone."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.time_ranges import BEGINNING, END
from core.trends import MOST_BUCKETS, Interval, bucket_edges

LONGEST = {
    Interval.HOUR: timedelta(hours=2),
    Interval.DAY: timedelta(days=2),
    Interval.WEEK: timedelta(days=8),
    Interval.MONTH: timedelta(days=32),
}


def edges(begin: str, end: str, interval: Interval, zone: str) -> list[str]:
    """Where the buckets begin, and the last ends, as clocks in the zone show it."""
    tz = ZoneInfo(zone)
    found = bucket_edges(datetime.fromisoformat(begin), datetime.fromisoformat(end), interval, tz)
    return [edge.astimezone(tz).isoformat(timespec="minutes") for edge in found]


TABLES = {
    "a day of 23 hours": (
        ("2026-03-28T12:00Z", "2026-03-30T12:00Z", Interval.DAY, "Europe/Amsterdam"),
        ["2026-03-28T00:00+01:00", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", "2026-03-31T00:00+02:00"],
    ),
    "a day of 25 hours": (
        ("2026-10-25T12:00Z", "2026-10-26T12:00Z", Interval.DAY, "Europe/Amsterdam"),
        ["2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", "2026-10-27T00:00+01:00"],
    ),
    "an hour that is skipped": (
        ("2026-03-29T00:30Z", "2026-03-29T01:30Z", Interval.HOUR, "Europe/Amsterdam"),
        ["2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00"],
    ),
    "an hour that comes twice": (
        ("2026-10-25T00:00Z", "2026-10-25T01:01Z", Interval.HOUR, "Europe/Amsterdam"),
        ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00"],
    ),
    "the second of an hour that comes twice": (
        ("2026-10-25T01:30Z", "2026-10-25T02:00Z", Interval.HOUR, "Europe/Amsterdam"),
        ["2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00"],
    ),
    "half an hour that comes twice": (
        ("2026-04-04T14:30Z", "2026-04-04T16:00Z", Interval.HOUR, "Australia/Lord_Howe"),
        ["2026-04-05T01:00+11:00", "2026-04-05T01:30+10:30", "2026-04-05T02:00+10:30", "2026-04-05T03:00+10:30"],
    ),
    "the second of half an hour that comes twice": (
        ("2026-04-04T15:15Z", "2026-04-04T15:20Z", Interval.HOUR, "Australia/Lord_Howe"),
        ["2026-04-05T01:30+10:30", "2026-04-05T02:00+10:30"],
    ),
    "half an hour that is skipped": (
        ("2026-10-03T15:00Z", "2026-10-03T16:30Z", Interval.HOUR, "Australia/Lord_Howe"),
        ["2026-10-04T01:00+10:30", "2026-10-04T02:30+11:00", "2026-10-04T03:00+11:00", "2026-10-04T04:00+11:00"],
    ),
    "an offset of three quarters": (
        ("2026-01-01T00:00Z", "2026-01-01T00:20Z", Interval.HOUR, "Asia/Kathmandu"),
        ["2026-01-01T05:00+05:45", "2026-01-01T06:00+05:45", "2026-01-01T07:00+05:45"],
    ),
    "a midnight that is skipped": (
        ("2017-10-14T12:00Z", "2017-10-15T12:00Z", Interval.DAY, "America/Sao_Paulo"),
        ["2017-10-14T00:00-03:00", "2017-10-15T01:00-02:00", "2017-10-16T00:00-02:00"],
    ),
    "the hour before a midnight that comes twice": (
        ("2018-02-18T01:30Z", "2018-02-18T02:30Z", Interval.DAY, "America/Sao_Paulo"),
        ["2018-02-17T00:00-02:00", "2018-02-18T00:00-03:00"],
    ),
    "a midnight that comes twice": (
        ("2020-11-01T04:30Z", "2020-11-01T05:30Z", Interval.DAY, "America/Havana"),
        ["2020-11-01T00:00-04:00", "2020-11-02T00:00-05:00"],
    ),
    "a day that never was": (
        ("2011-12-29T12:00Z", "2011-12-31T12:00Z", Interval.DAY, "Pacific/Apia"),
        ["2011-12-29T00:00-10:00", "2011-12-31T00:00+14:00", "2012-01-01T00:00+14:00", "2012-01-02T00:00+14:00"],
    ),
    "weeks begin on Monday": (
        ("2026-03-01T12:00Z", "2026-03-09T00:00Z", Interval.WEEK, "UTC"),
        ["2026-02-23T00:00+00:00", "2026-03-02T00:00+00:00", "2026-03-09T00:00+00:00"],
    ),
    "a week in which clocks change": (
        ("2026-03-25T12:00Z", "2026-03-25T13:00Z", Interval.WEEK, "America/New_York"),
        ["2026-03-23T00:00-04:00", "2026-03-30T00:00-04:00"],
    ),
    "months of any length": (
        ("2028-01-31T12:00Z", "2028-03-31T12:00Z", Interval.MONTH, "UTC"),
        ["2028-01-01T00:00+00:00", "2028-02-01T00:00+00:00", "2028-03-01T00:00+00:00", "2028-04-01T00:00+00:00"],
    ),
    "months over the end of a year": (
        ("2026-12-31T23:30Z", "2027-01-31T22:59Z", Interval.MONTH, "Europe/Amsterdam"),
        ["2027-01-01T00:00+01:00", "2027-02-01T00:00+01:00"],
    ),
    "an edge belongs to the bucket that begins with it": (
        ("2026-03-02T00:00Z", "2026-03-03T00:00Z", Interval.DAY, "UTC"),
        ["2026-03-02T00:00+00:00", "2026-03-03T00:00+00:00"],
    ),
    "the shortest range": (
        ("2026-03-02T23:59:59.999999Z", "2026-03-03T00:00Z", Interval.DAY, "UTC"),
        ["2026-03-02T00:00+00:00", "2026-03-03T00:00+00:00"],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_buckets_begin_where_local_clocks_say(name: str):
    arguments, expected = TABLES[name]

    assert edges(*arguments) == expected


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12"])
@pytest.mark.parametrize("interval", Interval)
def test_there_are_buckets_to_both_ends_of_all_instants(interval: Interval, zone: str):
    tick = timedelta(microseconds=1)
    first = bucket_edges(BEGINNING, BEGINNING + tick, interval, ZoneInfo(zone))
    last = bucket_edges(END - tick, END, interval, ZoneInfo(zone))

    assert first[0] <= BEGINNING < first[1]
    assert last[0] < END <= last[-1]


@pytest.mark.parametrize(
    ("interval", "begin", "end", "advice"),
    [
        (Interval.HOUR, "2026-01-01T00:00Z", "2026-02-11T16:00Z", "use the interval DAY or a shorter range"),
        (Interval.DAY, "2023-01-01T00:00Z", "2025-09-27T00:00Z", "use the interval WEEK or a shorter range"),
        (Interval.WEEK, "2007-01-01T00:00Z", "2026-03-02T00:00Z", "use the interval MONTH or a shorter range"),
        (Interval.MONTH, "1926-01-01T00:00Z", "2009-05-01T00:00Z", "use a shorter range"),
    ],
)
def test_of_a_thousand_buckets_there_is_an_answer_of_one_more_an_advice(
    interval: Interval, begin: str, end: str, advice: str
):
    at, last = datetime.fromisoformat(begin), datetime.fromisoformat(end)

    assert len(bucket_edges(at, last, interval, ZoneInfo("UTC"))) == MOST_BUCKETS + 1
    with pytest.raises(Invalid) as refusal:
        bucket_edges(at, last + timedelta(microseconds=1), interval, ZoneInfo("UTC"))
    assert refusal.value.message == f"There would be more than 1,000 buckets: {advice}."
    assert refusal.value.path == ("interval",)


zones = st.sampled_from(sorted(available_timezones()))
instants = st.datetimes(datetime(1880, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - aware by the line


@given(begin=instants, hours=st.integers(1, 900), interval=st.sampled_from(Interval), zone=zones)
def test_buckets_tile_the_range_whatever_the_zone(begin: datetime, hours: int, interval: Interval, zone: str):
    end = begin + timedelta(hours=hours)

    found = bucket_edges(begin, end, interval, ZoneInfo(zone))

    assert found[0] <= begin < found[1]
    assert found[-2] < end <= found[-1]
    lengths = [later - earlier for earlier, later in pairwise(found)]
    assert min(lengths) > timedelta(0)
    assert max(lengths) < LONGEST[interval]


@given(begin=instants, hours=st.integers(1, 900), interval=st.sampled_from(Interval), zone=zones)
def test_a_range_that_begins_and_ends_on_edges_has_the_same_edges(
    begin: datetime, hours: int, interval: Interval, zone: str
):
    found = bucket_edges(begin, begin + timedelta(hours=hours), interval, ZoneInfo(zone))

    assert bucket_edges(found[0], found[-1], interval, ZoneInfo(zone)) == found
