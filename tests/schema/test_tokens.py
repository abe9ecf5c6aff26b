"""Tokens over GraphQL: listing, creating, rotating and revoking them."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from asking import EVERYTHING, answer_to, ask, refusal_of
from structlog.testing import capture_logs

from core.errors import Unauthenticated
from core.ids import global_id, number_of
from core.settings import Settings
from core.viewer import Scope, Viewer
from db.pool import Pool
from db.tokens import NewToken, add_token, ensure_workspace
from web.authentication import Authenticator

FIELDS = "id name scopes createdAt expiresAt lastUsedAt revokedAt"
CREATE = (
    "mutation ($input: CreateTokenInput!) { answer: createToken(input: $input) "
    f"{{ token {{ {FIELDS} }} secret userErrors {{ code message path }} }} }}"
)
REVOKE = (
    "mutation ($id: ID!) { answer: revokeToken(id: $id) "
    f"{{ token {{ {FIELDS} }} userErrors {{ code message path }} }} }}"
)
LIST = f"""
query ($first: Int, $after: String) {{
  tokens(first: $first, after: $after) {{ totalCount nodes {{ {FIELDS} }} pageInfo {{ hasNextPage endCursor }} }}
}}
"""
NODE = f"query ($id: ID!) {{ node(id: $id) {{ id ... on Token {{ {FIELDS} }} }} }}"


class Admin:
    """Someone with the scope ADMIN in a workspace."""

    def __init__(self, settings: Settings, pool: Pool, workspace_id: int) -> None:
        self.pool = pool
        self.workspace_id = workspace_id
        self._authenticator = Authenticator(pool, settings)

    async def ask(self, query: str, **variables: Any) -> Any:
        return (await ask(self.pool, self.workspace_id, query, **variables))["answer"]

    async def create(self, **given: Any) -> Any:
        created = await self.ask(CREATE, input={"name": "script", "scopes": ["READ"], **given})
        assert created["userErrors"] == []
        return created

    async def refused(self, **given: Any) -> Any:
        """The only error of a request that creates nothing."""
        before = await self.stored()
        refused = await self.ask(CREATE, input={"name": "script", "scopes": ["READ"], **given})
        assert (refused["token"], refused["secret"]) == (None, None)
        assert await self.stored() == before
        [error] = refused["userErrors"]
        return error

    async def listed(self) -> list[Any]:
        return (await ask(self.pool, self.workspace_id, LIST))["tokens"]["nodes"]

    async def stored(self) -> list[Any]:
        return await self.pool.fetch("SELECT * FROM token WHERE workspace_id = $1 ORDER BY id", self.workspace_id)

    async def viewer(self, secret: str) -> Viewer | None:
        try:
            return (await self._authenticator.authenticate(secret)).viewer
        except Unauthenticated:
            return None


@pytest.fixture
def admin(settings: Settings, pool: Pool, workspace_id: int) -> Admin:
    return Admin(settings, pool, workspace_id)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def in_future(**time: float) -> str:
    return (datetime.now(UTC) + timedelta(**time)).isoformat()


async def test_a_created_token_works_and_is_listed_without_its_secret(admin: Admin, workspace_id: int):
    expires_at = "2100-01-01T00:00:00Z"
    created = await admin.create(name="importer", scopes=["READ", "INGEST", "READ"], expiresAt=expires_at)
    token, secret = created["token"], created["secret"]

    expected = Viewer(workspace_id, frozenset({Scope.READ, Scope.INGEST}), number_of(token["id"], "Token"), "importer")
    assert await admin.viewer(secret) == expected
    assert instant(token["createdAt"]) <= datetime.now(UTC)
    assert {**token, "id": "", "createdAt": ""} == {
        "id": "",
        "name": "importer",
        "scopes": ["READ", "INGEST"],
        "createdAt": "",
        "expiresAt": expires_at,
        "lastUsedAt": None,
        "revokedAt": None,
    }
    assert await admin.listed() == [token]
    assert secret.startswith("mp_")
    assert secret not in str(await admin.stored())


async def test_the_secret_is_not_logged(admin: Admin):
    with capture_logs() as logs:
        created = await admin.create()

    assert created["secret"] not in str(logs)


async def test_a_revoked_token_is_refused_and_revoking_it_again_changes_nothing(admin: Admin):
    created = await admin.create()
    token_id = created["token"]["id"]

    first, second = await admin.ask(REVOKE, id=token_id), await admin.ask(REVOKE, id=token_id)

    assert await admin.viewer(created["secret"]) is None
    assert first == second
    assert first["userErrors"] == []
    assert {**first["token"], "revokedAt": None} == created["token"]
    assert instant(first["token"]["revokedAt"]) <= datetime.now(UTC)


@pytest.mark.parametrize(("given", "minutes"), [({}, 60), ({"overlapMinutes": 5}, 5), ({"overlapMinutes": 0}, 0)])
async def test_a_rotated_token_stays_valid_until_the_overlap_ends(admin: Admin, given: dict[str, int], minutes: int):
    old = await admin.create(name="old", scopes=["ACT"])
    new = await admin.create(name="new", scopes=["READ"], rotates=old["token"]["id"], **given)

    _, listed = await admin.listed()
    assert instant(listed["expiresAt"]) - instant(new["token"]["createdAt"]) == timedelta(minutes=minutes)
    assert (await admin.viewer(old["secret"]) is None) == (minutes == 0)
    assert await admin.viewer(new["secret"]) is not None
    stored = await admin.stored()
    assert [row["rotates"] for row in stored] == [None, stored[0]["id"]]


async def test_a_new_token_expires_when_the_one_that_it_replaces_would_have_unless_it_says_otherwise(admin: Admin):
    months, days = in_future(days=90), in_future(days=9)
    old = [await admin.create(expiresAt=expires_at) for expires_at in (months, months, None)]
    first, second, third = (token["token"]["id"] for token in old)

    inherited = await admin.create(rotates=first)
    given = await admin.create(rotates=second, expiresAt=days)
    again = await admin.create(rotates=first)
    never = await admin.create(rotates=third)

    assert instant(inherited["token"]["expiresAt"]) == instant(months)
    assert instant(given["token"]["expiresAt"]) == instant(days)
    assert instant(again["token"]["expiresAt"]) - instant(inherited["token"]["createdAt"]) == timedelta(hours=1)
    assert never["token"]["expiresAt"] is None


async def test_a_new_token_has_the_name_and_scopes_of_the_one_that_it_replaces_unless_it_says_otherwise(admin: Admin):
    old = await admin.create(name="importer", scopes=["INGEST", "ACT"])
    rotates = old["token"]["id"]

    same, named, narrowed = [
        (await admin.ask(CREATE, input={"rotates": rotates, **given}))["token"]
        for given in ({}, {"name": "nightly", "scopes": None}, {"scopes": ["INGEST"]})
    ]

    assert [(token["name"], token["scopes"]) for token in (same, named, narrowed)] == [
        ("importer", ["ACT", "INGEST"]),
        ("nightly", ["ACT", "INGEST"]),
        ("importer", ["INGEST"]),
    ]


@pytest.mark.parametrize("field", ["name", "scopes"])
async def test_a_token_that_replaces_none_needs_a_name_and_scopes(admin: Admin, field: str):
    assert await admin.refused(**{field: None}) == {
        "code": "INVALID",
        "message": f"`{field}` is required without `rotates`.",
        "path": [field],
    }


async def test_a_rotation_never_extends_the_life_of_a_token(admin: Admin):
    old = await admin.create(expiresAt=in_future(minutes=10))
    await admin.create(rotates=old["token"]["id"], overlapMinutes=600)

    _, listed = await admin.listed()
    assert listed == old["token"]


@pytest.mark.parametrize("column", ["revoked_at", "expires_at"])
async def test_a_token_that_is_not_valid_any_more_cannot_be_rotated(admin: Admin, column: str):
    old = await admin.create()
    await admin.pool.execute(f"UPDATE token SET {column} = now() WHERE workspace_id = $1", admin.workspace_id)

    assert await admin.refused(rotates=old["token"]["id"]) == {
        "code": "CONFLICT",
        "message": "The token has expired or was revoked: create one without `rotates`.",
        "path": ["rotates"],
    }


async def test_concurrent_rotations_of_a_token_leave_it_with_the_shortest_overlap(admin: Admin):
    old = await admin.create()
    await asyncio.gather(*(admin.create(rotates=old["token"]["id"], overlapMinutes=n) for n in (30, 10, 20)))

    listed = await admin.listed()
    assert len(listed) == 4
    assert instant(listed[-1]["expiresAt"]) - datetime.now(UTC) < timedelta(minutes=10)


@pytest.mark.parametrize(
    ("given", "path", "message"),
    [
        ({"name": ""}, "name", "`name` must have 1 to 500 characters."),
        ({"name": "n" * 501}, "name", "`name` must have 1 to 500 characters."),
        (
            {"name": "  "},
            "name",
            "`name` must not consist of spaces, or contain line breaks or control characters.",
        ),
        (
            {"name": "a\nb"},
            "name",
            "`name` must not consist of spaces, or contain line breaks or control characters.",
        ),
        ({"name": "Bootstrap "}, "name", "The name 'Bootstrap ' is reserved for the audit log: choose another."),
        ({"name": "command line"}, "name", "The name 'command line' is reserved for the audit log: choose another."),
        ({"scopes": []}, "scopes", "`scopes` must have at least one scope."),
        ({"expiresAt": "2020-01-01T00:00:00Z"}, "expiresAt", "`expiresAt` must be in the future."),
        ({"overlapMinutes": 5}, "overlapMinutes", "`overlapMinutes` is allowed only with `rotates`."),
        (
            {"rotates": global_id("Token", 1), "overlapMinutes": -1},
            "overlapMinutes",
            "`overlapMinutes` must be 0 to 43,200.",
        ),
        (
            {"rotates": global_id("Token", 1), "overlapMinutes": 43_201},
            "overlapMinutes",
            "`overlapMinutes` must be 0 to 43,200.",
        ),
        (
            {"rotates": global_id("Series", 1)},
            "rotates",
            f"'{global_id('Series', 1)}' is the id of a Series: use the id of a Token.",
        ),
    ],
)
async def test_a_wrong_input_creates_no_token(admin: Admin, given: dict[str, Any], path: str, message: str):
    assert await admin.refused(**given) == {"code": "INVALID", "message": message, "path": [path]}


async def test_tokens_of_another_workspace_do_not_exist(admin: Admin):
    other = await ensure_workspace(admin.pool, f"other than {admin.workspace_id}")
    number, _ = await add_token(admin.pool, other, NewToken("theirs", [Scope.READ]))
    before = await admin.pool.fetch("SELECT * FROM token WHERE id = $1", number)

    async def answers(token_id: str) -> tuple[Any, ...]:
        read = await ask(admin.pool, admin.workspace_id, NODE, id=token_id)
        return await admin.ask(REVOKE, id=token_id), await admin.refused(rotates=token_id), read

    theirs = await answers(global_id("Token", number))
    unknown = {"code": "NOT_FOUND", "message": "No token has this id: use one from a response."}
    assert theirs == await answers(global_id("Token", 1 << 62))
    assert theirs == (
        {"token": None, "userErrors": [{**unknown, "path": ["id"]}]},
        {**unknown, "path": ["rotates"]},
        {"node": None},
    )
    assert await admin.listed() == []
    assert await admin.pool.fetch("SELECT * FROM token WHERE id = $1", number) == before


@pytest.mark.parametrize("exists", [True, False])
async def test_without_admin_a_token_cannot_be_read_or_changed(admin: Admin, exists: bool):
    created = await admin.create()
    token_id = created["token"]["id"] if exists else global_id("Token", 1 << 62)
    before = await admin.stored()
    others: Iterable[Scope] = EVERYTHING - {Scope.ADMIN}

    data, errors = await answer_to(admin.pool, admin.workspace_id, NODE, {"id": token_id}, frozenset(others))
    assert data == {"node": None}
    assert [error["message"] for error in errors] == ["Token needs a token with the scope ADMIN."]
    assert errors[0]["extensions"]["code"] == "FORBIDDEN"
    for query, variables in ((LIST, {}), (REVOKE, {"id": token_id}), (CREATE, {"input": {"name": "n", "scopes": []}})):
        await refusal_of(admin.pool, admin.workspace_id, query, variables, others)
    assert await admin.stored() == before


async def test_the_list_has_pages_with_the_newest_first(admin: Admin):
    created = [(await admin.create(name=f"token {number}"))["token"] for number in range(5)]
    pages, after = [], None
    for _ in range(3):
        page = (await ask(admin.pool, admin.workspace_id, LIST, first=2, after=after))["tokens"]
        after = page["pageInfo"]["endCursor"]
        pages.append((page["totalCount"], page["nodes"], page["pageInfo"]["hasNextPage"]))

    newest = created[::-1]
    assert pages == [(5, newest[:2], True), (5, newest[2:4], True), (5, newest[4:], False)]
