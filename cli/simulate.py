"""`milepost simulate`: a believable history of a series, to try things with."""

import gzip
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import orjson
import typer

from core.errors import Invalid
from simulation.history import MOST_DAYS, history
from simulation.onboarding import definition

_People = Annotated[int, typer.Option(min=1, help="How many people come.")]
_Series = Annotated[str, typer.Option(help="Key of the series.")]
_Seed = Annotated[int, typer.Option(help="Another seed gives another history, and other people.")]
_Days = Annotated[int, typer.Option(min=1, max=MOST_DAYS, help="They come within so many days before the end.")]
_Until = Annotated[
    str | None,
    typer.Option(help="The end, as 2026-01-31T00:00:00Z: no event is later.", show_default="the last midnight in UTC"),
]
_Out = Annotated[
    Path | None,
    typer.Option(dir_okay=False, help="Write here, with gzip if it ends in .gz.", show_default="standard output"),
]
_Definition = Annotated[bool, typer.Option("--definition", help="Write the definition of the series, no events.")]


def register(commands: typer.Typer) -> None:
    """Adds the command `simulate`."""
    commands.command("simulate")(simulate)


def simulate(
    *,
    people: _People = 1000,
    series: _Series = "onboarding",
    seed: _Seed = 1,
    days: _Days = 90,
    until: _Until = None,
    out: _Out = None,
    only_definition: _Definition = False,
) -> None:
    """Write a history of the onboarding of a trial: one event on each line, as load and POST /events take it.

    With --out FILE the definition of the series goes beside it, into FILE with the suffix .series.json. The
    same options, --until included, give the same bytes. Any number of people fits into constant memory:
    they come in cohorts of 5,000, one after the other, and within a cohort events come in the order of time.

    \b
    Examples:
      milepost simulate --people 1000 --out demo.ndjson && milepost load demo.series.json demo.ndjson
      milepost simulate --people 1000000 --days 365 --until 2026-01-01T00:00:00Z --out year.ndjson.gz
      milepost simulate --definition > onboarding.series.json
      milepost simulate --people 1000 | milepost load onboarding.series.json -
    """
    if only_definition:
        with _opened(out) as file:
            file.write(_json(definition(series)))
        return
    end = _end(until)
    events = history(people=people, series=series, seed=seed, days=days, until=end)
    if out is not None:
        _beside(out).write_bytes(_json(definition(series)))
    count = 0
    with _opened(out) as file:
        for event in events:
            file.write(orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE))
            count += 1
    typer.echo(f"{count:,} events of {people:,} people until {end.isoformat()}", err=True)
    if out is not None:
        typer.echo(f"milepost load {_beside(out)} {out}", err=True)


def _end(until: str | None) -> datetime:
    if until is None:
        return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return datetime.fromisoformat(until)
    except ValueError:
        raise Invalid(f"--until: {until!r} is no instant; write it like 2026-01-31T00:00:00Z.") from None


def _beside(out: Path) -> Path:
    name = out.name.removesuffix(".gz")
    return out.with_name(name.removesuffix(Path(name).suffix) + ".series.json")


@contextmanager
def _opened(out: Path | None) -> Generator[BinaryIO | gzip.GzipFile]:
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with out.open("wb") as file:
        if out.suffix == ".gz":
            # Neither name nor time of the file, so that the same history gives the same bytes.
            with gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
                yield packed
        else:
            yield file


def _json(definition: object) -> bytes:
    return orjson.dumps(definition, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
