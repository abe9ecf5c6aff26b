"""A series with a split: which announcement of a new editor works best?"""

from typing import Any

from simulation.moves import send
from simulation.passage import DAY, HOUR, MINUTE, Passage

_ARMS = {"e-mail": 34.0, "banner": 33.0, "tour": 33.0}
_BLOCKS = {"e-mail": "announce-email", "banner": "announce-banner", "tour": "announce-tour"}
_TRIES = {"e-mail": 25, "banner": 35, "tour": 60}  # in percent

DEFINITION: dict[str, Any] = {
    "key": "new-editor",
    "name": "Meet the new editor",
    "status": "LIVE",
    "goal": "Used the new editor",
    "blocks": [
        {"key": "uses-old-editor", "name": "Uses the old editor", "kind": "RULE", "isEntry": True},
        {"key": "announcement", "name": "Which announcement works?", "kind": "SPLIT"},
        {"key": "announce-email", "name": "A new editor, by e-mail", "kind": "EMAIL"},
        {"key": "announce-banner", "name": "A new editor, as a banner", "kind": "BANNER"},
        {"key": "announce-tour", "name": "A tour of the new editor", "kind": "TOUR"},
        {"key": "tried", "name": "Used it within four days", "kind": "RULE"},
        {"key": "how-was-it", "name": "How do you like it?", "kind": "SURVEY"},
    ],
    "paths": [
        {"from": "uses-old-editor", "to": "announcement", "condition": "MATCHED"},
        *(
            {"from": "announcement", "to": block, "condition": "VARIANT", "variant": variant}
            for variant, block in _BLOCKS.items()
        ),
        *({"from": block, "to": "tried", "condition": "DELIVERED"} for block in _BLOCKS.values()),
        {"from": "tried", "to": "how-was-it", "condition": "MATCHED"},
    ],
}


def play(passage: Passage) -> None:
    """Simulates one pass, also beyond the end of the simulation."""
    passage.write("ENTRY_STARTED", passage.clock)
    passage.reach("uses-old-editor")
    passage.leave("uses-old-editor", "MATCHED")
    passage.reach("announcement")
    arm = passage.choose(_ARMS)
    passage.leave("announcement", "VARIANT", variant=arm)
    if not _announce(passage, arm):
        return
    passage.leave(_BLOCKS[arm], "DELIVERED")
    passage.reach("tried", for_at_most=4 * DAY)
    if not passage.chance(_TRIES[arm]):
        passage.clock += 4 * DAY
        passage.end("ENTRY_EXITED", block="tried")
        return
    passage.clock += passage.soon(4 * DAY - 1)
    passage.write("GOAL_HIT", passage.clock, block="tried")
    passage.leave("tried", "MATCHED")
    _survey(passage)


def _announce(passage: Passage, arm: str) -> bool:
    """Delivers the announcement. Returns False if that ends the pass."""
    if arm == "e-mail":
        return send(passage, _BLOCKS[arm], clicks=30)
    passage.reach(_BLOCKS[arm])
    passage.clock += passage.soon(2 * DAY)  # until the person is online
    passage.engage("RECEIVED", _BLOCKS[arm], passage.clock)
    if arm == "tour":
        for step in range(1, 1 + passage.random.choice((1, 2, 4, 4))):
            passage.clock += passage.soon(MINUTE)
            passage.engage("STEP_VIEWED", _BLOCKS[arm], passage.clock, detail={"stepId": f"step-{step}"})
    elif passage.chance(30):
        passage.engage("DISMISSED", _BLOCKS[arm], passage.clock + passage.soon(HOUR))
    return True


def _survey(passage: Passage) -> None:
    passage.reach("how-was-it")
    passage.clock += passage.soon(HOUR)
    passage.engage("RECEIVED", "how-was-it", passage.clock)
    if passage.chance(45):
        answer = {
            "questionId": "q1",
            "question": "How do you like it?",
            "response": passage.random.choice((2, 4, 4, 5)),
        }
        passage.clock += passage.soon(HOUR)
        passage.engage("ANSWERED", "how-was-it", passage.clock, detail=answer)
    passage.end("ENTRY_FINISHED", block="how-was-it")
