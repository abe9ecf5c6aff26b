"""Half-open ranges of time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from core.errors import Invalid

TICK = timedelta(microseconds=1)  # the resolution of instants, so "up to T" means "before T + TICK"
# The bounds of every instant: a day inside those of datetime, so that no UTC offset leads out of them.
BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
END = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TimeRange:
    """begin <= t < end. BEGINNING and END leave an end open."""

    begin: datetime = BEGINNING
    end: datetime = END

    @classmethod
    def between(cls, begin: datetime | None, end: datetime | None) -> "TimeRange":
        """A range; None leaves an end open. Raises Invalid if begin is after end."""
        if begin is not None and end is not None and begin > end:
            raise Invalid("`from` must not be after `to`.", ("from",))
        return cls(begin or BEGINNING, end or END)

    @property
    def is_open(self) -> bool:
        """Whether both ends are open."""
        return (self.begin, self.end) == (BEGINNING, END)

    def overlap(self, other: "TimeRange") -> "TimeRange":
        """The instants in both ranges. Empty if they have none in common."""
        begin = max(self.begin, other.begin)
        return TimeRange(begin, max(begin, min(self.end, other.end)))

    def nearest(self, at: datetime) -> datetime:
        """The instant, clamped to the range."""
        return max(self.begin, min(at, self.end))


ALWAYS = TimeRange()


class Clock(StrEnum):
    """What a range is compared with: the time of each event, or the start of its entry."""

    EVENT_TIME = "EVENT_TIME"
    ENTRY_COHORT = "ENTRY_COHORT"


def is_instant(at: datetime) -> bool:
    """Whether an aware datetime lies within BEGINNING and END."""
    return BEGINNING <= at < END
