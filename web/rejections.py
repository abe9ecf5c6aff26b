"""What POST /events tells: how far it has come, and which lines were rejected."""

from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Self

import orjson

MOST_LISTED = 50_000  # rejections in an answer; the others are counted
MOST_LISTED_BYTES = 16 << 20
_SPOOL_BYTES = 1 << 20  # of rejections are held in memory, more go to a file


@dataclass(slots=True)
class Progress:
    """What became of a body so far. Every line up to `through_line` was recorded, rejected or skipped."""

    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    through_line: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """As they stand in every answer."""
        return {"accepted": self.accepted, "duplicates": self.duplicates, "rejectedCount": self.rejected}


class Rejections:
    """The list of rejected lines, as JSON in a file, up to its limits; to be closed."""

    def __init__(self) -> None:
        self.count = 0
        self._size = 0
        self._is_full = False
        self._file: IO[bytes] = SpooledTemporaryFile(_SPOOL_BYTES)  # noqa: SIM115 - closed by close()

    def add(self, row: dict[str, Any]) -> None:
        """List a line, unless the list is full."""
        if self._is_full:
            return
        told = (b"," if self.count else b"") + orjson.dumps(row)
        self._size += len(told)
        self._is_full = self.count == MOST_LISTED or self._size > MOST_LISTED_BYTES
        if not self._is_full:
            self._file.write(told)
            self.count += 1

    def pieces(self) -> Iterator[bytes]:
        """What is between the brackets of the JSON list."""
        self._file.seek(0)
        while piece := self._file.read(_SPOOL_BYTES):
            yield piece

    def close(self) -> None:
        """Forget them."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
