"""messagePeople: which input is refused, and that a refusal changes nothing."""

import asyncio
from typing import Any

import pytest
from acting import ACTION, ALL, CANCEL, TAG, UNDO, Desk
from asking import answer_to, refusal_of
from conftest import RecordedPool

from core.ids import global_id
from core.settings import Settings
from core.viewer import Scope
from db.pool import Pool

MESSAGE = (
    """
mutation ($input: MessagePeopleInput!) {
  answer: messagePeople(input: $input) {
    bulkAction { ...action } wouldSelect skips { reason count } userErrors { code message path }
  }
}
"""
    + ACTION
)
PREVIEW = """
query ($input: MessagePreviewInput!) {
  answer: messagePreview(input: $input) { person { externalId } subject body skip failure }
}
"""
HELLO = {"people": {}, "subject": "Hello {{ name }}", "body": "Hi {{ name }}!"}


@pytest.fixture
async def desk(pool: Pool, settings: Settings, workspace_id: int) -> Desk:
    return Desk(settings, pool, workspace_id)


async def _rows(desk: Desk) -> int:
    tables = ("bulk_action", "message", "recipient", "job")
    query = " + ".join(f"(SELECT count(*) FROM {table} WHERE workspace_id = $1)" for table in tables)
    return await desk.pool.fetchval(f"SELECT {query}", desk.workspace_id)


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize(
    ("given", "code", "message", "path"),
    [
        ({"subject": None}, "INVALID", "An e-mail requires a subject: give `subject`.", ["subject"]),
        ({"subject": "{{ name"}, "INVALID", "Line 1 of the subject: expected '}}', found end of file.", ["subject"]),
        (
            {"body": "Hi\n{% if name %}"},
            "INVALID",
            "Line 2 of the body: expected tag endif, found end of expression.",
            ["body"],
        ),
        ({"body": "{{" * 49_000}, "INVALID", "Line 1 of the body: expected '}}', found end of file.", ["body"]),
        (
            {"subject": "{{ 1 }}" * 10 + "{% if 1 %}" * 21},
            "INVALID",
            "Line 1 of the subject: tags may be nested at most 20 deep.",
            ["subject"],
        ),
        ({"body": ""}, "INVALID", "`body` must have 1 to 100,000 characters.", ["body"]),
        ({"people": {"search": "nobody"}}, "INVALID", "No one matches the filter: change `people`.", ["people"]),
        ({"people": {"ids": ["x"]}}, "INVALID", "'x' is not an id: use one from a response.", ["people", "ids", "0"]),
        (
            {"people": {"ids": [global_id("Person", 10**15)]}},
            "NOT_FOUND",
            f"No person has the id {global_id('Person', 10**15)!r}: remove it.",
            ["people", "ids"],
        ),
    ],
)
async def test_bad_input_is_refused_with_its_path_and_changes_nothing(
    desk: Desk, given: dict[str, Any], code: str, message: str, path: list[str], *, dry_run: bool
):
    await desk.people(1)

    answer = await desk.ask(MESSAGE, input={**HELLO, **given, "dryRun": dry_run})

    assert answer["userErrors"] == [{"code": code, "message": message, "path": path}]
    assert answer["bulkAction"] is None
    assert await _rows(desk) == 0


async def test_a_dry_run_counts_and_sends_nothing(desk: Desk):
    await desk.people(3)

    answer = await desk.ask(MESSAGE, input={**HELLO, "dryRun": True})

    assert answer == {
        "bulkAction": None,
        "wouldSelect": 3,
        "skips": [{"reason": "no e-mail", "count": 3}],
        "userErrors": [],
    }
    assert await _rows(desk) == 0


async def test_parsing_a_long_template_does_not_block_other_requests(desk: Desk):
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.001)
            turns += 1

    counting = asyncio.create_task(count_turns())
    body = ("{% if " + " and ".join(["name"] * 50) + " %}{% endif %}") * 200  # some tenths of a second
    await desk.people(1)
    answer = await desk.ask(MESSAGE, input={**HELLO, "body": body, "dryRun": True})
    counting.cancel()

    assert answer["userErrors"] == []
    assert turns > 10  # two or three if it is parsed in the event loop


async def test_a_repeated_key_returns_the_first_action_and_a_different_input_is_a_conflict(desk: Desk):
    await desk.people(1)

    first = await desk.ask(MESSAGE, input={**HELLO, "idempotencyKey": "k"})
    again = await desk.ask(MESSAGE, input={**HELLO, "idempotencyKey": "k"})
    other = await desk.ask(MESSAGE, input={**HELLO, "body": "Bye", "idempotencyKey": "k"})

    assert again == first
    assert (first["bulkAction"]["kind"], first["bulkAction"]["status"]) == ("MESSAGE", "PENDING")
    assert [error["code"] for error in other["userErrors"]] == ["CONFLICT"]


