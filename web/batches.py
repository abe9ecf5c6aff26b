"""Batches of lines: what POST /events parses and records at a time."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from core.errors import Invalid, Refused
from core.events import PlacedEvent, event_id, parse_event
from web.ndjson import MOST_LINE_BYTES

BATCH = 1_000  # lines: clients who send parts of one history at once are kept in step to a batch
LONGEST_TOLD = 500  # characters of an id or message; ids of events have no more
BATCH_BYTES = 400 << 10  # a batch of long lines has fewer of them, for the sake of memory
_numbers = count()


@dataclass(slots=True)
class Batch:
    """Events to be recorded together, and the lines among them that are no events. No two batches have one number."""

    events: list[PlacedEvent] = field(default_factory=list[PlacedEvent])
    rejected: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    size: int = 0  # in bytes
    last_line: int = 0  # blank ones included
    number: int = field(default_factory=_numbers.__next__)

    @property
    def is_full(self) -> bool:
        """Whether it is to be recorded before another line is taken."""
        return len(self.events) + len(self.rejected) >= BATCH or self.size >= BATCH_BYTES

    def take(self, place: int, line: bytes) -> None:
        """Parse a line. Its place is its number in the request."""
        self.size += len(line)
        try:
            if len(line) > MOST_LINE_BYTES:
                raise Invalid(f"the line is longer than {MOST_LINE_BYTES} bytes")
            self.events.append(PlacedEvent(parse_event(line), place, self.number))
        except Refused as refusal:
            self.reject(place, event_id(line), refusal.code, refusal.message)

    def reject(self, place: int, id_: str | None, code: str, message: str) -> None:
        """Say why a line is not taken."""
        self.rejected.append({"line": place, "id": _cut(id_), "code": code, "message": _cut(message)})


def _cut(text: str | None) -> str | None:
    """What is told of a text that may be as long as a line."""
    return text if text is None or len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"
