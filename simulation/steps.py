"""Simulates a person at each block of the onboarding series.

A step returns the key of the next block, or None if the pass ends or the person stays at the block.
"""

from collections.abc import Callable

from simulation.passage import DAY, HOUR, MINUTE, Passage

Step = Callable[[Passage], str | None]

_URL = "https://example.com/"
_REPLIES = [
    "Thanks, that helps!",
    "How do I invite my team?",
    "Not now, maybe later.",
    "Can I import my old data?",
]
# All in percent. A person matches a rule before they reach it, while it waits, or never. A person who is not online
# when the window of the rule ends stays at the block.
_RULE = {"at once": 34, "later": 26, "never": 34, "window runs out": 6}
_INTERRUPTION = {"exit rule": 2.5, "account closed": 2, "sales": 1.5, "none": 94}
_DELIVERY = {"no such mailbox": 2, "mailbox full": 3, "delivered": 95}
_COMPLAINT = {"marked as spam": 0.6, "unsubscribed": 2.4, "none": 97}
_FAILURES = ["timed out after 10 s", "answered 500", "answered 404"]


def play(passage: Passage) -> None:
    """Simulates one pass until it ends or the simulation ends."""
    passage.write("ENTRY_STARTED", passage.clock)
    block: str | None = "signed-up"
    while block is not None and passage.clock <= passage.until:
        block = _STEPS[block](passage)
    _pay(passage)


def _signed_up(passage: Passage) -> str:
    passage.reach("signed-up")
    passage.leave("signed-up", "MATCHED")
    return "welcome"


def _welcome(passage: Passage) -> str | None:
    return _email(passage, "welcome", "settle-in", clicks=35)


def _settle_in(passage: Passage) -> str | None:
    return _wait(passage, "settle-in", DAY, "first-project")


def _first_project(passage: Passage) -> str | None:
    return _rule(passage, "first-project", 3 * DAY, ("tag-activated", "tips-split"))


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
    return _email(passage, "tips-email", "notify-crm", clicks=20)


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
    return _wait(passage, "mid-trial", 4 * DAY, "trial-reminder")


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
    return _rule(passage, "invited-team", 5 * DAY, ("upgrade-offer", "upgrade-offer"))


def _upgrade_offer(passage: Passage) -> None:
    if _send(passage, "upgrade-offer", clicks=25):
        passage.end("ENTRY_FINISHED", block="upgrade-offer")


def _wait(passage: Passage, block: str, duration: int, following: str) -> str | None:
    passage.reach(block, for_at_most=duration)
    if _interrupted(passage, block, duration):
        return None
    passage.clock += duration
    passage.leave(block, "NEXT")
    return following


def _rule(passage: Passage, block: str, window: int, following: tuple[str, str]) -> str | None:
    """Waits for a match for at most `window`. Returns the first of `following` if it matches, otherwise the second."""
    passage.reach(block, for_at_most=window)
    turn = passage.choose(_RULE)
    if turn == "window runs out":
        return None
    if turn != "at once":
        if _interrupted(passage, block, window):
            return None
        passage.clock += passage.soon(window - 1) if turn == "later" else window
    passage.leave(block, "NOT_MATCHED" if turn == "never" else "MATCHED")
    return following[1] if turn == "never" else following[0]


def _interrupted(passage: Passage, block: str, duration: int) -> bool:
    """Ends the pass during a wait for some people. Returns whether it has ended."""
    turn = passage.choose(_INTERRUPTION)
    if turn == "none":
        return False
    passage.clock += int(duration * passage.random.random())
    if turn == "exit rule":
        passage.end("ENTRY_EXITED", block=block)
    elif turn == "account closed":
        passage.end("ENTRY_EXITED")  # at whatever block they are
        passage.returns = False
    else:
        passage.end("ENTRY_DISENGAGED", block=block, reason="conversation with sales")
    return True


def _email(passage: Passage, block: str, following: str, *, clicks: int) -> str | None:
    if not _send(passage, block, clicks=clicks):
        return None
    passage.leave(block, "DELIVERED")
    return following


def _send(passage: Passage, block: str, *, clicks: int) -> bool:
    """Sends an e-mail, which `clicks` percent of its readers click. Returns False if that ends the pass."""
    passage.reach(block)
    passage.clock += passage.soon(20 * MINUTE)
    turn = passage.choose(_DELIVERY)
    if turn == "no such mailbox":
        passage.engage("HARD_BOUNCED", block, passage.clock)
        _disengage(passage, block, "hard bounce")
        return False
    if turn == "mailbox full":
        passage.engage("SOFT_BOUNCED", block, passage.clock)
        passage.clock += 4 * HOUR  # the second attempt arrives
    passage.engage("RECEIVED", block, passage.clock)
    return not (passage.chance(55) and _read(passage, block, clicks))


def _read(passage: Passage, block: str, clicks: int) -> bool:
    """Opens the e-mail. Returns whether that ends the pass."""
    opened = passage.clock + passage.soon(2 * DAY)
    passage.engage("OPENED", block, opened)
    if passage.chance(25):
        passage.engage("OPENED", block, opened + passage.soon(3 * DAY))
    if passage.chance(clicks):
        passage.engage("CLICKED", block, opened + passage.soon(HOUR), url=_URL + block)
    complaint = passage.choose(_COMPLAINT)
    if complaint == "none":
        return False
    passage.clock = opened + passage.soon(HOUR)
    passage.engage("UNSUBSCRIBED" if complaint == "unsubscribed" else "MARKED_SPAM", block, passage.clock)
    _disengage(passage, block, complaint)
    return True


def _disengage(passage: Passage, block: str, reason: str) -> None:
    passage.end("ENTRY_DISENGAGED", block=block, reason=reason)
    passage.returns = False


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
