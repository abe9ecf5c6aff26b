"""Block keys of activities, and definitions that continue a known series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlog.blocks import Block, KnownSeries, Path, blocks_of, collisions, definition, key

NEW = KnownSeries("Sales")


def keys(*activities: str, known: KnownSeries = NEW) -> list[str]:
    return [block.key for block in blocks_of(activities, known)]


@pytest.mark.parametrize(
    ("activity", "block"),
    [
        ("T07-1 Draft intern advice aspect 1", "t07-1-draft-intern-advice-aspect-1"),
        ("  Send -- again!", "send-again"),
        ("a_b", "a-b"),
        ("Überprüfen & 确认", "überprüfen-确认"),
        ("भुगतान करें", "भुगतान-करें"),
        ("ชำระเงิน", "ชำระเงิน"),
        (">= 5", "5"),
        ("???", ""),
    ],
)
def test_a_key_is_the_name_in_lower_case_with_hyphens(activity, block):
    assert key(activity) == block


def test_an_activity_whose_key_is_taken_gets_a_suffix_of_its_own_name():
    assert keys(">= 5", "< 5", "> 5") == ["5", "5-4d00699b", "5-cddb2904"]
    assert keys(">= 5", "> 5", "< 5") == ["5", "5-cddb2904", "5-4d00699b"]
    assert keys("???", "!") == ["activity-a03b221c", "activity-bb7208bc"]


def test_activities_with_a_suffix_are_found():
    activities = ["Pay", "pay", "???", "Ask"]
    blocks = blocks_of(activities, NEW)

    assert [(activity, block.key) for activity, block in collisions(activities, blocks)] == [
        ("pay", blocks[1].key),
        ("???", blocks[2].key),
    ]


def test_known_blocks_keep_their_keys_whatever_the_order_of_the_log():
    blocks = blocks_of(["Pay", "pay", "PAY"], NEW)
    known = KnownSeries("Sales", blocks=blocks[:2], removed=blocks[2:])

    assert blocks_of(["PAY", "pay", "Pay"], known) == blocks[::-1]


def test_a_renamed_block_is_still_that_of_its_activity():
    renamed = Block("pay", "Payment", "EMAIL")

    assert blocks_of(["Pay"], KnownSeries("Sales", blocks=[renamed])) == [renamed]
    assert keys("Pay", "pay", known=KnownSeries("Sales", blocks=[renamed]))[0] == "pay"
    assert len(set(keys("Pay", "pay", "PAY", known=KnownSeries("Sales", blocks=[renamed])))) == 3


@given(st.lists(st.text("aA-_ ?é", max_size=5) | st.text(max_size=600), unique=True, max_size=20))
def test_different_activities_have_different_keys_that_a_definition_accepts(activities: list[str]):
    activities = [activity for activity in activities if activity.isprintable()]
    found = keys(*activities)

    assert len(set(found)) == len(activities)
    assert all(1 <= len(key) <= 500 for key in found)


def test_a_definition_adds_to_the_known_series():
    ask, pay, old = Block("ask", "Ask", "RULE", is_entry=True), Block("pay", "Pay"), Block("old", "Old")
    known = KnownSeries("Sales", "PAUSED", "Pay", [ask], [old])

    assert definition("sales", known, [pay, ask], [Path("ask", "pay")]) == {
        "key": "sales",
        "name": "Sales",
        "status": "PAUSED",
        "goal": "Pay",
        "blocks": [
            {"key": "ask", "name": "Ask", "kind": "RULE", "isEntry": True},
            {"key": "pay", "name": "Pay", "kind": "TAG", "isEntry": False},
        ],
        "paths": [{"from": "ask", "to": "pay", "condition": "NEXT", "variant": "pay"}],
        "addsOnly": True,
    }
