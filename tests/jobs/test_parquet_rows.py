"""Parquet files from CSV rows: the same bytes however the rows are passed, in groups of bounded size."""

import csv
import io

import pyarrow.parquet as pq
import pytest

from core.export_files import COLUMNS, ExportFile
from jobs.parquet_rows import GROUP_BYTES, GROUP_ROWS, ParquetRows

AT = "2026-01-01 10:00:00.25+00"


def lines(*urls: str) -> list[bytes]:
    """Rows of the file CLICK."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([f"r{n}", AT, None, url] for n, url in enumerate(urls))
    return [row.encode() for row in written.getvalue().splitlines(keepends=True)]


def parquet(rows: list[bytes], at_once: int) -> bytes:
    target = io.BytesIO()
    target.close = lambda: None  # like an entry of an archive, which only its opener closes
    writing = ParquetRows(target, ExportFile.CLICK, "Europe/Amsterdam")
    for start in range(0, len(rows), at_once):
        writing.write(b"".join(rows[start : start + at_once]))
    writing.end()
    return target.getvalue()


def groups(content: bytes) -> list[int]:
    """The number of rows of each group."""
    about = pq.ParquetFile(io.BytesIO(content)).metadata
    return [about.row_group(number).num_rows for number in range(about.num_row_groups)]


@pytest.mark.parametrize("length", [10, 1_000, 3_000_000])
def test_the_bytes_do_not_depend_on_how_rows_are_passed(length):
    rows = lines(*["x" * length] * (40_000_000 // max(length, 1_000)))

    assert parquet(rows, 7) == parquet(rows, 5_000)


def test_a_group_ends_with_the_row_that_fills_it():
    few, many = lines(*["x" * (GROUP_BYTES // 3)] * 7), lines(*["x"] * (GROUP_ROWS + 1))

    assert groups(parquet(few, 7)) == [3, 3, 1]
    assert groups(parquet(many, 1_000)) == [GROUP_ROWS, 1]


def test_cells_are_read_back_with_their_types():
    [row] = pq.read_table(io.BytesIO(parquet(lines('a "quoted",\x01 text'), 1))).to_pylist()

    assert (row["receipt_id"], row["link_type"], row["url"]) == ("r0", None, 'a "quoted",\x01 text')
    assert row["clicked_at"].isoformat() == "2026-01-01T11:00:00.250000+01:00"


def test_numbers_beyond_32_bits_are_read_back():
    names = [column.name for column in COLUMNS[ExportFile.SERIES_ENTRY]]
    cells = dict.fromkeys(names, "") | {"entry_number": "3000000000", "company_id": "-1"}
    target = io.BytesIO()
    target.close = lambda: None
    writing = ParquetRows(target, ExportFile.SERIES_ENTRY, "UTC")
    writing.write(f"{','.join(cells.values())}\n".encode())
    writing.end()

    [row] = pq.read_table(io.BytesIO(target.getvalue())).to_pylist()
    assert row["entry_number"] == 3_000_000_000


def test_a_file_without_rows_has_its_columns():
    table = pq.read_table(io.BytesIO(parquet([], 1)))

    assert (table.num_rows, table.column_names) == (0, ["receipt_id", "clicked_at", "link_type", "url"])
