"""Which source answers a scope."""

from datetime import UTC, datetime, timedelta

import pytest

from core.people_filters import PeopleFilter
from core.sources import Source, Sources, sources_of
from core.stats_scope import Clock, StatsScope
from core.time_ranges import TimeRange

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RANGE = TimeRange(NOON - timedelta(hours=1))
STORED, ROWS = Source.STORED, Source.ROWS
ALL_STORED = Sources(outcomes=STORED, in_progress=STORED, states=STORED, engagement=STORED)
ALL_ROWS = Sources(outcomes=ROWS, in_progress=ROWS, states=ROWS, engagement=ROWS)
BY_EVENT_TIME = Sources(outcomes=STORED, in_progress=ROWS, states=ROWS, engagement=STORED)


@pytest.mark.parametrize(
    ("scope", "sources"),
    [
        (StatsScope(NOON), ALL_STORED),
        (StatsScope(NOON, clock=Clock.ENTRY_COHORT), ALL_STORED),
        (StatsScope(NOON, range=RANGE), BY_EVENT_TIME),
        (StatsScope(NOON, range=RANGE, clock=Clock.ENTRY_COHORT), ALL_ROWS),
        (StatsScope(NOON, people=PeopleFilter()), ALL_ROWS),
        (StatsScope(NOON, range=RANGE, people=PeopleFilter()), ALL_ROWS),
    ],
)
def test_stored_counts_answer_unless_people_are_selected_or_two_instants_are_joined(
    scope: StatsScope, sources: Sources
):
    assert sources_of(scope) == sources
