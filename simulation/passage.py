"""Writes down one pass of one person through a series, event by event, until the simulation ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

Event = dict[str, Any]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(at: int) -> str:
    """RFC 3339 in UTC for milliseconds since 1970."""
    return (_EPOCH + timedelta(milliseconds=at)).isoformat(timespec="milliseconds")[:-6] + "Z"


@dataclass(slots=True)
class Passage:
    """One pass. Instants are milliseconds since 1970: `clock` is now, `until` the last to be written."""

    random: Random
    clock: int
    until: int
    named: Event  # series, person and, where they are given, entry and company: part of every event
    prefix: str  # what the ids of its events begin with
    events: list[tuple[int, Event]] = field(default_factory=list[tuple[int, Event]])
    written: int = 0
    ended: bool = False
    returns: bool = True  # whether this person may come back for another pass

    def write(self, kind: str, at: int, **fields: Any) -> None:
        """An event of type `kind` at `at`, unless that lies after the end of the simulation."""
        self.written += 1
        if at <= self.until:
            event = {"id": f"{self.prefix}/{self.written}", "type": kind, "at": instant(at)}
            event.update(self.named, **fields)
            self.events.append((at, event))

    def reach(self, block: str, *, for_at_most: int | None = None) -> None:
        """Arrives at the block now, to wait there for at most so many milliseconds where that is given."""
        if for_at_most is None:
            self.write("BLOCK_REACHED", self.clock, block=block)
        else:
            self.write("BLOCK_REACHED", self.clock, block=block, waitsUntil=instant(self.clock + for_at_most))

    def leave(self, block: str, along: str, **fields: Any) -> None:
        """Leaves the block now."""
        self.write("BLOCK_LEFT", self.clock, block=block, along=along, **fields)

    def engage(self, kind: str, block: str, at: int, **fields: Any) -> None:
        """Something happened at `at` to what this pass received at the block."""
        self.write(kind, at, block=block, receipt=f"{self.prefix}/{block}", **fields)

    def end(self, kind: str, **fields: Any) -> None:
        """Ends now, as ENTRY_FINISHED, ENTRY_DISENGAGED or ENTRY_EXITED."""
        self.write(kind, self.clock, **fields)
        self.ended = True

    def soon(self, at_most: int) -> int:
        """A delay in milliseconds, at most `at_most`, mostly far shorter."""
        share = self.random.random()
        return 1 + int(at_most * share * share * share)

    def chance(self, percent: int) -> bool:
        """True that often."""
        return self.random.random() * 100 < percent

    def turn(self, percents: Mapping[str, float]) -> str:
        """One of the names, each as often as its percentage says."""
        return self.random.choices(tuple(percents), tuple(percents.values()))[0]
