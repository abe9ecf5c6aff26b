import hashlib
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice

import orjson
import pytest

from core.errors import Invalid
from simulation.history import history
from simulation.onboarding import definition

UNTIL = datetime(2026, 3, 1, tzinfo=UTC)
ENDS = ("ENTRY_FINISHED", "ENTRY_DISENGAGED", "ENTRY_EXITED")


@pytest.fixture(scope="module")
def events():
    return list(history(people=3000, until=UNTIL))


def digest(**arguments):
    return hashlib.sha256(b"".join(orjson.dumps(event) for event in history(**arguments))).hexdigest()


def by_entry(events):
    entries = defaultdict(list)
    for event in events:
        entries[event["person"], event.get("entry")].append(event)
    return entries


def first(events, *kinds):
    return min((event["at"] for event in events if event["type"] in kinds), default=None)


def test_the_same_arguments_give_the_same_bytes():
    assert digest(people=200, until=UNTIL) == digest(people=200, until=UNTIL)


@pytest.mark.parametrize("other", [{"seed": 2}, {"series": "trial"}, {"days": 30}, {"people": 201}])
def test_another_argument_gives_another_history(other):
    assert digest(**{"people": 200, "until": UNTIL} | other) != digest(people=200, until=UNTIL)


def test_the_time_zone_of_the_end_does_not_matter():
    amsterdam = UNTIL.astimezone(timezone(timedelta(hours=1)))

    assert digest(people=50, until=amsterdam) == digest(people=50, until=UNTIL)


def test_no_event_is_after_the_end_but_waits_can_last_longer(events):
    assert max(event["at"] for event in events) <= "2026-03-01T00:00:00.000Z"
    assert max(event.get("waitsUntil", "") for event in events) > "2026-03-04"


def test_a_later_end_only_adds_events(events):
    """To the events up to `until`, and to those up to an earlier end."""
    month, quarter = (
        list(history(people=3000, until=UNTIL, through=UNTIL + timedelta(days=days))) for days in (30, 90)
    )

    assert [event for event in month if event["at"] <= "2026-03-01T00:00:00.000Z"] == events
    assert [event for event in quarter if event["at"] <= "2026-03-31T00:00:00.000Z"] == month
    assert len(events) < len(month) < len(quarter)


def test_people_who_are_underway_at_the_end_go_on(events):
    longer = list(history(people=3000, until=UNTIL, through=UNTIL + timedelta(days=60)))
    open_at_end = {entry for entry, own in by_entry(events).items() if first(own, *ENDS) is None}
    ended = {entry for entry, own in by_entry(longer).items() if first(own, *ENDS)}

    assert len(open_at_end & ended) > len(open_at_end) / 3
    assert sum(event["type"] == "GOAL_HIT" for event in longer) > sum(event["type"] == "GOAL_HIT" for event in events)


def test_people_start_within_the_given_days():
    starts = [event["at"] for event in history(people=500, days=7, until=UNTIL) if event["type"] == "ENTRY_STARTED"]

    assert "2026-02-22" <= min(starts) < "2026-02-22T12"
    assert "2026-02-28" < max(starts) < "2026-03-01"


def test_every_person_has_events(events):
    assert {event["person"] for event in events} == {f"user-1-{number}" for number in range(1, 3001)}


def test_event_ids_are_unique(events):
    assert len({event["id"] for event in events}) == len(events)


def test_events_are_in_order_of_time(events):
    assert events == sorted(events, key=lambda event: event["at"])


def test_no_event_of_an_entry_is_before_its_start(events):
    for entry in by_entry(events).values():
        assert first(entry, "ENTRY_STARTED") == min(event["at"] for event in entry)


