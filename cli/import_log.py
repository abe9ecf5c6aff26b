"""`milepost import-log`: creates a series from an event log, as process-mining tools export it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import orjson
import typer

from cli.client import open_client
from cli.delivery import DeliveryReport, chunks, deliver
from cli.time_zones import time_zone
from eventlog.log import Log, gather
from eventlog.mapping import Roles, definition, events, roles
from eventlog.table import Columns, rows

_File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", exists=True, dir_okay=False, help="CSV, CSV compressed with gzip (.gz), or .parquet."
    ),
]
_Series = Annotated[str, typer.Option(help="Key of the series to create or update.")]
_Case = Annotated[str, typer.Option(help="Column that identifies the case. Each case becomes a person.")]
_Activity = Annotated[str, typer.Option(help="Column that names the activity. Each activity becomes a block.")]
_At = Annotated[str, typer.Option(help="Column with the instant of the event.")]
_Goal = Annotated[list[str] | None, typer.Option(help="Activity that hits the goal. Can be repeated.")]
_Disengage = Annotated[
    list[str] | None,
    typer.Option(help="A person whose case ends with this activity disengages. Can be repeated."),
]
_Exit = Annotated[
    list[str] | None,
    typer.Option("--exit", help="A person whose case ends with this activity exits. Can be repeated."),
]
_Name = Annotated[str | None, typer.Option(help="Name of the series.", show_default="its key")]
_TimeZone = Annotated[
    str | None,
    typer.Option("--time-zone", help="Time zone of instants without an offset, such as Europe/Amsterdam."),
]


def register(commands: typer.Typer) -> None:
    commands.command("import-log")(import_log)


def import_log(
    *,
    file: _File,
    series: _Series,
    case: _Case,
    activity: _Activity,
    at: _At,
    goal: _Goal = None,
    disengage: _Disengage = None,
    leave: _Exit = None,
    name: _Name = None,
    zone_name: _TimeZone = None,
) -> None:
    """Create a series from an event log, in the Milepost at MILEPOST_URL. The token is MILEPOST_TOKEN.

    A case becomes a person, and an activity becomes a block. The first occurrence of an activity in a case is
    the visit; the person leaves the block when the next event of the case happens. The first event of a case
    starts the entry. The last event finishes it, unless its activity is declared a disengagement or an exit.
    Activities are given by name or by block key.

    It is safe to stop and to run again: an event counts once. To map a log differently, use another --series,
    because events that are already recorded do not change.

    The rows are held in memory: about 40 bytes per row, and the names of all cases.

    \b
    Examples:
      milepost import-log log.csv --series permits --case case_id --activity activity --at timestamp
      milepost import-log log.parquet --series permits --case case --activity event --at time \\
          --goal "Permit granted" --disengage "Application withdrawn" --exit "Moved to court"
      milepost import-log log.csv.gz --series permits --case case --activity event --at time \\
          --time-zone Europe/Amsterdam
    """
    columns = Columns(case, activity, at, time_zone(zone_name) if zone_name else None)
    log = gather(rows(file, columns))
    declared = roles(log, goals=goal or (), disengagements=disengage or (), exits=leave or ())
    defined = definition(log, declared, series=series, name=name or series)
    typer.echo(
        f"{file}: {len(log.at):,} rows, {len(log.cases):,} cases, {len(log.activities):,} activities, "
        f"{len(defined['paths']):,} paths",
        err=True,
    )
    report, total = DeliveryReport(), sum(1 for _ in events(log, declared, series=series))
    with open_client() as client:
        client.define_series(defined)
        deliver(
            client,
            chunks(f"events of {file}", _lines(log, declared, series)),
            report,
            lambda: report.sent / total,
        )


def _lines(log: Log, declared: Roles, series: str) -> Iterator[bytes]:
    for event in events(log, declared, series=series):
        yield orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE)
