"""A plain recount of figures from the events themselves: loops over a list, no database, no sharing with the product.

Slow on purpose. It follows the meaning of each figure word by word, so that the kept counts have something to equal.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from core.definitions import PathDefinition
from core.events import EventInput

T = TypeVar("T")
FOREVER = datetime.max.replace(tzinfo=UTC)
NEVER = datetime.min.replace(tzinfo=UTC)
CONTENT_KINDS = {
    "EMAIL", "CHAT", "POST", "PUSH", "SMS", "WHATSAPP", "BANNER", "CAROUSEL", "TOUR", "SURVEY", "BOT", "CHECKLIST",
    "TOOLTIP", "NEWS",
}  # fmt: skip
ENDS = {"FINISHED": "ENTRY_FINISHED", "DISENGAGED": "ENTRY_DISENGAGED", "EXITED": "ENTRY_EXITED"}
NOT_ENGAGEMENT = {"ENTRY_STARTED", "BLOCK_REACHED", "BLOCK_LEFT", *ENDS.values()}


def earliest(events: list[EventInput]) -> EventInput | None:
    return min(events, key=lambda event: (event.at, event.id.encode()), default=None)


class Time(NamedTuple):
    """For how many seconds a person stayed, or has stayed so far."""

    person: str
    seconds: float
    is_over: bool


@dataclass
class Entry:
    """One pass of one person: all its events."""

    key: str
    person: str
    events: list[EventInput] = field(default_factory=list)
    number: int = 0

    def of(self, kind: str, block: str | None = "any") -> list[EventInput]:
        return [event for event in self.events if event.type == kind and block in ("any", event.block)]

    @property
    def started_at(self) -> datetime | None:
        return min(event.at for event in self.events) if self.of("ENTRY_STARTED") else None

    def instant(self, outcome: str) -> datetime | None:
        """When the outcome happened, once the start is known."""
        if outcome == "STARTED" or self.started_at is None:
            return self.started_at
        first = earliest(self.of({**ENDS, "GOAL_HIT": "GOAL_HIT"}[outcome]))
        return first.at if first else None

    def ended_at(self) -> datetime | None:
        return min((at for end in ENDS if (at := self.instant(end))), default=None)

    def in_progress(self, as_of: datetime) -> bool:
        started, ended = self.started_at, self.ended_at()
        return started is not None and started <= as_of and (ended is None or ended > as_of)

    def reached_at(self, block: str) -> datetime | None:
        if self.started_at is None:
            return None
        return min((event.at for event in self.of("BLOCK_REACHED", block)), default=None)

    def state(self, block: str, kind: str, as_of: datetime) -> str:
        reached = self.reached_at(block)
        assert reached is not None
        ends = [("MOVED_ON", event.at) for event in self.of("BLOCK_LEFT", block)]
        ends += [(end, event.at) for end, type_ in ENDS.items() for event in self.of(type_, block)]
        ends += [("EXITED", event.at) for event in self.of("ENTRY_EXITED", None) if event.at >= reached]
        order = ["MOVED_ON", "FINISHED", "DISENGAGED", "EXITED"]
        happened = sorted((at, order.index(end)) for end, at in ends if at <= as_of)
        if happened:
            return order[happened[0][1]]
        if kind == "WAIT":
            return "WAITING"
        if kind == "RULE":
            waits = max(
                (event.waits_until for event in self.of("BLOCK_REACHED", block) if event.waits_until),
                default=NEVER,
            )
            return "TRYING_TO_MATCH" if waits > as_of else "PENDING"
        received = any(event.at <= as_of for event in self.of("RECEIVED", block))
        return "RECEIVED" if kind in CONTENT_KINDS and received else "PENDING"

    def left_block_at(self, block: str) -> datetime | None:
        """When the visit ended, whatever the end was."""
        reached = self.reached_at(block)
        assert reached is not None
        ends = [event.at for type_ in ["BLOCK_LEFT", *ENDS.values()] for event in self.of(type_, block)]
        ends += [event.at for event in self.of("ENTRY_EXITED", None) if event.at >= reached]
        return min(ends, default=None)

    def matched(self, block: str, as_of: datetime) -> bool | None:
        decisions = [event for event in self.of("BLOCK_LEFT", block) if event.along in ("MATCHED", "NOT_MATCHED")]
        first = earliest(decisions)
        return None if first is None or first.at > as_of else first.along == "MATCHED"

    def departure(self, block: str, as_of: datetime) -> EventInput | None:
        first = earliest(self.of("BLOCK_LEFT", block))
        return first if first and first.at <= as_of else None

    def company(self, as_of: datetime) -> str | None:
        first = earliest([event for event in self.events if event.company])
        return first.company if first and first.at <= as_of else None

    def variant(self, block: str, as_of: datetime) -> str | None:
        """The variant along which the entry has left a block that it has reached."""
        reached, left = self.reached_at(block), self.departure(block, as_of)
        return left.variant if left and reached is not None and reached <= as_of else None

    def route(self, as_of: datetime, blocks: Sequence[str]) -> tuple[str, ...]:
        """The blocks that were reached, in that order; at the same instant, in the order of `blocks`."""
        dated = [(at, place, block) for place, block in enumerate(blocks) if (at := self.reached_at(block))]
        return tuple(block for at, _, block in sorted(dated) if at <= as_of)

    def seconds_at(self, block: str) -> float:
        reached, left = self.reached_at(block), earliest(self.of("BLOCK_LEFT", block))
        assert reached is not None
        assert left is not None
        return max((left.at - reached).total_seconds(), 0)

    def path_taken(self, block: str, paths: Sequence[PathDefinition], as_of: datetime) -> int | None:
        """The place of the path that fits the departure. Of several, the one whose end was reached first afterwards."""
        left = self.departure(block, as_of)
        assert left is not None
        fitting = [
            place
            for place, path in enumerate(paths)
            if (path.from_key, path.condition, path.variant) == (block, left.along, left.variant)
        ]
        if len(fitting) < 2:
            return next(iter(fitting), None)
        reached = [
            (at, place)
            for place in fitting
            if (at := self.reached_at(paths[place].to_key)) is not None and left.at <= at <= as_of
        ]
        return min(reached)[1] if reached else None


class Recount:
    """The entries of one series, from every event that was reported of it."""

    def __init__(self, events: list[EventInput], kinds: dict[str, str]) -> None:
        self.kinds = kinds
        self.entries: dict[str, Entry] = {}
        for event in {event.id: event for event in events}.values():
            entry = self.entries.setdefault(event.entry_key, Entry(event.entry_key, event.person))
            entry.events.append(event)
        by_person: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            by_person[entry.person].append(entry)
        for theirs in by_person.values():
            theirs.sort(key=lambda entry: (entry.started_at or FOREVER, entry.key.encode()))
            for number, entry in enumerate(theirs, 1):
                entry.number = number
        self.people = by_person

    def cohort(self, begin: datetime, end: datetime) -> "Recount":
        """The entries alone that started in [begin, end), as if there were no others; they keep their numbers."""
        return self._of(
            [
                entry
                for entry in self.entries.values()
                if entry.started_at is not None and begin <= entry.started_at < end
            ]
        )

    def of_people(self, people: set[str]) -> "Recount":
        """The entries of these people alone."""
        return self._of([entry for entry in self.entries.values() if entry.person in people])

    def _of(self, entries: list[Entry]) -> "Recount":
        recount = Recount([], self.kinds)
        for entry in entries:
            recount.entries[entry.key] = entry
            recount.people[entry.person].append(entry)
        return recount

    def outcome(self, kind: str, unit: str, as_of: datetime, begin: datetime = NEVER, end: datetime = FOREVER) -> int:
        """How many entries or people have the outcome at `as_of`, with its instant in [begin, end)."""
        return len(self.having(kind, unit, as_of, begin, end))

    def having(
        self, kind: str, unit: str, as_of: datetime, begin: datetime = NEVER, end: datetime = FOREVER
    ) -> list[str]:
        """The person of each entry or person that has the outcome at `as_of`, with its instant in [begin, end)."""
        if kind == "IN_PROGRESS":
            instants = {entry.key: entry.started_at for entry in self.entries.values() if entry.in_progress(as_of)}
        else:
            instants = {entry.key: entry.instant(kind) for entry in self.entries.values()}
        dated = {key: at for key, at in instants.items() if at is not None and at <= as_of}
        if unit == "ENTRIES":
            return [self.entries[key].person for key, at in dated.items() if begin <= at < end]
        first: dict[str, datetime] = {}
        for key, at in dated.items():
            person = self.entries[key].person
            first[person] = min(at, first.get(person, at))
        return [person for person, at in first.items() if begin <= at < end]

    def divided(self, unit: str, values: Callable[[Entry], list[T]]) -> dict[T | None, "Recount"]:
        """The entries with each value, and under None those without one. A person's entries are where the first is."""
        groups: defaultdict[T | None, list[Entry]] = defaultdict(list)
        for entries in self._counted(unit):
            started = [entry for entry in entries if entry.started_at is not None]
            if started:
                for value in values(min(started, key=lambda entry: entry.number)) or [None]:
                    groups[value] += entries
        return {value: self._of(entries) for value, entries in groups.items()}

    def starters(self, unit: str, as_of: datetime, begin: datetime = NEVER, end: datetime = FOREVER) -> list[Entry]:
        """The entries that STARTED counts: for people, the first of each."""
        dated = [(at, entry.number, entry) for entry in self.entries.values() if (at := entry.started_at) is not None]
        known = sorted((row for row in dated if row[0] <= as_of), key=lambda row: row[:2], reverse=True)
        if unit == "PEOPLE":
            known = list({entry.person: (at, number, entry) for at, number, entry in known}.values())
        return [entry for at, _, entry in known if begin <= at < end]

    def visits(
        self, block: str, unit: str, as_of: datetime, begin: datetime = NEVER, end: datetime = FOREVER
    ) -> list[Entry]:
        """The entries whose visit of the block counts: for people, the latest reached of each."""
        there = [
            (reached, entry)
            for entry in self.entries.values()
            if (reached := entry.reached_at(block)) is not None and reached <= as_of and begin <= reached < end
        ]
        if unit == "PEOPLE":
            latest: dict[str, tuple[datetime, int, Entry]] = {}
            for reached, entry in there:
                before = latest.get(entry.person)
                if before is None or (reached, entry.number) > before[:2]:
                    latest[entry.person] = (reached, entry.number, entry)
            return [entry for _, _, entry in latest.values()]
        return [entry for _, entry in there]

    def states(
        self, block: str, unit: str, as_of: datetime, begin: datetime = NEVER, end: datetime = FOREVER
    ) -> Counter[str]:
        kind = self.kinds[block]
        return Counter(entry.state(block, kind, as_of) for entry in self.visits(block, unit, as_of, begin, end))

    def decided(
        self, block: str, unit: str, as_of: datetime, begin: datetime = NEVER, end: datetime = FOREVER
    ) -> Counter[bool | None]:
        return Counter(entry.matched(block, as_of) for entry in self.visits(block, unit, as_of, begin, end))

    def engagement(
        self, block: str, unit: str, as_of: datetime, begin: datetime = NEVER, end: datetime = FOREVER
    ) -> dict[str, tuple[int, int]]:
        """Kind of engagement: (events, distinct entries or people, dated by their first)."""
        totals: Counter[str] = Counter()
        first: dict[tuple[str, str], datetime] = {}
        for entry in self.entries.values():
            if entry.started_at is None:
                continue
            for event in entry.events:
                if event.type in NOT_ENGAGEMENT or event.block != block:
                    continue
                totals[event.type] += event.at <= as_of and begin <= event.at < end
                whose = (event.type.value, entry.person if unit == "PEOPLE" else entry.key)
                first[whose] = min(event.at, first.get(whose, event.at))
        unique = Counter(kind for (kind, _), at in first.items() if at <= as_of and begin <= at < end)
        return {kind: (totals[kind], unique[kind]) for kind in totals if totals[kind] or unique[kind]}

    def combinations(
        self, unit: str, as_of: datetime, begin: datetime = NEVER, end: datetime = FOREVER
    ) -> dict[tuple[str, ...], list[str]]:
        """The person of each entry or person that started in [begin, end), by their outcomes there, all together."""
        sets: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for entries in self._counted(unit):
            started = min((at for entry in entries if (at := entry.started_at) is not None), default=FOREVER)
            if started <= as_of and begin <= started < end:
                instants = {kind: [entry.instant(kind) for entry in entries] for kind in [*ENDS, "GOAL_HIT"]}
                had = [
                    kind
                    for kind, ats in instants.items()
                    if any(at is not None and at <= as_of and begin <= at < end for at in ats)
                ]
                sets[("STARTED", *had)].append(entries[0].person)
        return sets

    def disengagements(
        self, unit: str, as_of: datetime, begin: datetime = NEVER, end: datetime = FOREVER
    ) -> dict[tuple[str, str | None], list[str]]:
        """The person of each entry or person that disengaged in [begin, end), by reason and block of the earliest."""
        reasons: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
        for entries in self._counted(unit):
            ends = [(earliest(entry.of("ENTRY_DISENGAGED")), entry) for entry in entries if entry.started_at]
            dated = [(event.at, entry.number, event) for event, entry in ends if event]
            if dated:
                at, _, event = min(dated, key=lambda each: each[:2])
                if at <= as_of and begin <= at < end:
                    reasons[event.reason or "", event.block].append(event.person)
        return reasons

    def without_start(self, unit: str, as_of: datetime, begin: datetime = NEVER, end: datetime = FOREVER) -> int:
        """How many entries have no known start, or people with such an entry, dated by the first event of the entry."""
        dated = [(entry, min(event.at for event in entry.events)) for entry in self.entries.values()]
        found = [entry for entry, at in dated if entry.started_at is None and at <= as_of and begin <= at < end]
        return len({entry.person if unit == "PEOPLE" else entry.key for entry in found})

    def _counted(self, unit: str) -> list[list[Entry]]:
        """What a unit counts, each with its entries."""
        return [*self.people.values()] if unit == "PEOPLE" else [[entry] for entry in self.entries.values()]

    def times_at(self, block: str, unit: str, as_of: datetime, *happened: datetime) -> list[Time]:
        """How many seconds each visit lasted."""
        stays: list[Time] = []
        for entry in self.visits(block, unit, as_of, *happened):
            reached, ended = entry.reached_at(block), entry.left_block_at(block)
            assert reached is not None
            is_over = ended is not None and ended <= as_of
            seconds = max(((ended if ended and is_over else as_of) - reached).total_seconds(), 0)
            stays.append(Time(entry.person, seconds, is_over))
        return stays

    def times_to(
        self, kind: str, unit: str, as_of: datetime, begin: datetime = NEVER, end: datetime = FOREVER
    ) -> list[Time]:
        """How many seconds passed from each start in [begin, end) to the outcome there, or to the end without it."""
        times: list[Time] = []
        for entries in self._counted(unit):
            started = min((at for entry in entries if (at := entry.started_at) is not None), default=FOREVER)
            if started <= as_of and begin <= started < end:
                instants = [at for entry in entries if (at := entry.instant(kind)) is not None]
                had = [at for at in instants if at <= as_of and begin <= at < end]
                seconds = (min(had, default=min(as_of, end)) - started).total_seconds()
                times.append(Time(entries[0].person, seconds, bool(had)))
        return times
