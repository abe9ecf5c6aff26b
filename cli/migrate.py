"""`milepost migrate`: applies new migrations to the database."""

import asyncio

import typer

from cli.database import DataDirOption, database_settings
from cli.preflight import SEPARATE_ROLES
from db.access import RowSecurity, row_security
from db.migrate import migrate as apply_migrations

EXAMPLES = """
Examples:

\b
  milepost migrate
  MILEPOST_DATABASE_URL=postgresql://app:password@host/milepost \\
  MILEPOST_OWNER_DATABASE_URL=postgresql://owner:password@host/milepost milepost migrate

It is safe to run several at once. `milepost up` migrates its database itself.
"""

OPERATORS = (
    "Let a superuser run these commands in the database {}, so that PostgreSQL uses indexes below the policies, and "
    "migrate again:"
)


def register(program: typer.Typer) -> None:
    program.command("migrate", epilog=EXAMPLES)(migrate)


def migrate(data_dir: DataDirOption = None) -> None:
    """Apply all new migrations to the database."""
    settings = database_settings(data_dir)
    done = asyncio.run(apply_migrations(settings))
    for name in done.applied:
        typer.echo(f"Applied {name}.")
    if done.row_security is not None:
        typer.echo(f"Row-level policies are {'on' if done.row_security else 'off'} now.")
    elif not done.applied:
        typer.echo("Nothing to apply: the database is up to date.")
    if settings.owner_database_url is None:
        typer.echo(f"milepost: The API and the worker act as the owner of the tables. {SEPARATE_ROLES}", err=True)
    elif settings.row_security != "off":
        _warn(asyncio.run(row_security(settings)))


def _warn(found: RowSecurity) -> None:
    if found.commands:
        state = "On, but slow for searches and attribute filters" if found.is_on else "Off"
        typer.echo(f"milepost: Row-level policies: {state}. {OPERATORS.format(found.database)}", err=True)
        for command in found.commands:
            typer.echo(f"{command};", err=True)
