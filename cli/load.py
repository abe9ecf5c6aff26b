"""`milepost load`: sends people, events and definitions from files to a running Milepost."""

import gzip
import sys
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO, cast

import orjson
import typer

from cli.client import open_client
from cli.delivery import Chunk, DeliveryReport, chunks, deliver
from cli.outputs import require_unread
from core.byte_marks import without_mark
from core.errors import Invalid, MilepostError, Unavailable

_DEFINITION = ".series.json"
_GZIP = b"\x1f\x8b"
_LONGEST = 4_000_000  # bytes of a line: bounds memory for a file without line ends

_Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE", help="NDJSON file, *.series.json file, or - for standard input."),
]
_Rejects = Annotated[
    Path | None,
    typer.Option(
        dir_okay=False, help="Write the number, id, code and message of every rejected line to this file, as NDJSON."
    ),
]


def register(commands: typer.Typer) -> None:
    commands.command("load")(load)


def load(files: _Files, rejects: _Rejects = None) -> None:
    """Send people, events and series definitions to the Milepost at MILEPOST_URL. The token is MILEPOST_TOKEN.

    A file holds one person or event per line, in any order. A line with the field externalId is a person, as
    PersonInput of the GraphQL schema; every other line is an event, as EventInput. A file can have any size, and
    can be compressed with gzip. A file named *.series.json holds the definition of a series, as
    DefineSeriesInput. Definitions are sent first. It is safe to stop and to run again: an event counts once,
    and a person is recognized by the external id.

    The exit status is 1 if a line was rejected.

    \b
    Examples:
      milepost load trial.series.json trial.ndjson
      milepost load people.ndjson events-*.ndjson.gz --rejects rejects.ndjson
      milepost simulate --people 1000 | milepost load simulated.series.json -
    """
    if rejects is not None:
        require_unread("--rejects", rejects, files)
    definitions = [(path, _definition(path)) for path in files if path.name.endswith(_DEFINITION)]
    lines = Sources(path for path in files if not path.name.endswith(_DEFINITION))
    with open_client() as client, ExitStack() as stack:
        written = stack.enter_context(rejects.open("wb")) if rejects else None
        for path, definition in definitions:
            with _naming(path):
                client.define_series(definition)
            typer.echo(f"{path}: series defined", err=True)
        if lines.paths:
            deliver(client, lines.chunks(), DeliveryReport(written), lines.progress)


@contextmanager
def _naming(path: Path) -> Generator[None]:
    """Errors about a file begin with its name."""
    try:
        yield
    except Unavailable:
        raise
    except MilepostError as error:
        raise MilepostError(f"{path}: {error}") from None


class Sources:
    """Files that are read one after another, a chunk at a time. Raises OSError if one does not exist."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = list(paths)
        self._bytes = sum(path.stat().st_size for path in self.paths if not _is_stdin(path))
        self._before = 0  # bytes of the files that were read completely
        self._file: BinaryIO | None = None

    def chunks(self) -> Iterator[Chunk]:
        """The lines of all files. Raises Invalid if a file cannot be read to its end."""
        for path in self.paths:
            with _opened(path) as self._file:
                yield from chunks(str(path), _lines(self._file, path))
                self._before += 0 if _is_stream(path) else self._file.tell()

    def progress(self) -> float | None:
        """The share of all bytes that was read, from 0 to 1. None if the total is unknown."""
        if self._file is None or self._bytes == 0 or any(map(_is_stream, self.paths)):
            return None
        return (self._before + (0 if self._file.closed else self._file.tell())) / self._bytes


def _lines(file: BinaryIO, path: Path) -> Iterator[bytes]:
    number = 0
    try:
        packed = cast("Any", file).peek(2)[:2] == _GZIP
        lines = gzip.GzipFile(fileobj=file) if packed else file
        while line := lines.readline(_LONGEST):
            number += 1
            if len(line) == _LONGEST:
                raise Invalid(f"{path} is not NDJSON: line {number} is longer than 4 MB.")
            if number == 1:
                line = without_mark(line, str(path), "it is compressed twice, so unpack it once")
            yield line if line.endswith(b"\n") else line + b"\n"
    except (OSError, EOFError, zlib.error) as error:
        raise Invalid(f"{path} cannot be read beyond line {number}: {error}.") from None


@contextmanager
def _opened(path: Path) -> Generator[BinaryIO]:
    if _is_stdin(path):
        yield sys.stdin.buffer
    else:
        with path.open("rb") as file:
            yield file


def _is_stdin(path: Path) -> bool:
    return str(path) == "-"


def _is_stream(path: Path) -> bool:
    """Whether the size and the place in the file are unknown, as of a pipe."""
    return _is_stdin(path) or not path.is_file()


def _definition(path: Path) -> dict[str, Any]:
    try:
        definition = orjson.loads(without_mark(path.read_bytes(), str(path), "unpack it").decode())
    except UnicodeDecodeError:
        raise Invalid(f"{path} is not encoded in UTF-8: convert it to UTF-8.") from None
    except orjson.JSONDecodeError as error:
        raise Invalid(f"{path} is not JSON: {error}.") from None
    if not isinstance(definition, dict):
        raise Invalid(f"{path} does not define a series: it must hold a JSON object with key, name, blocks and paths.")
    return cast("dict[str, Any]", definition)
