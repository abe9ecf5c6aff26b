"""Half-open ranges of time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.errors import Invalid

TICK = timedelta(microseconds=1)  # instants have no finer parts, so "up to T" is "before T + TICK"
# Every instant lies in between. A day short of what a datetime can hold, so that no offset leads out of it.
BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
END = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Half-open: begin <= t < end. Either end may be open."""

    begin: datetime = BEGINNING
    end: datetime = END

    @classmethod
    def between(cls, begin: datetime | None, end: datetime | None) -> "TimeRange":
        """A range with its ends as given; None leaves an end open. Raises Invalid when upside down."""
        if begin is not None and end is not None and begin > end:
            raise Invalid("`from` must not be after `to`", ("from",))
        return cls(begin or BEGINNING, end or END)

    @property
    def is_open(self) -> bool:
        """Whether it leaves nothing out."""
        return (self.begin, self.end) == (BEGINNING, END)

    def nearest(self, at: datetime) -> datetime:
        """The instant itself where it lies in the range, otherwise the end of the range that is nearer."""
        return max(self.begin, min(at, self.end))


ALWAYS = TimeRange()


def is_instant(at: datetime) -> bool:
    """Whether an aware datetime lies within the bounds of all instants."""
    return BEGINNING <= at < END
