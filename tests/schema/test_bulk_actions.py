"""Tagging and untagging people over GraphQL."""

from datetime import UTC, datetime
from uuid import uuid4

import orjson
import pytest
from acting import ACTION, ALL, CANCEL, TAG, UNDO, UNTAG, WATCH, Desk
from asking import refusal_of
from recording import record_events

import db.bulk_actions
from core.bulk_actions import BulkActionKind
from core.events import parse_event
from core.figures import OutcomeKind, VisitState
from core.ids import global_id, number_of
from core.viewer import Scope
from db.bulk_actions import advance_bulk_action, lock_bulk_action
from db.tagging import change_batch
from db.tokens import ensure_workspace
from simulation.history import history
from simulation.onboarding import definition

KIND = BulkActionKind


@pytest.fixture
def desk(settings, pool, workspace_id) -> Desk:
    return Desk(settings, pool, workspace_id)


@pytest.fixture
async def elsewhere(settings, pool) -> Desk:
    return Desk(settings, pool, await ensure_workspace(pool, f"elsewhere {uuid4()}"))


async def rows_of(desk: Desk) -> list[int]:
    tables = ("bulk_action", "bulk_action_batch", "bulk_action_skip", "job", "tag", "person_tag")
    return [
        await desk.pool.fetchval(f"SELECT count(*) FROM {table} WHERE workspace_id = $1", desk.workspace_id)
        for table in tables
    ]


@pytest.fixture
def batches_of_four(monkeypatch) -> None:
    monkeypatch.setattr(db.bulk_actions, "BATCH", 4)


async def begin(desk: Desk, action_id: str) -> None:
    """Process the first batch of an action."""
    async with desk.pool.acquire() as connection, connection.transaction():
        action = await lock_bulk_action(connection, desk.workspace_id, number_of(action_id, "BulkAction"))
        assert action is not None
        progress = await change_batch(connection, desk.workspace_id, action)
        await advance_bulk_action(connection, desk.workspace_id, action.id, progress)


async def test_named_people_are_tagged_and_no_one_else(desk):
    one, two, three = await desk.people(3)

    asked = await desk.act(TAG, {"ids": [three, one]}, " vip ")
    await desk.work()
    ended = await desk.ask(WATCH, id=asked["bulkAction"]["id"])

    none_yet = {"processed": 0, "succeeded": 0, "skipped": 0, "failed": 0, "skips": [], "error": None}
    assert asked["userErrors"] == []
    assert asked["bulkAction"] == {
        "id": ended["id"], "kind": "TAG", "status": "PENDING", "selected": 2, **none_yet,
    }  # fmt: skip
    assert ended["completedAt"] is not None
    assert (ended["status"], ended["processed"], ended["succeeded"]) == ("COMPLETED", 2, 2)
    assert await desk.tagged() == [one, three]
    assert two not in await desk.tagged()


async def test_everyone_who_matches_is_tagged_except_the_excluded(desk):
    people = await desk.people(5)

    ended = await desk.done(KIND.TAG, {"except": people[1:3]})

    assert ended["selected"] == ended["succeeded"] == 3
    assert await desk.tagged() == [people[0], *people[3:]]


async def test_the_selected_people_stay_the_same_when_others_start_or_stop_matching(desk):
    people = await desk.people(3)
    asked = await desk.act(TAG, {"withoutTags": ["late"]})
    await desk.pool.execute(
        "INSERT INTO person (workspace_id, external_id) VALUES ($1, 'came later')", desk.workspace_id
    )

    await desk.done(KIND.TAG, {"ids": people[:1]}, "late")  # does the first job, too

    ended = await desk.ask(WATCH, id=asked["bulkAction"]["id"])
    assert ended["selected"] == ended["succeeded"] == 3
    assert await desk.tagged() == people


async def test_people_who_have_the_tag_are_skipped_with_a_reason(desk):
    people = await desk.people(4)
    await desk.done(KIND.TAG, {"ids": people[:1]})

    ended = await desk.done(KIND.TAG, {})

    assert (ended["processed"], ended["succeeded"], ended["skipped"], ended["failed"]) == (4, 3, 1, 0)
    assert ended["skips"] == [{"reason": "already tagged", "count": 1}]
    assert await desk.tagged() == people


