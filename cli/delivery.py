"""Sends any number of events in requests of bounded size, and keeps account of what became of them."""

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

_MOST_LINES = 50_000  # of a request: a second or two of work for the server, and cheap to send again
_MOST_BYTES = 16_000_000
_SHOWN = 5  # rejections in the summary
_GO_ON = "Run the same command again to go on: what is in already counts as a duplicate, not twice."
_INTERRUPTED = 130  # what shells expect of a process that SIGINT has ended


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that are sent together; `first` is the number of the first one in its source, counted from 1."""

    source: str
    first: int
    lines: list[bytes]

    @property
    def last(self) -> int:
        """The number of the last line in its source."""
        return self.first + len(self.lines) - 1


def chunks(source: str, lines: Iterable[bytes]) -> Iterator[Chunk]:
    """The lines, each with its line end, in chunks of at most 50,000 lines and little more than 16 MB."""
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
class Account:
    """What became of the events so far. Every rejection goes to `rejects`, the first few are remembered."""

    rejects: BinaryIO | None = None
    sent: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    unlisted: int = 0  # of the rejected
    shown: list[str] = field(default_factory=list[str])

    def send(self, client: Client, chunk: Chunk) -> None:
        """Sends the chunk and books the answer."""
        intake = client.send_events(b"".join(chunk.lines))
        self.sent += len(chunk.lines)
        self.accepted += intake.accepted
        self.duplicates += intake.duplicates
        self.rejected += intake.rejected_count
        self.unlisted += intake.unlisted_count
        for rejection in sorted(intake.rejected, key=attrgetter("line")):
            self._reject(chunk, rejection)

    def summary(self) -> str:
        """The figures in one line, and the first few rejections."""
        figures = f"{self.accepted:,} accepted, {self.duplicates:,} duplicates, {self.rejected:,} rejected"
        more = self.rejected - len(self.shown)
        further = [f"  ... and {more:,} more"] if self.shown and more else []
        if self.unlisted and self.rejects is not None:
            name = self.rejects.name
            further.append(f"  {self.unlisted:,} of them are not in {name}: the server lists 16 MiB for a request")
        return "\n".join([figures, *self.shown, *further])

    def _reject(self, chunk: Chunk, rejection: Rejection) -> None:
        line = chunk.first + rejection.line - 1
        if len(self.shown) < _SHOWN:
            known = f" {rejection.id}" if rejection.id else ""
            self.shown.append(f"  {chunk.source}:{line}{known} {rejection.code}: {rejection.message}")
        if self.rejects is not None:
            rejected = {"source": chunk.source, "line": line, "id": rejection.id}
            rejected |= {"code": rejection.code, "message": rejection.message}
            self.rejects.write(orjson.dumps(rejected, option=orjson.OPT_APPEND_NEWLINE))


def deliver(client: Client, parts: Iterable[Chunk], account: Account, share: Callable[[], float | None]) -> None:
    """Sends all of it, shows how far it is, and ends with the summary; `share` is what is done, from 0 to 1.

    typer.Exit with a status other than 0 where something was rejected, or Ctrl-C was pressed.
    """
    interrupted = False
    try:
        with _shown() as show:
            for part in parts:
                account.send(client, part)
                show(part, share())
    except KeyboardInterrupt:
        interrupted = True
    except Unavailable as error:
        raise Unavailable(f"{error} {_GO_ON}" if account.sent else str(error)) from None
    finally:
        if account.sent:
            typer.echo(account.summary())
    if interrupted:
        typer.echo(f"Stopped after {account.sent:,} lines. {_GO_ON}", err=True)
        raise typer.Exit(_INTERRUPTED)
    if account.rejected:
        raise typer.Exit(1)


@contextmanager
def _shown() -> Generator[Callable[[Chunk, float | None], None]]:
    """A bar on a terminal, a line for each chunk elsewhere."""
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
