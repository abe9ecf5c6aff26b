"""Reads the rows of a log from a CSV file, compressed or not, or a Parquet file, in batches."""

# pyarrow has no type annotations. Its values are checked here, and none of its types leaves this module.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportAttributeAccessIssue=false

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow
from pyarrow import compute, parquet

from core.errors import Invalid
from core.instants import read_instant
from eventlog.log import Row

_BATCH = 10_000  # rows


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns, and the time zone of instants without an offset."""

    case: str
    activity: str
    at: str
    zone: ZoneInfo | None = None


def rows(path: Path, columns: Columns) -> Iterator[Row]:
    """The rows of the file, in their order.

    Raises Invalid if the file cannot be read, a column is missing, a value is empty or an instant is malformed. The
    message names the row, counted from 1 below the header, and the column.
    """
    read = _parquet if path.suffix == ".parquet" else _csv
    number = 0
    try:
        for batch in read(path, columns):
            for values in zip(*batch, strict=True):
                number += 1
                yield _row(number, values, columns)
    except pyarrow.ArrowInvalid as error:
        raise Invalid(f"{path} cannot be read: {str(error).splitlines()[0]}.") from None
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror or error}.") from None


def _csv(path: Path, columns: Columns) -> Iterator[list[list[Any]]]:
    """Python's reader, which unlike that of pyarrow refuses a quoted value without an end."""
    names = _names(columns)
    with (
        pyarrow.input_stream(path, compression="detect") as file,
        TextIOWrapper(file, "utf-8-sig", newline="") as text,
    ):
        records = _records(path, csv.reader(text, strict=True))
        header = next(records, None)
        if header is None:
            raise Invalid(f"{path} is empty.")
        _require(names, header, path)
        places = [header.index(name) for name in names]
        while batch := list(islice(records, _BATCH)):
            yield [[record[place] for record in batch] for place in places]


def _records(path: Path, reader: Any) -> Iterator[list[str]]:
    """The records, without blank lines. Raises Invalid with the line of a malformed one."""
    begin, width = 1, None
    try:
        for record in reader:
            if record:
                width = width or len(record)
                if len(record) != width:
                    raise Invalid(f"{path}, line {begin:,}: The row has {len(record)} values, but {width} columns.")
                yield record
            begin = reader.line_num + 1
    except csv.Error as error:
        problem = "A quoted value has no end." if "end of data" in str(error) else f"The row is malformed: {error}."
        raise Invalid(f"{path}, line {begin:,}: {problem}") from None
    except UnicodeDecodeError:
        raise Invalid(f"{path} is not encoded in UTF-8: convert it.") from None


def _parquet(path: Path, columns: Columns) -> Iterator[list[list[Any]]]:
    names = _names(columns)
    with parquet.ParquetFile(path) as file:
        _require(names, file.schema_arrow.names, path)
        for name in names[:2]:
            _require_names(name, file.schema_arrow.field(name).type, path)
        for batch in file.iter_batches(columns=names):
            yield [_plain(batch.column(name)).to_pylist() for name in names]


def _require_names(column: str, type_: Any, path: Path) -> None:
    type_ = type_.value_type if pyarrow.types.is_dictionary(type_) else type_
    if not any(is_one(type_) for is_one in (_is_text, _is_binary, pyarrow.types.is_integer, pyarrow.types.is_null)):
        raise Invalid(
            f"{path}: The column {column!r} has the type {type_}. Convert it to text or whole numbers, which can name "
            "cases and activities."
        )


def _is_text(type_: Any) -> bool:
    return pyarrow.types.is_string(type_) or pyarrow.types.is_large_string(type_)


def _is_binary(type_: Any) -> bool:
    return pyarrow.types.is_binary(type_) or pyarrow.types.is_large_binary(type_)


def _plain(column: Any) -> Any:
    """Drops what instants have beyond microseconds, the resolution of Python. Reads bytes as text in UTF-8."""
    if pyarrow.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if _is_binary(column.type):
        return column.cast(pyarrow.large_string())
    if not pyarrow.types.is_timestamp(column.type):
        return column
    zone = column.type.tz
    utc = column.cast(pyarrow.timestamp(column.type.unit, zone and "UTC"))  # in local time, some instants are ambiguous
    # A cast alone would drop the digits towards 1970: instants before that would be rounded up.
    floored = compute.floor_temporal(utc, unit="microsecond")
    return floored.cast(pyarrow.timestamp("us", zone), safe=False)


def _names(columns: Columns) -> list[str]:
    return [columns.case, columns.activity, columns.at]


def _require(names: list[str], columns: list[str], path: Path) -> None:
    for name in names:
        if names.count(name) > 1:
            raise Invalid(
                f"The column {name[:100]!r} is given twice. Case, activity and instant need different columns."
            )
        if columns.count(name) != 1:
            problem = "has no column" if name not in columns else "has more than one column"
            raise Invalid(f"{path} {problem} {name[:100]!r}. Its columns are: {', '.join(map(repr, columns))}.")


def _row(number: int, values: tuple[Any, Any, Any], columns: Columns) -> Row:
    case, activity, at = values
    for name, value in zip(_names(columns), values, strict=True):
        if value is None or value == "":
            raise Invalid(f"Row {number}, column {name!r}: The value is missing. Every row needs one.")
    return str(case), str(activity), _instant(at, f"Row {number}, column {columns.at!r}", columns.zone)


def _read(text: str) -> datetime:
    """The instant, in the grammar of events or, with fewer parts, in that of ISO 8601. Raises ValueError."""
    try:
        return read_instant(text)
    except Invalid:
        return datetime.fromisoformat(text)


def _instant(value: Any, where: str, zone: ZoneInfo | None) -> datetime:
    if not isinstance(value, datetime):
        try:
            value = _read(str(value))
        except ValueError:
            raise Invalid(
                f"{where}: {str(value)[:100]!r} is not an instant such as 2026-01-31T09:30:00+01:00."
            ) from None
    if value.utcoffset() is not None:
        return value
    if zone is None:
        raise Invalid(
            f"{where}: {str(value)!r} has no UTC offset. Give the time zone of such instants with --time-zone."
        )
    return value.replace(tzinfo=zone)
