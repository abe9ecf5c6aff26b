"""`milepost distribute`: places the tables on the nodes of a Citus cluster."""

import asyncio
from typing import Annotated

import typer

from core.logs import configure_logs
from core.settings import read_settings
from core.texts import counted
from db.distribution import Distribution
from db.distribution import distribute as place

EXAMPLES = """
Examples:

\b
  milepost distribute --dry-run
  milepost distribute
"""


def register(program: typer.Typer) -> None:
    program.command("distribute", epilog=EXAMPLES)(distribute)


def distribute(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would be done.")] = False,
) -> None:
    """Place the tables on the nodes of a Citus cluster, to which MILEPOST_OWNER_DATABASE_URL leads.

    The database must be migrated, and the cluster must have its nodes. Stop the API and the workers meanwhile. All
    tables are placed, or none if it fails. It is safe to repeat: run it after a `milepost migrate` that adds a table.
    It also gathers statistics for the planner: run it after a shard was moved, too. The API and the workers can then
    go on.
    """
    settings = read_settings()
    configure_logs(settings)
    _print(asyncio.run(place(settings, dry_run=dry_run)), dry_run=dry_run)


def _print(found: Distribution, *, dry_run: bool) -> None:
    for table in found.missing:
        placed = "a copy on each node" if table.wanted == "copies" else "by workspace"
        typer.echo(f"{'Would place' if dry_run else 'Placed'} {table.name}: {placed}.")
    done = len(found.tables) - len(found.missing)
    typer.echo(f"{counted(done, 'table')} had been placed before. {counted(found.nodes, 'node')} can hold rows.")
