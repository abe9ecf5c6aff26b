"""The events of one pass of one person through a series, until the simulation ends."""

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
    """Milliseconds since 1970 as RFC 3339 in UTC."""
    return (_EPOCH + timedelta(milliseconds=at)).isoformat(timespec="milliseconds")[:-6] + "Z"


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


@dataclass(slots=True)
class Passage:
    """One pass. Instants are milliseconds since 1970: `clock` is the present of the simulation.

    Up to `until`, `random` is shared with other passes. After that it is the pass's own. No event is after `through`.
    """

    random: Random
    clock: int
    until: int
    through: int
    common: Event  # series, person and, if given, entry and company: fields of every event
    prefix: str  # of the ids of its events
    events: list[tuple[int, Event]] = field(default_factory=list[tuple[int, Event]])
    written: int = 0
    ended: bool = False
    returns: bool = True  # whether this person can come back for another pass

    def write(self, kind: str, at: int, **fields: Any) -> None:
        """Adds an event, unless `at` is after the end of the simulation."""
        self.written += 1
        if at <= self.through:
            event = {"id": f"{self.prefix}/{self.written}", "type": kind, "at": instant(at)}
            event.update(self.common, **fields)
            self.events.append((at, event))

    def reach(self, block: str, *, for_at_most: int | None = None) -> None:
        """The person reaches the block now, and waits there for at most `for_at_most` milliseconds if that is given."""
        if for_at_most is None:
            self.write("BLOCK_REACHED", self.clock, block=block)
        else:
            self.write("BLOCK_REACHED", self.clock, block=block, waitsUntil=instant(self.clock + for_at_most))

    def leave(self, block: str, along: str, **fields: Any) -> None:
        """The person leaves the block now."""
        self.write("BLOCK_LEFT", self.clock, block=block, along=along, **fields)

    def engage(self, kind: str, block: str, at: int, **fields: Any) -> None:
        """Adds an engagement at `at` with the content that was delivered at the block."""
        self.write(kind, at, block=block, receipt=f"{self.prefix}/{block}", **fields)

    def end(self, kind: str, **fields: Any) -> None:
        """The pass ends now, with ENTRY_FINISHED, ENTRY_DISENGAGED or ENTRY_EXITED."""
        self.write(kind, self.clock, **fields)
        self.ended = True

    def soon(self, at_most: int) -> int:
        """A random delay of at most `at_most` milliseconds, usually much shorter."""
        share = self.random.random()
        return 1 + int(at_most * share * share * share)

    def chance(self, percent: int) -> bool:
        """True with this probability."""
        return self.random.random() * 100 < percent

    def choose(self, percents: Mapping[str, float]) -> str:
        """One of the names, at random with these percentages."""
        return self.random.choices(tuple(percents), tuple(percents.values()))[0]
