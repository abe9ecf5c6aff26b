"""Parquet columns of any type are read as what they mean, or refused."""

import io
import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pyarrow
import pytest
from pyarrow import parquet

from core.errors import Invalid
from eventlog.columns import Columns
from eventlog.table import rows

NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
GOOD = {"case": ["c1"], "what": ["A"], "when": [NOON]}


@pytest.fixture
def read(tmp_path):
    def read(**columns):
        path = tmp_path / "log.parquet"
        parquet.write_table(pyarrow.table({**GOOD, **columns}), path)
        [row] = rows(path, Columns("case", "what", "when"))
        return row

    return read


@pytest.mark.parametrize("role", ["case", "what"])
@pytest.mark.parametrize(
    ("column", "text"),
    [
        (pyarrow.array(["ü"]), "ü"),
        (pyarrow.array(["ü"], pyarrow.large_string()), "ü"),
        (pyarrow.array(["ü"], pyarrow.string_view()), "ü"),
        (pyarrow.array(["ü"]).dictionary_encode(), "ü"),
        (pyarrow.array(["ü".encode()]), "ü"),
        (pyarrow.array(["ü".encode()], pyarrow.large_binary()), "ü"),
        (pyarrow.array(["ü".encode()]).dictionary_encode(), "ü"),
        (pyarrow.array([b"abc"], pyarrow.binary(3)), "abc"),
        (pyarrow.array([7], pyarrow.int8()), "7"),
        (pyarrow.array([2**64 - 1], pyarrow.uint64()), "18446744073709551615"),
    ],
)
def test_text_and_whole_numbers_are_text(read, role, column, text):
    assert text in read(**{role: column})[:2]


@pytest.mark.parametrize("role", ["case", "what", "when"])
@pytest.mark.parametrize(
    "column",
    [
        pyarrow.array([1.0]),
        pyarrow.array([True]),
        pyarrow.array([Decimal("1.5")]),
        pyarrow.array([["a"]]),
        pyarrow.array([{"a": 1}]),
        pyarrow.array([time(12)]),
        pyarrow.array([5], pyarrow.duration("s")),
        pyarrow.array([uuid.UUID(int=2**127).bytes], pyarrow.binary(16)),
        pyarrow.array([b"\xff"]),
        pyarrow.array([None]),
    ],
)
def test_other_types_are_refused_for_every_role(read, role, column):
    with pytest.raises(Invalid, match=f"{role}.*Write it as|{role}.*The value is missing"):
        read(**{role: column})


@pytest.mark.parametrize("role", ["case", "what"])
@pytest.mark.parametrize("value", [NOON, date(2025, 1, 1)])
def test_instants_are_no_names(read, role, value):
    with pytest.raises(Invalid, match="Write it as text or a whole number"):
        read(**{role: pyarrow.array([value])})


@pytest.mark.parametrize(
    "column",
    [
        pyarrow.array(["2025-01-01T12:00:00Z"]),
        pyarrow.array([b"2025-01-01T12:00:00Z"]),
        pyarrow.array(["2025-01-01T12:00:00Z"]).dictionary_encode(),
        pyarrow.array([1735732800]),
        pyarrow.array([1735732800000]),
        pyarrow.array([NOON], pyarrow.timestamp("ns", "America/New_York")),
    ],
)
def test_an_instant_may_have_several_types(read, column):
    assert read(when=column)[2] == NOON


@pytest.mark.parametrize("column", [pyarrow.array([date(2025, 1, 1)]), pyarrow.array([0], pyarrow.timestamp("us"))])
def test_an_instant_without_an_offset_needs_a_time_zone(read, column):
    with pytest.raises(Invalid, match="has no UTC offset"):
        read(when=column)


@pytest.mark.parametrize("unit", ["ms", "us"])
@pytest.mark.parametrize("zone", ["UTC", None])
@pytest.mark.parametrize("value", [2**62, -(2**62)])
def test_an_instant_beyond_the_calendar_is_refused(read, unit, zone, value):
    with pytest.raises(Invalid) as refusal:
        read(when=pyarrow.array([value], pyarrow.timestamp(unit, zone)))

    assert refusal.value.message.endswith(
        "log.parquet: The column 'when' has an instant that is out of bounds. It must lie between 0001-01-02 and "
        "9999-12-30 in UTC."
    )


@pytest.mark.parametrize("zone", ["Klingon/City", "+05:60", "-23:00", "America/New_York"])
def test_the_zone_of_a_column_does_not_change_its_instants(read, zone):
    assert read(when=pyarrow.array([1_735_732_800], pyarrow.timestamp("s", zone)))[2] == NOON


@pytest.mark.parametrize(
    "at",
    [
        datetime(9999, 12, 30, tzinfo=UTC),
        datetime(2262, 4, 12, tzinfo=UTC),
        datetime(1, 1, 2, 0, 0, 0, 1, UTC),
    ],
)
def test_an_instant_of_the_type_int96_is_exact_in_every_year(tmp_path, at):
    path = tmp_path / "log.parquet"
    table = pyarrow.table({**GOOD, "when": pyarrow.array([at], pyarrow.timestamp("us"))})
    parquet.write_table(table, path, use_deprecated_int96_timestamps=True)

    assert [row[2] for row in rows(path, Columns("case", "what", "when", ZoneInfo("UTC")))] == [at]


@pytest.mark.parametrize(
    "column",
    [
        pyarrow.array([2**31 - 1], pyarrow.int32()).view(pyarrow.date32()),
        pyarrow.array([-800_000], pyarrow.int32()).view(pyarrow.date32()),
        pyarrow.array([2**62], pyarrow.int64()).view(pyarrow.date64()),
    ],
)
def test_a_date_beyond_the_calendar_is_refused(read, column):
    with pytest.raises(Invalid, match="The column 'when' has an instant that is out of bounds"):
        read(when=column)


@pytest.mark.parametrize("role", ["case", "what", "when"])
def test_a_text_that_is_not_utf8_is_refused(read, role):
    latin = pyarrow.array(["ü".encode("latin-1")])

    with pytest.raises(Invalid, match=f"The column '{role}' has bytes that are not UTF-8"):
        read(**{role: pyarrow.StringArray.from_buffers(1, *latin.buffers()[1:])})


def test_a_column_name_that_is_not_utf8_is_refused(tmp_path):
    path, file = tmp_path / "log.parquet", io.BytesIO()
    parquet.write_table(pyarrow.table({**GOOD, "Grund": ["x"]}), file)
    path.write_bytes(file.getvalue().replace(b"Grund", b"Gr\xfcnd"))

    with pytest.raises(Invalid, match="The name of a column is not UTF-8"):
        list(rows(path, Columns("case", "what", "when")))
