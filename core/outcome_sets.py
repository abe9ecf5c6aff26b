"""Exclusive sets of outcomes, and the reasons of disengagements."""

from dataclasses import dataclass, field

from core.figures import OutcomeKind

# The outcomes that a set can have, and the bit of each in the number that stands for a set in the database.
BITS = {
    OutcomeKind.FINISHED: 1,
    OutcomeKind.DISENGAGED: 2,
    OutcomeKind.EXITED: 4,
    OutcomeKind.GOAL_HIT: 8,
}

FIRST_CHARACTERS = 101  # of a reason in a selection: one more than are shown in words


@dataclass(frozen=True, slots=True)
class OutcomeSet:
    """The entries or people of a series that have exactly these outcomes. `bits` is the sum of their BITS."""

    series_id: int
    bits: int

    @property
    def outcomes(self) -> tuple[OutcomeKind, ...]:
        """STARTED, and then the outcomes of the set."""
        return (OutcomeKind.STARTED, *(kind for kind, bit in BITS.items() if self.bits & bit))


@dataclass(frozen=True, slots=True)
class Disengagement:
    """The entries or people of a series that disengaged for a reason at a block. None: not reported.

    Reasons can be long, so the database computes their digests. `reason` has at most FIRST_CHARACTERS, to be read.
    """

    series_id: int
    reason_digest: str | None
    block_id: int | None
    reason: str | None = field(default=None, compare=False)
