"""`milepost token`: who may use the API."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer

from cli.database import DataDirOption, database_settings
from core.errors import NotFound
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

T = TypeVar("T")


def register(program: typer.Typer) -> None:
    """Adds the commands."""
    tokens = typer.Typer(no_args_is_help=True, help="Create, list and revoke the tokens that the API asks for.")
    tokens.command("create", epilog=CREATE_EXAMPLES)(create)
    tokens.command("list", epilog=LIST_EXAMPLES)(show)
    tokens.command("revoke", epilog=REVOKE_EXAMPLES)(revoke)
    program.add_typer(tokens, name="token")


def create(
    workspace: Annotated[str, typer.Option(help="Workspace that it opens; made if it is missing.")],
    name: Annotated[str, typer.Option(help="What it is for, to know it by later.")],
    scope: Annotated[list[Scope], typer.Option(help="What it may do; give the option once for each.")],
    data_dir: DataDirOption = None,
) -> None:
    """Create a token and print it: it cannot be shown a second time."""

    async def make(db: Connection) -> str:
        return await create_token(db, await ensure_workspace(db, workspace), name, scope)

    typer.echo(_ask(database_settings(data_dir), make))


def show(data_dir: DataDirOption = None) -> None:
    """List the tokens of all workspaces, without the secrets."""
    for token in _ask(database_settings(data_dir), all_tokens):
        typer.echo("\t".join(_columns(token)))


def revoke(
    token_id: Annotated[int, typer.Argument(metavar="ID", help="Its number in `milepost token list`.")],
    data_dir: DataDirOption = None,
) -> None:
    """Revoke a token, at once and for good."""
    name = _ask(database_settings(data_dir), lambda db: revoke_token(db, token_id))
    if name is None:
        raise NotFound(f"There is no token {token_id}: `milepost token list` shows those there are.")
    typer.echo(f"Revoked token {token_id} ({name}).")


def _columns(token: StoredToken) -> list[str]:
    state = f"revoked {token.revoked_at:%Y-%m-%d}" if token.revoked_at else "valid"
    made = f"{token.created_at:%Y-%m-%d}"
    return [str(token.id), token.workspace, token.name, ",".join(token.scopes), made, state]


def _ask(settings: Settings, question: Callable[[Connection], Awaitable[T]]) -> T:
    async def answer() -> T:
        await check_migrated(settings)
        async with connected(settings) as connection:
            return await question(connection)

    return asyncio.run(answer())
