"""`milepost simulate`: writes a realistic history of a series."""

import gzip
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import orjson
import typer

from cli.outputs import require_file
from core.errors import Invalid
from core.instants import refuse_leap_second
from core.texts import check_text, counted, is_visible
from simulation.history import MOST_DAYS, Group, groups
from simulation.onboarding import definition
from simulation.people import person

_People = Annotated[int, typer.Option(min=1, help="Number of people.")]
_Series = Annotated[str, typer.Option(help="Key of the series.")]
_Seed = Annotated[
    int, typer.Option(help="Different seeds give different people and histories. The demo uses those from 1 on.")
]
_Days = Annotated[
    int, typer.Option(min=1, max=MOST_DAYS, help="People start within this number of days before the end.")
]
_Until = Annotated[
    str | None,
    typer.Option(
        help="End of the history, such as 2026-01-31T00:00:00Z. No event is later.",
        show_default="the last midnight in UTC",
    ),
]
_Out = Annotated[
    Path | None,
    typer.Option(
        dir_okay=False,
        help="File to write; compressed with gzip if its name ends in .gz.",
        show_default="standard output",
    ),
]
_Definition = Annotated[
    bool, typer.Option("--definition", help="Write the definition of the series instead of people and events.")
]


class Content(StrEnum):
    """What the lines of a history are."""

    PEOPLE = "people"
    EVENTS = "events"


_Only = Annotated[
    Content | None,
    typer.Option(
        help="Write only people, as for POST /people, or only events, as for POST /events.", show_default="both"
    ),
]


def register(commands: typer.Typer) -> None:
    commands.command("simulate")(simulate)


def simulate(
    *,
    people: _People = 1000,
    series: _Series = "simulated",
    seed: _Seed = 0,
    days: _Days = 90,
    until: _Until = None,
    out: _Out = None,
    only: _Only = None,
    only_definition: _Definition = False,
) -> None:
    """Write a realistic history of a trial onboarding: one person or event per line, for load.

    People have names, addresses that no one has (at example.com and the like), tags and attributes such as plan,
    country and company.

    With --out FILE, the definition of the series is written next to it, with the suffix .series.json. The same
    options, including --until, give the same bytes. Memory does not grow with the number of people: the
    history consists of groups of 5,000 people, one group after another. Within a group, people come first, then
    their events in order of time.

    \b
    Examples:
      milepost simulate --people 1000 --out trial.ndjson && milepost load trial.series.json trial.ndjson
      milepost simulate --people 1000000 --days 365 --until 2026-01-01T00:00:00Z --out year.ndjson.gz
      milepost simulate --people 1000 --only events --out events.ndjson.gz
      milepost simulate --definition > simulated.series.json
      milepost simulate --people 1000 | milepost load simulated.series.json -
    """
    _check_series(series)
    if out is not None:
        require_file(out)
    if only_definition:
        with _opened(out) as file:
            file.write(_json(definition(series)))
        return
    end = _end(until)
    history = groups(people=people, series=series, seed=seed, days=days, until=end)
    if out is not None:
        _definition_path(out).write_bytes(_json(definition(series)))
    events = 0
    with _opened(out) as file:
        for group in history:
            events += len(group.events)
            for line in _lines(group, only, seed, end):
                file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    who = counted(people, "person", "people")
    written = who if only is Content.PEOPLE else f"{counted(events, 'event')} of {who}"
    typer.echo(f"{written} until {end.isoformat()}", err=True)
    if out is not None:
        typer.echo(f"To load them: milepost load {_definition_path(out)} {out}", err=True)


def _check_series(key: str) -> None:
    check_text(key, "--series")
    if not is_visible(key):
        raise Invalid("`--series` has only white space or invisible characters: give the key of the series.")


def _lines(group: Group, only: Content | None, seed: int, until: datetime) -> Iterator[dict[str, Any]]:
    if only is not Content.EVENTS:
        yield from (person(each, seed=seed, until=until) for each in group.people)
    if only is not Content.PEOPLE:
        yield from group.events


def _end(until: str | None) -> datetime:
    if until is None:
        return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return datetime.fromisoformat(until)
    except ValueError:
        refuse_leap_second(until, "--until")
        raise Invalid(f"--until: {until[:100]!r} is not an instant such as 2026-01-31T00:00:00Z.") from None


def _definition_path(out: Path) -> Path:
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
            # Without the name and the time of the file, so that the same history gives the same bytes.
            with gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
                yield packed
        else:
            yield file


def _json(definition: object) -> bytes:
    return orjson.dumps(definition, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
