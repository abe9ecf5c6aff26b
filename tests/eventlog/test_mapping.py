from datetime import UTC, datetime

import pytest

from core.errors import Invalid
from eventlog.log import gather
from eventlog.mapping import definition, events, roles


def log(**cases):
    """A log with one row per word and minute: log(ann="Ask Call") has case ann, Ask at 12:00 and Call at 12:01."""
    return gather(
        (case, activity, datetime(2026, 1, 1, 12, minute, tzinfo=UTC))
        for case, activities in cases.items()
        for minute, activity in enumerate(activities.split())
    )


def brief(events):
    return [(event["id"], event["type"], event["at"][11:16], event.get("block")) for event in events]


def declared(given, *, goals=(), disengagements=(), exits=()):
    return roles(given, goals=goals, disengagements=disengagements, exits=exits)


def test_a_case_becomes_an_entry_and_its_visits():
    given = log(ann="Ask Call Pay")

    assert brief(events(given, declared(given), series="sales")) == [
        ("sales/ann/start", "ENTRY_STARTED", "12:00", None),
        ("sales/ann/reached/ask", "BLOCK_REACHED", "12:00", "ask"),
        ("sales/ann/left/ask", "BLOCK_LEFT", "12:01", "ask"),
        ("sales/ann/reached/call", "BLOCK_REACHED", "12:01", "call"),
        ("sales/ann/left/call", "BLOCK_LEFT", "12:02", "call"),
        ("sales/ann/reached/pay", "BLOCK_REACHED", "12:02", "pay"),
        ("sales/ann/end", "ENTRY_FINISHED", "12:02", "pay"),
    ]


def test_a_repeated_activity_is_no_new_visit_but_ends_the_previous_one():
    given = log(ann="Ask Ask Call Ask")

    assert brief(events(given, declared(given), series="sales"))[1:] == [
        ("sales/ann/reached/ask", "BLOCK_REACHED", "12:00", "ask"),
        ("sales/ann/left/ask", "BLOCK_LEFT", "12:01", "ask"),
        ("sales/ann/reached/call", "BLOCK_REACHED", "12:02", "call"),
        ("sales/ann/left/call", "BLOCK_LEFT", "12:03", "call"),
        ("sales/ann/end", "ENTRY_FINISHED", "12:03", "ask"),
    ]


def test_an_event_has_the_fields_of_its_type():
    given = log(ann="Ask Call")

    assert list(events(given, declared(given), series="sales"))[2] == {
        "id": "sales/ann/left/ask",
        "type": "BLOCK_LEFT",
        "at": "2026-01-01T12:01:00Z",
        "series": "sales",
        "person": "ann",
        "block": "ask",
        "along": "NEXT",
    }


def test_a_goal_is_hit_when_it_is_first_reached():
    given = log(ann="Ask Pay Pay", ben="Ask")
    goals = [event for event in events(given, declared(given, goals=["Pay"]), series="s") if "goal" in event["id"]]

    assert brief(goals) == [("s/ann/goal/pay", "GOAL_HIT", "12:01", None)]


def test_a_declared_activity_ends_the_case_only_where_it_is_the_last():
    given = log(ann="Ask Stop", ben="Stop Ask", cem="Ask Leave")
    declarations = declared(given, disengagements=["Stop"], exits=["leave"])
    ends = [event for event in events(given, declarations, series="s") if event["id"].endswith("/end")]

    assert [(event["person"], event["type"], event["block"], event.get("reason")) for event in ends] == [
        ("ann", "ENTRY_DISENGAGED", "stop", "Stop"),
        ("ben", "ENTRY_FINISHED", "ask", None),
        ("cem", "ENTRY_EXITED", "leave", None),
    ]


def test_slashes_do_not_make_ids_collide():
    one, other = log(**{"b/c": "Ask"}), log(c="Ask")
    first = {event["id"] for event in events(one, declared(one), series="a")}
    second = {event["id"] for event in events(other, declared(other), series="a/b")}

    assert first == {"a/b%2Fc/start", "a/b%2Fc/reached/ask", "a/b%2Fc/end"}
    assert second == {"a%2Fb/c/start", "a%2Fb/c/reached/ask", "a%2Fb/c/end"}


def test_the_definition_has_blocks_in_order_of_appearance_and_the_paths_that_were_taken():
    given = log(ann="Ask Ask Call Ask", ben="Call Pay", cem="Ask Pay Ask")

    assert definition(given, declared(given, goals=["Pay"]), series="sales", name="Sales") == {
        "key": "sales",
        "name": "Sales",
        "goal": "Pay",
        "blocks": [
            {"key": "ask", "name": "Ask", "kind": "TAG"},
            {"key": "call", "name": "Call", "kind": "TAG"},
            {"key": "pay", "name": "Pay", "kind": "TAG"},
        ],
        "paths": [
            {"from": "ask", "to": "pay", "condition": "NEXT"},
            {"from": "call", "to": "ask", "condition": "NEXT"},
            {"from": "call", "to": "pay", "condition": "NEXT"},
            {"from": "pay", "to": "ask", "condition": "NEXT"},
        ],
    }


def test_activities_with_the_same_key_are_refused():
    given = log(ann="Re-ask re_ask")

    with pytest.raises(Invalid) as refusal:
        definition(given, declared(given), series="s", name="S")

    assert refusal.value.message == (
        "The activities 'Re-ask' and 're_ask' have the same block key 're-ask'. Rename one of them in the log."
    )


def test_an_unknown_activity_is_refused_and_the_activities_are_listed():
    with pytest.raises(Invalid) as refusal:
        declared(log(ann="Ask Call"), goals=["Pay"])

    assert refusal.value.message == "The log has no activity 'Pay'. Its activities are: 'Ask', 'Call'."


def test_an_activity_cannot_be_a_disengagement_and_an_exit():
    with pytest.raises(Invalid) as refusal:
        declared(log(ann="Ask Stop"), disengagements=["Stop"], exits=["stop"])

    assert refusal.value.message == (
        "The activity 'stop' is declared as a disengagement and as an exit. Declare it as one of them."
    )
