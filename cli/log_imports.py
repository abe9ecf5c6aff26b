"""Sends an event log to a Milepost, and continues what is recorded of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

import orjson
import typer

from cli.client import Client
from cli.delivery import DeliveryReport, chunks, deliver
from cli.recorded_cases import Recorded, Steps
from core.errors import Invalid
from core.texts import counted, quoted
from eventlog.blocks import Block, KnownSeries, Path, blocks_of, collisions, definition, key
from eventlog.log import Log, instant
from eventlog.mapping import Mapping, Roles, paths_of
from eventlog.recorded import Step

_SHOWN = 20  # cases in a message
_NO_RULE = (
    "Every case of the log has ended, because neither --closed-after nor --end-activity says which have. An end stays: "
    "if the log grows, give one of them, and import it into another --series."
)


class Activities:
    """The activities of a log, and all blocks of its series. They are given by name or by block key."""

    def __init__(self, log: Log, known: KnownSeries, *, is_growing: bool) -> None:
        self.blocks = blocks_of(log.activities, known)
        self.all = list(dict.fromkeys([*known.blocks, *known.removed, *self.blocks]))
        self._is_growing = is_growing
        self._named = {block.key: block for block in self.all} | {block.name: block for block in self.all}
        self._named |= zip(log.activities, self.blocks, strict=True)
        for activity, block in collisions(log.activities, self.blocks):
            reason = "another activity has its plain key" if key(activity) else "its name has no letter or digit"
            typer.echo(f"The activity {activity!r} is the block {block.key!r}: {reason}.", err=True)

    def named(self, option: str, names: Iterable[str]) -> frozenset[Block]:
        """The blocks of these activities. An unknown one is an error, or only a warning if the log grows."""
        found = {name: self._named.get(name) for name in names}
        if any(block is None and not name.strip() for name, block in found.items()):
            raise Invalid(f"{option}: The name of the activity is empty. Give one of the log, or leave the option out.")
        for name in (name for name, block in found.items() if block is None):
            problem = f"{option}: The log has no activity {quoted(name)}"
            if not self._is_growing:
                activities = ", ".join(repr(block.name) for block in self.all)
                raise Invalid(f"{problem}. Its activities are: {activities}.")
            typer.echo(f"{problem} yet.", err=True)
        return frozenset(block for block in found.values() if block is not None)

    def roles(self, goals: Iterable[str], disengagements: Iterable[str], exits: Iterable[str]) -> Roles:
        """Roles for the activities of these options."""
        return Roles(
            self.named("--goal", goals), self.named("--disengage", disengagements), self.named("--exit", exits)
        )


@dataclass(slots=True)
class LogImport:
    """Defines the series, sends the events, and names the cases that go on after their recorded end."""

    client: Client
    source: str
    log: Log
    mapping: Mapping
    known: KnownSeries
    cases: int = 0  # so far
    returned: int = 0  # cases that ended with an activity that they had before
    going_on: list[str] = field(default_factory=list[str])
    paths: dict[Path, None] = field(default_factory=dict[Path, None])
    rejects: BinaryIO | None = None  # gets the rows that are not imported

    def run(self, recorded: Recorded, blocks: Sequence[Block]) -> None:
        """Imports the log. Raises typer.Exit if events were rejected or cases go on after their end."""
        for _, steps in self.log.by_case():
            self.paths |= dict.fromkeys(paths_of(self.mapping.steps(steps)))
        self._define()
        typer.echo(self._summary(), err=True)
        if self.mapping.endings.ends_every_case and not self.known.blocks:
            typer.echo(_NO_RULE, err=True)
        before = len(self.paths)
        parts = chunks(f"events of {self.source}", self._lines(recorded, blocks))
        try:
            deliver(self.client, parts, DeliveryReport(), lambda: self.cases / len(self.log.cases))
            if len(self.paths) > before:
                self._define()
        finally:
            self._count_those_returned()
            self._name_those_going_on()
        if self.going_on:
            raise typer.Exit(1)

    def _define(self) -> None:
        order = {block.key: number for number, block in enumerate([*self.known.blocks, *self.mapping.blocks])}
        paths = sorted(self.paths, key=lambda path: (order.get(path.start, 0), order.get(path.end, 0)))
        self.client.define_series(definition(self.mapping.series, self.known, self.mapping.blocks, paths))

    def _lines(self, recorded: Recorded, blocks: Sequence[Block]) -> Iterator[bytes]:
        for case, numbered, known in recorded.cases(self.log.by_case(), blocks):
            self.cases += 1
            steps = self.mapping.steps(numbered)
            kept = known.before_end(steps)
            if len(kept) < len(steps):
                self.going_on.append(case)
                self._reject(case, numbered, steps, kept)
            whole = known.continued_by(kept)
            self.paths |= dict.fromkeys(paths_of(whole))
            self.returned += self.mapping.ends_at_left_block(whole)
            for event in self.mapping.events_of(case, steps, known):
                yield orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE)

    def _reject(self, case: str, numbered: Steps, steps: Sequence[Step], kept: Sequence[Step]) -> None:
        if self.rejects is None:
            return
        left = iter([*kept, None])
        following = next(left)
        for (activity, at), step in zip(numbered, steps, strict=True):
            if step is following or step == following:
                following = next(left)
            else:
                row = {"case": case, "activity": self.log.activities[activity], "at": instant(at)}
                self.rejects.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))

    def _summary(self) -> str:
        log = self.log
        return (
            f"{self.source}: {counted(len(log.at), 'row')}, {counted(len(log.cases), 'case')}, "
            f"{counted(len(log.activities), 'activity', 'activities')}, {counted(len(self.paths), 'path')}"
        )

    def _count_those_returned(self) -> None:
        if self.returned:
            typer.echo(
                f"Cases that ended with an activity that they had before: {self.returned:,}. Their end counts in the "
                "series, but at its block they count as MOVED_ON, because they had left it.",
                err=True,
            )

    def _name_those_going_on(self) -> None:
        if not self.going_on:
            return
        names = ", ".join(map(repr, self.going_on[:_SHOWN]))
        more = f" and {len(self.going_on) - _SHOWN:,} more" if len(self.going_on) > _SHOWN else ""
        advice = " --rejects FILE writes these rows to a file." if more and self.rejects is None else ""
        typer.echo(
            f"Cases that go on after their recorded end: {names}{more}. Their later rows were not imported. Import the "
            "log into another --series, with --closed-after or --end-activity that end cases only when they are over."
            f"{advice}",
            err=True,
        )
