"""What a bulk action was requested for, and by whom."""

from pathlib import Path
from typing import Any

import pytest
from acting import TAG, UNDO, Desk
from asking import ask
from conftest import RecordedPool
from histories import BEGIN, SERIES
from recording import record_events

from core.events import EventInput, EventType
from core.settings import Settings
from db.definitions import define_series
from db.pool import Pool
from db.retention import remove_batches

REQUESTED = """
query ($id: ID!) {
  bulkAction(id: $id) {
    tag { name } subject requestedBy filter
    failedPeople { totalCount nodes { externalId } pageInfo { hasNextPage } }
  }
}
"""
PEOPLE = "mutation ($input: UpsertPeopleInput!) { answer: upsertPeople(input: $input) { userErrors { path } } }"
MESSAGE = """
mutation ($input: MessagePeopleInput!) {
  answer: messagePeople(input: $input) { bulkAction { id } userErrors { message } }
}
"""
FILTER = {"search": "ann", "attributes": [{"name": "plan", "operator": "EQ", "value": "pro"}], "withoutTags": ["x"]}


@pytest.fixture
async def desk(settings: Settings, pool: Pool, workspace_id: int, tmp_path: Path) -> Desk:
    desk = Desk(settings.model_copy(update={"mail_outbox": tmp_path}), pool, workspace_id)
    people = [{"externalId": "ann", "email": "ann@example.org", "attributes": {"plan": "pro"}, "unsubscribed": True}]
    await desk.ask(PEOPLE, input={"people": people})
    return desk


async def requested(desk: Desk, action: Any) -> Any:
    return (await ask(desk.pool, desk.workspace_id, REQUESTED, id=action["bulkAction"]["id"]))["bulkAction"]


async def test_a_bulk_action_has_its_tag_its_filter_and_the_name_of_the_token(desk: Desk):
    action = await desk.ask(TAG, input={"people": FILTER, "tag": "vip"})

    assert await requested(desk, action) == {
        "tag": {"name": "vip"},
        "subject": None,
        "requestedBy": "bootstrap",
        "filter": FILTER,
        "failedPeople": {"totalCount": 0, "nodes": [], "pageInfo": {"hasNextPage": False}},
    }


async def said_of(desk: Desk, requested: Any) -> str:
    """The selected people of a requested action in words."""
    query = "query ($id: ID!) { bulkAction(id: $id) { selectedInWords } }"
    found = await ask(desk.pool, desk.workspace_id, query, id=requested["bulkAction"]["id"])
    return found["bulkAction"]["selectedInWords"]


async def test_a_message_has_its_subject(desk: Desk):
    action = await desk.ask(MESSAGE, input={"people": {}, "subject": "Hello {{ name }}", "body": "Hello"})

    found = await requested(desk, action)

    assert (found["subject"], found["tag"], found["filter"]) == ("Hello {{ name }}", None, {})


async def test_an_undo_has_the_filter_and_the_tag_of_the_action_that_it_undoes(desk: Desk):
    action = await desk.ask(TAG, input={"people": FILTER, "tag": "vip"})
    await desk.work()

    undo = await requested(desk, await desk.ask(UNDO, id=action["bulkAction"]["id"]))

    assert (undo["filter"], undo["tag"]) == (FILTER, {"name": "vip"})


