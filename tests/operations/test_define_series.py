"""defineSeries: make, change, take blocks out and bring them back; or refuse it all and change nothing."""

from asyncio import gather
from datetime import UTC, datetime
from typing import Any

import pytest
from asking import answer_to, ask, refusal_of

from core.viewer import Scope
from db.pool import Pool

DEFINE = """
mutation Define($input: DefineSeriesInput!) {
  defineSeries(input: $input) {
    series {
      key name status goal
      blocks(includeRemoved: true) { key name kind isEntry removedAt }
      paths { from { key } to { key } condition variant }
    }
    userErrors { code message path }
  }
}
"""
FIGURES = """
{
  series(key: "s") {
    id
    stats { started { count } }
    blocks(includeRemoved: true) { id key stats { reached states { state count } } }
  }
}
"""
RULE = {"key": "rule", "name": "Rule", "kind": "RULE"}
MAIL = {"key": "mail", "name": "Mail", "kind": "EMAIL"}
NEXT = {"from": "rule", "to": "mail"}


async def define(pool: Pool, workspace_id: int, **changed: Any) -> dict[str, Any]:
    given = {"key": "s", "name": "S", "blocks": [RULE, MAIL], "paths": [NEXT]} | changed
    return (await ask(pool, workspace_id, DEFINE, input=given))["defineSeries"]


async def record(pool: Pool, workspace_id: int, *events: dict[str, Any]) -> None:
    query = "mutation ($events: [EventInput!]!) { recordEvents(input: { events: $events }) { rejected { message } } }"
    common = {"at": "2026-03-01T12:00:00Z", "series": "s", "person": "p"}
    outcome = await ask(pool, workspace_id, query, events=[common | event for event in events])
    assert outcome["recordEvents"]["rejected"] == []


def block(key: str, name: str, kind: str, **changed: Any) -> dict[str, Any]:
    whole = {"key": key, "name": name, "kind": kind, "isEntry": False, "removedAt": None}
    return whole | changed


async def test_a_series_is_made_as_it_is_given(pool: Pool, workspace_id: int):
    split = {"from": "rule", "to": "mail", "condition": "VARIANT", "variant": "A"}

    made = await define(
        pool,
        workspace_id,
        goal="buy",
        status="DRAFT",
        blocks=[MAIL | {"contentTitle": "Hello"}, RULE | {"isEntry": True}],
        paths=[split, NEXT],
    )

    assert made == {
        "series": {
            "key": "s",
            "name": "S",
            "status": "DRAFT",
            "goal": "buy",
            "blocks": [
                block("mail", "Mail", "EMAIL"),
                block("rule", "Rule", "RULE", isEntry=True),
            ],
            "paths": [
                {"from": {"key": "rule"}, "to": {"key": "mail"}, "condition": "VARIANT", "variant": "A"},
                {"from": {"key": "rule"}, "to": {"key": "mail"}, "condition": "NEXT", "variant": None},
            ],
        },
        "userErrors": [],
    }
    titles = await pool.fetch("SELECT content_title FROM block WHERE workspace_id = $1 ORDER BY position", workspace_id)
    assert [row["content_title"] for row in titles] == ["Hello", None]


async def test_the_same_key_changes_it_and_keeps_its_id(pool: Pool, workspace_id: int):
    await define(pool, workspace_id, goal="buy")
    before = (await ask(pool, workspace_id, FIGURES))["series"]
    changed = await define(
        pool, workspace_id, name="New", status="PAUSED", blocks=[MAIL | {"name": "Post"}, RULE], paths=[]
    )
    after = (await ask(pool, workspace_id, FIGURES))["series"]

    assert changed["series"] == {
        "key": "s",
        "name": "New",
        "status": "PAUSED",
        "goal": None,
        "blocks": [block("mail", "Post", "EMAIL"), block("rule", "Rule", "RULE")],
        "paths": [],
    }
    assert after["id"] == before["id"]
    assert {b["key"]: b["id"] for b in after["blocks"]} == {b["key"]: b["id"] for b in before["blocks"]}


