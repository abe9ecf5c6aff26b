from datetime import UTC, datetime

import pytest

from core.errors import Invalid
from eventlog.log import gather
from eventlog.mapping import definition, events, roles


def log(**cases):
    """One row a minute for each word: log(ann="Ask Call") is case ann, Ask at 12:00, Call at 12:01."""
    return gather(
        (case, activity, datetime(2026, 1, 1, 12, minute, tzinfo=UTC))
        for case, activities in cases.items()
        for minute, activity in enumerate(activities.split())
    )


def brief(made):
    return [(event["id"], event["type"], event["at"][11:16], event.get("block")) for event in made]


def declared(made, *, goals=(), disengagements=(), exits=()):
    return roles(made, goals=goals, disengagements=disengagements, exits=exits)


def test_a_case_becomes_an_entry_and_its_visits():
    made = log(ann="Ask Call Pay")

    assert brief(events(made, declared(made), series="sales")) == [
        ("sales/ann/start", "ENTRY_STARTED", "12:00", None),
        ("sales/ann/reached/ask", "BLOCK_REACHED", "12:00", "ask"),
        ("sales/ann/left/ask", "BLOCK_LEFT", "12:01", "ask"),
        ("sales/ann/reached/call", "BLOCK_REACHED", "12:01", "call"),
        ("sales/ann/left/call", "BLOCK_LEFT", "12:02", "call"),
        ("sales/ann/reached/pay", "BLOCK_REACHED", "12:02", "pay"),
        ("sales/ann/end", "ENTRY_FINISHED", "12:02", "pay"),
    ]


def test_coming_back_to_an_activity_makes_no_visit_but_ends_the_one_before():
    made = log(ann="Ask Ask Call Ask")

    assert brief(events(made, declared(made), series="sales"))[1:] == [
        ("sales/ann/reached/ask", "BLOCK_REACHED", "12:00", "ask"),
        ("sales/ann/left/ask", "BLOCK_LEFT", "12:01", "ask"),
        ("sales/ann/reached/call", "BLOCK_REACHED", "12:02", "call"),
        ("sales/ann/left/call", "BLOCK_LEFT", "12:03", "call"),
        ("sales/ann/end", "ENTRY_FINISHED", "12:03", "ask"),
    ]


def test_every_event_carries_what_its_type_needs():
    made = log(ann="Ask Call")

    assert list(events(made, declared(made), series="sales"))[2] == {
        "id": "sales/ann/left/ask",
        "type": "BLOCK_LEFT",
        "at": "2026-01-01T12:01:00Z",
        "series": "sales",
        "person": "ann",
        "block": "ask",
        "along": "NEXT",
    }


def test_a_goal_is_hit_when_it_is_first_reached():
    made = log(ann="Ask Pay Pay", ben="Ask")
    goals = [event for event in events(made, declared(made, goals=["Pay"]), series="s") if "goal" in event["id"]]

    assert brief(goals) == [("s/ann/goal/pay", "GOAL_HIT", "12:01", None)]


def test_a_declared_activity_ends_the_case_only_where_it_is_the_last():
    made = log(ann="Ask Stop", ben="Stop Ask", cem="Ask Leave")
    declarations = declared(made, disengagements=["Stop"], exits=["leave"])
    ends = [event for event in events(made, declarations, series="s") if event["id"].endswith("/end")]

    assert [(event["person"], event["type"], event["block"], event.get("reason")) for event in ends] == [
        ("ann", "ENTRY_DISENGAGED", "stop", "Stop"),
        ("ben", "ENTRY_FINISHED", "ask", None),
        ("cem", "ENTRY_EXITED", "leave", None),
    ]


def test_ids_do_not_collide_over_slashes():
    one, other = log(**{"b/c": "Ask"}), log(c="Ask")
    first = {event["id"] for event in events(one, declared(one), series="a")}
    second = {event["id"] for event in events(other, declared(other), series="a/b")}

    assert first == {"a/b%2Fc/start", "a/b%2Fc/reached/ask", "a/b%2Fc/end"}
    assert second == {"a%2Fb/c/start", "a%2Fb/c/reached/ask", "a%2Fb/c/end"}


def test_the_definition_has_blocks_as_they_appear_and_paths_as_they_were_taken():
    made = log(ann="Ask Ask Call Ask", ben="Call Pay", cem="Ask Pay Ask")

    assert definition(made, declared(made, goals=["Pay"]), series="sales", name="Sales") == {
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


def test_activities_that_would_share_a_key_are_refused():
    made = log(ann="Re-ask re_ask")

    with pytest.raises(Invalid) as refusal:
        definition(made, declared(made), series="s", name="S")

    assert refusal.value.message == "The activities 'Re-ask' and 're_ask' would share the block key 're-ask'."


def test_an_unknown_activity_is_refused_with_those_there_are():
    with pytest.raises(Invalid) as refusal:
        declared(log(ann="Ask Call"), goals=["Pay"])

    assert refusal.value.message == "The log has no activity 'Pay'; it has: 'Ask', 'Call'."


def test_an_activity_cannot_be_a_disengagement_and_an_exit():
    with pytest.raises(Invalid) as refusal:
        declared(log(ann="Ask Stop"), disengagements=["Stop"], exits=["stop"])

    assert refusal.value.message == (
        "The activity 'stop' is declared a disengagement and an exit: it can be one of them."
    )
