"""The texts of selections: only exactly those that were written for a workspace are read."""

import json
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.errors import Invalid, LimitExceeded
from core.figures import CountUnit, OutcomeKind, VisitState
from core.outcome_sets import Disengagement
from core.people_filters import (
    AttributeCondition,
    AttributeOperator,
    DurationCondition,
    OutcomeCondition,
    PeopleFilter,
    RouteCondition,
    VisitCondition,
)
from core.selections import LONGEST, read, written
from core.stats_scope import StatsScope
from core.time_ranges import Clock, TimeRange

NOON = datetime(2026, 3, 1, 12, 0, 0, 1, tzinfo=UTC)
OLD, KEY = b"o" * 32, b"k" * 32
EVERYONE = StatsScope(NOON).selection()
PEOPLE = PeopleFilter(
    ids=(1, 2),
    tags=("vip",),
    attributes=(AttributeCondition("plan", AttributeOperator.EQ, '"pro"'),),
    outcomes=(OutcomeCondition(3, OutcomeKind.GOAL_HIT, TimeRange(NOON)),),
    searches=("Ann",),
    any_of=((PeopleFilter(tags=("a",)), PeopleFilter()),),
    none_of=(PeopleFilter(selections=(EVERYONE,)),),
)
SCOPE = StatsScope(NOON, CountUnit.ENTRIES, TimeRange(end=NOON), Clock.ENTRY_COHORT, PEOPLE)
SELECTIONS = [
    EVERYONE,
    SCOPE.selection(),
    SCOPE.selection(has_entries=True),
    replace(SCOPE.selection(), failed_action=7),
    SCOPE.selection(OutcomeCondition(3, OutcomeKind.IN_PROGRESS)),
    SCOPE.selection(OutcomeCondition(3, OutcomeKind.IN_PROGRESS, in_progress_at=NOON)),
    SCOPE.selection(visit=VisitCondition(4, (VisitState.PENDING,), matched=False)),
    SCOPE.selection(duration=DurationCondition(4)),
    SCOPE.selection(duration=DurationCondition(series_id=3, kind=OutcomeKind.EXITED, from_seconds=0.0, to_seconds=1.0)),
]
NOT_A_SELECTION = "The text is not a selection of this workspace: use the `selection` of a response."


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_text_names_its_whole_selection(selection):
    assert read([KEY], 7, written([KEY], 7, selection)) == selection


def test_a_text_keeps_what_is_only_read():
    route = RouteCondition(3, "0", first_blocks=(4, 5))
    selection = replace(EVERYONE, route=route, disengagement=Disengagement(3, "0", 4, "hard bounce"))

    found = read([KEY], 7, written([KEY], 7, selection))

    assert (found.route and found.route.first_blocks) == (4, 5)
    assert (found.disengagement and found.disengagement.reason) == "hard bounce"


def test_a_usual_text_is_short_and_contains_only_what_was_given():
    text = written([KEY], 7, StatsScope(NOON).selection(OutcomeCondition(3, OutcomeKind.FINISHED)))

    payload = text.partition(".")[0]
    assert json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4))) == {
        "as_of": "2026-03-01T12:00:00.000001Z",
        "outcome": {"series_id": 3, "kind": "FINISHED"},
    }
    assert len(text) < 200


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_text_with_any_other_character_is_refused_with_the_same_error(selection):
    text = written([KEY], 7, selection)
    mangled = [text[:place] + other + text[place + 1 :] for place in range(len(text)) for other in "Ab_.é"]
    mangled += [text[:-1], text + "=", text * 2, text[1:], "", ".", "nonsense", "\ud800", "x" * 100_000]

    for each in {*mangled} - {text}:
        with pytest.raises(Invalid) as refusal:
            read([KEY], 7, each)
        assert (refusal.value.message, refusal.value.path) == (NOT_A_SELECTION, ("selection",))


def test_a_text_of_another_workspace_or_key_is_refused_with_that_error():
    text = written([KEY], 7, EVERYONE)

    for keys, workspace_id in (([KEY], 8), ([OLD], 7)):
        with pytest.raises(Invalid) as refusal:
            read(keys, workspace_id, text)
        assert (refusal.value.message, refusal.value.path) == (NOT_A_SELECTION, ("selection",))


def test_the_last_key_signs_and_all_are_accepted():
    old, new = written([OLD], 7, EVERYONE), written([OLD, KEY], 7, EVERYONE)

    assert new == written([KEY], 7, EVERYONE) != old
    assert [read([OLD, KEY], 7, text) for text in (old, new)] == [EVERYONE, EVERYONE]


def test_a_filter_that_makes_the_text_too_long_is_refused():
    long = replace(EVERYONE, people=PeopleFilter(ids=tuple(range(10**9, 10**9 + 50_000, 7))))

    assert len(written([KEY], 7, replace(EVERYONE, people=PeopleFilter(ids=tuple(range(1_000)))))) <= LONGEST
    with pytest.raises(LimitExceeded) as refusal:
        written([KEY], 7, long)
    assert "characters, and at most 4,096 are allowed: use fewer or shorter conditions" in refusal.value.message