async def test_the_selected_people_are_said_in_words_also_those_of_an_undo(desk: Desk):
    async with desk.pool.acquire() as connection:
        await define_series(connection, desk.workspace_id, SERIES)
        started = EventInput(id="1", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann")
        reached = EventInput(id="2", type=EventType.BLOCK_REACHED, at=BEGIN, series="s", person="ann", block="mail")
        await record_events(connection, desk.workspace_id, [started, reached])
    names = """{ series(key: "s") { block(key: "mail") {
        name stats(scope: {asOf: "2026-11-23T00:00:00Z"}) { selection }
    } } }"""
    series = (await ask(desk.pool, desk.workspace_id, names))["series"]
    action = await desk.ask(TAG, input={"people": {"selection": series["block"]["stats"]["selection"]}, "tag": "vip"})
    await desk.work()
    undo = await desk.ask(UNDO, id=action["bulkAction"]["id"])
    everyone = await desk.ask(TAG, input={"people": {}, "tag": "all"})

    words = [await said_of(desk, each) for each in (action, undo, everyone)]

    of_block = f"reached the block “{series['block']['name']}”, as of 2026-11-23 00:00 UTC"
    assert words == [of_block, of_block, "everyone"]


async def test_the_reason_of_a_disengagement_and_the_blocks_of_a_route_are_named(desk: Desk):
    common: dict[str, Any] = {"series": "s", "person": "ann", "at": BEGIN}
    events = [
        EventInput(id="1", type=EventType.ENTRY_STARTED, **common),
        EventInput(id="2", type=EventType.BLOCK_REACHED, block="rule", **common),
        EventInput(id="3", type=EventType.BLOCK_REACHED, block="mail", **common),
        EventInput(id="4", type=EventType.ENTRY_DISENGAGED, block="mail", reason="hard bounce", **common),
        EventInput(id="5", type=EventType.ENTRY_STARTED, series="s", person="bob", at=BEGIN),
        EventInput(id="6", type=EventType.ENTRY_DISENGAGED, series="s", person="bob", at=BEGIN),
    ]
    async with desk.pool.acquire() as connection:
        await define_series(connection, desk.workspace_id, SERIES)
        await record_events(connection, desk.workspace_id, events)
    figures = """{ series(key: "s") {
      name rule: block(key: "rule") { name } mail: block(key: "mail") { name }
      stats(scope: {asOf: "2026-11-23T00:00:00Z"}) {
        disengagements { reason selection } flow { routes(first: 2) { selection blocks { key } } }
      }
    } }"""
    series = (await ask(desk.pool, desk.workspace_id, figures))["series"]
    reasons = sorted(series["stats"]["disengagements"], key=lambda each: each["reason"])
    routes = sorted(series["stats"]["flow"]["routes"], key=lambda each: len(each["blocks"]))

    words = [
        await said_of(desk, await desk.ask(TAG, input={"people": {"selection": each["selection"]}, "tag": "vip"}))
        for each in (*reasons, *routes)
    ]

    name, rule, mail = series["name"], series["rule"]["name"], series["mail"]["name"]
    assert words == [
        f"{said} as of 2026-11-23 00:00 UTC"
        for said in (
            f"disengaged from the series “{name}” without a reason,",
            f"disengaged from the series “{name}” at the block “{mail}” for the reason “hard bounce”,",
            f"reached no block of the series “{name}”,",
            f"took the route “{rule}” → “{mail}” through the series “{name}”,",
        )
    ]


async def test_the_filter_can_be_sent_again_and_its_long_lists_are_cut(desk: Desk):
    ids = [(await ask(desk.pool, desk.workspace_id, '{ person(externalId: "ann") { id } }'))["person"]["id"]] * 101

    found = await requested(desk, await desk.ask(TAG, input={"people": {"ids": ids}, "tag": "vip"}))

    assert found["filter"] == {"ids": ids[:100]}
    again = "query ($filter: PeopleFilter) { people(filter: $filter) { totalCount } }"
    assert (await ask(desk.pool, desk.workspace_id, again, filter=found["filter"]))["people"] == {"totalCount": 1}


async def test_search_texts_and_values_are_removed_together_with_the_selected_people(desk: Desk):
    action = await desk.ask(TAG, input={"people": FILTER, "tag": "vip"})
    await desk.work()
    action_id = await desk.pool.fetchval("SELECT id FROM bulk_action WHERE workspace_id = $1", desk.workspace_id)

    await remove_batches(desk.pool, desk.workspace_id, action_id)

    assert (await requested(desk, action))["filter"] == {
        "search": True,
        "attributes": [{"name": "plan", "operator": "EQ"}],
        "withoutTags": ["x"],
    }


@pytest.mark.executed_once
async def test_the_people_that_a_message_failed_for_are_a_list(desk: Desk, recorded_pool: RecordedPool):
    people = [{"externalId": f"p{number}", "email": f"p{number}@example.org"} for number in range(3)]
    await desk.ask(PEOPLE, input={"people": people})
    action = await desk.ask(MESSAGE, input={"people": {}, "subject": "Hello", "body": "Hello"})
    await desk.work()
    await desk.pool.execute(
        "UPDATE recipient SET state = 'FAILED', reason = 'x' WHERE workspace_id = $1 AND state = 'SENT'",
        desk.workspace_id,
    )
    failures = "query ($id: ID!) { bulkAction(id: $id) { failures { personId reason person { id externalId } } } }"
    pages: list[str] = []
    after = None
    while len(pages) < 10:
        query = (
            "query ($id: ID!, $after: String) { bulkAction(id: $id) { failedPeople(first: 2, after: $after) { "
            "nodes { externalId } pageInfo { endCursor hasNextPage } } } }"
        )
        page = (await ask(desk.pool, desk.workspace_id, query, id=action["bulkAction"]["id"], after=after))[
            "bulkAction"
        ]
        pages += [node["externalId"] for node in page["failedPeople"]["nodes"]]
        after = page["failedPeople"]["pageInfo"]["endCursor"]
        if not page["failedPeople"]["pageInfo"]["hasNextPage"]:
            break

    assert pages == ["p0", "p1", "p2"]
    found = (await ask(recorded_pool.pool, desk.workspace_id, failures, id=action["bulkAction"]["id"]))["bulkAction"][
        "failures"
    ]
    assert sum(each.startswith("-- One row per person, by id.") for each in recorded_pool.statements) == 1
    assert [(each["person"]["externalId"], each["reason"]) for each in found] == [(person, "x") for person in pages]
    assert all(each["personId"] == each["person"]["id"] for each in found)


async def test_a_person_says_whether_they_have_unsubscribed_and_for_which_companies_they_have_started(desk: Desk):
    async with desk.pool.acquire() as connection:
        await define_series(connection, desk.workspace_id, SERIES)
        events = [
            EventInput(
                id=entry, type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="ann", entry=entry, company=company
            )
            for entry, company in (("1", "b"), ("2", "a"), ("3", "b"), ("4", None))
        ]
        reached = EventInput(
            id="5",
            type=EventType.BLOCK_REACHED,
            at=BEGIN,
            series="s",
            person="ann",
            entry="5",
            block="mail",
            company="c",
        )
        await record_events(connection, desk.workspace_id, [*events, reached])

    found = await ask(desk.pool, desk.workspace_id, "{ people { nodes { externalId unsubscribed companies } } }")

    assert found["people"]["nodes"] == [{"externalId": "ann", "unsubscribed": True, "companies": ["a", "b"]}]
