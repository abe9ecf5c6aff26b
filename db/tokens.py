"""Creates, lists and revokes tokens. The database stores only their SHA-256 hashes."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.viewer import Scope
from db.pool import Connection, Pool
from db.statements.composer import statement

PREFIX = "mp_"  # lets scanners for leaked secrets recognize tokens
RANDOM_BYTES = 32


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A stored token, without its secret."""

    id: int
    workspace: str
    name: str
    scopes: list[str]
    created_at: datetime
    revoked_at: datetime | None


def new_token() -> str:
    """A new secret: mp_ and 256 random bits."""
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


async def ensure_workspace(db: Pool | Connection, name: str) -> int:
    """The id of the workspace of this name. Creates the workspace if it is missing."""
    return await db.fetchval(statement("ensure_workspace"), name)


async def create_token(db: Pool | Connection, workspace_id: int, name: str, scopes: Iterable[Scope]) -> str:
    """Stores the hash of a new token and returns the token. It cannot be read again later."""
    token = new_token()
    await db.fetchval(statement("insert_token"), workspace_id, name, token_hash(token), sorted(set(scopes)))
    return token


async def all_tokens(db: Pool | Connection) -> list[StoredToken]:
    """The tokens of all workspaces, revoked ones included, oldest first."""
    rows = await db.fetch(statement("all_tokens"))
    return [StoredToken(**row) for row in rows]


async def revoke_token(db: Pool | Connection, token_id: int) -> str | None:
    """Revokes a token at once and forever, and returns its name. None if no token has this id."""
    return await db.fetchval(statement("revoke_token"), token_id)


def token_hash(token: str) -> bytes:
    """The hash of a token, as stored."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
