"""What the audit log keeps of a people filter."""

from dataclasses import replace
from datetime import UTC, datetime

from core.audit import filter_detail
from core.breakdowns import Dimension, Group, GroupBy
from core.events import PathCondition
from core.figures import OutcomeKind
from core.ids import global_id
from core.outcome_sets import OutcomeSet
from core.people_filters import (
    AttributeCondition,
    AttributeOperator,
    OutcomeCondition,
    PeopleFilter,
    Selection,
    VisitCondition,
)
from core.time_ranges import TimeRange

EVERYONE = PeopleFilter()


def test_a_filter_without_conditions_is_an_empty_object():
    assert filter_detail(EVERYONE) == {}
    assert filter_detail(replace(EVERYONE, ids=())) == {"ids": []}


def test_conditions_are_named_as_in_the_api():
    outcome = OutcomeCondition(
        3, OutcomeKind.GOAL_HIT, TimeRange(datetime(2026, 3, 1, tzinfo=UTC)), after_leaving_as=OutcomeKind.EXITED
    )
    people = PeopleFilter(
        (1,), (2,), ("vip",), ("new",), outcomes=(outcome,), visits=(VisitCondition(4, matched=True),)
    )

    assert filter_detail(people) == {
        "ids": [global_id("Person", 1)],
        "except": [global_id("Person", 2)],
        "tags": ["vip"],
        "withoutTags": ["new"],
        "outcomes": [
            {
                "series": global_id("Series", 3),
                "kind": "GOAL_HIT",
                "at": {"begin": "2026-03-01T00:00:00+00:00"},
                "afterLeavingAs": "EXITED",
            }
        ],
        "visits": [{"block": global_id("Block", 4), "matched": True}],
    }


def test_search_texts_and_attribute_values_are_left_out():
    attribute = AttributeCondition("email", AttributeOperator.EQ, '"ann@example.org"')
    people = PeopleFilter(attributes=(attribute,), searches=("Ann",))

    assert filter_detail(people) == {"attributes": [{"name": "email", "operator": "EQ"}], "search": True}


def test_values_of_a_row_of_a_breakdown_are_left_out():
    group = Group.of(3, Dimension(GroupBy.ATTRIBUTE, "email"), ["ann@example.org"])
    selection = Selection(datetime(2026, 3, 1, tzinfo=UTC), group=group)

    assert filter_detail(PeopleFilter(selections=(selection,)))["selections"] == [
        {
            "asOf": "2026-03-01T00:00:00+00:00",
            "group": {
                "series": global_id("Series", 3),
                "dimension": {"by": "ATTRIBUTE", "attribute": "email"},
            },
        }
    ]


def test_objects_are_named_by_ids_of_the_api_and_outcomes_by_their_names():
    at = datetime(2026, 3, 1, tzinfo=UTC)
    selections = (
        Selection(at, visit=VisitCondition(4, left_along=PathCondition.VARIANT, variant="a", path_to=7)),
        Selection(at, group=Group.of(3, Dimension(GroupBy.VARIANT, split_id=6), ["b"])),
        Selection(at, outcome_set=OutcomeSet(3, 10)),
        Selection(at, failed_action=9),
    )

    shown = filter_detail(PeopleFilter(selections=selections))["selections"]

    series, block, to, split = (global_id(*of) for of in (("Series", 3), ("Block", 4), ("Block", 7), ("Block", 6)))
    assert [{name: value for name, value in each.items() if name != "asOf"} for each in shown] == [
        {"visit": {"block": block, "leftAlong": "VARIANT", "variant": "a", "pathTo": to}},
        {"group": {"series": series, "dimension": {"by": "VARIANT", "split": split}, "values": ["b"]}},
        {"outcomeSet": {"series": series, "outcomes": ["STARTED", "DISENGAGED", "GOAL_HIT"]}},
        {"failedAction": global_id("BulkAction", 9)},
    ]


def test_filters_in_a_filter_are_shown_in_the_same_way():
    people = PeopleFilter(any_of=((PeopleFilter(tags=("vip",)), PeopleFilter(searches=("Ann",))),), none_of=(EVERYONE,))

    assert filter_detail(people) == {"any": [[{"tags": ["vip"]}, {"search": True}]], "not": [{}]}


def test_at_most_100_ids_are_kept():
    assert filter_detail(PeopleFilter(ids=tuple(range(101)))) == {
        "ids": [global_id("Person", number) for number in range(100)]
    }
