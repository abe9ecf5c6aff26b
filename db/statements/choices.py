"""The choices of statement variants: every condition of a people filter, and scopes with these conditions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce

from core.breakdowns import Dimension, Group, GroupBy
from core.events import PathCondition
from core.figures import CountUnit, EngagementKind, OutcomeKind, VisitState
from core.outcome_sets import Disengagement, OutcomeSet
from core.people_filters import (
    AttributeCondition,
    AttributeOperator,
    DurationCondition,
    OutcomeCondition,
    PeopleFilter,
    RouteCondition,
    Selection,
    VisitCondition,
)
from core.stats_scope import StatsScope
from core.text_pages import TextSpan, text_key
from core.time_ranges import Clock, TimeRange

Choices = tuple[str, ...]  # the names of a variant's choices

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


COMPANY = Dimension(GroupBy.COMPANY)
DIMENSIONS = (
    Dimension(GroupBy.ATTRIBUTE, attribute="a"),
    Dimension(GroupBy.VARIANT, split_id=1),
    COMPANY,
    Dimension(GroupBy.STARTED),
)
"""What breakdowns divide by, besides tags."""


def _conditions() -> Iterator[tuple[str, PeopleFilter]]:
    yield "ids", PeopleFilter(ids=(1,))
    yield "except", PeopleFilter(excluded_ids=(2,))
    yield "search", PeopleFilter(searches=("a",))
    yield "tag", PeopleFilter(tags=("a",))
    yield "without_tags", PeopleFilter(without_tags=("a",))
    for operator in AttributeOperator:
        yield f"attribute_{operator}", PeopleFilter(attributes=(AttributeCondition("a", operator, "true"),))
    yield "attribute_MISSING", PeopleFilter(attributes=(AttributeCondition("a", AttributeOperator.EXISTS, "false"),))
    for kind in OutcomeKind:
        yield f"outcome_{kind}", PeopleFilter(outcomes=(OutcomeCondition(1, kind),))
    without = OutcomeCondition(1, OutcomeKind.STARTED, without=(OutcomeKind.EXITED,))
    yield "outcome_without", PeopleFilter(outcomes=(without,))
    for kind in (OutcomeKind.IN_PROGRESS, OutcomeKind.GOAL_HIT):
        cohort = OutcomeCondition(1, kind, without=(kind,), range=TimeRange(begin=NOON), clock=Clock.ENTRY_COHORT)
        yield f"cohort_{kind}", PeopleFilter(outcomes=(cohort,))
    yield "visit", PeopleFilter(visits=(VisitCondition(1, states=(VisitState.PENDING,)),))
    yield "engaged", PeopleFilter(visits=(VisitCondition(1, engaged=EngagementKind.OPENED),))
    tagged = PeopleFilter(tags=("a",))
    for name, selection in _selections(StatsScope(NOON, people=tagged)):
        yield f"selection_{name}", PeopleFilter(selections=(selection,))
    yield "any", PeopleFilter(any_of=((tagged, PeopleFilter(searches=("a",)), PeopleFilter()),))
    yield "any_of_none", PeopleFilter(any_of=((),))
    yield "not", PeopleFilter(none_of=(tagged, PeopleFilter(searches=("a",), none_of=(tagged,))))
    yield "one not", PeopleFilter(none_of=(tagged,))


def _selections(scope: StatsScope) -> Iterator[tuple[str, Selection]]:
    cohort = replace(scope, range=TimeRange(begin=NOON), clock=Clock.ENTRY_COHORT)
    yield "people", scope.selection()
    yield "has_entries", scope.selection(has_entries=True)
    yield "failed", replace(scope.selection(), failed_action=1)
    for kind in (OutcomeKind.IN_PROGRESS, OutcomeKind.FINISHED):
        yield kind, cohort.selection(OutcomeCondition(1, kind))
    yield "outcome_set", replace(cohort.selection(), outcome_set=OutcomeSet(1, 3))
    yield "outcome_set_of_entries", replace(scope.selection(), unit=CountUnit.ENTRIES, outcome_set=OutcomeSet(1, 3))
    yield "disengagement", replace(cohort.selection(), disengagement=Disengagement(1, "a", 1))
    yield "visits", cohort.selection(visit=VisitCondition(1))
    yield "path", cohort.selection(visit=VisitCondition(1, left_along=PathCondition.NEXT, path_to=2))
    yield "route", cohort.selection(route=RouteCondition(1, "0"))
    yield "other_routes", scope.selection(route=RouteCondition(1, others=("0",)))
    yield "stay", cohort.selection(duration=DurationCondition(1))
    exited = DurationCondition(series_id=1, kind=OutcomeKind.EXITED, from_seconds=0.0, to_seconds=1.0)
    yield "time_to", cohort.selection(duration=exited)
    yield "time_to_of_entries", replace(scope, unit=CountUnit.ENTRIES).selection(duration=exited)
    yield "engagement", cohort.selection(visit=VisitCondition(1, engaged=EngagementKind.OPENED))
    for name, of_entries, group in _groups():
        unit = CountUnit.ENTRIES if of_entries else CountUnit.PEOPLE
        yield name, replace(scope, unit=unit, group=group).selection()
    company = Group.of(1, COMPANY, ["a"], is_rest=True)
    yield "other_companies_of_cohort", replace(cohort, group=company).selection()
    yield "any_outcome", replace(scope, range=TimeRange(begin=NOON), group=company).selection()


def _groups() -> Iterator[tuple[str, bool, Group]]:
    attribute, variant, company, started = DIMENSIONS
    tag = Dimension(GroupBy.TAG)
    yield "attribute", False, Group.of(1, attribute, ["a"])
    yield "other_attributes", False, Group.of(1, attribute, ["a"], is_rest=True)
    yield "no_attribute", False, Group.of(1, attribute, [])
    yield "tagged", False, Group.of(1, tag, ["a"])
    yield "other_tags", False, Group.of(1, tag, ["a"], is_rest=True)
    yield "no_tags", False, Group.of(1, tag, [])
    yield "variant", False, Group.of(1, variant, ["a"])
    yield "no_variant_of_entry", True, Group.of(1, variant, [])
    yield "other_companies_of_entry", True, Group.of(1, company, ["a"], is_rest=True)
    yield "started", False, Group.of(1, started, [TimeRange(NOON, NOON)])
    yield "other_starts_of_entry", True, Group.of(1, started, [TimeRange(NOON, NOON)], is_rest=True)


CONDITIONS: Mapping[str, PeopleFilter] = dict(_conditions())
"""Each condition by itself."""

PLAIN_PEOPLE: Mapping[Choices, PeopleFilter | None] = {
    (): None,
    ("people",): reduce(PeopleFilter.intersected, CONDITIONS.values()),
}
"""All people, and the people who meet all conditions."""

PEOPLE: Mapping[Choices, PeopleFilter | None] = {
    **PLAIN_PEOPLE,
    **{(name,): people for name, people in CONDITIONS.items()},
}
"""PLAIN_PEOPLE, and the people who meet each single condition."""

PLAIN_SCOPES: Mapping[Choices, StatsScope] = {
    **{choices: StatsScope(NOON, people=people) for choices, people in PLAIN_PEOPLE.items()},
    **{
        ("cohort", *choices): StatsScope(
            NOON, range=TimeRange(begin=NOON), clock=Clock.ENTRY_COHORT, people=PLAIN_PEOPLE[choices]
        )
        for choices in PLAIN_PEOPLE
    },
}
"""All entries, or those of a cohort, of PLAIN_PEOPLE. A range does not change the statement, because its bounds are
arguments."""

SCOPES: Mapping[Choices, StatsScope] = {
    **PLAIN_SCOPES,
    **{(name,): StatsScope(NOON, people=people) for name, people in CONDITIONS.items()},
}
"""PLAIN_SCOPES, and the scopes of the people who meet each single condition."""

TEXT_SPANS: Mapping[Choices, TextSpan] = {
    (): TextSpan(None, None, 25, is_descending=False, is_from_end=False),
    ("between",): TextSpan(text_key("a", 1), text_key(None, 2), 25, is_descending=False, is_from_end=True),
}
"""All rows of a list that is ordered by a text, and those between a row with the text and one without."""
