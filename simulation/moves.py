"""What people do at blocks of any series.

A function returns the key of the next block, or None if the pass ends or the person stays at the block.
"""

from simulation.passage import DAY, HOUR, MINUTE, Passage

_URL = "https://example.com/"
# All in percent. A person matches a rule before they reach it, while it waits, or never. A person who is not online
# when the window of the rule ends stays at the block.
_RULE = {"at once": 34, "later": 26, "never": 34, "window runs out": 6}
_INTERRUPTION = {"exit rule": 2.5, "account closed": 2, "sales": 1.5, "none": 94}
_DELIVERY = {"no such mailbox": 2, "mailbox full": 3, "delivered": 95}
_COMPLAINT = {"marked as spam": 0.6, "unsubscribed": 2.4, "none": 97}


def wait(passage: Passage, block: str, duration: int, following: str) -> str | None:
    passage.reach(block, for_at_most=duration)
    if _interrupted(passage, block, duration):
        return None
    passage.clock += duration
    passage.leave(block, "NEXT")
    return following


def rule(passage: Passage, block: str, window: int, following: tuple[str, str]) -> str | None:
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


def email(passage: Passage, block: str, following: str, *, clicks: int) -> str | None:
    if not send(passage, block, clicks=clicks):
        return None
    passage.leave(block, "DELIVERED")
    return following


def send(passage: Passage, block: str, *, clicks: int) -> bool:
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
