"""Stored tokens. The database stores only their SHA-256 hashes."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from asyncpg import Record

from core.pages import Key, Span
from core.time_ranges import BEGINNING
from core.viewer import Scope
from db.pages import direction
from db.pool import Connection, Pool
from db.snapshots import Snapshot
from db.statements.composer import Composed, compose, statement

PREFIX = "mp_"  # lets scanners for leaked secrets recognize tokens
RANDOM_BYTES = 32


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A stored token, without its secret. `last_used_at` is exact to within a minute."""

    id: int
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewToken:
    """What is stored of a new token. `rotates` is the id of the token that it replaces."""

    name: str
    scopes: Iterable[Scope]
    expires_at: datetime | None = None
    rotates: int | None = None


def new_token() -> str:
    """A new secret: mp_ and 256 random bits."""
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def token_hash(token: str) -> bytes:
    """The hash of a token, as stored."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


async def ensure_workspace(db: Pool | Connection, name: str) -> int:
    """The id of the workspace of this name. Creates the workspace if it is missing."""
    return await db.fetchval(statement("ensure_workspace"), name)


async def open_workspace(connection: Connection, name: str) -> tuple[int, bool]:
    """Like `ensure_workspace`, and whether the workspace is new."""
    [(workspace_id, is_new)] = await connection.fetch(statement("ensure_workspace"), name)
    return workspace_id, is_new


async def add_token(db: Pool | Connection, workspace_id: int, new: NewToken) -> tuple[int, str]:
    """Store the hash of a new token. Returns its id and the token, which cannot be read again later."""
    token, scopes = new_token(), sorted(set(new.scopes))
    arguments = (workspace_id, new.name, token_hash(token), scopes, new.expires_at, new.rotates)
    return await db.fetchval(statement("insert_token"), *arguments), token


async def rotate_token(
    connection: Connection, workspace_id: int, token_id: int, overlap: timedelta
) -> StoredToken | None:
    """Let a token expire after the overlap at the latest. Returns it as it was before, None if it is not valid or
    does not exist.
    """
    row = await connection.fetchrow(statement("rotate_token"), workspace_id, token_id, overlap)
    return StoredToken(**row) if row else None


async def revoke_token(db: Pool | Connection, workspace_id: int, token_id: int) -> str | None:
    """Revoke a token at once and forever, and return its name. None if it was revoked before, or does not exist."""
    return await db.fetchval(statement("revoke_token"), workspace_id, token_id)


async def record_token_uses(db: Pool | Connection, tokens: Iterable[tuple[int, int]], seconds: float) -> None:
    """Store that tokens are used now: pairs of workspace and id. At most once a minute for each token.

    Raises TimeoutError if the database takes longer than `seconds`.
    """
    workspace_ids, ids = zip(*tokens, strict=True)
    await db.execute(statement("record_token_uses"), workspace_ids, ids, timeout=seconds)


async def all_tokens(db: Pool | Connection) -> list[tuple[str, StoredToken]]:
    """The tokens of all workspaces with the names of these, expired and revoked ones included, oldest first."""
    return [_with_workspace(row) for row in await db.fetch(statement("all_tokens"))]


async def workspace_of_token(db: Pool | Connection, token_id: int) -> int | None:
    """The workspace of a token. None if no workspace has a token with this id."""
    return await db.fetchval(statement("workspace_of_token"), token_id)


async def read_token(connection: Connection, workspace_id: int, token_id: int) -> StoredToken | None:
    """The current state of a token, or None."""
    row = await connection.fetchrow(statement("tokens_by_ids"), workspace_id, [token_id])
    return StoredToken(**row) if row else None


async def fetch_tokens(snapshot: Snapshot, workspace_id: int, ids: Sequence[int]) -> dict[int, StoredToken]:
    """Tokens by their ids."""
    rows = await snapshot.fetch(statement("tokens_by_ids"), workspace_id, ids)
    return {row["id"]: StoredToken(**row) for row in rows}


async def fetch_tokens_page(
    snapshot: Snapshot, workspace_id: int, _workspace_ids: Sequence[int], span: Span
) -> dict[int, list[Key]]:
    """The keys of the workspace's tokens on a page, in the order of their creation."""
    query, _ = tokens_page(is_descending=span.is_descending)
    rows = await snapshot.fetch(query, workspace_id, span.low.id, span.high.id, span.size + 1)
    return {workspace_id: [Key(BEGINNING, row["id"]) for row in rows]}


def tokens_page(*, is_descending: bool) -> Composed:
    """The statement for a page of tokens."""
    return compose("tokens_page", direction(is_descending=is_descending))


async def fetch_tokens_count(snapshot: Snapshot, workspace_id: int, _workspace_ids: Sequence[int]) -> dict[int, int]:
    """The number of the workspace's tokens."""
    rows = await snapshot.fetch(statement("tokens_count"), workspace_id)
    return {workspace_id: rows[0]["count"]}


def _with_workspace(row: Record) -> tuple[str, StoredToken]:
    workspace, *token = row.values()
    return workspace, StoredToken(*token)
