"""What is counted. Every figure, list, action and export means the same by it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from core.breakdowns import Group
from core.figures import CountUnit
from core.people_filters import (
    DurationCondition,
    OutcomeCondition,
    PeopleFilter,
    RouteCondition,
    Selection,
    VisitCondition,
)
from core.time_ranges import ALWAYS, TICK, Clock, TimeRange


class AsOf(NamedTuple):
    """The instant as of which objects are read.

    `is_chosen`: the client named it, so it is part of the ids of these objects. Otherwise it is that of the request.
    """

    at: datetime
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class StatsScope:
    """Which entries or people count, in which range, and as of which instant."""

    as_of: datetime
    unit: CountUnit = CountUnit.PEOPLE
    range: TimeRange = ALWAYS
    clock: Clock = Clock.EVENT_TIME
    people: PeopleFilter | None = None
    is_as_of_chosen: bool = field(default=False, compare=False)  # see AsOf; it changes no figure
    group: Group | None = None  # only the entries or people of a row of a breakdown, for outcomes

    @property
    def instant(self) -> AsOf:
        """The instant of the scope."""
        return AsOf(self.as_of, self.is_as_of_chosen)

    @classmethod
    def of(cls, selection: Selection) -> "StatsScope":
        """The scope of the figure or list that a selection names."""
        of_scope = (selection.as_of, selection.unit, selection.range, selection.clock, selection.people)
        return cls(*of_scope, group=selection.group)

    def selection(
        self,
        outcome: OutcomeCondition | None = None,
        visit: VisitCondition | None = None,
        *,
        route: RouteCondition | None = None,
        duration: DurationCondition | None = None,
        has_entries: bool = False,
    ) -> Selection:
        """The people of an outcome, of visits, of a route or of durations in this scope, or all of the scope."""
        of_scope = (self.as_of, self.unit, self.range, self.clock, self.people, outcome, visit)
        return Selection(*of_scope, route=route, duration=duration, has_entries=has_entries, group=self.group)

    @property
    def known_before(self) -> datetime:
        """Exclusive end of what is known at `as_of`: a microsecond later."""
        return self.as_of + TICK

    @property
    def happened(self) -> TimeRange:
        """The range in which events count: up to `as_of`, and by EVENT_TIME also within `range`."""
        if self.clock is Clock.ENTRY_COHORT:
            return TimeRange(end=self.known_before)
        return TimeRange(self.range.begin, max(min(self.known_before, self.range.end), self.range.begin))

    @property
    def started(self) -> TimeRange:
        """The range in which an entry must have started for anything of it to count."""
        return self.range if self.clock is Clock.ENTRY_COHORT else ALWAYS

    @property
    def is_unrestricted(self) -> bool:
        """Whether no person and no entry is left out."""
        return self.people is None and self.group is None and self.started.is_open

    def narrowed(self, people: PeopleFilter | None) -> "StatsScope":
        """The scope limited further to people who match a filter."""
        if people is None:
            return self
        return replace(self, people=people if self.people is None else self.people.intersected(people))