def test_every_block_is_reached_and_every_path_taken(events):
    series = definition()
    left = Counter((event["block"], event["along"]) for event in events if event["type"] == "BLOCK_LEFT")
    variants = {event.get("variant") for event in events if event["type"] == "BLOCK_LEFT"}

    assert {event["block"] for event in events if event["type"] == "BLOCK_REACHED"} == {
        block["key"] for block in series["blocks"]
    }
    assert set(left) == {(path["from"], path["condition"]) for path in series["paths"]}
    assert variants == {None, "e-mail", "chat"}


def test_every_kind_of_engagement_happens(events):
    engagement = {event["type"] for event in events if "receipt" in event}

    assert engagement == {
        "RECEIVED",
        "OPENED",
        "CLICKED",
        "REPLIED",
        "HARD_BOUNCED",
        "SOFT_BOUNCED",
        "UNSUBSCRIBED",
        "MARKED_SPAM",
        "FAILED",
    }


def test_people_disengage_for_five_reasons(events):
    assert {event["reason"] for event in events if event["type"] == "ENTRY_DISENGAGED"} == {
        "hard bounce",
        "unsubscribed",
        "marked as spam",
        "webhook failed",
        "conversation with sales",
    }


def test_some_exits_name_a_block_and_some_do_not(events):
    named = Counter("block" in event for event in events if event["type"] == "ENTRY_EXITED")

    assert named.keys() == {True, False}


def test_rules_match_at_once_later_never_or_stay_open(events):
    results = Counter()
    for entry in by_entry(events).values():
        reached = {event["block"]: event["at"] for event in entry if event["type"] == "BLOCK_REACHED"}
        left = {event["block"]: event for event in entry if event["type"] == "BLOCK_LEFT"}
        if "first-project" in left:
            leaving = left["first-project"]
            results[leaving["along"], leaving["at"] == reached["first-project"]] += 1
        elif "first-project" in reached and first(entry, *ENDS) is None:
            results["open"] += 1

    assert results.keys() == {("MATCHED", True), ("MATCHED", False), ("NOT_MATCHED", False), "open"}


def test_goals_are_hit_during_an_entry_and_after_every_kind_of_end(events):
    seen = set()
    for entry in by_entry(events).values():
        goal, end = first(entry, "GOAL_HIT"), first(entry, *ENDS)
        if goal and (end is None or goal < end):
            seen.add("during the entry")
        elif goal:
            seen.add(next(event["type"] for event in entry if event["at"] == end and event["type"] in ENDS))

    assert seen == {"during the entry", *ENDS}


def test_people_who_come_back_have_two_entries_with_keys_one_after_the_other(events):
    entries = by_entry(events)
    back = [person for person, entry in entries if entry == f"{person}-2"]

    assert len(back) > 50
    for person in back:
        assert first(entries[person, f"{person}-1"], *ENDS) < first(entries[person, f"{person}-2"], "ENTRY_STARTED")


def test_some_people_have_a_company(events):
    companies = {event["person"]: event.get("company") for event in events}

    assert 800 < sum(company is not None for company in companies.values()) < 1000


def test_the_first_events_of_a_million_people_come_before_all_are_simulated():
    assert len(list(islice(history(people=1_000_000, until=UNTIL), 1000))) == 1000


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"people": 0}, "A simulation needs at least one person."),
        ({"days": 0}, "A simulation covers 1 to 3650 days, not 0."),
        ({"days": 3651}, "A simulation covers 1 to 3650 days, not 3651."),
        (
            {"until": datetime(2026, 1, 1)},  # noqa: DTZ001 - the missing offset is tested
            "The end of a simulation needs a UTC offset, such as in 2026-01-01T00:00:00Z.",
        ),
        ({"until": datetime.min.replace(tzinfo=UTC)}, "The end of a simulation must be in the years 1980 to 8999."),
        ({"until": datetime.max.replace(tzinfo=UTC)}, "The end of a simulation must be in the years 1980 to 8999."),
    ],
)
def test_an_argument_out_of_bounds_is_refused(wrong, sentence):
    with pytest.raises(Invalid) as refusal:
        history(**{"people": 1, "until": UNTIL} | wrong)

    assert refusal.value.message == sentence
