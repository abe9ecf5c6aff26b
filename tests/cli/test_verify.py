"""`milepost verify`: stored counts are compared with a recount, and repaired."""

import re
import shutil
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from column_sites import column_site
from recording import record_events

from core.definitions import SeriesDefinition, SeriesStatus
from core.events import EventInput, EventType
from db.definitions import define_series

AT = datetime(2026, 3, 1, 12, 20, tzinfo=UTC)


@pytest.fixture
def database(settings):
    return {"MILEPOST_DATABASE_URL": settings.as_owner().database_url}


@pytest.fixture
async def key(pool, workspace_id):
    """The key of a series in which one person started."""
    return await _started(pool, workspace_id, f"verified {uuid4()}")


async def _started(pool, workspace_id, key):
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SeriesDefinition(key, "S", SeriesStatus.LIVE, None, [], []))
        start = EventInput(id="1", type=EventType.ENTRY_STARTED, at=AT, series=key, person="ann")
        await record_events(connection, workspace_id, [start])
    return key


async def test_wrong_counts_are_listed_and_repaired(milepost, database, pool, workspace_id, key):
    name = await pool.fetchval("SELECT name FROM workspace WHERE id = $1", workspace_id)
    right = milepost("verify", "--series", key, **database)
    await pool.execute(
        "UPDATE figure_count SET entries = 5 WHERE workspace_id = $1 AND figure = 'STARTED' AND level <> 3",
        workspace_id,
    )
    wrong = milepost("verify", "--series", key, **database)
    repaired = milepost("verify", "--series", key, "--repair", **database)
    after = milepost("verify", "--series", key, **database)

    line = f"{name}\t{key}\t\tSTARTED\tentries\t5\t1\t3\t2026-03-01T12:20:00Z\t5\t1\n"
    assert [each.returncode for each in (right, wrong, repaired, after)] == [0, 1, 0, 0]
    assert [each.stdout.decode() for each in (right, wrong, repaired, after)] == ["", line, line, ""]
    assert right.stderr.decode() == f"{name}: {key}: all stored counts are right.\n"
    assert wrong.stderr.decode() == f"{name}: {key}: 1 figure differs.\n"
    assert repaired.stderr.decode().splitlines()[1:] == [
        f"{name}: {key}: 3 stored counts replaced.",
        f"{name}: {key}: all stored counts are right.",
    ]


async def test_a_repair_takes_deleted_people_out_of_the_stored_counts(milepost, database, pool, workspace_id, key):
    for table in ("event", "visit", "entry", "person"):
        await pool.execute(f"DELETE FROM {table} WHERE workspace_id = $1", workspace_id)
    wrong = milepost("verify", "--series", key, **database)
    repaired = milepost("verify", "--series", key, "--repair", **database)

    counts = await pool.fetch("SELECT entries, people FROM figure_count WHERE workspace_id = $1", workspace_id)
    assert (wrong.returncode, repaired.returncode) == (1, 0)
    assert {(row["entries"], row["people"]) for row in counts} <= {(0, 0)}


async def test_a_key_with_tabs_and_line_breaks_stays_in_its_column(milepost, database, pool, workspace_id):
    key = await _started(pool, workspace_id, f"a\tb\n{uuid4()}")
    await pool.execute("UPDATE figure_count SET entries = 5 WHERE workspace_id = $1", workspace_id)

    wrong = milepost("verify", "--series", key, **database)

    shown = key.replace("\t", "\\t").replace("\n", "\\n")
    rows = [line.split("\t") for line in wrong.stdout.decode().splitlines()]
    assert {(len(row), row[1]) for row in rows} == {(11, shown)}
    assert f": {shown}: " in wrong.stderr.decode()


def test_an_unknown_series_is_an_error(milepost, database):
    refused = milepost("verify", "--series", "no such series", **database)

    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode() == "milepost: There is no series with the key 'no such series': check --series.\n"


def test_the_role_of_the_api_is_refused_because_it_would_see_no_series(milepost, settings):
    refused = milepost("verify", MILEPOST_DATABASE_URL=settings.database_url)

    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode() == (
        "milepost: The role milepost_app of MILEPOST_DATABASE_URL does not own Milepost's tables and may not create "
        "them. Set MILEPOST_OWNER_DATABASE_URL to a URL with the role that owns them.\n"
    )


@pytest.fixture
async def copies(settings, pool, tmp_path):
    async with column_site(settings, pool, tmp_path / "storage") as site:
        yield site


async def test_a_copy_that_is_right_or_wrong_or_missing_is_named(milepost, database, workspace_id, key, copies):
    pool = copies.pool
    name = await pool.fetchval("SELECT name FROM workspace WHERE id = $1", workspace_id)

    def verified(*options):
        ran = milepost("verify", "--series", key, *options, MILEPOST_STORAGE_URL=str(copies.folder), **database)
        return ran.returncode, [line.removeprefix(f"{name}: {key}: ") for line in ran.stderr.decode().splitlines()]

    await copies.copy(workspace_id)
    right = verified()
    async with pool.acquire() as connection:
        start = EventInput(id="2", type=EventType.ENTRY_STARTED, at=AT, series=key, person="bob")
        await record_events(connection, workspace_id, [start])
    await pool.execute("DELETE FROM changed_person WHERE workspace_id = $1", workspace_id)
    wrong = verified()
    repaired = verified("--repair")
    await copies.copy(workspace_id)
    shutil.rmtree(copies.folder)
    missing = verified()
    missing_repaired = verified("--repair")

    is_wrong = "the columnar copy is wrong: 4 figures differ in it from the rows and stored counts."
    assert right == (0, ["all stored counts are right, recounted from the columnar copy."])
    assert wrong == (1, [is_wrong])
    assert repaired == (
        0,
        [is_wrong, "the columnar copy is discarded. A worker makes a new one.", "all stored counts are right."],
    )
    [reason, result] = missing[1]
    assert (missing[0], result) == (0, "all stored counts are right.")
    assert re.fullmatch(
        r"recounted from rows, because the columnar copy in MILEPOST_STORAGE_URL cannot be read: "
        r"columns/\S+\.parquet is missing\.",
        reason,
    )
    assert missing_repaired == (
        0,
        [reason, result, "the columnar copy is discarded. A worker makes a new one.", result],
    )


async def test_a_storage_that_cannot_be_reached_is_named_and_rows_are_recounted(
    milepost, database, workspace_id, key, copies
):
    await copies.copy(workspace_id)
    nowhere = "s3://bucket?endpoint=http://127.0.0.1:9&allow_http=true&access_key_id=a&secret_access_key=b"

    ran = milepost("verify", "--series", key, MILEPOST_STORAGE_URL=nowhere, **database)

    assert (ran.returncode, ran.stdout) == (0, b"")
    assert b"cannot be read: The storage of files cannot be used now. Try again later.\n" in ran.stderr
    assert b"storage.failed" in ran.stderr
    assert b"127.0.0.1:9" in ran.stderr  # the reason, for the operator
