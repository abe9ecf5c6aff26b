"""A series that people go through repeatedly: reminders of failed payments."""

from typing import Any

from simulation.moves import send, wait
from simulation.passage import DAY, HOUR, Passage

DEFINITION: dict[str, Any] = {
    "key": "payment-reminder",
    "name": "Payment reminder",
    "status": "LIVE",
    "goal": "Paid the invoice",
    "blocks": [
        {"key": "payment-failed", "name": "A payment failed", "kind": "RULE", "isEntry": True},
        {"key": "first-reminder", "name": "Your payment failed", "kind": "EMAIL"},
        {"key": "grace", "name": "Two days to pay", "kind": "WAIT"},
        {"key": "paid", "name": "Paid the invoice", "kind": "RULE"},
        {"key": "tag-paid", "name": "Tag: paid late", "kind": "TAG"},
        {"key": "last-reminder", "name": "We will pause your account", "kind": "EMAIL"},
    ],
    "paths": [
        {"from": "payment-failed", "to": "first-reminder", "condition": "MATCHED"},
        {"from": "first-reminder", "to": "grace", "condition": "DELIVERED"},
        {"from": "grace", "to": "paid", "condition": "NEXT"},
        {"from": "paid", "to": "tag-paid", "condition": "MATCHED"},
        {"from": "paid", "to": "last-reminder", "condition": "NOT_MATCHED"},
    ],
}
_WINDOW = 5 * DAY


def play(passage: Passage) -> None:
    """Simulates one pass, also beyond the end of the simulation."""
    passage.write("ENTRY_STARTED", passage.clock)
    passage.reach("payment-failed")
    passage.leave("payment-failed", "MATCHED")
    if not send(passage, "first-reminder", clicks=40):
        return
    passage.leave("first-reminder", "DELIVERED")
    if wait(passage, "grace", 2 * DAY, "paid"):
        _pay(passage)


def _pay(passage: Passage) -> None:
    passage.reach("paid", for_at_most=_WINDOW)
    if passage.chance(70):
        passage.clock += passage.soon(_WINDOW - 1)
        passage.write("GOAL_HIT", passage.clock, block="paid")
        passage.leave("paid", "MATCHED")
        passage.reach("tag-paid")
        passage.end("ENTRY_FINISHED", block="tag-paid")
        return
    passage.clock += _WINDOW
    passage.leave("paid", "NOT_MATCHED")
    if not send(passage, "last-reminder", clicks=40):
        return
    if passage.chance(50):
        passage.write("GOAL_HIT", passage.clock + HOUR + passage.soon(10 * DAY))
    passage.end("ENTRY_FINISHED", block="last-reminder")
