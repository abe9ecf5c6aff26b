"""What is counted: the same for every figure, list and action."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.figures import CountUnit
from core.people_filters import PeopleFilter
from core.time_ranges import ALWAYS, TICK, TimeRange


class Clock(StrEnum):
    """What a range of time is compared with."""

    EVENT_TIME = "EVENT_TIME"


@dataclass(frozen=True, slots=True)
class StatsScope:
    """Which entries or people count, in what time, and at which instant things are looked at."""

    as_of: datetime
    unit: CountUnit = CountUnit.PEOPLE
    range: TimeRange = ALWAYS
    people: PeopleFilter | None = None

    @property
    def before(self) -> datetime:
        """The instant before which something must have happened to be known at `as_of` and lie in the range."""
        return min(self.known_before, self.range.end)

    @property
    def known_before(self) -> datetime:
        """The instant before which something must have happened to be known at `as_of`."""
        return self.as_of + TICK

    @property
    def counted(self) -> TimeRange:
        """The part of the range that is known at `as_of`: where an instant must lie to count."""
        return TimeRange(self.range.begin, max(self.before, self.range.begin))

    def narrowed(self, people: PeopleFilter | None) -> "StatsScope":
        """The same scope for those people alone whom this filter selects as well."""
        if people is None:
            return self
        return replace(self, people=people if self.people is None else self.people.and_also(people))
