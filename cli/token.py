"""`milepost token`: creates, lists, rotates and revokes API tokens."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeVar

import typer

from cli.database import DataDirOption, database_settings
from core.errors import Invalid, NotFound
from core.settings import Settings
from core.texts import on_one_line, quoted
from core.tokens import COMMAND_LINE, MOST_OVERLAP, USUAL_OVERLAP, TokenRequest, check_token_request
from core.viewer import Scope, Viewer
from db.access import check_owner
from db.connection import connected_as_owner
from db.migrate import check_migrated
from db.pool import Pool, create_pool
from db.tokens import StoredToken, all_tokens, workspace_of_token
from resolvers import tokens
from resolvers.context import Context, create_context
from resolvers.workspaces import open_for_operator

CREATE_EXAMPLES = """
Examples:

\b
  milepost token create --workspace default --name dashboard --scope READ
  milepost token create --workspace shop --name importer --scope INGEST --scope READ --expires 90d
  milepost token create --rotates 3 --overlap 60 --expires 90d
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

COLUMNS = ("ID", "WORKSPACE", "NAME", "SCOPES", "CREATED", "EXPIRES", "LAST USED", "STATE")

_LARGEST_ID = 2**63 - 1  # of a bigint
_MOST_CHARACTERS = 500
_MINUTE = timedelta(minutes=1)
_UNITS = {"m": _MINUTE, "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_MOST_DAYS = 36_500

T = TypeVar("T")


def register(program: typer.Typer) -> None:
    commands = typer.Typer(help="Create, list, rotate and revoke API tokens.")
    commands.command("create", epilog=CREATE_EXAMPLES)(create)
    commands.command("list", epilog=LIST_EXAMPLES)(show)
    commands.command("revoke", epilog=REVOKE_EXAMPLES)(revoke)
    program.add_typer(commands, name="token")


def create(  # noqa: PLR0917 - each is an option of the command
    workspace: Annotated[
        str | None, typer.Option(help="Workspace of the token. Created if missing. Not with --rotates.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="Name of the token. With --rotates, by default that of the replaced token.")
    ] = None,
    scope: Annotated[
        list[Scope] | None,
        typer.Option(
            help="Scope of the token. Can be repeated. With --rotates, by default those of the replaced token."
        ),
    ] = None,
    expires: Annotated[
        str | None,
        typer.Option(
            help="Time after which the token is refused: 30m, 12h, 90d or 8w. With --rotates, by default when the "
            "replaced token would have expired.",
            show_default="never",
        ),
    ] = None,
    rotates: Annotated[
        int | None, typer.Option(help="Id of the token that this one replaces, from `milepost token list`.")
    ] = None,
    overlap: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=MOST_OVERLAP // _MINUTE,
            help="Minutes for which the replaced token stays valid.",
            show_default=str(USUAL_OVERLAP // _MINUTE),
        ),
    ] = None,
    data_dir: DataDirOption = None,
) -> None:
    """Create a token and print it. It cannot be shown again.

    With --rotates it replaces another token of the same workspace, and both are valid until the overlap ends.
    """
    now = datetime.now(UTC)
    request = TokenRequest(
        name=name,
        scopes=tuple(scope) if scope else None,
        expires_at=None if expires is None else now + _duration(expires),
        rotates=rotates,
        overlap=None if overlap is None else overlap * _MINUTE,
    )
    _check_options(workspace, request)
    check_token_request(request, now)
    created = _run(database_settings(data_dir), lambda pool: _create(pool, workspace, request))
    typer.echo(created.secret)


def show(data_dir: DataDirOption = None) -> None:
    """List the tokens of all workspaces, without their secrets. The bootstrap token is not stored, so it is not listed.

    The first line has the names of the columns, which are separated by tabs. A renamed workspace has its new name
    in parentheses after the one that --workspace takes. LAST USED is exact to within a minute.
    STATE is valid, expired, or revoked with the date. Times are in UTC.
    """
    found = _run(database_settings(data_dir), all_tokens)
    typer.echo("\t".join(COLUMNS))
    for workspace, token in found:
        typer.echo("\t".join(_columns(workspace, token)))


def revoke(
    token_id: Annotated[int, typer.Argument(metavar="ID", help="Id of the token in `milepost token list`.")],
    data_dir: DataDirOption = None,
) -> None:
    """Revoke a token, immediately and permanently."""

    async def revoke_in(pool: Pool) -> StoredToken:
        return await tokens.revoke_token(_operator(pool, await _workspace_of(pool, token_id)), token_id)

    revoked = _run(database_settings(data_dir), revoke_in)
    typer.echo(f"Revoked token {token_id} ({revoked.name}).")


async def _create(pool: Pool, workspace: str | None, request: TokenRequest) -> tokens.CreatedToken:
    if workspace is None:
        assert request.rotates is not None  # noqa: S101 - the options are checked
        workspace_id = await _workspace_of(pool, request.rotates)
    else:
        workspace_id, is_new = await open_for_operator(pool, workspace)
        if is_new:
            typer.echo(f"The workspace {quoted(workspace)} was missing and is created.", err=True)
    return await tokens.create_token(_operator(pool, workspace_id), request)


def _operator(pool: Pool, workspace_id: int) -> Context:
    """The operator of the service as the viewer of a workspace."""
    viewer = Viewer(workspace_id, frozenset({Scope.ADMIN}), None, COMMAND_LINE)
    return create_context(viewer, datetime.now(UTC), pool)


async def _workspace_of(pool: Pool, token_id: int) -> int:
    workspace_id = await workspace_of_token(pool, token_id) if 0 < token_id <= _LARGEST_ID else None
    if workspace_id is None:
        raise NotFound(f"There is no token with the id {token_id}. `milepost token list` lists all tokens.")
    return workspace_id


def _check_options(workspace: str | None, request: TokenRequest) -> None:
    for option, text in (("--workspace", workspace), ("--name", request.name)):
        if text is not None and (not text.strip() or len(text) > _MOST_CHARACTERS):
            raise Invalid(f"{option} must have 1 to {_MOST_CHARACTERS} characters, not only spaces.")
    if request.rotates is not None and workspace is not None:
        raise typer.BadParameter("--workspace: Leave it out with --rotates, because the token stays in its workspace.")
    if request.rotates is None and request.overlap is not None:
        raise typer.BadParameter("--overlap: It needs --rotates.")
    given = {"--workspace": workspace, "--name": request.name, "--scope": request.scopes}
    for option, value in given.items():
        if request.rotates is None and value is None:
            raise typer.BadParameter(f"{option}: It is required without --rotates.")


def _duration(text: str) -> timedelta:
    found = re.fullmatch(r"([1-9]\d{0,7})([mhdw])", text, re.ASCII)
    duration = int(found[1]) * _UNITS[found[2]] if found else timedelta()
    if not timedelta() < duration <= timedelta(days=_MOST_DAYS):
        raise typer.BadParameter(
            f"--expires: {quoted(text)} is not a time of at most 100 years: write 30m, 12h, 90d or 8w."
        )
    return duration


def _columns(workspace: str, token: StoredToken) -> list[str]:
    expires, used = _minute(token.expires_at), _minute(token.last_used_at)
    created = f"{token.created_at:%Y-%m-%d}"
    scopes = ",".join(token.scopes)
    return [str(token.id), on_one_line(workspace), token.name, scopes, created, expires, used, _state(token)]


def _minute(at: datetime | None) -> str:
    return "never" if at is None else f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


def _state(token: StoredToken) -> str:
    if token.revoked_at is not None:
        return f"revoked {token.revoked_at:%Y-%m-%d}"
    is_expired = token.expires_at is not None and token.expires_at <= datetime.now(UTC)
    return "expired" if is_expired else "valid"


def _run(settings: Settings, operation: Callable[[Pool], Awaitable[T]]) -> T:
    async def connect_and_run() -> T:
        await check_migrated(settings)
        async with connected_as_owner(settings) as connection:
            await check_owner(connection, settings)
        async with await create_pool(settings.as_owner()) as pool:
            return await operation(pool)

    return asyncio.run(connect_and_run())
