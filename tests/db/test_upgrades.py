"""Migrations keep all data: of a filled database from before the baseline, and of one for each migration since."""

import asyncio
from pathlib import Path
from shutil import copytree
from typing import Any

import orjson
import pytest
from asking import ask
from databases import BEFORE_BASELINE, database_before_baseline, dumped_schema, new_database
from pools import pool_for
from upgrading import changes, contents

from core.errors import MilepostError, Unauthenticated
from core.settings import Settings
from core.viewer import Scope
from db.connection import connected_as_owner
from db.migrate import migrate
from db.picture import picture
from db.pool import Pool
from db.scripts import DB, read_scripts
from jobs.worker import work
from web.authentication import Authenticator

# What the release before the baseline answered, and the tokens that it handed out.
ANSWERED: dict[str, Any] = orjson.loads(BEFORE_BASELINE.with_name("answers.json").read_bytes())
ACME, OTHER = 1, 2  # workspaces
UNDER_WAY = "SELECT count(*) FROM job WHERE state IN ('QUEUED', 'RUNNING')"
UNSUBSCRIBED = """
SELECT workspace_id, inbox_of(email), id FROM person WHERE unsubscribed AND email <> '' ORDER BY id
"""
MESSAGES_WITHOUT_INBOX = """
SELECT count(*)
FROM recipient JOIN bulk_action ON bulk_action.id = bulk_action_id
WHERE bulk_action.completed_at IS NULL AND state <> 'SKIPPED' AND inbox IS NULL
"""
WAITING = '{ people(filter: {tags: ["waiting"]}) { totalCount } }'
EXPORTED = '{ series(key: "onboarding") { exports { nodes { status files { rows } } } } }'

# The columns whose values a migration changes, with the reason.
CHANGED: dict[str, dict[str, str]] = {
    "0027_departures_in_copies": {
        "column_copy.files": "each copy is made again, with departures",
        "column_copy.id": "a copy that an earlier release is making is not used",
    },
    # The rows of quarters of an hour become numbers in the rows of eight hours.
    "0029_quarters_in_rows": {
        f"{table}.{column}": "fewer rows hold the same counts"
        for table, place in {"figure_count": ("figure", "total"), "departure_count": ("condition", "variant")}.items()
        for column in ("workspace_id", "series_id", "block_id", "level", "bucket", *place, "entries", "people")
    },
}


async def test_a_database_from_before_the_baseline_looks_like_a_new_one_and_keeps_every_row(settings: Settings):
    async with database_before_baseline(settings) as old, new_database(settings) as new:
        async with connected_as_owner(old) as connection:
            before = await contents(connection)
            await migrate(old)
            after = await contents(connection)
            seen = await picture(connection)
        await migrate(new)

        changed = {column for columns in CHANGED.values() for column in columns}
        kept = [name for name in before if name not in changed]
        assert {name: after.get(name) for name in kept} == {name: before[name] for name in kept}
        assert dumped_schema(old) == dumped_schema(new)
    assert seen == (DB / "tables.sql").read_text("utf-8")


@pytest.mark.usefixtures("any_cost")
async def test_a_database_from_before_the_baseline_answers_as_before_and_its_jobs_go_on(settings: Settings):
    async with database_before_baseline(settings) as old:
        await migrate(old)
        async with pool_for(old) as pool:
            for name, given in ANSWERED["answers"].items():
                assert await ask(pool, ACME, given["question"]) == given["answer"], name
            await admits_the_tokens(pool, old)
            await finishes_its_jobs(pool, old)


async def test_unsubscribes_of_an_earlier_release_hold_for_the_address(settings: Settings):
    async with database_before_baseline(settings) as old:
        await migrate(old)
        async with connected_as_owner(old) as connection:
            people = await connection.fetch(UNSUBSCRIBED)
            inboxes = await connection.fetch(
                "SELECT workspace_id, inbox, person_id FROM unsubscribed_inbox ORDER BY person_id"
            )
            without = await connection.fetchval(MESSAGES_WITHOUT_INBOX)

    assert people != []
    assert (inboxes, without) == (people, 0)


PATHS = """
query ($scope: StatsScope) { series(key: "onboarding") { paths { stats(scope: $scope) { taken share } } } }
"""


STORED = [
    {"unit": unit, **instant} for unit in ("PEOPLE", "ENTRIES") for instant in ({}, {"asOf": "2026-05-01T12:14:00Z"})
]
FROM_ROWS = [{**scope, "range": {"from": "1970-01-01T00:00:00Z"}} for scope in STORED]


