import gzip
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pyarrow
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from core.errors import Invalid
from eventlog.columns import Columns, read_only
from eventlog.table import rows

COLUMNS = Columns("case", "what", "when")
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def write(tmp_path):
    def write(content, name="log.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refusal(path, columns=COLUMNS):
    with pytest.raises(Invalid) as refused:
        list(rows(path, columns))
    return refused.value.message


def test_a_csv_file_is_read_by_the_names_of_its_columns(write):
    path = write('when,extra,what,case\n2026-07-01 14:00:00.000+02:00,x,"Call,\nagain",007\n')

    assert list(rows(path, COLUMNS)) == [("007", "Call,\nagain", NOON)]


def test_a_compressed_csv_file_reads_the_same(write):
    path = write(gzip.compress(b"case,what,when\na,Call,2026-07-01T12:00:00Z\n"), "log.csv.gz")

    assert list(rows(path, COLUMNS)) == [("a", "Call", NOON)]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_a_parquet_file_can_have_instants_of_any_resolution(tmp_path, unit):
    path = tmp_path / "log.parquet"
    when = pyarrow.array([NOON], pyarrow.timestamp(unit, "Europe/Amsterdam"))
    parquet.write_table(pyarrow.table({"case": [7], "what": ["Call"], "when": when}), path)

    assert list(rows(path, COLUMNS)) == [("7", "Call", NOON)]


def test_instants_without_an_offset_are_refused(write):
    path = write("case,what,when\na,Call,2026-07-01T12:00:00Z\na,Call,2026-07-01 13:00:00\n")

    assert refusal(path) == (
        f"{path}, line 3, column 'when': '2026-07-01 13:00:00' has no UTC offset. "
        "Give the time zone of such instants with --time-zone."
    )


def test_the_time_zone_applies_to_instants_without_an_offset(write):
    path = write("case,what,when\na,Call,2026-07-01 14:00:00\na,Call,2026-12-01 13:00:00\na,Call,2026-07-01 12:00Z\n")
    amsterdam = Columns("case", "what", "when", ZoneInfo("Europe/Amsterdam"))

    assert [at.astimezone(UTC) for _, _, at in rows(path, amsterdam)] == [
        NOON,
        datetime(2026, 12, 1, 12, tzinfo=UTC),
        NOON,
    ]


def test_a_malformed_instant_is_refused(write):
    path = write("case,what,when\na,Call,yesterday\n")

    assert refusal(path) == (
        f"{path}, line 2, column 'when': 'yesterday' is not an instant such as 2026-01-31T09:30:00+01:00. "
        "Give the format with --at-format, such as '%d-%b-%Y %H:%M:%S' or seconds."
    )


@pytest.mark.parametrize(("line", "column"), [(",Call,x", "case"), ("a,,x", "what"), ("a,Call,", "when")])
def test_an_empty_value_is_refused(write, line, column):
    path = write(f"case,what,when\na,Call,2026-07-01T12:00:00Z\n{line}\n")

    assert refusal(path) == f"{path}, line 3, column {column!r}: The value is missing. Every row needs one."


def test_an_empty_value_of_a_parquet_file_is_refused(tmp_path):
    path = tmp_path / "log.parquet"
    parquet.write_table(pyarrow.table({"case": ["a"], "what": [None], "when": [NOON]}), path)

    assert refusal(path) == f"{path}, row 1, column 'what': The value is missing. Every row needs one."


def test_a_missing_column_is_named_and_the_columns_are_listed(write):
    path = write("case,activity,when\n")

    assert refusal(path) == f"{path} has no column 'what'. Its columns are: 'case', 'activity', 'when'."


def test_a_missing_column_of_a_parquet_file_is_named_too(tmp_path):
    path = tmp_path / "log.parquet"
    parquet.write_table(pyarrow.table({"case": ["a"], "when": [NOON]}), path)

    assert refusal(path) == f"{path} has no column 'what'. Its columns are: 'case', 'when'."


def test_one_column_for_two_purposes_is_refused(write):
    path = write("case,what,when\na,Call,2026-07-01T12:00:00Z\n")

    assert refusal(path, Columns("case", "what", "what")) == (
        "The column 'what' is given twice. Case, activity and instant need different columns."
    )


@pytest.mark.parametrize("name", ["log.csv", "log.parquet", "log.xes"])
def test_rows_can_be_selected_by_their_values(tmp_path, name):
    found = [
        ("a", "Call", "start", "1"),
        ("a", "Call", "complete", "1"),
        ("", "", "", ""),
        ("b", "Pay", "complete", "2"),
    ]
    path, at = tmp_path / name, "2026-07-01T12:00:00Z"
    if name == "log.csv":
        path.write_text("\n".join(["case,what,step,room,when", *(f"{','.join(row)},{at}" for row in found)]))
    elif name == "log.parquet":
        columns = dict(zip(("case", "what", "step", "room"), map(list, zip(*found, strict=True)), strict=True))
        parquet.write_table(pyarrow.table({**columns, "when": [at] * len(found)}), path)
    else:
        keys = ("case", "what", "step", "room", "when")
        events = (
            "".join(f'<string key="{k}" value="{v}"/>' for k, v in zip(keys, (*row, at), strict=True)) for row in found
        )
        path.write_text(f"<log><trace>{''.join(f'<event>{event}</event>' for event in events)}</trace></log>")

    complete = replace(COLUMNS, only=read_only(["step=complete"]))
    assert [row[:2] for row in rows(path, complete)] == [("a", "Call"), ("b", "Pay")]
    assert [row[:2] for row in rows(path, replace(complete, only=read_only(["step=complete", "case=b"])))] == [
        ("b", "Pay")
    ]
    assert list(rows(path, replace(complete, only=read_only(["step=complete", "room=3"])))) == []
    assert "no " in refusal(path, replace(complete, only=read_only(["nothing=1"])))


@pytest.mark.parametrize("text", ["", "complete", "=complete"])
def test_a_selection_of_rows_needs_a_column_and_a_value(text):
    with pytest.raises(Invalid) as refused:
        read_only([text])

    assert refused.value.message == (
        f"--only: {text!r} is not a column and its value. Write them as lifecycle:transition=complete."
    )


def test_a_duplicate_column_is_refused(write):
    path = write("case,what,case,when\n")

    assert refusal(path) == (
        f"{path} has more than one column 'case'. Its columns are: 'case', 'what', 'case', 'when'."
    )


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "log.csv", " is empty: a CSV file begins with the names of its columns."),
        (
            b"case,what,when\na,b\n",
            "log.csv",
            (
                ", line 2: The row has 2 values, but the header has 3 columns. It begins with 'a'. Put values "
                "that contain the delimiter in quotation marks."
            ),
        ),
        (
            b"case,what,when\n\xff,b,c\n",
            "log.csv",
            (
                ", line 2: The text is not UTF-8. Give its encoding with --encoding, such as cp1252 (Windows), latin-1 "
                "or utf-16."
            ),
        ),
        (
            gzip.compress(b"case,what,when\n" + b"a,Call,2026-07-01T12:00:00Z\n" * 99, mtime=0)[:60],
            "log.csv.gz",
            (
                " cannot be unpacked: Compressed file ended before the end-of-stream marker was reached. Compress it "
                "again, or transfer it again."
            ),
        ),
        (
            b"case",
            "log.parquet",
            " cannot be read: Parquet file size is 4 bytes, smaller than the minimum file footer (8 bytes).",
        ),
        (b"PK\x03\x04...", "log.xlsx", " is an Excel workbook: save its table as CSV."),
        (b"PK\x03\x04...", "log.zip", " is compressed with ZIP: unpack it, or compress it with gzip."),
        (b"BZh9...", "log.csv.bz2", " is compressed with bzip2: unpack it, or compress it with gzip."),
        (b"<html/>", "log.csv", " is not XES: its first element is <html>, not <log>."),
        (b"<log><trace>", "log.xes", " is not well-formed XML: no element found: line 1, column 12."),
    ],
)
def test_a_broken_file_is_refused(write, content, name, reason):
    path = write(content, name)

    assert refusal(path) == f"{path}{reason}"


HEAD = b"case,what,when\n"
ROW = b"a,Call,2026-07-01T12:00:00Z\n"


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(
        st.sampled_from([HEAD, ROW, b"a,", b'"', b"\n", b"\r\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b";"])
        | st.binary(max_size=5)
    )
)
def test_whatever_a_csv_file_has_is_read_or_refused_in_a_sentence(write, pieces):
    path = write(b"".join(pieces))

    with suppress(Invalid):
        assert all(len(row) == 3 for row in rows(path, COLUMNS))
