"""`milepost export`: the raw data of a series as files in one archive."""

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
from core.errors import Invalid, MilepostError, NotFound

_LOOK_SECONDS = 0.5
_SERIES = "query ($key: String!) { series(key: $key) { id } }"
_REQUEST = """
mutation ($input: RequestExportInput!) { requestExport(input: $input) { export { id } userErrors { message path } } }
"""
_WATCH = """
query ($id: ID!) { export(id: $id) { status progress error downloadUrl files { name rows bytes sha256 } } }
"""
_WAITING = {"PENDING", "IN_PROGRESS"}

EXAMPLES = """
Examples:

\b
  milepost export onboarding --out onboarding.zip
  milepost export onboarding --from 2026-10-01 --to 2026-11-01 --time-zone Europe/Amsterdam --out october.zip
  milepost export onboarding --format parquet --file receipt --file click --out clicks.zip

MILEPOST_URL says which Milepost is asked, MILEPOST_TOKEN with which token: it needs the scopes READ and EXPORT.
"""


class Format(StrEnum):
    """How the files are written."""

    CSV = "csv"
    PARQUET = "parquet"


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command("export", epilog=EXAMPLES)(export)


def export(  # noqa: PLR0917 - each is an argument or option of the command
    series: Annotated[str, typer.Argument(help="The key of the series.")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="The ZIP archive to write.")],
    begin: Annotated[
        str | None, typer.Option("--from", help="A date, or an instant: what happened from then on.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", help="A date, or an instant: what happened before.")] = None,
    format_: Annotated[Format, typer.Option("--format", help="How the files are written.")] = Format.CSV,
    as_of: Annotated[str | None, typer.Option(help="An instant: nothing that happened later [now].")] = None,
    time_zone: Annotated[str, typer.Option(help="Where dates begin, and for instants in the files.")] = "UTC",
    file: Annotated[list[str] | None, typer.Option(help="A file to export; repeat it [all that have rows].")] = None,
) -> None:
    """Export a series into a ZIP archive, and check what has arrived."""
    if not out.absolute().parent.is_dir():
        raise Invalid(f"--out: there is no folder {out.parent}.")
    zone = _zone(time_zone)
    asked: dict[str, Any] = {
        "range": {"from": _instant(begin, zone), "to": _instant(end, zone)},
        "format": format_.upper(),
        "asOf": _instant(as_of, zone),
        "timeZone": time_zone,
        "files": [name.upper() for name in file] if file else None,
    }
    with open_client() as client:
        found = client.ask(_SERIES, {"key": series})["series"]
        if found is None:
            raise NotFound(f"There is no series {series!r} there.")
        done = _await(client, client.change("The export is refused", _REQUEST, {"series": found["id"], **asked}))
        if done["status"] == "NO_DATA":
            typer.echo("Nothing happened in that range: no archive was written.", err=True)
            raise typer.Exit(1)
        client.download(done["downloadUrl"], out)
    check_archive(out, done["files"])
    for entry in done["files"]:
        typer.echo(f"{entry['name']}: {entry['rows']:,} rows")
    typer.echo(f"{out}: {out.stat().st_size:,} bytes, all files as they were sent")


def _await(client: Client, asked: dict[str, Any]) -> dict[str, Any]:
    """The export once it is over. Raises MilepostError where there is nothing to download, and not for want of data."""
    with _shown() as show:
        while True:
            found = client.ask(_WATCH, {"id": asked["export"]["id"]})["export"]
            show(found["progress"])
            if found["status"] not in _WAITING:
                break
            time.sleep(_LOOK_SECONDS)
    if found["status"] not in ("COMPLETED", "NO_DATA"):
        reason = found["error"] or f"it is {found['status']}"
        raise MilepostError(f"The export was not made: {reason}")
    return found


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise Invalid(f"--time-zone: {name!r} is not a time zone such as Europe/Amsterdam.") from None


def _instant(text: str | None, zone: ZoneInfo) -> str | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(f"{text!r} is neither a date such as 2026-11-01 nor an instant.") from None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).isoformat()


@contextmanager
def _shown() -> Generator[Callable[[float], None]]:
    """A bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with Progress(TextColumn("exporting"), BarColumn(), TaskProgressColumn(), console=console) as progress:
        task = progress.add_task("exporting", total=1)
        yield lambda share: progress.update(task, completed=share)
