"""Simulates a person at each block of the onboarding series.

A step returns the key of the next block, or None if the pass ends or the person stays at the block.
"""

from collections.abc import Callable
from random import Random

from simulation.moves import email, rule, send, wait
from simulation.passage import DAY, HOUR, MINUTE, Passage

Step = Callable[[Passage], str | None]

_REPLIES = [
    "Thanks, that helps!",
    "How do I invite my team?",
    "Not now, maybe later.",
    "Can I import my old data?",
]
_FAILURES = ["timed out after 10 s", "answered 500", "answered 404"]


def play(passage: Passage) -> None:
    """Simulates one pass until it ends or the simulation ends.

    After `passage.until` it has random numbers of its own, so that nothing before depends on how long it goes on.
    """
    passage.write("ENTRY_STARTED", passage.clock)
    block: str | None = "signed-up"
    if passage.clock <= passage.until:
        block = _walk(passage, block, passage.until)
        _pay(passage)
    if block is not None and passage.until < passage.through:
        passage.random = Random(f"{passage.prefix}/later")  # noqa: S311 - repeatable, not secret
        _walk(passage, block, passage.through)
        if passage.ended and passage.chance(14):
            passage.write("GOAL_HIT", passage.clock + passage.soon(14 * DAY))


def _walk(passage: Passage, block: str, until: int) -> str | None:
    """Goes from block to block. Returns the block that is next at `until`; None if the pass ended or stays."""
    following: str | None = block
    while following is not None and passage.clock <= until:
        following = _STEPS[following](passage)
    return following


def _signed_up(passage: Passage) -> str:
    passage.reach("signed-up")
    passage.leave("signed-up", "MATCHED")
    return "welcome"


def _welcome(passage: Passage) -> str | None:
    return email(passage, "welcome", "settle-in", clicks=35)


def _settle_in(passage: Passage) -> str | None:
    return wait(passage, "settle-in", DAY, "first-project")


def _first_project(passage: Passage) -> str | None:
    return rule(passage, "first-project", 3 * DAY, ("tag-activated", "tips-split"))


def _tag_activated(passage: Passage) -> str:
    passage.reach("tag-activated")
    passage.leave("tag-activated", "NEXT")
    return "notify-crm"


def _tips_split(passage: Passage) -> str:
    passage.reach("tips-split")
    variant = "e-mail" if passage.chance(50) else "chat"
    passage.leave("tips-split", "VARIANT", variant=variant)
    return "tips-email" if variant == "e-mail" else "tips-chat"


def _tips_email(passage: Passage) -> str | None:
    return email(passage, "tips-email", "notify-crm", clicks=20)


def _tips_chat(passage: Passage) -> str | None:
    passage.reach("tips-chat")
    if passage.chance(20):
        passage.clock += 2 * DAY
        passage.leave("tips-chat", "NOT_ONLINE")
        return "tips-email"
    passage.clock += passage.soon(DAY)
    passage.engage("RECEIVED", "tips-chat", passage.clock)
    if passage.chance(60):
        opened = passage.clock + passage.soon(2 * HOUR)
        passage.engage("OPENED", "tips-chat", opened)
        if passage.chance(40):
            reply = opened + passage.soon(HOUR)
            passage.engage("REPLIED", "tips-chat", reply, detail={"text": passage.random.choice(_REPLIES)})
    passage.leave("tips-chat", "DELIVERED")
    return "notify-crm"


def _notify_crm(passage: Passage) -> str | None:
    passage.reach("notify-crm")
    passage.clock += passage.soon(10_000)
    if passage.chance(4):
        passage.engage("FAILED", "notify-crm", passage.clock, reason=passage.random.choice(_FAILURES))
        if passage.chance(30):
            passage.end("ENTRY_DISENGAGED", block="notify-crm", reason="webhook failed")
            return None
        passage.clock += 5 * MINUTE
    passage.leave("notify-crm", "NEXT")
    return "mid-trial"


def _mid_trial(passage: Passage) -> str | None:
    return wait(passage, "mid-trial", 4 * DAY, "trial-reminder")


def _trial_reminder(passage: Passage) -> str | None:
    passage.reach("trial-reminder")
    if passage.chance(5):
        passage.engage("FAILED", "trial-reminder", passage.clock + 800, reason="device token expired")
        passage.clock += DAY
        passage.leave("trial-reminder", "NOT_ONLINE")
        return "invited-team"
    passage.clock += passage.soon(10 * MINUTE)
    passage.engage("RECEIVED", "trial-reminder", passage.clock)
    if passage.chance(30):
        passage.engage("OPENED", "trial-reminder", passage.clock + passage.soon(6 * HOUR))
    passage.leave("trial-reminder", "DELIVERED")
    return "invited-team"


def _invited_team(passage: Passage) -> str | None:
    return rule(passage, "invited-team", 5 * DAY, ("upgrade-offer", "upgrade-offer"))


def _upgrade_offer(passage: Passage) -> None:
    if send(passage, "upgrade-offer", clicks=25):
        passage.end("ENTRY_FINISHED", block="upgrade-offer")


def _pay(passage: Passage) -> None:
    """Some people hit the goal during the pass, and some after its end."""
    began = passage.events[0][0]
    if passage.ended and passage.chance(8):
        passage.write("GOAL_HIT", passage.clock + passage.soon(14 * DAY))
    elif passage.chance(20):
        passage.write("GOAL_HIT", began + passage.soon(max(passage.clock - began, DAY)))


_STEPS: dict[str, Step] = {
    "signed-up": _signed_up,
    "welcome": _welcome,
    "settle-in": _settle_in,
    "first-project": _first_project,
    "tag-activated": _tag_activated,
    "tips-split": _tips_split,
    "tips-email": _tips_email,
    "tips-chat": _tips_chat,
    "notify-crm": _notify_crm,
    "mid-trial": _mid_trial,
    "trial-reminder": _trial_reminder,
    "invited-team": _invited_team,
    "upgrade-offer": _upgrade_offer,
}
