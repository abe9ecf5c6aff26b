"""Which instants a scope counts."""

from datetime import UTC, datetime, timedelta

import pytest

from core.people_filters import PeopleFilter
from core.stats_scope import Clock, StatsScope
from core.time_ranges import ALWAYS, BEGINNING, TICK, TimeRange

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        (TimeRange(), TimeRange(BEGINNING, NOON + TICK)),
        (TimeRange(NOON - HOUR, NOON + HOUR), TimeRange(NOON - HOUR, NOON + TICK)),
        (TimeRange(NOON - 2 * HOUR, NOON - HOUR), TimeRange(NOON - 2 * HOUR, NOON - HOUR)),
        (TimeRange(NOON, NOON), TimeRange(NOON, NOON)),
        (TimeRange(NOON, NOON + HOUR), TimeRange(NOON, NOON + TICK)),
        (TimeRange(NOON + HOUR, NOON + 2 * HOUR), TimeRange(NOON + HOUR, NOON + HOUR)),
    ],
)
def test_what_is_counted_lies_in_the_range_and_not_after_the_instant(given: TimeRange, counted: TimeRange):
    scope = StatsScope(NOON, range=given)

    assert (scope.happened, scope.started) == (counted, ALWAYS)


def test_a_cohort_starts_in_the_range_and_whatever_is_known_of_it_counts():
    scope = StatsScope(NOON, range=TimeRange(NOON - 2 * HOUR, NOON - HOUR), clock=Clock.ENTRY_COHORT)

    assert scope.started == TimeRange(NOON - 2 * HOUR, NOON - HOUR)
    assert scope.happened == TimeRange(BEGINNING, NOON + TICK)


def test_what_happens_at_the_instant_itself_is_known():
    scope = StatsScope(NOON, range=TimeRange.between(None, NOON))

    assert scope.known_before == NOON + TICK
    assert scope.happened.end == NOON


def test_a_filter_narrows_a_scope_and_two_narrow_it_further():
    pupils, teachers = PeopleFilter(searches=("pupil",)), PeopleFilter(searches=("teacher",))
    scope = StatsScope(NOON)

    assert scope.narrowed(None) is scope
    assert scope.narrowed(pupils).people == pupils
    assert scope.narrowed(pupils).narrowed(None).people == pupils
    assert scope.narrowed(pupils).narrowed(teachers).people == PeopleFilter(searches=("pupil", "teacher"))
