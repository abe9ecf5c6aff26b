"""Which cases of a log have ended."""

import re
from dataclasses import dataclass

from core.errors import Invalid
from core.texts import quoted
from eventlog.blocks import Block

_MICROSECONDS = {unit: seconds * 1_000_000 for unit, seconds in {"m": 60, "h": 3600, "d": 86400, "w": 604_800}.items()}
_DURATION = re.compile(r"([1-9]\d{0,5})([mhdw])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Endings:
    """Decides by the last event of a case. Without any rule, every case has ended."""

    closed_after: int | None = None  # microseconds
    blocks: frozenset[Block] | None = None  # of the activities that end a case
    newest: int = 0  # the instant up to which the log is known, microseconds since 1970

    @property
    def ends_every_case(self) -> bool:
        """Whether there is no rule."""
        return self.closed_after is None and self.blocks is None

    def has_ended(self, block: Block, at: int) -> bool:
        """Whether a case with this last event has ended."""
        if self.ends_every_case:
            return True
        return block in (self.blocks or ()) or (self.closed_after is not None and at + self.closed_after <= self.newest)


def read_duration(text: str) -> int:
    """The microseconds of a duration such as 30d. Raises Invalid for anything else."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise Invalid(
            f"--closed-after: {quoted(text)} is not a duration. Give a whole number of minutes, hours, days or weeks, "
            "such as 30d, 12h or 2w."
        )
    return int(found[1]) * _MICROSECONDS[found[2]]