async def test_untagging_skips_people_without_the_tag(desk):
    people = await desk.people(4)
    await desk.done(KIND.TAG, {"ids": people[:3]})

    ended = await desk.done(KIND.UNTAG, {"ids": people[2:]})

    assert (ended["kind"], ended["succeeded"], ended["skipped"]) == ("UNTAG", 1, 1)
    assert ended["skips"] == [{"reason": "does not have the tag", "count": 1}]
    assert await desk.tagged() == people[:2]


async def test_new_tags_count_in_filters_immediately(desk):
    people = await desk.people(3)
    await desk.done(KIND.TAG, {"ids": people[:2]})

    ended = await desk.done(KIND.TAG, {"tags": ["vip"]}, "gold")

    assert ended["selected"] == 2
    assert await desk.tagged("gold") == people[:2]


@pytest.mark.parametrize(
    ("mutation", "reason", "count"), [(TAG, "already tagged", 1), (UNTAG, "does not have the tag", 3)]
)
async def test_a_dry_run_reports_the_effect_and_changes_nothing(desk, mutation, reason, count):
    people = await desk.people(4)
    await desk.done(KIND.TAG, {"ids": people[:1]})
    before = await rows_of(desk)

    answer = await desk.act(mutation, {}, dryRun=True)

    assert answer == {
        "bulkAction": None, "wouldSelect": 4, "skips": [{"reason": reason, "count": count}], "userErrors": [],
    }  # fmt: skip
    assert await rows_of(desk) == before


async def test_a_dry_run_without_matches_reports_it(desk):
    answer = await desk.act(TAG, {"search": "nobody"}, dryRun=True)

    error = {"code": "INVALID", "message": "No one matches the filter: change `people`.", "path": ["people"]}
    assert answer == {"bulkAction": None, "wouldSelect": 0, "skips": [], "userErrors": [error]}


async def test_a_repeated_idempotency_key_returns_the_first_action(desk):
    await desk.people(3)
    first = await desk.act(TAG, {}, idempotencyKey="once")
    await desk.work()
    await desk.pool.execute(
        "INSERT INTO person (workspace_id, external_id) VALUES ($1, 'came later')", desk.workspace_id
    )

    again = await desk.act(TAG, {}, idempotencyKey="once")

    assert again["bulkAction"]["id"] == first["bulkAction"]["id"]
    assert (again["bulkAction"]["status"], again["bulkAction"]["selected"]) == ("COMPLETED", 3)
    assert (await rows_of(desk))[0] == 1


@pytest.mark.parametrize(
    ("mutation", "people", "tag"), [(TAG, {}, "other"), (TAG, {"search": "p1"}, "vip"), (UNTAG, {}, "vip")]
)
async def test_a_repeated_key_with_a_different_input_is_a_conflict(desk, mutation, people, tag):
    await desk.people(3)
    await desk.done(KIND.TAG, {})
    await desk.act(TAG, {}, idempotencyKey="once")
    before = await rows_of(desk)

    answer = await desk.act(mutation, people, tag, idempotencyKey="once")

    message = "The idempotency key was used with a different input: use a new key, or send the same input."
    assert answer["bulkAction"] is None
    assert answer["userErrors"] == [{"code": "CONFLICT", "message": message, "path": ["idempotencyKey"]}]
    assert await rows_of(desk) == before


async def test_a_key_belongs_to_its_workspace(desk, elsewhere):
    await desk.people(1)
    await elsewhere.people(1)
    await desk.act(TAG, {}, idempotencyKey="once")

    answer = await elsewhere.act(TAG, {}, "other", idempotencyKey="once")

    assert answer["userErrors"] == []


async def test_invalid_input_is_refused_and_changes_nothing(desk, elsewhere):
    (mine,) = await desk.people(1)
    (foreign,) = await elsewhere.people(1)
    started = {"series": global_id("Series", 1 << 40), "kind": "STARTED"}
    before = await rows_of(desk)
    refused = [
        ({}, "", "INVALID", ["tag"]),
        ({}, " ", "INVALID", ["tag"]),
        ({}, "x" * 201, "INVALID", ["tag"]),
        ({"ids": []}, "vip", "INVALID", ["people"]),
        ({"search": "nobody"}, "vip", "INVALID", ["people"]),
        ({"ids": [mine], "except": [mine]}, "vip", "INVALID", ["people"]),
        ({"ids": ["rubbish"]}, "vip", "INVALID", ["people", "ids", "0"]),
        ({"ids": [mine, foreign]}, "vip", "NOT_FOUND", ["people", "ids"]),
        ({"ids": [global_id("Person", 1 << 40)]}, "vip", "NOT_FOUND", ["people", "ids"]),
        ({"outcome": started}, "vip", "NOT_FOUND", ["people", "outcome", "series"]),
        ({"visit": {"block": global_id("Block", 1 << 40)}}, "vip", "NOT_FOUND", ["people", "visit", "block"]),
    ]  # fmt: skip

    for people, tag, code, path in refused:
        for dry_run in (False, True):
            answer = await desk.act(TAG, people, tag, dryRun=dry_run)
            errors = [(error["code"], error["path"]) for error in answer["userErrors"]]
            assert (answer["bulkAction"], errors) == (None, [(code, path)])

    assert await rows_of(desk) == before