async def test_a_block_that_is_removed_keeps_its_history_and_one_that_comes_back_its_figures(
    pool: Pool, workspace_id: int
):
    await define(pool, workspace_id)
    await record(
        pool, workspace_id, {"id": "1", "type": "ENTRY_STARTED"}, {"id": "2", "type": "BLOCK_REACHED", "block": "mail"}
    )
    begun = datetime.now(UTC)
    known = (await ask(pool, workspace_id, FIGURES))["series"]

    removed = await define(pool, workspace_id, blocks=[RULE], paths=[])
    shown = (await ask(pool, workspace_id, '{ series(key: "s") { blocks { key } } }'))["series"]["blocks"]
    kept = (await ask(pool, workspace_id, FIGURES))["series"]
    await record(pool, workspace_id, {"id": "3", "type": "RECEIVED", "block": "mail"})
    back = await define(pool, workspace_id)
    now = (await ask(pool, workspace_id, FIGURES))["series"]

    removed_at = {b["key"]: b["removedAt"] for b in removed["series"]["blocks"]}
    assert removed_at["rule"] is None
    assert begun <= datetime.fromisoformat(removed_at["mail"]) <= datetime.now(UTC)
    assert shown == [{"key": "rule"}]
    assert sorted(kept["blocks"], key=str) == sorted(known["blocks"], key=str)
    assert back["series"]["blocks"] == [block("rule", "Rule", "RULE"), block("mail", "Mail", "EMAIL")]
    states = {
        b["key"]: {row["state"]: row["count"] for row in b["stats"]["states"] if row["count"]} for b in now["blocks"]
    }
    assert states == {"rule": {}, "mail": {"RECEIVED": 1}}


async def test_a_block_removed_twice_keeps_the_instant_of_the_first_time(pool: Pool, workspace_id: int):
    await define(pool, workspace_id)
    first = await define(pool, workspace_id, blocks=[RULE], paths=[])
    second = await define(pool, workspace_id, blocks=[RULE], paths=[], name="T")

    assert first["series"]["blocks"] == second["series"]["blocks"]


@pytest.mark.parametrize("removed", [False, True])
async def test_the_kind_of_a_known_block_cannot_change_even_when_it_is_removed(
    pool: Pool, workspace_id: int, removed: bool
):
    await define(pool, workspace_id)
    if removed:
        await define(pool, workspace_id, blocks=[RULE], paths=[])
    before = await stored(pool, workspace_id)

    refused = await define(pool, workspace_id, name="T", blocks=[RULE, MAIL | {"kind": "WAIT"}], paths=[])

    message = "Block 'mail' is already defined as EMAIL, and a block keeps its kind: give the WAIT block another key."
    assert refused == {
        "series": None,
        "userErrors": [{"code": "INVALID", "message": message, "path": ["blocks", "1", "kind"]}],
    }
    assert await stored(pool, workspace_id) == before


async def stored(pool: Pool, workspace_id: int) -> Any:
    query = '{ series(key: "s") { name blocks(includeRemoved: true) { key name removedAt } paths { condition } } }'
    return await ask(pool, workspace_id, query)


async def test_what_is_wrong_is_all_said_with_paths_and_nothing_is_changed(pool: Pool, workspace_id: int):
    await define(pool, workspace_id)
    before = await stored(pool, workspace_id)

    refused = await define(
        pool,
        workspace_id,
        name="",
        goal="\x00",
        blocks=[RULE, MAIL | {"key": "rule"}],
        paths=[NEXT, NEXT | {"condition": "VARIANT"}, {"from": "rule", "to": "rule"}, {"from": "rule", "to": "rule"}],
    )

    assert refused["series"] is None
    assert [(error["code"], ".".join(error["path"]), error["message"]) for error in refused["userErrors"]] == [
        ("INVALID", "name", "`name` must have 1 to 500 characters."),
        ("INVALID", "goal", "Text must not contain the character U+0000."),
        ("INVALID", "blocks.1.key", "The block key 'rule' is used twice: give each block a key of its own."),
        ("INVALID", "paths.0.to", "No block has the key 'mail': add it to `blocks`, or correct the key."),
        ("INVALID", "paths.1.to", "No block has the key 'mail': add it to `blocks`, or correct the key."),
        ("INVALID", "paths.1.variant", "`variant` is required with the condition VARIANT."),
        ("INVALID", "paths.3", "The same path is given twice: leave one of them out."),
    ]
    assert await stored(pool, workspace_id) == before


