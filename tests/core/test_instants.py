"""One text is one instant, or none, whichever way it comes in."""

from datetime import UTC, datetime
from pathlib import Path

import orjson
import pyarrow
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from core.errors import Invalid
from core.events import parse_event
from core.instants import read_instant
from eventlog.columns import Columns
from eventlog.table import rows
from schema.scalars import SCALARS

COLUMNS = Columns("case", "activity", "at")


def numbers(width: int, *some: int) -> st.SearchStrategy[str]:
    return st.sampled_from(some).map(lambda number: f"{number:0{width}}")


fractions = st.just("") | st.builds("{}{}".format, st.sampled_from([".", ",", ""]), st.text("059", max_size=12))
offsets = st.sampled_from(
    ["Z", "z", "", "+00:00", "-00:00", "+01:00", "+0100", "+01", "-23:59", "+24:00", "+05:60", " Z", "UTC", "-01:00:30"]
)
texts = st.builds(
    "{}-{}-{}{}{}:{}:{}{}{}".format,
    numbers(4, 0, 1, 1969, 2016, 2024, 9999),
    numbers(2, 0, 1, 2, 12, 13),
    numbers(2, 0, 1, 29, 30, 31, 32),
    st.sampled_from(["T", "t", " ", "_", ""]),
    numbers(2, 0, 23, 24),
    numbers(2, 0, 59, 60),
    numbers(2, 0, 59, 60, 61),
    fractions,
    offsets,
)
others = st.sampled_from(
    [
        "2024-12-31",
        "20241231T235959Z",
        "2024-W01-1T00:00:00Z",
        "2024-12-31T23:59Z",
        "",
        "now",
        "\uff12024-01-01T00:00:00Z",
    ]
)


def read(text: object) -> datetime | None:
    try:
        return read_instant(text)
    except Invalid:
        return None


def event(text: object, field: str) -> datetime | None:
    fields = {"id": "1", "type": "ENTRY_STARTED", "at": "2026-01-01T00:00:00Z", "series": "s", "person": "p"}
    try:
        found = parse_event(orjson.dumps({**fields, field: text}))
    except Invalid:
        return None
    return found.at if field == "at" else found.waits_until


def scalar(text: object) -> datetime | None:
    try:
        return SCALARS[datetime].parse_value(text)  # type: ignore[misc]
    except Invalid:
        return None


@settings(max_examples=2_000)
@given(text=texts | others)
@example(text="2024-12-31T23:59:59.9999999Z")
@example(text="9999-12-30T23:59:59.9999999Z")
@example(text="1969-12-31T23:59:59.9999999Z")
@example(text="2016-12-31T23:59:60Z")
def test_events_and_arguments_read_the_same_instant(text: str):
    assert event(text, "at") == event(text, "waitsUntil") == scalar(text) == read(text)


@pytest.mark.parametrize("value", [None, 0, 1772366400, 1.5, True, [], {}])
def test_only_texts_are_instants(value: object):
    assert read(value) is None
    assert scalar(value) is None
    assert event(value, "at") is None


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-12-31T23:59:59.9999999Z", datetime(2024, 12, 31, 23, 59, 59, 999_999, UTC)),
        ("1969-12-31T23:59:59.9999999Z", datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC)),
        ("2024-12-31t23:59:59.5+01:00", datetime(2024, 12, 31, 22, 59, 59, 500_000, UTC)),
        ("2024-12-31 23:59:59-0030", datetime(2025, 1, 1, 0, 29, 59, tzinfo=UTC)),
        ("0001-01-01T23:00:00-01:00", datetime(1, 1, 2, tzinfo=UTC)),
    ],
)
def test_digits_beyond_microseconds_are_dropped(text: str, instant: datetime, tmp_path: Path):
    assert read(text) == event(text, "at") == scalar(text) == instant
    assert logged(tmp_path, [text]) == [instant]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2016-12-31T23:59:60Z", "is a leap second, which has no instant of its own here: send the second before it."),
        ("2024-02-30T00:00:00Z", "is no instant of the calendar: send one such as 2026-11-23T09:30:00Z."),
        ("2024-02-03T00:00:00", "has no offset: end it with Z, or with an offset such as +01:00."),
        ("2024-02-03T00:00:00+05:60", "is not an RFC 3339 instant: send one such as 2026-11-23T09:30:00Z."),
        ("2024-02-03", "is not an RFC 3339 instant: send one such as 2026-11-23T09:30:00Z."),
        ("9999-12-31T00:00:00Z", "is out of bounds: it must lie between 0001-01-02 and 9999-12-30 in UTC."),
    ],
)
def test_the_problem_of_a_text_is_named(text: str, problem: str):
    with pytest.raises(Invalid) as refusal:
        read_instant(text, "at")

    assert refusal.value.message == f"`at`: {text!r} {problem}"
    assert refusal.value.path == ("at",)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
@example(text="2024-12-31t23:59:59z")
def test_a_log_has_the_same_instants(tmp_path: Path, text: str):
    expected = read(text)

    if expected is not None:
        assert logged(tmp_path, [text]) == [expected]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nanoseconds=st.integers(-(10**18), 2 * 10**18) | st.integers(-2_000, 2_000))
def test_nanoseconds_of_a_parquet_log_are_dropped(tmp_path: Path, nanoseconds: int):
    at = pyarrow.array([nanoseconds], pyarrow.timestamp("ns", "UTC"))
    parquet.write_table(pyarrow.table({"case": ["c"], "activity": ["a"], "at": at}), tmp_path / "log.parquet")

    [(_, _, found)] = rows(tmp_path / "log.parquet", COLUMNS)

    seconds, rest = divmod(nanoseconds, 10**9)
    assert found == read_instant(f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:09}Z")


def logged(path: Path, texts: list[str]) -> list[datetime]:
    log = path / "log.csv"
    log.write_text("\n".join(["case,activity,at", *(f"c,a,{text}" for text in texts)]), "utf-8")
    return [at for _, _, at in rows(log, COLUMNS)]
