"""The audit log: one entry for each change, and none for anything that changed nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from acting import CANCEL, TAG, UNDO, UNTAG
from asking import EVERYTHING, answer_to, ask, refusal_of
from auditing import LOG, actions, entries
from exporting import CANCEL as CANCEL_EXPORT
from exporting import REQUEST, Exporter
from histories import BEGIN

from core.events import EventInput, EventType
from core.ids import global_id
from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool
from db.tokens import NewToken, add_token, ensure_workspace

MESSAGE = TAG.replace("tagPeople", "messagePeople").replace("TagPeopleInput", "MessagePeopleInput")
DEFINE = """
mutation ($input: DefineSeriesInput!) {
  answer: defineSeries(input: $input) { series { id } userErrors { message } }
}
"""
CREATE = """
mutation ($input: CreateTokenInput!) { answer: createToken(input: $input) { token { id } userErrors { message } } }
"""
REVOKE = "mutation ($id: ID!) { answer: revokeToken(id: $id) { userErrors { message } } }"
NEW = {
    "key": "new",
    "name": "New",
    "blocks": [{"key": "a", "name": "A", "kind": "RULE"}, {"key": "b", "name": "B", "kind": "EMAIL"}],
    "paths": [{"from": "a", "to": "b", "condition": "MATCHED"}],
}


class Audited(Exporter):
    """A workspace with two people in a series, and its audit log."""

    async def log(self, *action: str) -> list[dict[str, Any]]:
        return await entries(self.pool, self.workspace_id, *action)

    async def actions(self) -> list[str]:
        return await actions(self.pool, self.workspace_id)

    async def last(self) -> dict[str, Any]:
        entry = (await self.log())[-1]
        assert (entry["requestId"], entry["address"]) == (None, None)  # without HTTP
        assert entry["token"] == "bootstrap"
        return {name: entry[name] for name in ("action", "people", "detail")}


@pytest.fixture
async def place(settings: Settings, pool: Pool, workspace_id: int) -> Audited:
    place = Audited(settings, pool, workspace_id)
    await place.define(
        *(
            EventInput(id=person, type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person=person)
            for person in ("ann", "ben")
        )
    )
    await pool.execute("UPDATE person SET email = external_id || '@example.org' WHERE workspace_id = $1", workspace_id)
    return place


async def test_bulk_actions_say_whom_they_selected_and_how_many(place: Audited):
    tagged = (await place.act(TAG, {}, tag="vip"))["bulkAction"]["id"]
    assert await place.last() == {
        "action": "TAG",
        "people": 2,
        "detail": {"bulkAction": tagged, "filter": {}, "tag": "vip"},
    }
    await place.work()
    undone = (await place.ask(UNDO, id=tagged))["bulkAction"]["id"]
    assert await place.last() == {
        "action": "UNDO",
        "people": 2,
        "detail": {"bulkAction": undone, "undoes": tagged},
    }
    untagged = (await place.act(UNTAG, {"search": "ann"}, tag="vip"))["bulkAction"]["id"]
    assert await place.last() == {
        "action": "UNTAG",
        "people": 1,
        "detail": {"bulkAction": untagged, "filter": {"search": True}, "tag": "vip"},
    }
    sent = await place.ask(MESSAGE, input={"people": {}, "subject": "Hello", "body": "Secret"})
    assert await place.last() == {
        "action": "MESSAGE",
        "people": 2,
        "detail": {"bulkAction": sent["bulkAction"]["id"], "filter": {}, "subject": "Hello"},
    }
    await place.ask(CANCEL, id=sent["bulkAction"]["id"])
    assert await place.last() == {
        "action": "CANCEL",
        "people": None,
        "detail": {"bulkAction": sent["bulkAction"]["id"]},
    }


async def test_exports_say_what_leaves_and_who_is_sent_the_link(place: Audited):
    given = {
        "files": ["SERIES_ENTRY"],
        "range": {"from": "2026-03-01T00:00:00Z"},
        "people": {"tags": ["vip"]},
        "email": "me@example.org",
    }
    export = (await place.request(**given))["export"]["id"]
    assert await place.last() == {
        "action": "EXPORT",
        "people": None,
        "detail": {
            "export": export,
            "series": place.series,
            "format": "CSV",
            "files": ["SERIES_ENTRY"],
            "from": "2026-03-01T00:00:00+00:00",
            "filter": {"tags": ["vip"]},
            "email": "me@example.org",
        },
    }
    await place.ask(CANCEL_EXPORT, id=export)
    assert await place.last() == {"action": "CANCEL", "people": None, "detail": {"export": export}}


async def test_tokens_are_logged_without_their_secrets(place: Audited):
    given = {"name": "n", "scopes": ["READ", "ACT"], "expiresAt": "2100-01-01T00:00:00Z"}
    first = (await place.ask(CREATE, input=given))["token"]["id"]
    created = {"name": "n", "scopes": ["ACT", "READ"], "expiresAt": "2100-01-01T00:00:00+00:00"}
    assert (await place.last())["detail"] == {"change": "CREATED", "token": first, **created}
    second = (await place.ask(CREATE, input={**given, "expiresAt": None, "rotates": first}))["token"]["id"]
    assert (await place.last())["detail"] == {"change": "ROTATED", "token": second, **created, "rotates": first}
    await place.ask(REVOKE, id=first)
    assert await place.last() == {
        "action": "TOKEN",
        "people": None,
        "detail": {"change": "REVOKED", "token": first, "name": "n"},
    }


CHANGED = {
    "the name": {"name": "Renamed"},
    "the status": {"status": "PAUSED"},
    "a block": {"blocks": [NEW["blocks"][0], {**NEW["blocks"][1], "name": "C"}]},
    "the order of blocks": {"blocks": NEW["blocks"][::-1]},
    "a removed block": {"blocks": NEW["blocks"][:1], "paths": []},
    "a path": {"paths": [{"from": "a", "to": "b", "condition": "NOT_MATCHED"}]},
    "a removed path": {"paths": []},
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
async def test_a_series_is_logged_when_it_is_created_or_changed_and_only_then(place: Audited, change: dict[str, Any]):
    series = (await place.ask(DEFINE, input=NEW))["series"]["id"]
    detail = {"series": series, "key": "new"}
    assert await place.last() == {"action": "SERIES", "people": None, "detail": detail}

    for definition, count in ((NEW, 1), (NEW | change, 2), (NEW | change, 2), (NEW, 3)):
        await place.ask(DEFINE, input=definition)
        assert [entry["detail"] for entry in await place.log("SERIES")] == [detail] * count


async def test_repeated_and_refused_requests_write_nothing(place: Audited):
    tag = {"people": {}, "tag": "vip", "idempotencyKey": "tag"}
    export = {"series": place.series, "idempotencyKey": "export"}
    action = (await place.ask(TAG, input=tag))["bulkAction"]["id"]
    await place.ask(REQUEST, input=export)
    token = (await place.ask(CREATE, input={"name": "n", "scopes": ["READ"]}))["token"]["id"]
    await place.ask(CANCEL, id=action)
    await place.ask(REVOKE, id=token)
    before = await place.log()

    await place.ask(TAG, input=tag)
    await place.ask(TAG, input={**tag, "tag": "other"})  # a conflict
    await place.ask(TAG, input={"people": {"tags": ["unknown"]}, "tag": "vip"})  # no one matches
    await place.ask(TAG, input={"people": {}, "tag": "vip", "dryRun": True})
    await place.ask(REQUEST, input=export)
    await place.ask(REQUEST, input={**export, "format": "PARQUET"})
    await place.ask(REQUEST, input={"series": place.series, "dryRun": True})
    await place.ask(CANCEL, id=action)
    await place.ask(UNDO, id=action)
    await place.ask(REVOKE, id=token)
    await place.ask(CREATE, input={"name": "n", "scopes": ["READ"], "rotates": token})
    await place.ask(DEFINE, input={**NEW, "paths": [{"from": "a", "to": "z", "condition": "MATCHED"}]})

    assert [entry["action"] for entry in before] == ["TAG", "EXPORT", "TOKEN", "CANCEL", "TOKEN"]
    assert await place.log() == before


async def test_concurrent_repetitions_write_one_entry(place: Audited):
    token = (await place.ask(CREATE, input={"name": "n", "scopes": ["READ"]}))["token"]["id"]
    tag = {"people": {}, "tag": "vip", "idempotencyKey": "tag"}
    export = {"series": place.series, "idempotencyKey": "export"}

    async def eightfold(query: str, **variables: Any) -> list[Any]:
        return await asyncio.gather(*(place.ask(query, **variables) for _ in range(8)))

    tagged = await eightfold(TAG, input=tag)
    exported = await eightfold(REQUEST, input=export)
    await eightfold(REVOKE, id=token)
    await eightfold(CANCEL, id=tagged[0]["bulkAction"]["id"])
    await eightfold(CANCEL_EXPORT, id=exported[0]["export"]["id"])
    await eightfold(DEFINE, input=NEW)

    assert len({answer["bulkAction"]["id"] for answer in tagged}) == 1
    assert await place.actions() == ["TOKEN", "TAG", "EXPORT", "TOKEN", "CANCEL", "CANCEL", "SERIES"]


TABLES = ("bulk_action", "bulk_action_batch", "export", "token", "series", "block", "path", "tag", "job", "audit_event")


async def rows(place: Audited) -> dict[str, Any]:
    query = "SELECT * FROM {} AS row WHERE workspace_id = $1 ORDER BY row::text"
    return {table: await place.pool.fetch(query.format(table), place.workspace_id) for table in TABLES}


@asynccontextmanager
async def failing_commit(pool: Pool, table: str, workspace_id: int) -> AsyncIterator[None]:
    """Meanwhile a transaction that writes to the table for this workspace fails when it commits."""
    name = f"fails_{workspace_id}"
    await pool.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$")
    await pool.execute(f"""
        CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (NEW.workspace_id = {workspace_id}) EXECUTE FUNCTION {name}()
    """)
    try:
        yield
    finally:
        await pool.execute(f"DROP TRIGGER {name} ON {table}")
        await pool.execute(f"DROP FUNCTION {name}()")


CHANGES = {
    "tag": (TAG, {"input": {"people": {}, "tag": "vip"}}, "bulk_action"),
    "message": (MESSAGE, {"input": {"people": {}, "subject": "S", "body": "B"}}, "bulk_action"),
    "undo": (UNDO, {"id": "<done>"}, "bulk_action"),
    "cancel": (CANCEL, {"id": "<waiting>"}, "bulk_action"),
    "export": (REQUEST, {"input": {"series": "<series>"}}, "export"),
    "cancel export": (CANCEL_EXPORT, {"id": "<export>"}, "export"),
    "create token": (CREATE, {"input": {"name": "n", "scopes": ["READ"]}}, "token"),
    "rotate token": (CREATE, {"input": {"name": "n", "scopes": ["READ"], "rotates": "<token>"}}, "token"),
    "revoke token": (REVOKE, {"id": "<token>"}, "token"),
    "define series": (DEFINE, {"input": NEW}, "series"),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_an_entry_and_its_change_are_committed_together_or_not_at_all(place: Audited, name: str):
    done = await place.act(TAG, {}, tag="done")
    await place.work()
    waiting = await place.act(TAG, {}, tag="waiting")
    ids = {
        "<done>": done["bulkAction"]["id"],
        "<waiting>": waiting["bulkAction"]["id"],
        "<series>": place.series,
        "<export>": (await place.request())["export"]["id"],
        "<token>": (await place.ask(CREATE, input={"name": "n", "scopes": ["READ"]}))["token"]["id"],
    }
    query, variables, table = CHANGES[name]
    given = {key: ids.get(value, value) if isinstance(value, str) else value for key, value in variables.items()}
    if "input" in given:
        given["input"] = {
            key: ids.get(value, value) if isinstance(value, str) else value for key, value in given["input"].items()
        }
    before = await rows(place)

    for failing in (table, "audit_event"):
        async with failing_commit(place.pool, failing, place.workspace_id):
            _, errors = await answer_to(place.pool, place.workspace_id, query, given)
        assert len(errors) == 1
        assert await rows(place) == before
    assert (await place.ask(query, **given))["userErrors"] == []

    after = await rows(place)
    assert len(after["audit_event"]) == len(before["audit_event"]) + 1
    assert after[table] != before[table]


PAGE = """
query ($first: Int, $after: String, $action: [AuditAction!]) {
  auditLog(first: $first, after: $after, action: $action) {
    totalCount nodes { id } pageInfo { hasNextPage endCursor }
  }
}
"""


@pytest.mark.parametrize("wanted", [None, ["TAG"], ["TAG", "TOKEN"], ["DOWNLOAD"], []])
async def test_pages_follow_one_another_with_the_newest_first(pool: Pool, workspace_id: int, wanted: list[str] | None):
    await pool.execute(
        "INSERT INTO audit_event (workspace_id, action, at, detail) "
        "SELECT $1, (ARRAY['TAG', 'TOKEN', 'EXPORT'])[1 + number % 3], now() - number / 2 * interval '1 s', '{}' "
        "FROM generate_series(1, 20) AS number",
        workspace_id,
    )
    rows = await pool.fetch(
        "SELECT id FROM audit_event WHERE workspace_id = $1 AND ($2::text[] IS NULL OR action = ANY($2)) "
        "ORDER BY at DESC, id DESC",
        workspace_id,
        wanted,
    )
    found, after, has_next = list[str](), None, True
    while has_next:
        page = (await ask(pool, workspace_id, PAGE, first=3, after=after, action=wanted))["auditLog"]
        found += [node["id"] for node in page["nodes"]]
        after, has_next = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert page["totalCount"] == len(rows)

    assert found == [global_id("AuditEvent", row["id"]) for row in rows]


async def test_a_page_costs_the_same_number_of_statements_whatever_its_size(recorded_pool, workspace_id: int):
    costs = list[int]()
    for count in (1, 50):
        for _ in range(count):
            await add_token(recorded_pool.pool, workspace_id, NewToken("n", [Scope.READ]))
        await recorded_pool.pool.execute(
            "INSERT INTO audit_event (workspace_id, action, detail) SELECT $1, 'TAG', '{}' FROM generate_series(1, $2)",
            workspace_id,
            count,
        )
        recorded_pool.statements.clear()
        query = "{ auditLog(first: 100) { totalCount nodes { id } } tokens(first: 100) { totalCount nodes { id } } }"
        await ask(recorded_pool.pool, workspace_id, query)
        await asyncio.sleep(0)
        costs.append(len(recorded_pool.statements))

    assert costs[0] == costs[1] > 0


NODE = "query ($id: ID!) { node(id: $id) { id ... on AuditEvent { action } } }"


async def test_the_log_is_for_the_admins_of_its_workspace(place: Audited, pool: Pool, workspace_id: int):
    await place.act(TAG, {})
    event = global_id(
        "AuditEvent", await pool.fetchval("SELECT id FROM audit_event WHERE workspace_id = $1", workspace_id)
    )
    others = EVERYTHING - {Scope.ADMIN}
    stranger = await ensure_workspace(pool, f"a stranger to {workspace_id}")

    data, errors = await answer_to(pool, workspace_id, NODE, {"id": event}, others)
    assert (data, [error["extensions"]["code"] for error in errors]) == ({"node": None}, ["FORBIDDEN"])
    await refusal_of(pool, workspace_id, LOG, {}, others)
    assert await ask(pool, workspace_id, NODE, id=event) == {"node": {"id": event, "action": "TAG"}}
    assert await ask(pool, stranger, NODE, id=event) == {"node": None}
    assert await entries(pool, stranger) == []
