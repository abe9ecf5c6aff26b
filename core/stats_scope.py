"""What is counted: the same for every figure, list and action."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.figures import CountUnit
from core.people_filters import PeopleFilter
from core.time_ranges import ALWAYS, TICK, TimeRange


class Clock(StrEnum):
    """What a range of time is compared with: with each thing that happens, or with the start of its entry."""

    EVENT_TIME = "EVENT_TIME"
    ENTRY_COHORT = "ENTRY_COHORT"


@dataclass(frozen=True, slots=True)
class StatsScope:
    """Which entries or people count, in what time, and at which instant things are looked at."""

    as_of: datetime
    unit: CountUnit = CountUnit.PEOPLE
    range: TimeRange = ALWAYS
    clock: Clock = Clock.EVENT_TIME
    people: PeopleFilter | None = None

    @property
    def known_before(self) -> datetime:
        """The instant before which something must have happened to be known at `as_of`."""
        return self.as_of + TICK

    @property
    def happened(self) -> TimeRange:
        """Where an instant must lie to count: what is known at `as_of`, by EVENT_TIME in the range alone."""
        if self.clock is Clock.ENTRY_COHORT:
            return TimeRange(end=self.known_before)
        return TimeRange(self.range.begin, max(min(self.known_before, self.range.end), self.range.begin))

    @property
    def started(self) -> TimeRange:
        """Where the start of an entry must lie for anything of it to count."""
        return self.range if self.clock is Clock.ENTRY_COHORT else ALWAYS

    def narrowed(self, people: PeopleFilter | None) -> "StatsScope":
        """The same scope for those people alone whom this filter selects as well."""
        if people is None:
            return self
        return replace(self, people=people if self.people is None else self.people.and_also(people))
