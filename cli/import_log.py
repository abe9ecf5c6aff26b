"""`milepost import-log`: an event log, as process mining knows them, becomes a series."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson
import typer

from cli.client import open_client
from cli.delivery import Account, chunks, deliver
from core.errors import Invalid
from eventlog.log import Log, gather
from eventlog.mapping import Roles, definition, events, roles
from eventlog.table import Columns, rows

_File = Annotated[
    Path,
    typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="CSV, CSV with gzip (.gz), or .parquet."),
]
_Series = Annotated[str, typer.Option(help="Key of the series to make or update.")]
_Case = Annotated[str, typer.Option(help="Column that names the case, which becomes a person.")]
_Activity = Annotated[str, typer.Option(help="Column that names the activity, which becomes a block.")]
_At = Annotated[str, typer.Option(help="Column with the instant.")]
_Goal = Annotated[list[str] | None, typer.Option(help="Activity that hits the goal; may be given again.")]
_Disengage = Annotated[
    list[str] | None,
    typer.Option(help="A case that ends with this activity has disengaged; may be given again."),
]
_Exit = Annotated[
    list[str] | None,
    typer.Option("--exit", help="A case that ends with this activity has exited; may be given again."),
]
_Name = Annotated[str | None, typer.Option(help="Name of the series; otherwise its key.")]
_TimeZone = Annotated[
    str | None, typer.Option(help="Where instants without an offset were measured, as Europe/Amsterdam.")
]


def register(commands: typer.Typer) -> None:
    """Adds the command `import-log`."""
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
    time_zone: _TimeZone = None,
) -> None:
    """Make a series of an event log, in the Milepost at MILEPOST_URL.

    A case becomes a person, an activity a block; its first occurrence in the case is the visit, left when the
    case's next event happens. The first event starts the series for the person; the last one finishes it,
    unless its activity is declared a disengagement or an exit. Activities are given by name or by block key.

    It is safe to stop and to run again: an event counts once. To map a log in another way, take another
    --series: what is in already stays as it was sent first.

    The rows are held in memory: some 40 bytes for each, and the names of all cases.

    \b
    Examples:
      milepost import-log log.csv --series permits --case case_id --activity activity --at timestamp
      milepost import-log log.parquet --series permits --case case --activity event --at time \\
          --goal "Permit granted" --disengage "Application withdrawn" --exit "Moved to court"
      milepost import-log log.csv.gz --series permits --case case --activity event --at time \\
          --time-zone Europe/Amsterdam
    """
    columns = Columns(case, activity, at, _zone(time_zone))
    log = gather(rows(file, columns))
    declared = roles(log, goals=goal or (), disengagements=disengage or (), exits=leave or ())
    defined = definition(log, declared, series=series, name=name or series)
    typer.echo(
        f"{file}: {len(log.at):,} rows, {len(log.cases):,} cases, {len(log.activities):,} activities, "
        f"{len(defined['paths']):,} paths",
        err=True,
    )
    account, total = Account(), sum(1 for _ in events(log, declared, series=series))
    with open_client() as client:
        client.define_series(defined)
        deliver(
            client,
            chunks(f"events of {file}", _lines(log, declared, series)),
            account,
            lambda: account.sent / total,
        )


def _lines(log: Log, declared: Roles, series: str) -> Iterator[bytes]:
    for event in events(log, declared, series=series):
        yield orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE)


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(f"There is no time zone {name!r}: give an IANA name, as Europe/Amsterdam.") from None
