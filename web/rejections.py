"""The result of an upload: its progress, and the rejected lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Self

import orjson

MOST_LISTED = 50_000  # rejections in a response; more are only counted
MOST_LISTED_BYTES = 16 << 20
_SPOOL_BYTES = 1 << 20  # of rejections in memory; more are written to a temporary file
_PIECE_BYTES = 64 << 10


@dataclass(slots=True)
class Progress:
    """Counts of lines so far. Every line up to `through_line` was recorded, rejected or skipped."""

    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    through_line: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """The counts in the form of the response."""
        return {"accepted": self.accepted, "duplicates": self.duplicates, "rejectedCount": self.rejected}


class Rejections:
    """The list of rejected lines as JSON in a temporary file, up to its limits. The caller must close it."""

    def __init__(self) -> None:
        self.count = 0
        self._size = 0
        self._is_full = False
        self._file: IO[bytes] = SpooledTemporaryFile(_SPOOL_BYTES)  # noqa: SIM115 - closed by close()

    def add(self, row: dict[str, Any]) -> None:
        """Adds a rejection, unless the list is full."""
        if self._is_full:
            return
        element = (b"," if self.count else b"") + orjson.dumps(row)
        self._size += len(element)
        self._is_full = self.count == MOST_LISTED or self._size > MOST_LISTED_BYTES
        if not self._is_full:
            self._file.write(element)
            self.count += 1

    def pieces(self) -> Iterator[bytes]:
        """Yields the elements of the JSON list, without its brackets."""
        self._file.seek(0)
        while piece := self._file.read(_PIECE_BYTES):
            yield piece

    def close(self) -> None:
        """Deletes the temporary file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
