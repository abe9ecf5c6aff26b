"""Authentication by bearer tokens."""

import asyncio

import pytest
from pydantic import SecretStr
from starlette.requests import HTTPConnection

from core.errors import Unauthenticated
from core.viewer import Scope, Viewer
from db.tokens import NewToken, add_token, revoke_token
from web.authentication import Authenticator, authenticate
from web.rate_limits import RateLimits
from web.request_log import RequestLog
from web.token_uses import TokenUses

MISSING = "A token is required: send the header `Authorization: Bearer <token>`."
UNKNOWN = "The token is unknown, expired or revoked: use another one, such as from `milepost token create`."


@pytest.fixture
def viewer(settings, pool):
    """`await viewer("Bearer ...")`: the viewer of a request with this header."""

    async def ask(authorization: str | None, **changed) -> Viewer:
        headers = [] if authorization is None else [(b"authorization", authorization.encode("latin-1"))]
        own = settings.model_copy(update=changed)
        state = {
            "authenticator": Authenticator(pool, own),
            "rate_limits": RateLimits(own),
            "token_uses": TokenUses(pool),
            "log": RequestLog(),
        }
        return await authenticate(HTTPConnection({"type": "http", "headers": headers, "state": state}))

    return ask


async def test_a_token_identifies_its_workspace_name_and_scopes(viewer, pool, workspace_id, token_for):
    token = await token_for(workspace_id, Scope.READ, Scope.EXPORT)
    token_id = await pool.fetchval("SELECT id FROM token WHERE workspace_id = $1", workspace_id)
    expected = Viewer(workspace_id, frozenset({Scope.READ, Scope.EXPORT}), token_id, "test")

    assert await viewer(f"Bearer {token}") == expected
    assert await viewer(f"bearer  {token} ") == expected


@pytest.mark.parametrize(
    ("authorization", "sentence"),
    [
        (None, MISSING),
        ("", MISSING),
        ("Bearer", MISSING),
        ("Bearer  ", MISSING),
        ("Basic bXA6bXA=", MISSING),
        ("Bearer mp_unknown", UNKNOWN),
        ("Bearer mp_\xfc\xdf", UNKNOWN),
    ],
)
async def test_a_missing_malformed_or_unknown_token_is_refused(viewer, authorization, sentence):
    with pytest.raises(Unauthenticated) as refusal:
        await viewer(authorization)

    assert refusal.value.message == sentence
    assert refusal.value.code == "UNAUTHENTICATED"


async def test_a_revoked_token_is_refused_from_the_next_request_on(viewer, pool, workspace_id, token_for):
    token_id, token = await add_token(pool, workspace_id, NewToken("test", [Scope.READ]))
    await viewer(f"Bearer {token}")

    assert await revoke_token(pool, workspace_id, token_id) == "test"

    with pytest.raises(Unauthenticated, match=UNKNOWN):
        await viewer(f"Bearer {token}")


async def test_an_expired_token_is_refused_from_the_next_request_on_by_the_clock_of_the_database(
    viewer, pool, workspace_id
):
    expires_at = await pool.fetchval("SELECT clock_timestamp() + interval '1 second'")
    _, token = await add_token(pool, workspace_id, NewToken("test", [Scope.READ], expires_at))
    await viewer(f"Bearer {token}")

    await pool.execute("SELECT pg_sleep_until($1)", expires_at)

    with pytest.raises(Unauthenticated, match=UNKNOWN):
        await viewer(f"Bearer {token}")


async def test_the_bootstrap_token_has_every_scope_on_the_default_workspace_even_in_concurrent_first_requests(
    viewer, pool
):
    token = "mp_0123456789abcdef"
    asked = [viewer(f"Bearer {token}", bootstrap_token=SecretStr(token)) for _ in range(8)]

    viewers = set(await asyncio.gather(*asked))

    default_id = await pool.fetchval("SELECT id FROM workspace WHERE name = 'default'")
    assert viewers == {Viewer(default_id, frozenset(Scope), None, "bootstrap")}


async def test_without_the_setting_no_token_is_the_bootstrap_token(viewer):
    with pytest.raises(Unauthenticated):
        await viewer("Bearer None", bootstrap_token=None)


@pytest.mark.parametrize("bootstrap", [True, False])
async def test_authentication_costs_one_statement(settings, pool, workspace_id, token_for, bootstrap: bool):
    token = await token_for(workspace_id, Scope.READ)
    settings = settings.model_copy(update={"bootstrap_token": SecretStr(token) if bootstrap else None})
    seen: list[str] = []

    async with pool.acquire() as connection:
        with connection.query_logger(lambda record: seen.append(record.query)):
            await Authenticator(connection, settings).authenticate(token)

    assert len(seen) == 1
