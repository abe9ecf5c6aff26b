"""Tokens in the database."""

import hashlib
import re

from core.viewer import Scope, Viewer
from db.pool import Pool
from db.tokens import all_tokens, create_token, ensure_workspace, revoke_token, token_hash
from db.versions import fetch_authentications


async def holder_of(pool: Pool, token: str) -> Viewer | None:
    authentication = (await fetch_authentications(pool, [token_hash(token)], seconds=10)).get(token_hash(token))
    return authentication and authentication.viewer


async def test_only_the_hash_of_a_token_is_stored(pool, workspace_id):
    token = await create_token(pool, workspace_id, "script", [Scope.READ, Scope.ACT, Scope.READ])
    row = await pool.fetchrow("SELECT id, name, hash, scopes FROM token WHERE workspace_id = $1", workspace_id)

    assert re.fullmatch(r"mp_[A-Za-z0-9_-]{43}", token)
    assert tuple(row)[1:] == ("script", hashlib.sha256(token.encode("ascii")).digest(), ["ACT", "READ"])
    assert await holder_of(pool, token) == Viewer(workspace_id, frozenset({Scope.READ, Scope.ACT}), row["id"], "script")


async def test_a_token_is_revoked_once_and_forever(pool, workspace_id):
    token = await create_token(pool, workspace_id, "script", [Scope.READ])
    stored = (await all_tokens(pool))[-1]

    instants = []
    for _ in range(2):
        assert await revoke_token(pool, stored.id) == "script"
        instants += [each.revoked_at for each in await all_tokens(pool) if each.id == stored.id]

    assert instants[0] == instants[1] is not None
    assert await holder_of(pool, token) is None
    assert await revoke_token(pool, 1_000_000_000) is None


async def test_a_workspace_is_created_once(pool, workspace_id):
    name = await pool.fetchval("SELECT name FROM workspace WHERE id = $1", workspace_id)

    assert await ensure_workspace(pool, name) == workspace_id
