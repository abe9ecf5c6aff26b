"""Reads rows from Parquet, in batches."""

# pyarrow has no type annotations. Its values are checked here, and none of its types leaves this module.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportAttributeAccessIssue=false

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import compute, parquet, types

from core.errors import Invalid
from core.texts import quoted
from eventlog.columns import Columns, check_columns

Values = tuple[Any, ...]

_IS_TEXT = (types.is_string, types.is_large_string, types.is_string_view)
_IS_BYTES = (types.is_binary, types.is_large_binary, types.is_fixed_size_binary, types.is_binary_view)


def parquet_rows(path: Path, columns: Columns) -> Iterator[tuple[str, Values]]:
    """Where each row is, and its case, activity and instant. Raises Invalid for a malformed file or a wrong type."""
    number = 0
    try:
        # Instants of the type INT96 would become nanoseconds, which overflow after 2262 without an error.
        with parquet.ParquetFile(path, coerce_int96_timestamp_unit="us") as file:
            check_columns(path, columns, file.schema_arrow.names)
            for batch in file.iter_batches(columns=list(columns.names)):
                for values in zip(
                    *(_values(path, name, batch.column(name), columns) for name in columns.names), strict=True
                ):
                    number += 1
                    yield f"{path}, row {number}", values
    except UnicodeDecodeError:
        raise Invalid(f"{path}: The name of a column is not UTF-8. Rename the column.") from None
    except pyarrow.ArrowException as error:
        raise Invalid(f"{path} cannot be read: {str(error).splitlines()[0]}.") from None
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror or str(error).splitlines()[0]}.") from None


def _values(path: Path, name: str, column: Any, columns: Columns) -> list[Any]:
    if isinstance(column.type, pyarrow.BaseExtensionType):
        column = column.storage
    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if _is(kind, *_IS_TEXT, *_IS_BYTES):
        return _texts(path, name, column)
    if types.is_null(kind) or types.is_integer(kind):
        return column.to_pylist()
    if name == columns.at and (types.is_timestamp(kind) or types.is_date(kind)):
        return _instants(path, name, column)
    wanted = "an instant, a date, text or a whole number" if name == columns.at else "text or a whole number"
    raise Invalid(f"{path}: The column {quoted(name)} has the type {str(kind)[:100]}. Write it as {wanted}.")


def _is(kind: Any, *tests: Callable[[Any], bool]) -> bool:
    return any(test(kind) for test in tests)


def _texts(path: Path, name: str, column: Any) -> list[Any]:
    """Bytes are text, too: some writers do not mark their texts as such. Others mark texts that are not UTF-8."""
    try:
        return [value.decode("utf-8") if isinstance(value, bytes) else value for value in column.to_pylist()]
    except UnicodeDecodeError:
        raise Invalid(
            f"{path}: The column {quoted(name)} has bytes that are not UTF-8. Write it as text or a whole number."
        ) from None


def _instants(path: Path, name: str, column: Any) -> list[Any]:
    try:
        return (_utc(column) if types.is_timestamp(column.type) else column).to_pylist()
    except (pyarrow.ArrowInvalid, OverflowError):
        raise Invalid(
            f"{path}: The column {quoted(name)} has an instant that is out of bounds. It must lie between 0001-01-02 "
            "and 9999-12-30 in UTC."
        ) from None


def _utc(column: Any) -> Any:
    """In UTC, if the column has a time zone: the zone says only how to show them. Digits beyond microseconds go."""
    zone = column.type.tz and "UTC"
    utc = column.cast(pyarrow.timestamp(column.type.unit, zone))
    # A cast alone would drop the digits towards 1970: instants before that would be rounded up.
    return compute.floor_temporal(utc, unit="microsecond").cast(pyarrow.timestamp("us", zone))
