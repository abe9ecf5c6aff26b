"""Sends any number of lines, events and people, in requests of bounded size, and reports the results."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, BinaryIO

import msgspec
import orjson
import typer
from msgspec import UNSET
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from cli.client import Client, IngestResult, Rejection
from core.errors import Unavailable
from core.texts import counted

_MOST_LINES = 50_000  # per request: a second or two of work for the server, and cheap to repeat
_MOST_BYTES = 16_000_000
_SHOWN = 5  # rejections in the summary
_HOW_TO_RESUME = "Run the same command again to continue: lines that are already recorded count as duplicates."
_INTERRUPTED = 130  # the exit status that shells expect of a process ended by SIGINT


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that are sent in one request. `first` is the number of the first line in its source, counted from 1."""

    source: str
    first: int
    lines: list[bytes]

    @property
    def last(self) -> int:
        """The number of the last line in its source."""
        return self.first + len(self.lines) - 1


def chunks(source: str, lines: Iterable[bytes]) -> Iterator[Chunk]:
    """Splits lines, each with its line end, into chunks of at most 50,000 lines and little more than 16 MB."""
    first, size = 1, 0
    held: list[bytes] = []
    for line in lines:
        held.append(line)
        size += len(line)
        if len(held) == _MOST_LINES or size >= _MOST_BYTES:
            yield Chunk(source, first, held)
            first, size, held = first + len(held), 0, []
    if held:
        yield Chunk(source, first, held)


class _Person(msgspec.Struct, rename="camel"):
    external_id: Any = UNSET


_person_decoder = msgspec.json.Decoder(_Person)


def _is_person(line: bytes) -> bool:
    """Whether a line is a person. All others are events: an event has no field `externalId`."""
    try:
        return _person_decoder.decode(line).external_id is not UNSET
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return b'"externalId"' in line  # it is rejected either way, but its error should be about what is wrong


@dataclass(slots=True)
class _Totals:
    """Counts of people or events. `unlisted` are those of the rejected lines that the server did not list."""

    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    unlisted: int = 0

    def add(self, result: IngestResult) -> None:
        self.accepted += result.accepted
        self.duplicates += result.duplicates
        self.rejected += result.rejected_count
        self.unlisted += result.unlisted_count

    def __str__(self) -> str:
        duplicates = counted(self.duplicates, "duplicate")
        return f"{self.accepted:,} accepted, {duplicates}, {self.rejected:,} rejected"


@dataclass(slots=True)
class DeliveryReport:
    """Totals of the lines sent so far. Every listed rejection is written to `rejects`; the first few are shown."""

    rejects: BinaryIO | None = None
    sent: int = 0
    people: _Totals | None = None  # None if no person was sent
    events: _Totals = field(default_factory=_Totals)
    shown: list[str] = field(default_factory=list[str])

    @property
    def rejected(self) -> int:
        """The number of rejected lines."""
        return sum(totals.rejected for totals in self._all)

    @property
    def _all(self) -> list[_Totals]:
        return [self.events] if self.people is None else [self.people, self.events]

    def send(self, client: Client, chunk: Chunk) -> None:
        """Sends the chunk and adds the responses to the totals. People come first: events would create them unnamed."""
        people: list[int] = []
        events: list[int] = []
        for index, line in enumerate(chunk.lines):
            (people if _is_person(line) else events).append(index)
        rejections: list[Rejection] = []
        if people:
            self.people = self.people or _Totals()
            rejections += _sent(chunk, people, client.send_people, self.people)
        if events:
            rejections += _sent(chunk, events, client.send_events, self.events)
        self.sent += len(chunk.lines)
        for rejection in sorted(rejections, key=attrgetter("line")):
            self._add_rejection(chunk, rejection)

    def summary(self) -> str:
        """The totals of people, if there were any, and of events, then the first few rejections."""
        totals = [str(self.events)]
        if self.people is not None:
            totals = [f"people: {self.people}", f"events: {self.events}"]
        more = self.rejected - len(self.shown)
        all_in = "" if self.rejects else ". With --rejects FILE, all are written to a file"
        further = [f"  ... and {more:,} more{all_in}"] if self.shown and more else []
        unlisted = sum(totals.unlisted for totals in self._all)
        if unlisted and self.rejects is not None:
            further.append(
                f"  {unlisted:,} of them {'is' if unlisted == 1 else 'are'} missing in {self.rejects.name}: "
                "the server lists at most 16 MiB of rejections per request"
            )
        return "\n".join([*totals, *self.shown, *further])

    def _add_rejection(self, chunk: Chunk, rejection: Rejection) -> None:
        if len(self.shown) < _SHOWN:
            its_id = f" {rejection.id}" if rejection.id else ""
            self.shown.append(f"  {chunk.source}:{rejection.line}{its_id} {rejection.code}: {rejection.message}")
        if self.rejects is not None:
            rejected = {"source": chunk.source, "line": rejection.line, "id": rejection.id}
            rejected |= {"code": rejection.code, "message": rejection.message}
            self.rejects.write(orjson.dumps(rejected, option=orjson.OPT_APPEND_NEWLINE))


def _sent(
    chunk: Chunk, indexes: list[int], send: Callable[[bytes], IngestResult], totals: _Totals
) -> Iterator[Rejection]:
    """Sends some lines of a chunk, and returns their rejections, with the numbers of lines in the source."""
    result = send(b"".join(chunk.lines[index] for index in indexes))
    totals.add(result)
    return (
        msgspec.structs.replace(rejection, line=chunk.first + indexes[rejection.line - 1])
        for rejection in result.rejected
    )


def deliver(
    client: Client, parts: Iterable[Chunk], report: DeliveryReport, progress: Callable[[], float | None]
) -> None:
    """Sends all chunks, shows the progress, and prints the summary.

    `progress` returns the share that is done, from 0 to 1, or None if that is unknown. Raises typer.Exit with a status
    other than 0 if a line was rejected or Ctrl-C was pressed.
    """
    interrupted = False
    try:
        with _progress_shown() as show:
            for part in parts:
                report.send(client, part)
                show(part, progress())
    except KeyboardInterrupt:
        interrupted = True
    except Unavailable as error:
        raise Unavailable(f"{error} {_HOW_TO_RESUME}" if report.sent else str(error)) from None
    finally:
        if report.sent:
            typer.echo(report.summary())
    if interrupted:
        typer.echo(f"Stopped. The server has confirmed {counted(report.sent, 'line')}. {_HOW_TO_RESUME}", err=True)
        raise typer.Exit(_INTERRUPTED)
    if not report.sent:
        typer.echo("0 lines sent, because there are none.", err=True)
    if report.rejected:
        raise typer.Exit(1)


@contextmanager
def _progress_shown() -> Generator[Callable[[Chunk, float | None], None]]:
    """Shows a progress bar on a terminal, and elsewhere prints a line for each chunk."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda part, _: typer.echo(f"{part.source}: {counted(part.last, 'line')} sent", err=True)
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("sending", total=None)
        yield lambda part, share: progress.update(
            task,
            description=f"{part.source}: {part.last:,}",
            completed=share or 0,
            total=None if share is None else 1,
        )
