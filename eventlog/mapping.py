"""Maps an event log to events: a case becomes a person with one entry, and an activity becomes a block.

The first occurrence of an activity in a case is the visit, which is left at the next event of the case, whatever its
activity, along the path to the block of that event. The first event starts the entry. The last event ends it at its
block, if the case has ended: the entry is finished, unless the activity is declared otherwise. The same log and the
same recorded cases give the same events.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from core.errors import Invalid
from eventlog.blocks import Block, Path
from eventlog.endings import Endings
from eventlog.log import Log, instant
from eventlog.recorded import RecordedCase, Step

Event = dict[str, Any]

_LONGEST_ID = 500
_NEW = RecordedCase()


@dataclass(frozen=True, slots=True)
class Roles:
    """Blocks whose activities have a further meaning."""

    goals: frozenset[Block] = frozenset()  # reaching it hits the goal
    disengagements: frozenset[Block] = frozenset()  # a case that ends with it has disengaged
    exits: frozenset[Block] = frozenset()  # a case that ends with it has exited

    def __post_init__(self) -> None:
        """Raises Invalid if an activity is a disengagement and an exit."""
        for both in sorted(block.name for block in self.disengagements & self.exits):
            raise Invalid(
                f"The activity {both!r} is declared as a disengagement and as an exit. Declare it as one of them."
            )


@dataclass(frozen=True, slots=True)
class Mapping:
    """How the cases of a log become the events of a series."""

    series: str
    blocks: Sequence[Block]  # of the activities of the log, by their number
    roles: Roles = field(default_factory=Roles)
    endings: Endings = field(default_factory=Endings)

    def events(self, log: Log) -> Iterator[Event]:
        """The events of all cases, as EventInput objects, if nothing is recorded."""
        for case, steps in log.by_case():
            yield from self.events_of(case, self.steps(steps))

    def steps(self, numbered: Iterable[tuple[int, int]]) -> list[Step]:
        """The steps of a case of the log, with blocks instead of the numbers of activities."""
        return [(self.blocks[activity], at) for activity, at in numbered]

    def events_of(self, case: str, steps: Sequence[Step], recorded: RecordedCase = _NEW) -> Iterator[Event]:
        """The events of a case. Steps after its recorded end are left out.

        Their ids consist of series, case, block and instant, so that a row that arrives late can move a visit to an
        earlier instant. A case has one end: the one that was recorded first.
        """
        common = {"series": self.series, "person": case}
        for parts, kind, at, fields in self._events_of(recorded.continued_by(recorded.before_end(steps))):
            id_ = _id(self.series, case, *parts)
            yield {"id": id_, "type": kind, "at": instant(at), **common, **fields}

    def _events_of(self, steps: Sequence[Step]) -> Iterator[tuple[Sequence[str], str, int, Event]]:
        """The last parts of the id, the type, the instant and the other fields of each event."""
        if not steps:
            return
        first = steps[0][1]
        yield ("start", instant(first)), "ENTRY_STARTED", first, {}
        for visit in visits(steps):
            block, at = visit.block, visit.reached_at
            yield ("reached", block.key, instant(at)), "BLOCK_REACHED", at, {"block": block.key}
            if block in self.roles.goals:
                yield ("goal", block.key, instant(at)), "GOAL_HIT", at, {}
            if visit.next is not None:
                following, left_at = visit.next
                fields = {"block": block.key, "along": "NEXT", "variant": following.key}
                yield ("along", block.key, instant(left_at)), "BLOCK_LEFT", left_at, fields
        last, at = steps[-1]
        if last is not None and self.endings.has_ended(last, at):
            yield ("end",), *self._end(last, at)

    def ends_at_left_block(self, steps: Sequence[Step]) -> bool:
        """Whether the case ended with an activity that it had before. The visit of its block was left already."""
        if not steps:
            return False
        last, at = steps[-1]
        blocks = [block for block, _ in steps]
        return last is not None and blocks.count(last) > 1 and self.endings.has_ended(last, at)

    def _end(self, block: Block, at: int) -> tuple[str, int, Event]:
        if block in self.roles.disengagements:
            return "ENTRY_DISENGAGED", at, {"block": block.key, "reason": block.name}
        if block in self.roles.exits:
            return "ENTRY_EXITED", at, {"block": block.key}
        return "ENTRY_FINISHED", at, {"block": block.key}


@dataclass(frozen=True, slots=True)
class LogVisit:
    """The first occurrence of a block in a case, at a microsecond since 1970, and the next event of the case."""

    block: Block
    reached_at: int
    next: tuple[Block, int] | None  # None also if its activity is unknown: then the departure is recorded already


def visits(steps: Sequence[Step]) -> Iterator[LogVisit]:
    """The visits of a case, in order."""
    seen: set[Block] = set()
    for (block, at), following in zip(steps, [*steps[1:], (None, 0)], strict=True):
        if block is not None and block not in seen:
            seen.add(block)
            to, left_at = following
            yield LogVisit(block, at, None if to is None else (to, left_at))


def paths_of(steps: Sequence[Step]) -> Iterator[Path]:
    """The path to the different block that followed each visit, whether the case had been there before or not."""
    for visit in visits(steps):
        if visit.next is not None and visit.next[0] != visit.block:
            yield Path(visit.block.key, visit.next[0].key)


def _id(*parts: str) -> str:
    # Otherwise the case "b/c" of series "a" and the case "c" of series "a/b" would have the same event ids.
    id_ = "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)
    return id_ if len(id_) <= _LONGEST_ID else f"sha256/{sha256(id_.encode()).hexdigest()}"
