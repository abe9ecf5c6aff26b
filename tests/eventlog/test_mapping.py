from datetime import UTC, datetime

import pytest

from core.errors import Invalid
from eventlog.blocks import Block, KnownSeries, Path, blocks_of
from eventlog.endings import Endings
from eventlog.log import gather
from eventlog.mapping import Mapping, Roles, paths_of
from eventlog.recorded import RecordedCase, Visit

ASK, CALL, PAY = Block("ask", "Ask"), Block("call", "Call"), Block("pay", "Pay")
DAY = "2026-01-01T"


def log(**cases):
    """A log with one row per word and minute: log(ann="Ask Call") has case ann, Ask at 12:00 and Call at 12:01."""
    return gather(
        (case, activity, datetime(2026, 1, 1, 12, minute, tzinfo=UTC))
        for case, activities in cases.items()
        for minute, activity in enumerate(activities.split())
    )


def at(minute):
    return int(datetime(2026, 1, 1, 12, minute, tzinfo=UTC).timestamp() * 1_000_000)


def mapped(given, series="sales", **options):
    mapping = Mapping(series, blocks_of(given.activities, KnownSeries("Sales")), **options)
    return list(mapping.events(given))


def brief(events):
    return [(event["id"], event["type"], event["at"][11:16], event.get("block")) for event in events]


def test_a_case_becomes_an_entry_and_its_visits():
    assert brief(mapped(log(ann="Ask Call Pay"))) == [
        (f"sales/ann/start/{DAY}12:00:00Z", "ENTRY_STARTED", "12:00", None),
        (f"sales/ann/reached/ask/{DAY}12:00:00Z", "BLOCK_REACHED", "12:00", "ask"),
        (f"sales/ann/along/ask/{DAY}12:01:00Z", "BLOCK_LEFT", "12:01", "ask"),
        (f"sales/ann/reached/call/{DAY}12:01:00Z", "BLOCK_REACHED", "12:01", "call"),
        (f"sales/ann/along/call/{DAY}12:02:00Z", "BLOCK_LEFT", "12:02", "call"),
        (f"sales/ann/reached/pay/{DAY}12:02:00Z", "BLOCK_REACHED", "12:02", "pay"),
        ("sales/ann/end", "ENTRY_FINISHED", "12:02", "pay"),
    ]


def test_a_repeated_activity_is_no_new_visit_but_ends_the_previous_one():
    assert [event[1:] for event in brief(mapped(log(ann="Ask Ask Call Ask")))[1:]] == [
        ("BLOCK_REACHED", "12:00", "ask"),
        ("BLOCK_LEFT", "12:01", "ask"),
        ("BLOCK_REACHED", "12:02", "call"),
        ("BLOCK_LEFT", "12:03", "call"),
        ("ENTRY_FINISHED", "12:03", "ask"),
    ]


def test_an_event_has_the_fields_of_its_type():
    assert mapped(log(ann="Ask Call"))[2] == {
        "id": f"sales/ann/along/ask/{DAY}12:01:00Z",
        "type": "BLOCK_LEFT",
        "at": "2026-01-01T12:01:00Z",
        "series": "sales",
        "person": "ann",
        "block": "ask",
        "along": "NEXT",
        "variant": "call",
    }


def test_a_goal_is_hit_when_it_is_first_reached():
    events = mapped(log(ann="Ask Pay Pay", ben="Ask"), roles=Roles(goals=frozenset([PAY])))

    assert brief(event for event in events if event["type"] == "GOAL_HIT") == [
        (f"sales/ann/goal/pay/{DAY}12:01:00Z", "GOAL_HIT", "12:01", None)
    ]


def test_a_declared_activity_ends_the_case_only_where_it_is_the_last():
    roles = Roles(disengagements=frozenset([Block("stop", "Stop")]), exits=frozenset([Block("leave", "Leave")]))
    events = mapped(log(ann="Ask Stop", ben="Stop Ask", cem="Ask Leave"), roles=roles)
    ends = [event for event in events if event["id"].endswith("/end")]

    assert [(event["person"], event["type"], event["block"], event.get("reason")) for event in ends] == [
        ("ann", "ENTRY_DISENGAGED", "stop", "Stop"),
        ("ben", "ENTRY_FINISHED", "ask", None),
        ("cem", "ENTRY_EXITED", "leave", None),
    ]