async def test_a_tag_that_does_not_exist_cannot_be_removed(desk):
    await desk.people(1)

    answer = await desk.act(UNTAG, {}, "vip")

    assert answer["userErrors"] == [
        {"code": "NOT_FOUND", "message": "No tag has the name 'vip': check its spelling.", "path": ["tag"]}
    ]


async def test_bulk_actions_require_the_scope_act(desk):
    people = await desk.people(1)
    ended = await desk.done(KIND.TAG, {"ids": people})

    for name, query, variables in [
        ("tagPeople", TAG, {"input": {"people": {}, "tag": "x"}}),
        ("untagPeople", UNTAG, {"input": {"people": {}, "tag": "vip", "dryRun": True}}),
        ("cancelBulkAction", CANCEL, {"id": ended["id"]}),
        ("undoBulkAction", UNDO, {"id": ended["id"]}),
    ]:
        refusal = await refusal_of(desk.pool, desk.workspace_id, query, variables, ALL - {Scope.ACT, Scope.ADMIN})
        assert refusal == [f"Mutation.{name} needs a token with the scope ACT."]
    assert await desk.tagged() == people


async def test_another_workspace_can_neither_see_nor_change_a_bulk_action(desk, elsewhere):
    await desk.people(1)
    ended = await desk.done(KIND.TAG, {})

    seen = await elsewhere.ask(WATCH, id=ended["id"])
    refused = [await elsewhere.ask(query, id=ended["id"]) for query in (CANCEL, UNDO)]

    message = "No bulk action has this id: use one from a response."
    error = {"code": "NOT_FOUND", "message": message, "path": ["id"]}
    assert seen is None
    assert refused == [{"bulkAction": None, "userErrors": [error]}] * 2


@pytest.mark.usefixtures("batches_of_four")
async def test_progress_is_visible_and_a_canceled_action_keeps_its_counts(desk):
    people = await desk.people(10)
    asked = (await desk.act(TAG, {}))["bulkAction"]
    await begin(desk, asked["id"])
    under_way = await desk.ask(WATCH, id=asked["id"])

    cancelled = (await desk.ask(CANCEL, id=asked["id"]))["bulkAction"]
    await desk.work()
    later = await desk.ask(WATCH, id=asked["id"])

    assert (under_way["status"], under_way["processed"], under_way["completedAt"]) == ("IN_PROGRESS", 4, None)
    assert (cancelled["status"], cancelled["processed"], cancelled["succeeded"]) == ("CANCELED", 4, 4)
    assert {**later, **cancelled} == later
    assert later["completedAt"] is not None
    assert await desk.tagged() == people[:4]


async def test_an_ended_action_cannot_be_canceled(desk):
    await desk.people(1)
    ended = await desk.done(KIND.TAG, {})

    answer = await desk.ask(CANCEL, id=ended["id"])

    message = "The bulk action has already ended (COMPLETED), so it cannot be canceled."
    assert answer["userErrors"] == [{"code": "NOT_CANCELABLE", "message": message, "path": ["id"]}]


async def test_an_undo_reverts_exactly_the_changes(desk):
    people = await desk.people(5)
    await desk.done(KIND.TAG, {"ids": people[:2]})
    ended = await desk.done(KIND.TAG, {"ids": people[1:4]})

    undo = (await desk.ask(UNDO, id=ended["id"]))["bulkAction"]
    await desk.work()

    assert (undo["kind"], undo["selected"]) == ("UNTAG", 2)
    assert (await desk.ask(WATCH, id=ended["id"]))["undoneBy"] == {"id": undo["id"]}
    assert (await desk.ask(WATCH, id=undo["id"]))["succeeded"] == 2
    assert await desk.tagged() == people[:2]


