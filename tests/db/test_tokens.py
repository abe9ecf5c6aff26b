"""Tokens in the database."""

import hashlib
import re
from datetime import timedelta

from core.viewer import Scope, Viewer
from db.pool import Pool
from db.tokens import NewToken, add_token, ensure_workspace, revoke_token, rotate_token, token_hash
from db.versions import fetch_authentications


async def holder_of(pool: Pool, token: str) -> Viewer | None:
    authentication = (await fetch_authentications(pool, [token_hash(token)], seconds=10)).get(token_hash(token))
    return authentication and authentication.viewer


async def test_only_the_hash_of_a_token_is_stored(pool, workspace_id):
    token_id, token = await add_token(pool, workspace_id, NewToken("script", [Scope.READ, Scope.ACT, Scope.READ]))
    row = await pool.fetchrow("SELECT * FROM token WHERE workspace_id = $1", workspace_id)

    assert re.fullmatch(r"mp_[A-Za-z0-9_-]{43}", token)
    assert (row["id"], row["name"], row["scopes"]) == (token_id, "script", ["ACT", "READ"])
    assert row["hash"] == hashlib.sha256(token.encode("ascii")).digest()
    assert token not in str(tuple(row))
    assert await holder_of(pool, token) == Viewer(workspace_id, frozenset({Scope.READ, Scope.ACT}), token_id, "script")


async def test_a_token_is_revoked_once_and_forever(pool, workspace_id):
    token_id, token = await add_token(pool, workspace_id, NewToken("script", [Scope.READ]))

    assert await revoke_token(pool, workspace_id, token_id) == "script"
    revoked_at = await pool.fetchval("SELECT revoked_at FROM token WHERE id = $1", token_id)

    assert await revoke_token(pool, workspace_id, token_id) is None
    assert await pool.fetchval("SELECT revoked_at FROM token WHERE id = $1", token_id) == revoked_at is not None
    assert await holder_of(pool, token) is None


async def test_a_token_of_another_workspace_cannot_be_revoked_or_rotated(pool, workspace_id):
    other = await ensure_workspace(pool, f"other than {workspace_id}")
    token_id, token = await add_token(pool, other, NewToken("script", [Scope.READ]))

    assert await revoke_token(pool, workspace_id, token_id) is None
    async with pool.acquire() as connection:
        assert await rotate_token(connection, workspace_id, token_id, timedelta()) is None
    assert await holder_of(pool, token) is not None


async def test_a_workspace_is_created_once(pool, workspace_id):
    name = await pool.fetchval("SELECT name FROM workspace WHERE id = $1", workspace_id)

    assert await ensure_workspace(pool, name) == workspace_id
