"""Which steps of a case lie after its recorded end."""

import pytest

from eventlog.blocks import Block
from eventlog.recorded import RecordedCase, Step, Visit

ASK, PAY, SHIP = Block("ask", "Ask"), Block("pay", "Pay"), Block("ship", "Ship")
ENDED = RecordedCase([Visit(ASK, 1, 2), Visit(PAY, 2)], 2)
RETURNED = RecordedCase([Visit(ASK, 1, 2), Visit(PAY, 2, 3)], 3)


@pytest.mark.parametrize(
    ("known", "steps", "after"),
    [
        (ENDED, [(ASK, 1), (PAY, 2)], []),
        (ENDED, [(ASK, 1), (ASK, 2), (PAY, 2)], []),
        (ENDED, [(ASK, 1), (PAY, 2), (PAY, 2)], []),
        (ENDED, [(ASK, 1), (SHIP, 2), (PAY, 2)], []),
        (ENDED, [(ASK, 1), (SHIP, 2), (PAY, 2), (SHIP, 2)], [(SHIP, 2)]),
        (ENDED, [(ASK, 1), (PAY, 2), (ASK, 2)], [(ASK, 2)]),
        (ENDED, [(ASK, 1), (PAY, 2), (SHIP, 2)], [(SHIP, 2)]),
        (ENDED, [(ASK, 2)], [(ASK, 2)]),
        (ENDED, [(PAY, 2)], []),
        (ENDED, [(PAY, 3)], [(PAY, 3)]),
        (RETURNED, [(ASK, 1), (PAY, 2), (ASK, 3)], []),
        (RETURNED, [(ASK, 3)], []),
        (RETURNED, [(SHIP, 3)], [(SHIP, 3)]),
    ],
)
def test_steps_after_the_recorded_end_are_found(known: RecordedCase, steps: list[Step], after: list[Step]):
    kept = known.before_end(steps)

    assert [*kept, *after] == steps
