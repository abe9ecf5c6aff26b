"""`milepost verify`: compares stored counts with a recount from rows, and repairs them."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Annotated

import typer

from cli.database import DataDirOption, database_settings
from core.errors import NotFound
from core.settings import Settings
from core.stored_counts import ComparedCount
from core.texts import counted, on_one_line, quoted
from db.access import check_owner
from db.column_copies import discard_copy
from db.connection import connected_as_owner
from db.migrate import check_migrated
from db.pool import Connection
from db.stored_counts import MOST_DIFFERENT, NamedSeries, all_series, block_keys
from jobs.verification import Verified, repair
from jobs.verification import verify as check

EXAMPLES = """
Examples:

\b
  milepost verify
  milepost verify --series onboarding
  milepost verify --repair
"""


def register(program: typer.Typer) -> None:
    program.command("verify", epilog=EXAMPLES)(verify)


def verify(
    series: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="Key of the series to check, in every workspace.", show_default="all"),
    ] = None,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help="Replace stored counts that differ, and discard wrong and damaged columnar copies. "
            "Events can be recorded meanwhile.",
        ),
    ] = False,
    data_dir: DataDirOption = None,
) -> None:
    """Compare all stored counts with a recount from entries, visits and events, and list those that differ.

    Columns, separated by tabs: workspace, series, block (empty for the series as a whole), figure, what is counted
    (entries, people or total events), the stored count of all time, the recounted one, the number of time buckets that
    differ, the first instant at which an event can be counted wrongly, and the stored and the recounted count of the
    bucket of that instant. The counts of all time are equal if only smaller buckets differ. At most 10,000 lines are
    printed for a series. A series with a columnar copy is recounted from the copy, and from rows only if the copy
    differs or cannot be read. Control characters in keys are printed as escapes, such as \\t.

    The exit status is 1 if a count differs, unless --repair has replaced all of them.
    """
    if not asyncio.run(_verify(database_settings(data_dir), series, is_repairing=repair)):
        raise typer.Exit(1)


async def _verify(settings: Settings, key: str | None, *, is_repairing: bool) -> bool:
    """Whether all stored counts are right at the end."""
    await check_migrated(settings)
    async with connected_as_owner(settings) as owner:
        await check_owner(owner, settings)
        found = await all_series(owner, key)
        if key is not None and not found:
            raise NotFound(f"There is no series with the key {quoted(key)}: check --series.")
        return all([await _verify_series(owner, settings, series, is_repairing=is_repairing) for series in found])


async def _verify_series(owner: Connection, settings: Settings, series: NamedSeries, *, is_repairing: bool) -> bool:
    found = await _verified(owner, settings, series)
    if is_repairing and (found.different or found.unusable):
        await _repair(owner, series, found)
        found = await _verified(owner, settings, series)
    return not found.different


async def _repair(owner: Connection, series: NamedSeries, found: Verified) -> None:
    if found.unusable is not None:
        await discard_copy(owner, found.unusable)
        typer.echo(f"{_name(series)}: the columnar copy is discarded. A worker makes a new one.", err=True)
    if found.different and found.copy is None:
        changed = await repair(owner, series.workspace_id, series.id)
        typer.echo(f"{_name(series)}: {counted(changed, 'stored count')} replaced.", err=True)


async def _verified(owner: Connection, settings: Settings, series: NamedSeries) -> Verified:
    place = (series.workspace_id, series.id)
    found = await check(owner, settings, *place)
    _print(series, found.different, await block_keys(owner, *place))
    if found.unreadable is not None:
        reason = on_one_line(found.unreadable.removesuffix("."))
        typer.echo(
            f"{_name(series)}: recounted from rows, because the columnar copy in MILEPOST_STORAGE_URL cannot be read: "
            f"{reason}.",
            err=True,
        )
    typer.echo(f"{_name(series)}: {_result(len(found.different), is_from_copy=found.copy is not None)}.", err=True)
    return found


def _print(series: NamedSeries, different: Sequence[ComparedCount], keys: Mapping[int, str]) -> None:
    for each in different:
        since = "" if each.since is None else each.since.astimezone(UTC).isoformat().replace("+00:00", "Z")
        named = (series.workspace, series.key, keys.get(each.block_id, ""), each.figure, each.name)
        counts = (each.stored, each.recounted, each.different, since, each.stored_there, each.recounted_there)
        typer.echo("\t".join((*map(on_one_line, named), *map(str, counts))))


def _name(series: NamedSeries) -> str:
    return on_one_line(f"{series.workspace}: {series.key}")


def _result(different: int, *, is_from_copy: bool) -> str:
    if not different:
        return "all stored counts are right" + (", recounted from the columnar copy" if is_from_copy else "")
    figures = f"{counted(different, 'figure')} {'differs' if different == 1 else 'differ'}"
    limited = f"at least {figures}, and only these are listed" if different == MOST_DIFFERENT else figures
    return f"the columnar copy is wrong: {limited} in it from the rows and stored counts" if is_from_copy else limited
