"""Stored people filters in words."""

from datetime import UTC, datetime, timedelta

import pytest

from core.audit import filter_detail
from core.breakdowns import Dimension, Group, GroupBy
from core.events import PathCondition
from core.figures import CountUnit, EngagementKind, OutcomeKind, VisitState
from core.filter_words import ids_in, in_words
from core.ids import global_id
from core.outcome_sets import FIRST_CHARACTERS, Disengagement, OutcomeSet
from core.people_filters import (
    FIRST_BLOCKS,
    AttributeCondition,
    AttributeOperator,
    DurationCondition,
    OutcomeCondition,
    PeopleFilter,
    RouteCondition,
    Selection,
    VisitCondition,
)
from core.time_ranges import Clock, TimeRange

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
NAMES = {global_id("Series", 1): "Trial", global_id("Block", 2): "Welcome", global_id("Block", 3): "Wait"}
ATTRIBUTE = AttributeCondition("plan", AttributeOperator.EQ, '"pro"')
VIPS = PeopleFilter(tags=("vip",))


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (PeopleFilter(), "everyone"),
        (PeopleFilter(ids=(1,)), "1 chosen person"),
        (PeopleFilter(ids=tuple(range(200)), excluded_ids=(3,)), "100 or more chosen people; and without 1 people"),
        (
            PeopleFilter(tags=("vip",), without_tags=("new",), attributes=(ATTRIBUTE,), searches=("Ann",)),
            (
                "a name, e-mail address or id that contains a text; and tagged “vip”; and not tagged “new”; "
                "and a condition on “plan”"
            ),
        ),
        (
            PeopleFilter(outcomes=(OutcomeCondition(1, OutcomeKind.GOAL_HIT, after_leaving_as=OutcomeKind.EXITED),)),
            "hit the goal of the series “Trial” after they had left as EXITED",
        ),
        (
            PeopleFilter(
                outcomes=(OutcomeCondition(1, OutcomeKind.EXITED, range=TimeRange(AT), clock=Clock.ENTRY_COHORT),)
            ),
            "exited the series “Trial”, for entries that started from 2026-03-01 12:30 UTC",
        ),
        (
            PeopleFilter(visits=(VisitCondition(2, (VisitState.PENDING, VisitState.WAITING), matched=False),)),
            "reached the block “Welcome”, in the state PENDING or WAITING, did not match",
        ),
        (
            PeopleFilter(visits=(VisitCondition(2, engaged=EngagementKind.OPENED),)),
            "reached the block “Welcome”, with OPENED",
        ),
        (
            PeopleFilter(any_of=((VIPS, PeopleFilter()),), none_of=(VIPS,)),
            "any of: (tagged “vip”) / (everyone); and not (tagged “vip”)",
        ),
    ],
)
def test_conditions_are_said_in_words(people: PeopleFilter, words: str):
    assert in_words(filter_detail(people), NAMES) == words


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(AT), "everyone, as of 2026-03-01 12:30 UTC"),
        (
            Selection(
                AT, CountUnit.ENTRIES, TimeRange(AT), people=VIPS, outcome=OutcomeCondition(1, OutcomeKind.EXITED)
            ),
            (
                "exited the series “Trial”, by entry, from 2026-03-01 12:30 UTC, only: tagged “vip”, "
                "as of 2026-03-01 12:30 UTC"
            ),
        ),
        (
            Selection(
                AT,
                range=TimeRange(AT, AT + timedelta(days=1)),
                clock=Clock.ENTRY_COHORT,
                outcome=OutcomeCondition(1, OutcomeKind.EXITED),
            ),
            (
                "exited the series “Trial”, for entries that started from 2026-03-01 12:30 UTC, "
                "before 2026-03-02 12:30 UTC, as of 2026-03-01 12:30 UTC"
            ),
        ),
        (Selection(AT, people=VIPS), "tagged “vip”, as of 2026-03-01 12:30 UTC"),
        (
            Selection(AT, duration=DurationCondition(2, from_seconds=5_400.0, to_seconds=86_400.0)),
            "at the block “Welcome” for 90 minutes to 1 day, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, outcome=OutcomeCondition(1, OutcomeKind.IN_PROGRESS, in_progress_at=AT - timedelta(days=1))),
            "were in progress in the series “Trial” at 2026-02-28 12:30 UTC, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, visit=VisitCondition(2, left_along=PathCondition.VARIANT, variant="a")),
            "reached the block “Welcome”, left along VARIANT of the variant “a”, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, outcome_set=OutcomeSet(1, 10)),
            "exactly these outcomes in the series “Trial”: STARTED, DISENGAGED, GOAL_HIT, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, disengagement=Disengagement(1, "digest", 2)),
            "disengaged from the series “Trial” at the block “Welcome” for one reason, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, disengagement=Disengagement(1, None, None)),
            "disengaged from the series “Trial” without a reason, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, disengagement=Disengagement(1, "digest", 2, "hard bounce")),
            (
                "disengaged from the series “Trial” at the block “Welcome” for the reason “hard bounce”, "
                "as of 2026-03-01 12:30 UTC"
            ),
        ),
        (
            Selection(AT, disengagement=Disengagement(1, "digest", None, "x" * FIRST_CHARACTERS)),
            f"disengaged from the series “Trial” for the reason “{'x' * 100}…”, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, route=RouteCondition(1, "0", first_blocks=(2, 3))),
            "took the route “Welcome” → “Wait” through the series “Trial”, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, route=RouteCondition(1, "0", first_blocks=(2,) * FIRST_BLOCKS)),
            (f"took the route {'“Welcome” → ' * 10}… through the series “Trial”, as of 2026-03-01 12:30 UTC"),
        ),
        (
            Selection(AT, route=RouteCondition(1, "0", first_blocks=())),
            "reached no block of the series “Trial”, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, route=RouteCondition(1, "0")),
            "took one route through the series “Trial”, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, route=RouteCondition(1, others=("0", "1"))),
            "took none of 2 routes through the series “Trial”, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, duration=DurationCondition(2)),
            "still at the block “Welcome”, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, duration=DurationCondition(2, from_seconds=0.0, to_seconds=1.0)),
            "at the block “Welcome” for 0 seconds to 1 second, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, duration=DurationCondition(series_id=1, kind=OutcomeKind.GOAL_HIT)),
            "started the series “Trial”, without GOAL_HIT so far, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, duration=DurationCondition(series_id=1, kind=OutcomeKind.EXITED, from_seconds=31_536_000.0)),
            "exited the series “Trial” at least 365 days after the start, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, outcome=OutcomeCondition(1, OutcomeKind.FINISHED), group=Group(1, Dimension(GroupBy.TAG))),
            (
                "finished the series “Trial”; in one row of the breakdown of the series “Trial” by tag: no value, "
                "as of 2026-03-01 12:30 UTC"
            ),
        ),
        (
            Selection(AT, group=Group.of(1, Dimension(GroupBy.TAG), ["vip", "new"], is_rest=True)),
            (
                "in one row of the breakdown of the series “Trial” by tag: any other value than “new”, “vip”, "
                "as of 2026-03-01 12:30 UTC"
            ),
        ),
        (
            Selection(AT, group=Group.of(1, Dimension(GroupBy.VARIANT, split_id=2), ["a"])),
            (
                "in one row of the breakdown of the series “Trial” by the variant of the block “Welcome”: “a”, "
                "as of 2026-03-01 12:30 UTC"
            ),
        ),
        (
            Selection(AT, group=Group.of(1, Dimension(GroupBy.ATTRIBUTE, "plan"), ["secret"])),
            ("in one row of the breakdown of the series “Trial” by the attribute “plan”, as of 2026-03-01 12:30 UTC"),
        ),
        (
            Selection(AT, group=Group.of(1, Dimension(GroupBy.STARTED), [TimeRange(AT, AT + timedelta(days=1))])),
            (
                "in one row of the breakdown of the series “Trial” by the time of the start: "
                "“from 2026-03-01 12:30 UTC, before 2026-03-02 12:30 UTC”, as of 2026-03-01 12:30 UTC"
            ),
        ),
        (
            Selection(AT, visit=VisitCondition(2, waits_until=TimeRange(AT, AT + timedelta(hours=48)))),
            "reached the block “Welcome”, whose time runs out within 48 hours, as of 2026-03-01 12:30 UTC",
        ),
        (
            Selection(AT, visit=VisitCondition(2, left_along=PathCondition.NEXT, path_to=2)),
            "reached the block “Welcome”, left along NEXT to the block “Welcome”, as of 2026-03-01 12:30 UTC",
        ),
        (Selection(AT, failed_action=4), "a bulk action failed for them, as of 2026-03-01 12:30 UTC"),
        (Selection(AT, has_entries=True), "started any series, as of 2026-03-01 12:30 UTC"),
    ],
)
def test_selections_are_said_in_words(selection: Selection, words: str):
    assert in_words(filter_detail(PeopleFilter(selections=(selection,))), NAMES) == words


def test_the_series_and_blocks_to_name_are_found_at_any_depth():
    inner = PeopleFilter(outcomes=(OutcomeCondition(1, OutcomeKind.EXITED),))
    route = RouteCondition(1, "0", first_blocks=(3,))
    selection = Selection(AT, people=PeopleFilter(any_of=((inner,),)), visit=VisitCondition(2), route=route)

    assert {*ids_in(filter_detail(PeopleFilter(selections=(selection,))))} == {*NAMES}
