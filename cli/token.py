"""`milepost token`: creates, lists and revokes API tokens."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer

from cli.database import DataDirOption, database_settings
from core.errors import Invalid, NotFound
from core.settings import Settings
from core.viewer import Scope
from db.connection import connected
from db.migrate import check_migrated
from db.pool import Connection
from db.tokens import StoredToken, all_tokens, create_token, ensure_workspace, revoke_token

CREATE_EXAMPLES = """
Examples:

\b
  milepost token create --workspace default --name dashboard --scope READ
  milepost token create --workspace shop --name importer --scope INGEST --scope READ
"""
LIST_EXAMPLES = """
Examples:

\b
  milepost token list
"""
REVOKE_EXAMPLES = """
Examples:

\b
  milepost token revoke 7
"""

_LARGEST_ID = 2**63 - 1  # of a bigint
_MOST_CHARACTERS = 500

T = TypeVar("T")


def register(program: typer.Typer) -> None:
    tokens = typer.Typer(no_args_is_help=True, help="Create, list and revoke API tokens.")
    tokens.command("create", epilog=CREATE_EXAMPLES)(create)
    tokens.command("list", epilog=LIST_EXAMPLES)(show)
    tokens.command("revoke", epilog=REVOKE_EXAMPLES)(revoke)
    program.add_typer(tokens, name="token")


def create(
    workspace: Annotated[str, typer.Option(help="Workspace of the token. Created if missing.")],
    name: Annotated[str, typer.Option(help="Name of the token in `milepost token list`.")],
    scope: Annotated[list[Scope], typer.Option(help="Scope of the token. Can be repeated.")],
    data_dir: DataDirOption = None,
) -> None:
    """Create a token and print it. It cannot be shown again."""

    for option, text in (("--workspace", workspace), ("--name", name)):
        if not text.strip() or len(text) > _MOST_CHARACTERS:
            raise Invalid(f"{option} must have 1 to {_MOST_CHARACTERS} characters, not only spaces.")

    async def create_in(db: Connection) -> str:
        return await create_token(db, await ensure_workspace(db, workspace), name, scope)

    typer.echo(_run(database_settings(data_dir), create_in))


def show(data_dir: DataDirOption = None) -> None:
    """List the tokens of all workspaces, without their secrets.

    Columns, separated by tabs: id, workspace, name, scopes, date of creation, and whether it is valid.
    """
    for token in _run(database_settings(data_dir), all_tokens):
        typer.echo("\t".join(_columns(token)))


def revoke(
    token_id: Annotated[int, typer.Argument(metavar="ID", help="Id of the token in `milepost token list`.")],
    data_dir: DataDirOption = None,
) -> None:
    """Revoke a token, immediately and permanently."""
    settings = database_settings(data_dir)
    name = _run(settings, lambda db: revoke_token(db, token_id)) if 0 < token_id <= _LARGEST_ID else None
    if name is None:
        raise NotFound(f"There is no token with the id {token_id}. `milepost token list` lists all tokens.")
    typer.echo(f"Revoked token {token_id} ({name}).")


def _columns(token: StoredToken) -> list[str]:
    state = f"revoked {token.revoked_at:%Y-%m-%d}" if token.revoked_at else "valid"
    created = f"{token.created_at:%Y-%m-%d}"
    return [str(token.id), token.workspace, token.name, ",".join(token.scopes), created, state]


def _run(settings: Settings, operation: Callable[[Connection], Awaitable[T]]) -> T:
    async def connect_and_run() -> T:
        await check_migrated(settings)
        async with connected(settings) as connection:
            return await operation(connection)

    return asyncio.run(connect_and_run())
