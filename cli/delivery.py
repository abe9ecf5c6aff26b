"""Sends any number of events in requests of bounded size, and reports the results."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from typing import BinaryIO

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from cli.client import Client, Rejection
from core.errors import Unavailable

_MOST_LINES = 50_000  # per request: a second or two of work for the server, and cheap to repeat
_MOST_BYTES = 16_000_000
_SHOWN = 5  # rejections in the summary
_HOW_TO_RESUME = "Run the same command again to continue: events that are already recorded count as duplicates."
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


@dataclass(slots=True)
class DeliveryReport:
    """Totals of the events sent so far. Every listed rejection is written to `rejects`; the first few are shown."""

    rejects: BinaryIO | None = None
    sent: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    unlisted: int = 0  # of the rejected
    shown: list[str] = field(default_factory=list[str])

    def send(self, client: Client, chunk: Chunk) -> None:
        """Sends the chunk and adds the response to the totals."""
        result = client.send_events(b"".join(chunk.lines))
        self.sent += len(chunk.lines)
        self.accepted += result.accepted
        self.duplicates += result.duplicates
        self.rejected += result.rejected_count
        self.unlisted += result.unlisted_count
        for rejection in sorted(result.rejected, key=attrgetter("line")):
            self._add_rejection(chunk, rejection)

    def summary(self) -> str:
        """The totals in one line, then the first few rejections."""
        totals = f"{self.accepted:,} accepted, {self.duplicates:,} duplicates, {self.rejected:,} rejected"
        more = self.rejected - len(self.shown)
        further = [f"  ... and {more:,} more"] if self.shown and more else []
        if self.unlisted and self.rejects is not None:
            name = self.rejects.name
            further.append(
                f"  {self.unlisted:,} of them are missing in {name}: "
                "the server lists at most 16 MiB of rejections per request"
            )
        return "\n".join([totals, *self.shown, *further])

    def _add_rejection(self, chunk: Chunk, rejection: Rejection) -> None:
        line = chunk.first + rejection.line - 1
        if len(self.shown) < _SHOWN:
            event_id = f" {rejection.id}" if rejection.id else ""
            self.shown.append(f"  {chunk.source}:{line}{event_id} {rejection.code}: {rejection.message}")
        if self.rejects is not None:
            rejected = {"source": chunk.source, "line": line, "id": rejection.id}
            rejected |= {"code": rejection.code, "message": rejection.message}
            self.rejects.write(orjson.dumps(rejected, option=orjson.OPT_APPEND_NEWLINE))


def deliver(
    client: Client, parts: Iterable[Chunk], report: DeliveryReport, progress: Callable[[], float | None]
) -> None:
    """Sends all chunks, shows the progress, and prints the summary.

    `progress` returns the share that is done, from 0 to 1, or None if that is unknown. Raises typer.Exit with a status
    other than 0 if an event was rejected or Ctrl-C was pressed.
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
        typer.echo(f"Stopped after {report.sent:,} lines. {_HOW_TO_RESUME}", err=True)
        raise typer.Exit(_INTERRUPTED)
    if report.rejected:
        raise typer.Exit(1)


@contextmanager
def _progress_shown() -> Generator[Callable[[Chunk, float | None], None]]:
    """Shows a progress bar on a terminal, and elsewhere prints a line for each chunk."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda part, _: typer.echo(f"{part.source}: {part.last:,} lines sent", err=True)
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
