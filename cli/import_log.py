"""`milepost import-log`: creates or continues a series from an event log, as process-mining tools export it."""

import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cli.client import open_client
from cli.log_imports import Activities, LogImport
from cli.outputs import require_unread
from cli.recorded_cases import Recorded
from cli.time_zones import time_zone
from core.errors import Invalid
from core.texts import quoted
from eventlog.blocks import KnownSeries, can_be_of_logs
from eventlog.columns import Columns, read_only
from eventlog.endings import Endings, read_duration
from eventlog.log import gather
from eventlog.mapping import Mapping
from eventlog.table import rows

_File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", exists=True, dir_okay=False, help="CSV or XES, compressed with gzip or not, or Parquet."
    ),
]
_Series = Annotated[str, typer.Option(help="Key of the series to create or update.")]
_Case = Annotated[str, typer.Option(help="Column that identifies the case. Each case becomes a person.")]
_Activity = Annotated[str, typer.Option(help="Column that names the activity. Each activity becomes a block.")]
_At = Annotated[str, typer.Option(help="Column with the instant of the event.")]
_AtFormat = Annotated[
    str | None,
    typer.Option(
        metavar="FORMAT",
        help="Format of instants, as for strptime, such as '%d/%m/%Y %H:%M'; or seconds, milliseconds, microseconds or "
        "nanoseconds since 1970.",
        show_default="ISO 8601 and similar forms",
    ),
]
_Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Encoding of a CSV file, such as cp1252 or latin-1.", show_default="UTF-8"),
]
_Goal = Annotated[list[str] | None, typer.Option(help="Activity that hits the goal. Can be repeated.")]
_Disengage = Annotated[
    list[str] | None,
    typer.Option(help="A person whose case ends with this activity disengages. Can be repeated."),
]
_Exit = Annotated[
    list[str] | None,
    typer.Option("--exit", help="A person whose case ends with this activity exits. Can be repeated."),
]
_ClosedAfter = Annotated[
    str | None,
    typer.Option(
        metavar="DURATION",
        help="A case has ended if its last event is this much older than the newest event of the log: 30d, 12h, 2w.",
    ),
]
_EndActivity = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="A case has ended if this activity is its last. Can be repeated."),
]
_Name = Annotated[str | None, typer.Option(help="Name of the series.", show_default="its key, if it is new")]
_TimeZone = Annotated[
    str | None,
    typer.Option("--time-zone", help="Time zone of instants without an offset, such as Europe/Amsterdam."),
]
_AddBlocks = Annotated[
    bool,
    typer.Option("--add-blocks", help="Add the activities to a series that does not come from a log."),
]
_Only = Annotated[
    list[str] | None,
    typer.Option(
        metavar="COLUMN=VALUE",
        help="Read only rows that have this value, such as lifecycle:transition=complete. Can be repeated: a row needs "
        "all of the values.",
    ),
]
_Rejects = Annotated[
    Path | None,
    typer.Option(
        dir_okay=False,
        help="Write the rows that are not imported, because their case goes on after its recorded end, to this file, "
        "as NDJSON with case, activity and at.",
    ),
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
    closed_after: _ClosedAfter = None,
    end_activity: _EndActivity = None,
    goal: _Goal = None,
    disengage: _Disengage = None,
    leave: _Exit = None,
    name: _Name = None,
    at_format: _AtFormat = None,
    zone_name: _TimeZone = None,
    encoding: _Encoding = None,
    only: _Only = None,
    add_blocks: _AddBlocks = False,
    rejects: _Rejects = None,
) -> None:
    """Create or continue a series from an event log, in the Milepost at MILEPOST_URL.

    The token is MILEPOST_TOKEN. It needs the scopes INGEST and READ.

    A case becomes a person, and an activity becomes a block. The first occurrence of an activity in a case is
    the visit; the person leaves the block when the next event of the case happens. The first event of a case
    starts the entry. The last event finishes it, unless its activity is declared a disengagement or an exit.
    Activities are given by name or by block key.

    Without further options, every case of the log has ended. For a log that grows, say which cases have ended
    with --closed-after, --end-activity or both: other cases stay in progress. Then import the log as often as
    you like, whole or only new rows. What is recorded stays, and an event counts once. If a case goes on after
    its recorded end, its later rows are not imported, up to 20 such cases are named, and the exit status is 1.
    --rejects writes all of these rows to a file.

    It is safe to stop and to run again. To map a log differently, use another --series, because events that are
    already recorded do not change. The rows are held in memory: about 40 bytes per row, and the names of all cases.

    \b
    Examples:
      milepost import-log log.csv --series permits --case case_id --activity activity --at timestamp
      milepost import-log log.csv --series permits --case case_id --activity activity --at timestamp \\
          --closed-after 30d --end-activity "Permit granted"
      milepost import-log log.parquet --series permits --case case --activity event --at time \\
          --goal "Permit granted" --disengage "Application withdrawn" --exit "Moved to court"
      milepost import-log log.csv.gz --series permits --case case --activity event --at time \\
          --at-format "%d/%m/%Y %H:%M" --time-zone Europe/Amsterdam --encoding cp1252
      milepost import-log log.xes.gz --series permits --case case:concept:name --activity concept:name \\
          --at time:timestamp
    """
    if rejects is not None:
        require_unread("--rejects", rejects, [file])
    zone = None if zone_name is None else time_zone(zone_name)
    columns = Columns(case, activity, at, zone, at_format, encoding, read_only(only or ()))
    pause = None if closed_after is None else read_duration(closed_after)
    log = gather(rows(file, columns))
    if not log.at:
        which = " that --only names" if only else ""
        typer.echo(f"{file}: 0 rows{which}, so there is nothing to import.", err=True)
        return
    with open_client() as client, ExitStack() as stack:
        recorded = Recorded(client, series)
        known = recorded.series() or KnownSeries(series)
        activities = Activities(log, known, is_growing=bool(pause or end_activity))
        if not (add_blocks or can_be_of_logs(known, activities.blocks)):
            raise Invalid(
                f"The series {quoted(series)} does not come from a log: none of its blocks is an activity of this one. "
                "Give another --series, or --add-blocks to add the activities to it."
            )
        roles = activities.roles(goal or (), disengage or (), leave or ())
        ends = activities.named("--end-activity", end_activity) if end_activity else None
        newest = min(max(log.at), time.time_ns() // 1_000)  # a row from the future does not close other cases
        mapping = Mapping(series, activities.blocks, roles, Endings(pause, ends, newest))
        goals = " or ".join(block.name for block in activities.all if block in roles.goals)
        known = replace(known, name=known.name if name is None else name, goal=goals or known.goal)
        written = stack.enter_context(rejects.open("wb")) if rejects else None
        LogImport(client, str(file), log, mapping, known, rejects=written).run(recorded, activities.all)
