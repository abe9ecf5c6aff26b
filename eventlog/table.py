"""Reads the rows of a log: CSV or XES, compressed with gzip or not, or Parquet."""

from collections.abc import Iterator
from pathlib import Path

from core.byte_marks import UTF8_MARK
from core.errors import Invalid
from core.texts import quoted
from eventlog.columns import Columns
from eventlog.csv_rows import csv_rows
from eventlog.files import first_bytes
from eventlog.instants import InstantReader
from eventlog.log import Row
from eventlog.parquet_rows import parquet_rows
from eventlog.xes import xes_rows

_LONGEST_NAME = 500


def rows(path: Path, columns: Columns) -> Iterator[Row]:
    """The rows of the file that have the values of `only`, in their order.

    Raises Invalid if the file cannot be read, a column is missing, a value is empty or an instant is malformed. The
    message names the place and the column.
    """
    instants = InstantReader(columns.at_format, columns.zone)
    for where, values in _found(path, columns, instants):
        named = dict(zip(columns.names, values, strict=True))
        if any(named[name] is None or str(named[name]) != wanted for name, wanted in columns.only):
            continue
        for name in columns.roles:
            if named[name] is None or named[name] == "":
                raise Invalid(f"{where}, column {quoted(name)}: The value is missing. Every row needs one.")
        case, activity, at = (named[name] for name in columns.roles)
        _check_activity(str(activity), f"{where}, column {quoted(columns.activity)}")
        yield str(case), str(activity), instants.read(at, f"{where}, column {quoted(columns.at)}")


def _check_activity(name: str, where: str) -> None:
    """An activity becomes the name of a block."""
    if len(name) > _LONGEST_NAME:
        raise Invalid(f"{where}: {quoted(name)} has {len(name):,} characters. An activity has at most {_LONGEST_NAME}.")
    if "\0" in name:
        raise Invalid(f"{where}: {quoted(name)} contains the character U+0000. Remove it.")


def _found(path: Path, columns: Columns, instants: InstantReader) -> Iterator[tuple[str, tuple[object, ...]]]:
    first = first_bytes(path, 64)
    if first.startswith(b"PAR1") or path.suffix == ".parquet":
        _check_encoding(path, columns, "Parquet")
        return parquet_rows(path, columns)
    if first.removeprefix(UTF8_MARK).lstrip().startswith(b"<") or ".xes" in path.suffixes:
        _check_encoding(path, columns, "XES")
        return xes_rows(path, columns)
    return csv_rows(path, columns, instants.can_read)


def _check_encoding(path: Path, columns: Columns, kind: str) -> None:
    if columns.encoding is not None:
        raise Invalid(f"--encoding: {path} is {kind}, which names its encoding itself. Leave out the option.")