async def test_a_long_key_is_cut_in_the_error(pool: Pool, workspace_id: int):
    refused = await define(pool, workspace_id, paths=[NEXT | {"to": "x" * 500_000}])

    begin = "No block has the key '"
    assert [error["message"] for error in refused["userErrors"]] == [f"{begin}{'x' * (1_000 - len(begin))}…"]


async def test_a_new_series_that_is_refused_is_not_made(pool: Pool, workspace_id: int):
    await define(pool, workspace_id, blocks=[])

    assert await ask(pool, workspace_id, '{ series(key: "s") { id } }') == {"series": None}


async def test_a_token_without_the_scope_is_refused_and_nothing_is_made(pool: Pool, workspace_id: int):
    given = {"key": "s", "name": "S", "blocks": [], "paths": []}
    scopes = frozenset(Scope) - {Scope.INGEST, Scope.ADMIN}

    refusal = await refusal_of(pool, workspace_id, DEFINE, {"input": given}, scopes)

    assert refusal == ["Mutation.defineSeries needs a token with the scope INGEST."]
    assert await ask(pool, workspace_id, '{ series(key: "s") { id } }') == {"series": None}


async def test_a_token_that_may_not_read_gets_no_more_than_it_wrote(pool: Pool, workspace_id: int):
    data, errors = await answer_to(
        pool,
        workspace_id,
        "mutation ($input: DefineSeriesInput!) { defineSeries(input: $input) { series { key } userErrors { code } } }",
        {"input": {"key": "s", "name": "S", "blocks": [], "paths": []}},
        frozenset({Scope.INGEST}),
    )

    assert (data, errors) == ({"defineSeries": {"series": {"key": "s"}, "userErrors": []}}, [])


async def test_a_definition_that_only_adds_leaves_everything_else_as_it_is(pool: Pool, workspace_id: int):
    await define(pool, workspace_id, blocks=[RULE, MAIL | {"contentTitle": "Hello", "x": 1.5}])
    renamed, wait = MAIL | {"name": "Other"}, {"key": "wait", "name": "Wait", "kind": "WAIT"}
    paths = [{"from": "wait", "to": "mail"}, NEXT]

    made = await define(pool, workspace_id, blocks=[wait, renamed, RULE], paths=paths, addsOnly=True)

    assert made["series"]["blocks"] == [
        block("rule", "Rule", "RULE"),
        block("mail", "Mail", "EMAIL"),
        block("wait", "Wait", "WAIT"),
    ]
    assert [(path["from"]["key"], path["to"]["key"]) for path in made["series"]["paths"]] == [
        ("rule", "mail"),
        ("wait", "mail"),
    ]
    async with pool.acquire() as connection:
        query = "SELECT content_title, x FROM block WHERE workspace_id = $1 AND key = 'mail'"
        assert [tuple(row) for row in await connection.fetch(query, workspace_id)] == [("Hello", 1.5)]


async def test_definitions_that_only_add_at_the_same_time_lose_nothing(pool: Pool, workspace_id: int):
    blocks = [{"key": f"b{number}", "name": "B", "kind": "TAG"} for number in range(8)]
    paths = [[{"from": each["key"], "to": each["key"]}] for each in blocks]

    await gather(
        *(
            define(pool, workspace_id, blocks=[each], paths=path, addsOnly=True)
            for each, path in zip(blocks, paths, strict=True)
        )
    )

    made = await define(pool, workspace_id, blocks=[], paths=[], addsOnly=True)
    keys = {each["key"] for each in blocks}
    assert {each["key"] for each in made["series"]["blocks"] if each["removedAt"] is None} == keys
    assert {path["from"]["key"] for path in made["series"]["paths"]} == keys


async def test_a_definition_that_only_adds_cannot_exceed_the_bound_of_blocks(pool: Pool, workspace_id: int):
    some = [{"key": f"{number}", "name": "B", "kind": "TAG"} for number in range(1_000)]
    await define(pool, workspace_id, blocks=some, paths=[])

    made = await define(pool, workspace_id, blocks=[RULE], paths=[], addsOnly=True)

    assert [error["code"] for error in made["userErrors"]] == ["LIMIT_EXCEEDED"]
