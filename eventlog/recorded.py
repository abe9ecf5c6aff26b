"""What is recorded of a case already, and how the rows of a file continue it."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from eventlog.blocks import Block

Step = tuple[Block | None, int]  # microseconds since 1970; without a block: an event of an unknown activity


@dataclass(frozen=True, slots=True)
class Visit:
    """A recorded visit. Instants are microseconds since 1970."""

    block: Block
    reached_at: int
    left_at: int | None = None


@dataclass(frozen=True, slots=True)
class RecordedCase:
    """The recorded visits of a case, and its recorded end. Empty for a new case."""

    visits: Sequence[Visit] = ()
    ended_at: int | None = None

    def before_end(self, steps: Sequence[Step]) -> list[Step]:
        """The steps that do not lie after the recorded end, of steps by instant.

        At the instant of the end, a step lies after it if it follows the step of the end. Of a file without that step,
        and of a case that had left the block of its end before, only recorded steps are kept.
        """
        if self.ended_at is None:
            return list(steps)
        before = [step for step in steps if step[1] < self.ended_at]
        at_end = [step for step in steps if step[1] == self.ended_at]
        last, visited = (self._last, self.ended_at), {visit.block for visit in self.visits}
        if last in at_end:
            return before + at_end[: len(at_end) - at_end[::-1].index(last)]
        if self._last is not None:
            visited = {visit.block for visit in self.visits if visit.reached_at == self.ended_at}
        return before + [step for step in at_end if step[0] in visited]

    @property
    def _last(self) -> Block | None:
        """The block of the end, unless the case had left it before."""
        left = (visit.block for visit in self.visits if visit.left_at is None and visit.reached_at == self.ended_at)
        return next(left, None)

    def continued_by(self, steps: Sequence[Step]) -> list[Step]:
        """The recorded steps that the file lacks, and those of the file, by instant. Recorded ones come first.

        A file that has the whole case needs nothing recorded, since its own steps and their order are complete.
        """
        given = set(steps)
        recorded: list[Step] = [(visit.block, visit.reached_at) for visit in self.visits]
        instants = {at for _, at in [*steps, *recorded]}
        lacking = [step for step in recorded if step not in given]
        lacking += [
            (None, visit.left_at)
            for visit in self.visits
            if visit.left_at is not None and visit.left_at not in instants
        ]
        return sorted([*lacking, *steps], key=itemgetter(1))
