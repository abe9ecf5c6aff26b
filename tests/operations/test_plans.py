"""What the statements of requests, ingest and jobs read, in a workspace of two hundred thousand visits."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, cast

import orjson
import pytest
from everything import Everything
from graphql import GraphQLObjectType, build_schema
from planned import OLD_ACTION, Place, full_place
from plans import Plan
from recording import record_events

from bench.histories import UNTIL
from core.events import convert_event
from core.settings import Settings
from core.viewer import Scope
from db.exports import expire_export
from db.messages import claim_recipients, next_recipient_due, unsubscribe
from db.pool import Pool
from db.snapshots import Snapshot
from db.statements.catalogue import names
from db.statements.files import file
from db.tokens import all_tokens, create_token, ensure_workspace, revoke_token
from db.versions import next_change
from jobs.exports import remove_old_exports
from jobs.old_history import remove_old_history
from jobs.worker import work
from servers.directory import DataDirectory
from simulation.history import history
from simulation.onboarding import definition
from web.authentication import Admissions

ROOT = Path(__file__).parents[2]
SCHEMA = build_schema((ROOT / "schema.graphql").read_text("utf-8"))
QUERY, MUTATION = (cast(GraphQLObjectType, SCHEMA.type_map[name]).fields for name in ("Query", "Mutation"))
FEW_ROWS = 4_000  # of a table of hundreds of thousands: what is read for a page, or of kept counts
WAIT_SECONDS = 120

# Tables that grow with what customers do. All of another is read as soon as some of it is needed.
GROWING = {
    "person", "person_tag", "event", "entry", "visit", "figure_count",
    "job", "bulk_action_batch", "recipient",
}  # fmt: skip
SMALL = {
    "workspace", "token", "version_stamp", "series", "block", "path", "tag", "ingest_lane",
    "bulk_action", "bulk_action_skip", "message", "export", "schema_migrations",
}  # fmt: skip

# What fields take that cannot be asked without, and inputs of mutations. Names in angle brackets stand for ids.
ARGUMENTS = {
    "Query.node": 'id: "<Series>"',
    "Query.people": "first: 2",
    "Query.nodes": 'ids: ["<Series>", "<Block>", "<Entry>", "<Tag>"]',
    "Query.series": 'key: "onboarding"',
    "Query.person": 'externalId: "<name>"',
    "Query.bulkAction": 'id: "<bulkAction>"',
    "Query.export": 'id: "<export>"',
    "Series.block": 'key: "welcome"',
}
ALL = Everything(ARGUMENTS)
NEW_EVENT = {
    "id": "new",
    "type": "ENTRY_STARTED",
    "at": "2026-03-01T12:00:00Z",
    "series": "onboarding",
    "person": "new",
}
NEW_PERSON = {"externalId": "<name>", "email": "new@example.org", "tags": ["new"]}
RARE = {"tags": ["rare"]}
MESSAGE = {"people": RARE, "subject": "Hello", "body": "Hello"}
MUTATIONS: list[tuple[str, dict[str, Any]]] = [
    ("defineSeries", definition()),
    ("upsertPeople", {"people": [NEW_PERSON]}),
    ("recordEvents", {"events": [NEW_EVENT]}),
    ("tagPeople", {"tag": "tagged", "people": RARE, "dryRun": True}),
    ("messagePeople", {**MESSAGE, "dryRun": True}),
    ("requestExport", {"series": "<Series>", "range": {"to": "2000-01-01T00:00:00Z"}}),
    # twice each: a key tells that it is asked again
    *2
    * [
        ("tagPeople", {"tag": "tagged", "people": RARE, "idempotencyKey": "tag"}),
        ("messagePeople", {**MESSAGE, "idempotencyKey": "message"}),
        ("untagPeople", {"tag": "common", "people": {"ids": ["<Person>"]}, "idempotencyKey": "untag"}),
        ("requestExport", {"series": "<Series>", "email": "me@example.org", "idempotencyKey": "export"}),
    ],
]
UNDER_WAY = "SELECT count(*) FROM job WHERE state IN ('QUEUED', 'RUNNING')"
UNDOING = {"undoBulkAction": "tagPeople", "cancelBulkAction": "messagePeople", "cancelExport": "requestExport"}

FIELDS = {
    "outcomes": "stats(scope: SCOPE) { outcomes { kind count } }",
    "trend": "stats(scope: SCOPE) { outcomes { trend(interval: WEEK) { start count } } }",
    "blocks": "blocks { stats(scope: SCOPE) { reached matched states { count } engagement { total unique } } }",
    "people": "stats(scope: SCOPE) { outcomes { people { edges { at node { name tags { name } } entry { key } } } } }",
    "entries": "entries(scope: SCOPE) { nodes { key visits { state leftAlong { condition } engagement { kind } } } }",
    "visits": 'block(key: "first-project") { visits(scope: SCOPE) { totalCount nodes { state } } }',
}
# Numbers that nothing keeps.
COUNTED_FIELDS = {
    "those who matched and left": (
        'block(key: "first-project") { visits(scope: SCOPE, matched: true, state: MOVED_ON) { totalCount } }'
    )
}
LATELY = '{from: "2026-06-30T00:00:00Z"}'
# Whatever the size of the workspace, the statements of these scopes read few rows.
BOUNDED = {
    "everybody": "{}",
    "all entries": "{unit: ENTRIES}",
    "an instant": '{asOf: "2026-05-01T12:14:00Z"}',
    "one person": '{people: {ids: ["<Person>"]}}',
    "the people of a rare tag": '{people: {tags: ["rare"]}}',
}
# Those of these read, by index, the rows that they count, or that they look through for those they want.
COUNTED = {
    "a range": '{range: {from: "2026-05-01T00:00:00Z", to: "2026-05-02T00:00:00Z"}}',
    "a cohort": '{range: {from: "2026-05-01T00:00:00Z", to: "2026-05-02T00:00:00Z"}, clock: ENTRY_COHORT}',
    "people by name": '{people: {search: "<name>"}}',
    "people by attribute": '{people: {attributes: [{name: "plan", operator: EQ, value: "rare"}]}}',
    "people by outcome": '{people: {outcome: {series: "<Series>", kind: FINISHED, at: LATELY}}}',
    "people in progress": '{people: {outcome: {series: "<Series>", kind: IN_PROGRESS, at: LATELY}}}',
    "people by visit": '{people: {visit: {block: "<Block>", reachedAt: LATELY}}}',
    "people by engagement": '{people: {visit: {block: "<Block>", engaged: CLICKED}, tags: ["rare"]}}',
    "people but for some": '{people: {tags: ["rare"], withoutTags: ["common"], except: ["<Person>"]}}',
}
CHOICES = ("", ", state: MOVED_ON", ", state: [DISENGAGED, EXITED]", ", state: PENDING", ", matched: false")
PEOPLE = {
    "a page of people": "",
    "people found by name": '(filter: {search: "<name>"})',
    "people found by tag": '(filter: {tags: ["rare"]})',
    "people found by attribute": '(filter: {attributes: [{name: "plan", operator: EQ, value: "rare"}]})',
}
# What has no plan, or is not done here, with the reason.
UNPLANNED = {
    "lock_job": "reads one row by its key",
    "lock_migrations": "takes a lock alone",
    "ingest/stage": "makes or empties tables of the connection",
    "require_version": "is sent together with others, and reads one row by its key",
}

Plans = dict[str, list[Plan]]


@pytest.fixture(scope="module")
async def plans(settings: Settings, directory: DataDirectory) -> AsyncIterator[Plans]:
    """The plans of all that is done, by what it was."""
    async with full_place(settings, directory) as place:
        place.log.read()
        yield {name: plans async for name, plans in _done(place)}


async def _done(place: Place) -> AsyncIterator[tuple[str, list[Plan]]]:
    for name, question in questions():
        await place.ask(question)
        yield name, place.log.read()
    await _ingest(place)
    yield "ingest", place.log.read()
    await _mutate(place)
    await _work(place)
    yield "mutations and jobs", place.log.read()
    for name, question in everything():
        await place.ask(question)
        yield name, place.log.read()
    await _keep_up(place)
    yield "upkeep", place.log.read()


async def _ingest(place: Place) -> None:
    """A batch of people who are new, and one of what happens next to some who are not."""
    async with place.pool.acquire() as connection:
        for people, copy in (("new", ""), ("", "-7")):
            events = [
                {**event, "id": f"{people}{event['id']} again", "person": f"{people}{event['person']}{copy}"}
                for event in islice(history(people=100, seed=1, until=UNTIL), 2_000)
                if not (copy and event.get("entry"))
            ]
            await record_events(connection, place.workspace_id, [convert_event(event) for event in events])


async def _mutate(place: Place) -> None:
    for name, given in MUTATIONS:
        field = MUTATION[name]
        document = f"mutation ($input: {field.args['input'].type}) {{ done: {name}(input: $input) {ALL.of(field)} }}"
        done = (await place.ask(document, input=orjson.loads(place.filled(orjson.dumps(given).decode()))))["done"]
        assert done["userErrors"] == []
        for made in ("bulkAction", "export"):
            if done.get(made):
                place.words.update({made: done[made]["id"], name: done[made]["id"]})


async def _work(place: Place) -> None:
    """Runs a worker until all jobs are done, and again for what takes them back."""
    stop = asyncio.Event()
    working = asyncio.create_task(work(place.settings, stop))
    await _nothing_left(place)
    for name, what in UNDOING.items():
        await place.ask(f'mutation {{ {name}(id: "<{what}>") {{ userErrors {{ code }} }} }}')
    await _nothing_left(place)
    stop.set()
    await working


async def _nothing_left(place: Place) -> None:
    async with asyncio.timeout(WAIT_SECONDS):
        while await place.pool.fetchval(UNDER_WAY):  # noqa: ASYNC110 - rows of a table
            await asyncio.sleep(0.5)


async def _keep_up(place: Place) -> None:
    """What is done once things are old, what mails link to, and what operators ask."""
    await place.pool.execute("UPDATE bulk_action SET completed_at = completed_at - interval '1 year'")
    await remove_old_history(place.pool, place.settings)
    await remove_old_exports(place.pool, place.settings)
    await expire_export(place.pool, place.workspace_id, 1)
    await unsubscribe(place.pool, place.workspace_id, 1)
    async with place.pool.acquire() as connection:
        await claim_recipients(connection, place.workspace_id, OLD_ACTION, [1])
        await next_recipient_due(connection, place.workspace_id, OLD_ACTION)
    token = await create_token(place.pool, place.workspace_id, "reader", [Scope.READ])
    await Admissions(place.pool, place.settings).of(token)
    await all_tokens(place.pool)
    await revoke_token(place.pool, 1)
    await ensure_workspace(place.pool, "another")
    snapshot = Snapshot(place.pool)
    await next_change(snapshot, place.workspace_id, UNTIL)
    await snapshot.close()


def everything() -> Iterator[tuple[str, str]]:
    """Every field of every type."""
    for name, field in QUERY.items():
        arguments = ARGUMENTS.get(f"Query.{name}")
        yield f"all of {name}", f"{{ {name}{f'({arguments})' if arguments else ''} {ALL.of(field)} }}"


def questions() -> Iterator[tuple[str, str]]:
    """Questions about the series, its lists and its people."""
    for scope, given in {**BOUNDED, **COUNTED}.items():
        for field, asked in {**FIELDS, **COUNTED_FIELDS}.items():
            selection = asked.replace("SCOPE", given).replace("LATELY", LATELY)
            yield f"{field} of {scope}", f'{{ series(key: "onboarding") {{ {selection} }} }}'
    for name, visits in lists():
        yield name, f'{{ series(key: "onboarding") {{ block(key: "first-project") {{ {visits} }} }} }}'
    for name, people in PEOPLE.items():
        yield name, f"{{ people{people} {{ totalCount nodes {{ name entries {{ totalCount nodes {{ key }} }} }} }} }}"


def lists() -> Iterator[tuple[str, str]]:
    """Lists of visits in every order, from both ends."""
    for field in ("REACHED_AT", "LEFT_AT", "WAITS_UNTIL"):
        for direction in ("ASC", "DESC"):
            for end in ("first", "last"):
                for choice in CHOICES:
                    order = f"orderBy: {{field: {field}, direction: {direction}}}"
                    visits = f"visits({end}: 25, {order}{choice}) {{ nodes {{ state }} }}"
                    yield f"{end} visits by {field} {direction}{choice}", visits


def test_no_table_that_grows_is_read_from_end_to_end(plans: Plans):
    found = {
        (name, plan.header, scan.table)
        for name, carried_out in plans.items()
        for plan in carried_out
        for scan in plan.scans
        if scan.kind == "Seq Scan" and scan.table in GROWING
    }

    assert found == set()


@pytest.mark.parametrize("scope", BOUNDED)
def test_what_is_kept_or_listed_is_read_from_few_rows(plans: Plans, scope: str):
    named = [f"{field} of {scope}" for field in FIELDS] + [name for name, _ in lists() if scope == "everybody"]
    scans = [(name, plan.header, scan) for name in named for plan in plans[name] for scan in plan.scans]

    assert [found for found in scans if found[2].table in GROWING and found[2].read > FEW_ROWS] == []


def test_every_statement_is_among_them(plans: Plans):
    planned = {plan.header for carried_out in plans.values() for plan in carried_out}
    headers = {name: file(name).header.splitlines()[0] for name in names() if not name.startswith("export/")}

    assert {name for name, header in headers.items() if header not in planned} == UNPLANNED.keys()


def test_every_mutation_is_among_them():
    assert {name for name, _ in MUTATIONS} | UNDOING.keys() == MUTATION.keys()


async def test_every_index_of_a_table_that_grows_is_of_use(plans: Plans, pool: Pool):
    used = {scan.index for carried_out in plans.values() for plan in carried_out for scan in plan.scans}
    rows = await pool.fetch(
        """
        SELECT indrelid::regclass::text AS table, indexrelid::regclass::text AS name
        FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
        WHERE relnamespace = current_schema()::regnamespace
        """
    )

    assert {row["table"] for row in rows} == GROWING | SMALL
    assert {row["name"] for row in rows if row["table"] in GROWING} - used == set()