def test_an_open_case_has_no_end():
    given = log(ann="Ask Call", ben="Ask Pay", cem="Call")
    events = mapped(given, endings=Endings(closed_after=60_000_000, blocks=frozenset([PAY]), newest=max(given.at)))

    assert [event["person"] for event in events if event["id"].endswith("/end")] == ["ben", "cem"]


def test_slashes_do_not_make_ids_collide():
    first = {event["id"] for event in mapped(log(**{"b/c": "Ask"}), series="a")}
    second = {event["id"] for event in mapped(log(c="Ask"), series="a/b")}

    assert "a/b%2Fc/end" in first
    assert "a%2Fb/c/end" in second
    assert not first & second


def test_an_id_is_never_longer_than_an_event_may_have():
    events = mapped(log(**{"c" * 500: "A" * 500}), series="s" * 500)

    assert len({event["id"] for event in events}) == 3
    assert all(len(event["id"]) <= 500 for event in events)


def test_an_activity_cannot_be_a_disengagement_and_an_exit():
    with pytest.raises(Invalid) as refusal:
        Roles(disengagements=frozenset([PAY]), exits=frozenset([PAY, ASK]))

    assert refusal.value.message == (
        "The activity 'Pay' is declared as a disengagement and as an exit. Declare it as one of them."
    )


def test_new_rows_continue_the_recorded_visits():
    recorded = RecordedCase([Visit(ASK, at(0), at(1)), Visit(CALL, at(2))])
    mapping = Mapping("s", [PAY])

    assert [event[1:] for event in brief(mapping.events_of("ann", [(PAY, at(5))], recorded))] == [
        ("ENTRY_STARTED", "12:00", None),
        ("BLOCK_REACHED", "12:00", "ask"),
        ("BLOCK_REACHED", "12:02", "call"),
        ("BLOCK_LEFT", "12:05", "call"),
        ("BLOCK_REACHED", "12:05", "pay"),
        ("ENTRY_FINISHED", "12:05", "pay"),
    ]


def test_steps_after_the_recorded_end_are_left_out():
    recorded = RecordedCase([Visit(ASK, at(0), at(1)), Visit(CALL, at(1))], ended_at=at(1))
    returned = RecordedCase([Visit(ASK, at(0), at(1)), Visit(CALL, at(1), at(1))], ended_at=at(1))
    steps = [(ASK, at(0)), (CALL, at(1)), (ASK, at(1))]

    assert recorded.before_end(steps) == steps[:2]
    assert returned.before_end(steps) == steps
    assert recorded.before_end([(CALL, at(1)), (PAY, at(1)), (ASK, at(2))]) == [(CALL, at(1))]


def test_a_file_that_has_the_recorded_steps_keeps_its_order():
    recorded = RecordedCase([Visit(ASK, at(0), at(0)), Visit(CALL, at(0), at(1))])
    steps = [(CALL, at(0)), (ASK, at(0)), (PAY, at(1))]

    assert recorded.continued_by(steps) == steps


def test_the_paths_are_those_that_were_taken():
    assert list(paths_of([(ASK, 0), (ASK, 1), (CALL, 2), (ASK, 3)])) == [Path("call", "ask")]


def test_a_departure_of_which_only_the_instant_is_recorded_is_not_sent_again():
    recorded = RecordedCase([Visit(ASK, at(0), at(1)), Visit(CALL, at(1), at(2))])
    mapping = Mapping("s", [PAY])

    left = [event for event in mapping.events_of("ann", [(PAY, at(5))], recorded) if event["type"] == "BLOCK_LEFT"]

    assert [(event["id"], event["variant"]) for event in left] == [(f"s/ann/along/ask/{DAY}12:01:00Z", "call")]
