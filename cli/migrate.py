"""`milepost migrate`: the database brought to the newest migration."""

import asyncio

import typer

from cli.database import DataDirOption, database_settings
from db.migrate import migrate as apply_migrations

EXAMPLES = """
Examples:

\b
  milepost migrate
  MILEPOST_DATABASE_URL=postgresql://user:password@host/milepost milepost migrate

Several may run at once, and `milepost up` does it by itself.
"""


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command("migrate", epilog=EXAMPLES)(migrate)


def migrate(data_dir: DataDirOption = None) -> None:
    """Bring the database to the newest migration."""
    applied = asyncio.run(apply_migrations(database_settings(data_dir)))
    for name in applied:
        typer.echo(f"Applied {name}.")
    if not applied:
        typer.echo("Nothing to apply: the database has every migration.")
