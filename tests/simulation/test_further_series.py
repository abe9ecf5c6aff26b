from collections import Counter
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from core.events import ENGAGEMENT, parse_event
from simulation.further_series import further_definitions, further_events
from simulation.history import groups

UNTIL = datetime(2026, 3, 2, tzinfo=UTC)
ENTERED = ("payment-reminder", "new-editor")


@pytest.fixture(scope="module")
def people():
    return [each for group in groups(people=3000, until=UNTIL) for each in group.people]


@pytest.fixture(scope="module")
def events(people):
    return further_events(people, seed=1, through=UNTIL)


def test_a_later_end_only_adds_events(people, events):
    longer = further_events(people, seed=1, through=UNTIL + timedelta(days=35))

    assert [event for event in longer if event["at"] <= "2026-03-02T00:00:00.000Z"] == events
    assert len(longer) > len(events)


def test_every_event_is_valid_and_has_an_id_of_its_own(events):
    assert len({parse_event(orjson.dumps(event)).id for event in events}) == len(events)


def test_there_is_a_draft_and_a_series_that_no_one_starts(events):
    series = {each["key"]: each["status"] for each in further_definitions()}

    assert series == {"payment-reminder": "LIVE", "new-editor": "LIVE", "year-review": "LIVE", "win-back": "DRAFT"}
    assert {event["series"] for event in events} == set(ENTERED)


@pytest.mark.parametrize("key", ENTERED)
def test_every_block_is_reached_and_every_path_taken(events, key):
    [series] = [each for each in further_definitions() if each["key"] == key]
    own = [event for event in events if event["series"] == key]
    left = {(event["block"], event["along"], event.get("variant")) for event in own if event["type"] == "BLOCK_LEFT"}

    assert {event["block"] for event in own if event["type"] == "BLOCK_REACHED"} == {
        block["key"] for block in series["blocks"]
    }
    assert left == {(path["from"], path["condition"], path.get("variant")) for path in series["paths"]}


def test_some_people_go_through_a_series_four_times(events):
    starts = Counter(
        event["person"] for event in events if (event["series"], event["type"]) == ("payment-reminder", "ENTRY_STARTED")
    )

    assert set(starts.values()) == {1, 2, 3, 4}


def test_the_variants_of_the_split_differ_in_how_many_hit_the_goal(events):
    variants = {event["entry"]: event["variant"] for event in events if "variant" in event}
    taken = Counter(variants.values())
    hit = Counter(
        variants[event["entry"]] for event in events if (event["series"], event["type"]) == ("new-editor", "GOAL_HIT")
    )

    assert taken.keys() == {"e-mail", "banner", "tour"}
    assert hit["e-mail"] / taken["e-mail"] < hit["tour"] / taken["tour"]
    assert {event["type"] for event in events} & ENGAGEMENT >= {"STEP_VIEWED", "ANSWERED", "DISMISSED"}
