"""Batches of lines, which are parsed and recorded together."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from core.errors import LimitExceeded, Refused
from core.placed import Placed
from web.line_kinds import LineKind, misplaced
from web.ndjson import MOST_LINE_BYTES, LongLine

BATCH = 1_000  # lines: clients that send parts of one history at the same time differ by at most one batch
LONGEST_TOLD = 500  # characters of an id or message; valid ids are never longer
BATCH_BYTES = 400 << 10  # bounds the memory of a batch of long lines
_numbers = count()


@dataclass(slots=True)
class Batch:
    """Items to record together, and the rejected lines among them. Every batch has a number of its own."""

    kind: LineKind
    items: list[Placed[Any]] = field(default_factory=list[Placed[Any]])
    rejected: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    size: int = 0  # in bytes
    last_line: int = 0  # including blank lines
    number: int = field(default_factory=_numbers.__next__)

    @property
    def is_full(self) -> bool:
        """Whether the batch must be recorded before another line is added."""
        return len(self.items) + len(self.rejected) >= BATCH or self.size >= BATCH_BYTES

    def take(self, place: int, line: bytes) -> None:
        """Parses a line, and adds its item or rejection. Its place is its number in the request."""
        self.size += len(line)
        try:
            if isinstance(line, LongLine):
                raise LimitExceeded(
                    f"The line has {line.size:,} bytes, and at most {MOST_LINE_BYTES:,} are allowed: send shorter "
                    "values."
                )
            self.items.append(Placed(self.kind.parse(line), place, self.number))
        except Refused as refusal:
            message = misplaced(line, self.kind) or refusal.sentence
            self.reject(place, self.kind.id_of(line), refusal.code, message)

    def reject(self, place: int, id_: str | None, code: str, message: str) -> None:
        """Adds a rejection, its texts cut to a bounded length."""
        self.rejected.append({"line": place, "id": _cut(id_), "code": code, "message": _cut(message)})


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"