@pytest.mark.usefixtures("any_cost")
async def test_departures_of_an_earlier_release_are_stored_as_they_are_counted_from_rows(settings: Settings):
    async with database_before_baseline(settings) as old:
        await migrate(old)
        async with pool_for(old) as pool:
            stored = [await ask(pool, ACME, PATHS, scope=scope) for scope in STORED]
            from_rows = [await ask(pool, ACME, PATHS, scope=scope) for scope in FROM_ROWS]

    assert stored == from_rows
    assert 0 < taken_in(stored[1]) < taken_in(stored[0])


def taken_in(answer: Any) -> int:
    return sum(path["stats"]["taken"] for path in answer["series"]["paths"])


async def admits_the_tokens(pool: Pool, settings: Settings) -> None:
    tokens = ANSWERED["tokens"]
    authenticator = Authenticator(pool, settings)
    for name, workspace_id, scopes in (("reader", ACME, {Scope.READ}), ("everything", OTHER, set(Scope))):
        viewer = (await authenticator.authenticate(tokens[name])).viewer
        assert (viewer.workspace_id, viewer.scopes) == (workspace_id, scopes)
    with pytest.raises(Unauthenticated):
        await authenticator.authenticate(tokens["revoked"])


async def finishes_its_jobs(pool: Pool, settings: Settings) -> None:
    assert await ask(pool, ACME, WAITING) == {"people": {"totalCount": 0}}
    stop = asyncio.Event()
    working = asyncio.create_task(work(settings, stop))
    async with asyncio.timeout(60):
        while await pool.fetchval(UNDER_WAY):  # noqa: ASYNC110 - rows of a table
            await asyncio.sleep(0.1)
    stop.set()
    await working

    assert await ask(pool, ACME, WAITING) == {"people": {"totalCount": 16}}
    newest = (await ask(pool, ACME, EXPORTED))["series"]["exports"]["nodes"][0]
    assert newest["status"] == "COMPLETED"
    assert newest["files"][0] == {"rows": 16}


def test_migrations_are_numbered_without_gaps():
    numbers = [int(name.partition("_")[0]) for name in read_scripts().migrations]

    assert numbers == list(range(1, len(numbers) + 1))


async def test_each_migration_since_the_baseline_keeps_the_data_of_a_filled_database(settings: Settings):
    found = await changes(settings, read_scripts())

    assert {name: columns for name, columns in found.items() if columns} == {
        name: set(columns) for name, columns in CHANGED.items()
    }


MADE_UP = """
CREATE TABLE note (workspace_id bigint, id bigint GENERATED ALWAYS AS IDENTITY, body text NOT NULL, what figure);
CALL stamp_changes_of('note');
"""


async def made_up(settings: Settings, folder: Path, migration: str) -> dict[str, set[str]]:
    """The changes that a migration makes after one that adds a table."""
    for name in ("migrations", "functions"):
        copytree(DB / name, folder / name)
    (folder / "migrations" / "9998_notes.sql").write_text(MADE_UP, "ascii")
    (folder / "migrations" / "9999_more.sql").write_text(migration, "ascii")
    found = await changes(settings, read_scripts(folder))
    return {name: columns for name, columns in found.items() if name not in read_scripts().migrations}


async def test_a_migration_that_keeps_all_data_changes_nothing(settings: Settings, tmp_path: Path):
    migration = "ALTER TABLE note ADD pinned boolean NOT NULL DEFAULT false; CREATE INDEX ON note (workspace_id, body);"

    assert await made_up(settings, tmp_path, migration) == {"9998_notes": set(), "9999_more": set()}


@pytest.mark.parametrize(
    ("migration", "columns"),
    [
        ("UPDATE note SET body = 'b'", {"note.body", "version_stamp.stamp"}),
        ("ALTER TABLE series DROP goal CASCADE", {"series.goal"}),
    ],
)
async def test_a_migration_that_changes_or_drops_data_is_found(
    settings: Settings, tmp_path: Path, migration: str, columns: set[str]
):
    assert await made_up(settings, tmp_path, migration) == {"9998_notes": set(), "9999_more": columns}


@pytest.mark.long
async def test_a_migration_that_fails_on_rows_is_found(settings: Settings, tmp_path: Path):
    with pytest.raises(MilepostError, match='column "pinned" of relation "note" contains null values'):
        await made_up(settings, tmp_path, "ALTER TABLE note ADD pinned boolean NOT NULL;")


@pytest.mark.long
async def test_a_migration_that_does_something_else_with_a_new_database_is_found(settings: Settings, tmp_path: Path):
    migration = "DO $$ BEGIN IF EXISTS (SELECT FROM person) THEN CREATE INDEX on_some ON note (body); END IF; END $$"

    with pytest.raises(AssertionError, match="on_some"):
        await made_up(settings, tmp_path, migration)
