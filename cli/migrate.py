"""`milepost migrate`: applies new migrations to the database."""

import asyncio

import typer

from cli.database import DataDirOption, database_settings
from db.migrate import migrate as apply_migrations

EXAMPLES = """
Examples:

\b
  milepost migrate
  MILEPOST_DATABASE_URL=postgresql://user:password@host/milepost milepost migrate

It is safe to run several at once. `milepost up` migrates its database itself.
"""


def register(program: typer.Typer) -> None:
    program.command("migrate", epilog=EXAMPLES)(migrate)


def migrate(data_dir: DataDirOption = None) -> None:
    """Apply all new migrations to the database."""
    applied = asyncio.run(apply_migrations(database_settings(data_dir)))
    for name in applied:
        typer.echo(f"Applied {name}.")
    if not applied:
        typer.echo("Nothing to apply: the database is up to date.")
