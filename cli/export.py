"""`milepost export`: downloads the raw data of a series as one ZIP archive."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from cli.archives import check_archive
from cli.client import Client, open_client
from cli.outputs import require_file
from cli.time_zones import time_zone
from core.errors import Invalid, MilepostError, NotFound
from core.export_files import ExportFile
from core.instants import refuse_leap_second
from core.texts import counted, quoted

_POLL_SECONDS = 0.5
_SERIES = "query ($key: String!) { series(key: $key) { id } }"
_REQUEST = """
mutation ($input: RequestExportInput!) { requestExport(input: $input) { export { id } userErrors { message path } } }
"""
_WATCH = """
query ($id: ID!) { export(id: $id) { status progress error downloadUrl files { name rows bytes sha256 } } }
"""
_WAITING = {"PENDING", "IN_PROGRESS"}
_ALL_SERIES = "The query { allSeries { nodes { key } } } lists all."

EXAMPLES = """
Examples:

\b
  milepost export onboarding --out onboarding.zip
  milepost export onboarding --from 2026-10-01 --to 2026-11-01 --time-zone Europe/Amsterdam --out october.zip
  milepost export onboarding --format parquet --file receipt --file click --out clicks.zip

MILEPOST_URL is the address of Milepost. MILEPOST_TOKEN needs the scopes READ and EXPORT.
"""


class Format(StrEnum):
    CSV = "csv"
    PARQUET = "parquet"


def register(program: typer.Typer) -> None:
    program.command("export", epilog=EXAMPLES)(export)


def export(  # noqa: PLR0917 - each is an argument or option of the command
    series: Annotated[str, typer.Argument(help="Key of the series.")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="ZIP archive to write.")],
    begin: Annotated[
        str | None, typer.Option("--from", help="Only what happened at or after this date or instant.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", help="Only what happened before this date or instant.")] = None,
    format_: Annotated[Format, typer.Option("--format", help="Format of the files.")] = Format.CSV,
    as_of: Annotated[
        str | None, typer.Option(help="Leave out what happened after this instant.", show_default="now")
    ] = None,
    zone_name: Annotated[
        str,
        typer.Option("--time-zone", help="Time zone of dates, of instants without an offset, and of the files."),
    ] = "UTC",
    file: Annotated[
        list[str] | None,
        typer.Option(help="File to export, such as receipt. Can be repeated.", show_default="all that have rows"),
    ] = None,
    byte_order_mark: Annotated[
        bool, typer.Option("--bom", help="Begin CSV files with a byte order mark, for Excel.")
    ] = False,
) -> None:
    """Export the raw data of a series into a ZIP archive, and verify its checksums.

    A date stands for its first instant in the time zone.
    """
    if not out.absolute().parent.is_dir():
        raise Invalid(f"--out: The folder {out.parent} does not exist. Create it, or choose another.")
    require_file(out)
    if byte_order_mark and format_ is not Format.CSV:
        raise Invalid("--bom: Only CSV files can begin with a byte order mark. Leave --bom or --format parquet out.")
    zone = time_zone(zone_name)
    options: dict[str, Any] = {
        "range": {"from": _instant("--from", begin, zone), "to": _instant("--to", end, zone)},
        "format": format_.upper(),
        "asOf": _instant("--as-of", as_of, zone),
        "timeZone": zone_name,
        "files": [_file(name) for name in file] if file else None,
        **({"byteOrderMark": True} if byte_order_mark else {}),
    }
    with open_client() as client:
        found = client.ask(_SERIES, {"key": series})["series"]
        if found is None:
            raise NotFound(f"There is no series with the key {quoted(series)}. {_ALL_SERIES}")
        requested = client.change("The export was refused", _REQUEST, {"series": found["id"], **options})
        ended = _await_end(client, requested["export"]["id"])
        if ended["status"] == "NO_DATA":
            typer.echo("The series has no data in that range or as of that instant: no archive was written.", err=True)
            raise typer.Exit(1)
        client.download(ended["downloadUrl"], out)
    check_archive(out, ended["files"])
    for exported in ended["files"]:
        typer.echo(f"{exported['name']}: {counted(exported['rows'], 'row')}")
    typer.echo(f"{out}: {counted(out.stat().st_size, 'byte')}, all checksums match")


def _await_end(client: Client, export_id: str) -> dict[str, Any]:
    """Returns the export once it has ended. Raises MilepostError if it neither completed nor found no data."""
    with _progress_shown() as show:
        while True:
            found = client.ask(_WATCH, {"id": export_id})["export"]
            show(found["progress"])
            if found["status"] not in _WAITING:
                break
            time.sleep(_POLL_SECONDS)
    if found["status"] not in ("COMPLETED", "NO_DATA"):
        reason = found["error"] or f"Its status is {found['status']}."
        raise MilepostError(f"The export did not complete: {reason}")
    return found


def _file(name: str) -> ExportFile:
    try:
        return ExportFile(name.upper())
    except ValueError:
        names = ", ".join(ExportFile).lower()
        raise Invalid(f"--file: There is no file {name[:100]!r}. The files are: {names}.") from None


def _instant(option: str, text: str | None, zone: ZoneInfo) -> str | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        refuse_leap_second(text, option)
        raise Invalid(
            f"{option}: {text[:100]!r} is neither a date nor an instant, such as 2026-11-01 or 2026-11-01T09:30:00Z."
        ) from None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).isoformat()


@contextmanager
def _progress_shown() -> Generator[Callable[[float], None]]:
    """Shows a progress bar on a terminal, and nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with Progress(TextColumn("exporting"), BarColumn(), TaskProgressColumn(), console=console) as progress:
        task = progress.add_task("exporting", total=1)
        yield lambda share: progress.update(task, completed=share)
