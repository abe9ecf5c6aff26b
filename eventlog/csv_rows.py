"""Reads rows from CSV, as spreadsheets and databases write it. No row is ever lost without an error."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from core.errors import Invalid
from core.texts import counted, quoted
from eventlog.columns import Columns, check_columns
from eventlog.files import opened_text

DELIMITERS = (",", ";", "\t", "|")

_FOR_EXCEL = re.compile(r'"?sep=."?', re.IGNORECASE)  # a first line that names the delimiter

_MARK = "\ufeff"  # also begins each further file, if files were put together
_LONGEST_HEADER = 1_000  # lines

Values = tuple[str, ...]
IsInstant = Callable[[str], bool]


def csv_rows(path: Path, columns: Columns, is_instant: IsInstant) -> Iterator[tuple[str, Values]]:
    """Where each row is, and its case, activity and instant. Raises Invalid for a malformed file."""
    with opened_text(path, columns.encoding) as text:
        lines = _Lines(text)
        delimiter, names = _header(path, _first_row(path, lines), columns)
        places = [names.index(name) for name in columns.names]
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        lines.taken.clear()
        number = 0
        for row in _checked(path, reader, lines):
            if row:
                number += 1
                where = f"{path}, line {lines.number - len(lines.taken) + 1}"
                _check_row(where, row, names)
                if len(lines.taken) > 1:
                    _check_lines(where, lines.taken, delimiter, len(names), is_instant)
                yield where, tuple(row[place] for place in places)
            lines.taken.clear()


class _Lines(Iterator[str]):
    """The lines of a text, and those that were taken for the current row."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.number = 0
        self.taken: list[str] = []

    def __next__(self) -> str:
        line = next(self._text).removeprefix(_MARK)
        self.number += 1
        self.taken.append(line)
        return line


def _first_row(path: Path, lines: _Lines) -> str:
    """The lines of the header: more than one, if the name of a column has a line break."""
    first = next((line for line in lines if line.strip() and not _FOR_EXCEL.fullmatch(line.strip())), None)
    if first is None:
        raise Invalid(f"{path} is empty: a CSV file begins with the names of its columns.")
    parts, quotes = [first], first.count('"')
    while quotes % 2 and (line := next(lines, None)) is not None and len(parts) < _LONGEST_HEADER:
        parts.append(line)
        quotes += line.count('"')
    return "".join(parts)


def _header(path: Path, line: str, columns: Columns) -> tuple[str, list[str]]:
    """The delimiter with which the header has all columns, and the names of all columns."""
    found: list[list[str]] = []
    for delimiter in DELIMITERS:
        try:
            names = next(csv.reader([line], delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise Invalid(f"{path}: The header is malformed. {_problem(str(error))}.") from None
        if all(names.count(name) == 1 for name in columns.names):
            check_columns(path, columns, names)
            return delimiter, names
        found.append(names)
    check_columns(path, columns, max(found, key=len))
    raise AssertionError("a header lacks no column")


def _checked(path: Path, reader: Iterator[list[str]], lines: _Lines) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        first = lines.number - len(lines.taken) + 1
        raise Invalid(
            f"{path}, line {first}: {_problem(str(error))}. A value that begins with a quotation mark ends with one, "
            "and has two of them for each one inside."
        ) from None


def _problem(error: str) -> str:
    if error == "unexpected end of data":
        return "A quoted value has no end"
    if error.startswith("field larger"):
        return "A value has more than 131,072 characters, perhaps because a quoted value has no end"
    return f"The quotation marks are wrong ({error})"


def _check_row(where: str, row: Sequence[str], names: Sequence[str]) -> None:
    if len(row) != len(names):
        raise Invalid(
            f"{where}: The row has {counted(len(row), 'value')}, but the header has {len(names)} columns. It begins "
            f"with {quoted(row[0])}. Put values that contain the delimiter in quotation marks."
        )


def _check_lines(where: str, lines: Sequence[str], delimiter: str, width: int, is_instant: IsInstant) -> None:
    """Two stray quotation marks turn rows into one value. Then the line of each mark looks like a row."""
    if all(_looks_like_row(line, delimiter, width, is_instant) for line in (lines[0], lines[-1])):
        row = next(line for line in lines[1:] if _looks_like_row(line, delimiter, width, is_instant))
        raise Invalid(
            f"{where}: A quoted value contains the row {quoted(row.strip())}. Remove the quotation mark that "
            "begins the value, or write it twice inside of quotation marks."
        )


def _looks_like_row(line: str, delimiter: str, width: int, is_instant: IsInstant) -> bool:
    values = line.split(delimiter)
    return len(values) >= width and any(is_instant(value.strip('" \r\n')) for value in values)