async def test_undoing_an_untagging_restores_the_tag(desk):
    people = await desk.people(4)
    await desk.done(KIND.TAG, {"ids": people[:2]})
    ended = await desk.done(KIND.UNTAG, {"ids": people[1:]})

    undo = (await desk.ask(UNDO, id=ended["id"]))["bulkAction"]
    await desk.work()

    assert (undo["kind"], undo["selected"]) == ("TAG", 1)
    assert await desk.tagged() == people[:2]


@pytest.mark.usefixtures("batches_of_four")
async def test_undoing_a_canceled_action_reverts_the_part_that_was_done(desk):
    await desk.people(10)
    asked = (await desk.act(TAG, {}))["bulkAction"]
    await begin(desk, asked["id"])
    await desk.ask(CANCEL, id=asked["id"])

    undo = (await desk.ask(UNDO, id=asked["id"]))["bulkAction"]
    await desk.work()

    assert undo["selected"] == 4
    assert await desk.tagged() == []


@pytest.mark.usefixtures("batches_of_four")
async def test_a_canceled_undo_can_be_requested_again(desk):
    await desk.people(10)
    ended = await desk.done(KIND.TAG, {})
    undo = (await desk.ask(UNDO, id=ended["id"]))["bulkAction"]
    await begin(desk, undo["id"])
    await desk.ask(CANCEL, id=undo["id"])

    again = (await desk.ask(UNDO, id=ended["id"]))["bulkAction"]
    await desk.work()

    assert again["selected"] == 10
    assert (await desk.ask(WATCH, id=again["id"]))["skips"] == [{"reason": "does not have the tag", "count": 4}]
    assert await desk.tagged() == []


async def test_an_undo_is_refused_with_the_reason(desk):
    await desk.people(2)
    ended = await desk.done(KIND.TAG, {})
    nothing = await desk.done(KIND.TAG, {})
    running = (await desk.act(TAG, {}, "other"))["bulkAction"]
    undo = (await desk.ask(UNDO, id=ended["id"]))["bulkAction"]
    refused = {
        ended["id"]: "The bulk action has already been undone.",
        nothing["id"]: "The bulk action changed no one, so there is nothing to undo.",
        running["id"]: "The bulk action has not ended yet: wait for its end, or cancel it first.",
        undo["id"]: "This bulk action is an undo: repeat the action that it undoes instead.",
    }

    for action_id, message in refused.items():
        answer = await desk.ask(UNDO, id=action_id)
        assert answer["userErrors"] == [{"code": "NOT_UNDOABLE", "message": message, "path": ["id"]}]


async def test_any_bulk_action_is_a_node(desk):
    await desk.people(1)
    ended = await desk.done(KIND.TAG, {})

    found = await desk.ask("query ($id: ID!) { answer: node(id: $id) { id ...action } }" + ACTION, id=ended["id"])

    assert {**ended, **found} == ended


async def test_a_bulk_action_selects_exactly_the_people_of_a_figure(desk, pool, workspace_id):
    define = "mutation ($input: DefineSeriesInput!) { answer: defineSeries(input: $input) { series { id } } }"
    series = (await desk.ask(define, input=definition("s")))["series"]["id"]
    events = history(people=150, series="s", seed=3, days=60, until=datetime(2026, 3, 1, tzinfo=UTC))
    async with pool.acquire() as connection:
        await record_events(connection, workspace_id, [parse_event(orjson.dumps(event)) for event in events])
    figures = await desk.ask(
        'query { answer: series(key: "s") { stats { outcomes { kind count } } '
        "blocks { id stats { states { state count } } } } }"
    )
    filters = [
        ({"outcome": {"series": series, "kind": figure["kind"]}}, figure["count"])
        for figure in figures["stats"]["outcomes"]
    ] + [
        ({"visit": {"block": block["id"], "state": [figure["state"]]}}, figure["count"])
        for block in figures["blocks"]
        for figure in block["stats"]["states"]
    ]

    for people, count in filters:
        dry = await desk.act(TAG, people, dryRun=True)
        real = await desk.act(TAG, people)
        assert dry["wouldSelect"] == count
        assert (real["bulkAction"] or {"selected": 0})["selected"] == count

    assert len(filters) > len(OutcomeKind) + len(VisitState)
    assert sum(count for _, count in filters) > 1000
