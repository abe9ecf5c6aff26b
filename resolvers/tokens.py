"""Tokens of a workspace: listing, creating, rotating and revoking them. None of it is cached."""

from dataclasses import dataclass
from typing import Any

from core.audit import AuditAction
from core.errors import Conflict
from core.ids import global_id
from core.pages import ListOrder, Page, PageRequest
from core.tokens import USUAL_OVERLAP, TokenRequest, check_token_request
from core.viewer import Scope
from db.pool import Connection
from db.tokens import (
    NewToken,
    StoredToken,
    add_token,
    fetch_tokens,
    fetch_tokens_count,
    fetch_tokens_page,
    read_token,
    rotate_token,
)
from db.tokens import revoke_token as store_revocation
from resolvers.audit import record
from resolvers.context import Context
from resolvers.pages import Listing
from resolvers.refusals import unknown

_NEWEST_FIRST = ListOrder("tokens", is_descending=True)


@dataclass(frozen=True, slots=True)
class CreatedToken:
    """A new token and its secret, which is not stored."""

    token: StoredToken
    secret: str


async def token_by_id(ctx: Context, token_id: int) -> StoredToken | None:
    # A use of a token does not change the version of the data, so a cached response would show an old one.
    ctx.traits.is_uncacheable = True
    return await ctx.loaders.load(fetch_tokens, token_id)


def tokens(ctx: Context, requested: PageRequest) -> Listing:
    """A page of the workspace's tokens, the newest first. Raises Invalid for a bad cursor."""
    ctx.traits.is_uncacheable = True

    async def count() -> int:
        return await ctx.loaders.load(fetch_tokens_count, ctx.workspace_id) or 0

    return Listing(ctx, Page.of(requested, _NEWEST_FIRST), fetch_tokens_page, ctx.workspace_id, (), count)


async def create_token(ctx: Context, request: TokenRequest) -> CreatedToken:
    """Create a token. One that it rotates expires after the overlap, in the same transaction.

    Raises Invalid, NotFound if there is no token to rotate, or Conflict if that token is not valid any more.
    """
    check_token_request(request, ctx.now)
    async with ctx.pool.acquire() as connection, connection.transaction():
        new = await _new(connection, ctx, request)
        token_id, secret = await add_token(connection, ctx.workspace_id, new)
        await record(ctx, connection, AuditAction.TOKEN, _audited(token_id, new))
    await ctx.written()
    return CreatedToken(await _stored(ctx, token_id), secret)


async def revoke_token(ctx: Context, token_id: int) -> StoredToken:
    """Revoke a token from the next request on. Changes nothing if it is revoked already. Raises NotFound."""
    async with ctx.pool.acquire() as connection, connection.transaction():
        name = await store_revocation(connection, ctx.workspace_id, token_id)
        if name is None:
            await _require(connection, ctx.workspace_id, token_id, "id")
        else:
            detail = {"change": "REVOKED", "token": global_id("Token", token_id), "name": name}
            await record(ctx, connection, AuditAction.TOKEN, detail)
    await ctx.written()
    return await _stored(ctx, token_id)


async def _new(connection: Connection, ctx: Context, request: TokenRequest) -> NewToken:
    if request.rotates is None:
        assert request.name is not None  # noqa: S101 - only a rotated token gives them
        assert request.scopes is not None  # noqa: S101
        return NewToken(request.name, request.scopes, request.expires_at)
    overlap = USUAL_OVERLAP if request.overlap is None else request.overlap
    rotated = await rotate_token(connection, ctx.workspace_id, request.rotates, overlap)
    if rotated is None:
        await _require(connection, ctx.workspace_id, request.rotates, "rotates")
        raise Conflict("The token has expired or was revoked: create one without `rotates`.", ("rotates",))
    name = rotated.name if request.name is None else request.name
    scopes = tuple(map(Scope, rotated.scopes)) if request.scopes is None else request.scopes
    expires_at = rotated.expires_at if request.expires_at is None else request.expires_at
    return NewToken(name, scopes, expires_at, request.rotates)


def _audited(token_id: int, new: NewToken) -> dict[str, Any]:
    detail = {
        "change": "CREATED" if new.rotates is None else "ROTATED",
        "token": global_id("Token", token_id),
        "name": new.name,
        "scopes": sorted({*new.scopes}),
        "expiresAt": new.expires_at,
        "rotates": None if new.rotates is None else global_id("Token", new.rotates),
    }
    return {name: value for name, value in detail.items() if value is not None}


async def _require(connection: Connection, workspace_id: int, token_id: int, field: str) -> None:
    if await read_token(connection, workspace_id, token_id) is None:
        raise unknown("token", field)


async def _stored(ctx: Context, token_id: int) -> StoredToken:
    stored = await token_by_id(ctx, token_id)
    assert stored is not None  # noqa: S101 - tokens are never deleted
    return stored