async def test_messages_require_the_scope_act(desk: Desk):
    await desk.people(1)

    scopes = ALL - {Scope.ACT, Scope.ADMIN}
    refusal = await refusal_of(desk.pool, desk.workspace_id, MESSAGE, {"input": HELLO}, scopes)

    assert refusal == ["Mutation.messagePeople needs a token with the scope ACT."]
    assert await _rows(desk) == 0


async def test_a_message_can_be_canceled_but_not_undone(desk: Desk):
    await desk.people(1)
    action_id = (await desk.ask(MESSAGE, input=HELLO))["bulkAction"]["id"]

    canceled = await desk.ask(CANCEL, id=action_id)
    undone = await desk.ask(UNDO, id=action_id)

    assert canceled["bulkAction"]["status"] == "CANCELED"
    assert [error["code"] for error in undone["userErrors"]] == ["NOT_UNDOABLE"]


async def test_a_preview_has_the_values_of_the_person_and_sends_nothing(desk: Desk):
    ann, ben = await desk.people(2)
    await desk.pool.execute(
        """UPDATE person SET email = 'ann@example.org', name = 'Ann', attributes = '{"city": "Ghent"}'
        WHERE workspace_id = $1 AND external_id = 'p1'""",
        desk.workspace_id,
    )
    await desk.act(TAG, {"ids": [ann]}, "vip")
    await desk.work()
    rows = await _rows(desk)
    texts = {
        "subject": "Hello {{ name }}",
        "body": "{{ attributes.city }}, {{ tags | join: ' ' }}, {{ unsubscribe_url }}",
    }

    assert await desk.ask(PREVIEW, input={"person": ann, **texts}) == {
        "person": {"externalId": "p1"},
        "subject": "Hello Ann",
        "body": "Ghent, vip, http://127.0.0.1:8000/unsubscribe/preview",
        "skip": None,
        "failure": None,
    }
    assert await desk.ask(PREVIEW, input={"person": ben, **texts}) == {
        "person": {"externalId": "p2"},
        "subject": None,
        "body": None,
        "skip": "no e-mail",
        "failure": "Line 1 of the subject: name is missing or null: give a default.",
    }
    assert await _rows(desk) == rows


async def test_a_preview_says_that_an_inbox_is_unsubscribed_whoever_has_it(desk: Desk):
    ann, _ = await desk.people(2)
    await desk.pool.execute("UPDATE person SET email = 'a@example.org' WHERE workspace_id = $1", desk.workspace_id)
    unsubscribe = """mutation { answer: upsertPeople(input: {people: [{externalId: "p2", unsubscribed: true}]}) {
        userErrors { message }
    } }"""
    assert await desk.ask(unsubscribe) == {"userErrors": []}

    preview = await desk.ask(PREVIEW, input={"person": ann, "subject": "Hello", "body": "Hi"})

    assert (preview["skip"], preview["body"]) == ("unsubscribed", "Hi")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"subject": None}, "An e-mail requires a subject: give `subject`."),
        ({"body": "{% if name %}"}, "Line 1 of the body: expected tag endif, found end of expression."),
        ({"person": "x"}, "'x' is not an id: use one from a response."),
    ],
)
async def test_a_preview_refuses_what_a_message_refuses(desk: Desk, given: dict[str, Any], message: str):
    [ann] = await desk.people(1)
    sent = {"input": {"person": ann, "subject": "Hello", "body": "Hi", **given}}

    data, [error] = await answer_to(desk.pool, desk.workspace_id, PREVIEW, sent)

    assert (data, error["message"], error["extensions"]["code"]) == ({"answer": None}, message, "INVALID")


async def test_there_is_no_preview_for_a_person_who_does_not_exist(desk: Desk):
    sent = {"person": global_id("Person", 10**15), "subject": "Hello", "body": "Hi"}

    assert await desk.ask(PREVIEW, input=sent) is None


@pytest.mark.executed_once
async def test_a_preview_takes_three_statements(settings: Settings, recorded_pool: RecordedPool, workspace_id: int):
    desk = Desk(settings, recorded_pool.pool, workspace_id)
    [ann] = await desk.people(1)
    recorded_pool.statements.clear()

    await desk.ask(PREVIEW, input={"person": ann, "subject": "Hello", "body": "Hi"})

    assert len(recorded_pool.statements) == 3  # the person, their tags, and why they would be skipped
