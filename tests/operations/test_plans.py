"""What the statements of requests, ingest and jobs read, in a workspace of two hundred thousand visits."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

import orjson
import pytest
from all_operations import ALL, BOUNDED, FIELDS, MUTATION, MUTATIONS, UNDOING, everything, lists, questions
from planned import OLD_ACTION, Place, full_place
from plans import Plan
from recording import record_events

from bench.histories import UNTIL
from core.events import convert_event
from core.figures import CountUnit, OutcomeKind
from core.people_filters import OutcomeCondition, PeopleFilter
from core.settings import Settings
from core.stats_scope import StatsScope
from core.time_ranges import Clock, TimeRange
from core.viewer import Scope
from db.column_copies import narrowed_to_ids, selected_people
from db.exports import expire_export
from db.figures import fetch_engagement_counts, fetch_entry_counts, fetch_visit_counts
from db.messages import claim_recipients, next_recipient_due, unsubscribe
from db.pool import Pool
from db.snapshots import Snapshot
from db.statements.catalogue import names
from db.statements.files import file
from db.stored_counts import all_series, sampled_series
from db.tokens import NewToken, add_token, all_tokens, ensure_workspace, record_token_uses, workspace_of_token
from db.versions import next_change
from jobs.exports import remove_expired_exports
from jobs.retention import remove_expired_rows
from jobs.worker import work
from servers.directory import DataDirectory
from simulation.history import history
from web.authentication import Authenticator

ROOT = Path(__file__).parents[2]
FEW_ROWS = 4_000  # of a table of hundreds of thousands: what is read for a page, or of kept counts
WAIT_SECONDS = 120

# The log has no plans of statements inside functions: workspaces_with_old_audit_events, and the trigger of person.
USED_IN_FUNCTIONS = {"audit_event_at", "unsubscribed_inbox_person"}
# Tables that grow with what customers do. All of another is read as soon as some of it is needed.
GROWING = {
    "person", "person_tag", "event", "entry", "visit", "figure_count", "departure_count",
    "job", "bulk_action_batch", "recipient", "audit_event", "unsubscribed_inbox",
}  # fmt: skip
SMALL = {
    "workspace", "token", "version_stamp", "series", "block", "path", "tag", "ingest_lane",
    "bulk_action", "bulk_action_skip", "changed_person", "column_copy", "message", "export",
    "schema_migrations", "schema_functions", "watched_workspace",
}  # fmt: skip

UNDER_WAY = "SELECT count(*) FROM job WHERE state IN ('QUEUED', 'RUNNING')"
# What has no plan, or is not done here, with the reason.
UNPLANNED = {
    "column_copies_due": "reads one row of figure_count for each series, once a minute",
    "lock_job": "reads one row by its key",
    "lock_migrations": "takes a lock alone",
    "lock_repair": "takes a lock alone",
    "lock_one_series": "reads one row by its key",
    "stamp_version": "calls a function that writes one row",
    "compare_stored_counts": "reads everything of a series, to verify its stored counts",
    "stage_repairs": "reads everything of a series, to repair its stored counts",
    "ingest/stage": "makes or empties tables of the connection",
    "queue_state": "belongs to no operation, and reads the index of waiting jobs at most every 5 seconds",
    "watch_workspace": "writes one row by its key",
    "require_version": "is sent together with others, and reads one row by its key",
}
SCHEDULED = {"column_copies_due"}  # a worker of other tests may run it on the same server meanwhile

Plans = dict[str, list[Plan]]


@pytest.fixture(scope="module")
async def plans(settings: Settings, directory: DataDirectory, any_cost: None) -> AsyncIterator[Plans]:
    """The plans of all that is done, by what it was."""
    async with full_place(settings, directory) as place:
        place.log.read()
        yield {name: plans async for name, plans in _done(place)}


async def _done(place: Place) -> AsyncIterator[tuple[str, list[Plan]]]:
    for name, question in questions():
        await place.ask(question)
        yield name, place.log.read()
    ids = await _ids(place)
    for name, scope in scopes_of_ids(ids).items():
        await _count(place, ids, scope)
        yield f"figures of {name}", place.log.read()
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


async def _ids(place: Place) -> tuple[int, ...]:
    """A hundred people of all times."""
    query = "SELECT id FROM person WHERE workspace_id = $1 ORDER BY id % 100, id LIMIT 100"
    return tuple(row["id"] for row in await place.pool.fetch(query, place.workspace_id))


def scopes_of_ids(ids: tuple[int, ...]) -> dict[str, StatsScope]:
    """Scopes in which people are selected by ids alone, as those who have changed since a columnar copy are."""
    everything = StatsScope(UNTIL, unit=CountUnit.ENTRIES, people=PeopleFilter(ids=ids))
    month = replace(everything, range=TimeRange(UNTIL - timedelta(days=30), UNTIL))
    cohort = replace(month, clock=Clock.ENTRY_COHORT)
    scopes = {"people by ids": everything, "people by ids in a month": month, "people by ids in a cohort": cohort}
    return {**scopes, **{f"{name}, in people": replace(scope, unit=CountUnit.PEOPLE) for name, scope in scopes.items()}}


async def _count(place: Place, ids: tuple[int, ...], scope: StatsScope) -> None:
    query = "SELECT id, series_id FROM block WHERE workspace_id = $1"
    blocks = await place.pool.fetch(query, place.workspace_id)
    block_ids, [series_id] = [row["id"] for row in blocks], {row["series_id"] for row in blocks}
    async with Snapshot(place.pool.of(place.workspace_id)) as snapshot:
        await fetch_entry_counts(snapshot, place.workspace_id, [series_id], scope, scope.started)
        await fetch_visit_counts(snapshot, place.workspace_id, block_ids, scope)
        await fetch_engagement_counts(snapshot, place.workspace_id, block_ids, scope)
        goal_hit = PeopleFilter(outcomes=(OutcomeCondition(series_id, OutcomeKind.GOAL_HIT),))
        await selected_people(snapshot, place.workspace_id, narrowed_to_ids(goal_hit, ids, UNTIL), UNTIL)


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
        for made in ("bulkAction", "export", "token"):
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
    """Statements of retention, of links in mails, and of the operator's commands."""
    await place.pool.execute("UPDATE bulk_action SET completed_at = completed_at - interval '1 year'")
    await remove_expired_rows(place.pool, place.settings)
    await remove_expired_exports(place.pool, place.settings)
    await expire_export(place.pool, place.workspace_id, 1)
    await unsubscribe(place.pool, place.workspace_id, 1, b"inbox")
    async with place.pool.acquire() as connection:
        await claim_recipients(connection, place.workspace_id, OLD_ACTION, {1: b"inbox"})
        await next_recipient_due(connection, place.workspace_id, OLD_ACTION)
    token_id, token = await add_token(place.pool, place.workspace_id, NewToken("reader", [Scope.READ]))
    await Authenticator(place.pool, place.settings).authenticate(token)
    await all_tokens(place.pool)
    await all_series(place.pool, None)
    await sampled_series(place.pool, 1)
    await record_token_uses(place.pool, [(place.workspace_id, token_id)], WAIT_SECONDS)
    await workspace_of_token(place.pool, token_id)
    await ensure_workspace(place.pool, "another")
    async with Snapshot(place.pool) as snapshot:
        await next_change(snapshot, place.workspace_id, UNTIL)


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


@pytest.mark.parametrize("name", scopes_of_ids(()))
def test_figures_of_people_by_ids_read_the_rows_of_these_people(plans: Plans, name: str):
    scans = [(plan.header, scan) for plan in plans[f"figures of {name}"] for scan in plan.scans]

    assert {scan.table for _, scan in scans} >= {"entry", "visit", "event"}
    # an index by block would be read from end to end for their entries, which counts as no row
    assert {scan.index for _, scan in scans if scan.table == "visit"} == {"visit_pkey"}
    assert [found for found in scans if found[1].table in GROWING and found[1].read > FEW_ROWS] == []


def test_every_statement_is_among_them(plans: Plans):
    planned = {plan.header for carried_out in plans.values() for plan in carried_out}
    left_out = ("columns/", "export/", "schema/")  # copies and exports read whole series
    headers = {name: file(name).header.splitlines()[0] for name in names() if not name.startswith(left_out)}

    unplanned = {name for name, header in headers.items() if header not in planned}
    assert unplanned | SCHEDULED == UNPLANNED.keys()


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

    used |= USED_IN_FUNCTIONS
    assert {row["table"] for row in rows} == GROWING | SMALL
    assert {row["name"] for row in rows if row["table"] in GROWING} - used == set()
