"""Every table of stored counts is verified, any damaged count is found, and repaired while events are recorded."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from given_server import until_a_lock_is_awaited
from histories import BEGIN, KINDS, SERIES
from kept_figures import kept, recounted
from recording import record_events

from core import objects
from core.errors import TooManyObjects
from core.events import EventInput, EventType, PathCondition
from db import stored_counts
from db.definitions import define_series
from db.pool import Connection, Pool
from db.snapshots import Snapshot
from db.stored_counts import TABLES, StoredTable, fetch_comparisons
from jobs.verification import differences, repair

LEVELS = range(5)
COUNTS = {"entries": 1, "people": 2, "total": 4}  # as quarter_change names them
WAIT_SECONDS = 60  # on a busy machine
COLUMNS = """
SELECT relname AS table, array_agg(attname::text ORDER BY attnum) AS columns
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
GROUP BY relname
HAVING relname LIKE '%\\_count' OR ARRAY['level', 'bucket'] <@ array_agg(attname::text)
"""


def history() -> list[EventInput]:
    """Two people, one of them with two entries, who have all figures of all blocks."""
    events: list[EventInput] = []
    for hours, (entry, end) in enumerate(
        {"a1": "ENTRY_DISENGAGED", "a2": "ENTRY_FINISHED", "b1": "ENTRY_EXITED"}.items()
    ):
        common: dict[str, Any] = {"series": "s", "person": entry[0], "entry": entry}
        at = BEGIN + timedelta(days=hours)
        steps = [(EventType.ENTRY_STARTED, None), (EventType.GOAL_HIT, "mail"), (EventType(end), "tag")]
        steps += [(EventType.BLOCK_REACHED, block) for block in KINDS]
        steps += [(EventType.BLOCK_LEFT, block) for block in ("rule", "wait")] if entry != "b1" else []
        steps += [(EventType.RECEIVED, "mail"), (EventType.OPENED, "mail")]
        events += [
            EventInput(
                id=f"{entry} {number}",
                type=type_,
                at=at + timedelta(minutes=20 * number),
                block=block,
                waits_until=at + timedelta(days=9) if type_ is EventType.BLOCK_REACHED else None,
                along=PathCondition.MATCHED if type_ is EventType.BLOCK_LEFT else None,
                **common,
            )
            for number, (type_, block) in enumerate(steps)
        ]
    return events


@pytest.fixture
async def workspace(pool: Pool, workspace_id: int) -> int:
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
        await record_events(connection, workspace_id, history())
    return workspace_id


@pytest.fixture
async def series_id(pool: Pool, workspace: int) -> int:
    return await pool.fetchval("SELECT id FROM series WHERE workspace_id = $1", workspace)


@pytest.fixture
async def connection(pool: Pool, workspace: int) -> AsyncIterator[Connection]:
    """A connection of the worker."""
    async with pool.of(workspace).acquire() as connection:
        yield connection


async def test_every_table_of_stored_counts_is_verified_with_all_of_its_columns(pool: Pool):
    found = {row["table"]: {*row["columns"]} for row in await pool.fetch(COLUMNS)}

    assert found == {
        table.name: {"workspace_id", "series_id", *table.place, "level", "bucket", *table.counts, "quarters"}
        for table in TABLES
    }


async def test_recorded_events_leave_no_difference(connection: Connection, workspace: int, series_id: int):
    assert await differences(connection, workspace, series_id) == []


async def stored(connection: Connection, workspace: int, table: StoredTable) -> list[dict[str, Any]]:
    """The counts of one bucket of each figure and level."""
    named, place = table.figure.replace("compared.", ""), ", ".join(table.place)
    counts = ", ".join(table.counts)
    sums = ", ".join(f"sum(counted.{count})::bigint" for count in table.counts)
    query = f"""
        SELECT DISTINCT ON (name, level) * FROM (
            SELECT {named}::text AS name, {place}, level, bucket, {counts} FROM {table.name} WHERE workspace_id = $1
            UNION ALL
            SELECT {named}::text, {place}, 0, counted.quarter, {sums}
            FROM {table.name} AS stored CROSS JOIN quarter_counts(stored.bucket, quarters) AS counted
            WHERE workspace_id = $1
            GROUP BY {place}, counted.quarter
        ) AS counts
    """
    return [dict(row) for row in await connection.fetch(query, workspace)]


def where(table: StoredTable, row: dict[str, Any]) -> tuple[str, Sequence[Any]]:
    """The condition of the row that holds the count of a bucket, and its values."""
    held = row if row["level"] else row | {"level": 1, "bucket": row["bucket"] >> 5}
    keys = (*table.place, "level", "bucket")
    conditions = " AND ".join(f"{key} = ${place}" for place, key in enumerate(keys, 2))
    return f"workspace_id = $1 AND {conditions}", [held[key] for key in keys]


def added(number: int, count: str, level: int, bucket: int) -> str:
    """The SQL that adds a number to a count of a bucket."""
    if level:
        return f"{count} = {count} + {number}"
    return f"quarters = quarters || quarter_change({number}, {bucket}, {COUNTS[count]})"


@pytest.mark.parametrize(("table", "place"), [(table, place) for table in TABLES for place in range(len(table.counts))])
async def test_a_wrong_count_of_any_figure_and_level_is_found_and_repaired(
    connection: Connection, workspace: int, series_id: int, table: StoredTable, place: int
):
    count = table.counts[place]
    rows = await stored(connection, workspace, table)
    for row in rows:
        condition, values = where(table, row)
        transaction = connection.transaction()
        await transaction.start()
        damaged = added(3, count, row["level"], row["bucket"])
        await connection.execute(f"UPDATE {table.name} SET {damaged} WHERE {condition}", workspace, *values)

        [found] = await differences(connection, workspace, series_id)
        assert (found.table, found.block_id, found.figure, found.name) == (
            table.name,
            row["block_id"],
            row["name"],
            count,
        )
        assert (found.different, found.stored - found.recounted) == (1, 3 if row["level"] == LEVELS[-1] else 0)
        assert (found.stored_there, found.recounted_there) == (row[count] + 3, row[count])
        quarter = row["bucket"] << (5 * row["level"])
        assert found.since == max(datetime.fromtimestamp(quarter * 900, UTC), BEGIN)
        assert await repair(connection, workspace, series_id) == 1
        assert await differences(connection, workspace, series_id) == []
        await transaction.rollback()
    assert {row["level"] for row in rows} == {*LEVELS}


STARTS = "workspace_id = $1 AND figure = 'STARTED'"


async def damage_starts(pool: Pool, workspace: int, at: datetime, level: int) -> None:
    quarter, held = int(at.timestamp()) // 900, max(level, 1)
    damaged = added(3, "entries", level, quarter)
    query = f"UPDATE figure_count SET {damaged} WHERE {STARTS} AND level = $2 AND bucket = $3"
    await pool.execute(query, workspace, held, quarter >> (5 * held))


async def test_the_first_wrong_bucket_without_a_smaller_wrong_one_is_located(
    pool: Pool, connection: Connection, workspace: int, series_id: int
):
    next_day = BEGIN + timedelta(days=1)
    for level in LEVELS:
        await damage_starts(pool, workspace, next_day, level)
    [of_all_levels] = await differences(connection, workspace, series_id)
    await damage_starts(pool, workspace, BEGIN, 1)
    [of_eight_hours_before] = await differences(connection, workspace, series_id)

    assert (of_all_levels.stored_there, of_all_levels.recounted_there, of_all_levels.since) == (4, 1, next_day)
    assert (of_all_levels.stored, of_all_levels.recounted, of_all_levels.different) == (6, 3, 5)
    assert (of_eight_hours_before.different, of_eight_hours_before.since) == (6, BEGIN)


async def test_counts_before_the_first_event_are_located_where_they_are(
    pool: Pool, connection: Connection, workspace: int, series_id: int
):
    await pool.execute(f"UPDATE figure_count SET bucket = bucket - 28 WHERE {STARTS} AND level = 1", workspace)

    [entries, _] = await differences(connection, workspace, series_id)

    assert (entries.stored, entries.recounted) == (3, 3)
    assert (entries.stored_there, entries.recounted_there) == (1, 0)
    assert entries.since == BEGIN - timedelta(hours=28 * 8)


async def test_every_figure_is_damaged_by_these_tests(connection: Connection, workspace: int):
    [table] = [table for table in TABLES if table.name == "figure_count"]
    found = {row["name"] for row in await stored(connection, workspace, table)}
    figures = [row[0] for row in await connection.fetch("SELECT unnest(enum_range(NULL::figure))::text")]

    engaged = {"ENGAGED_RECEIVED", "ENGAGED_OPENED", "ENGAGED_GOAL_HIT"}  # the others are counted in the same way
    assert {figure for figure in figures if not figure.startswith("ENGAGED_")} - {"NOT_MATCHED"} <= found
    assert engaged <= found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
async def test_an_earlier_release_cannot_add_rows_of_quarters(pool: Pool, workspace: int, table: StoredTable):
    with pytest.raises(asyncpg.CheckViolationError):
        await pool.execute(f"UPDATE {table.name} SET level = 0 WHERE workspace_id = $1 AND level = 1", workspace)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
async def test_missing_and_additional_counts_are_found_and_repaired(
    pool: Pool, connection: Connection, workspace: int, series_id: int, table: StoredTable
):
    await pool.execute(f"DELETE FROM {table.name} WHERE workspace_id = $1 AND level = 1", workspace)
    columns = ", ".join((*table.place, "level", "bucket", *table.counts))
    await pool.execute(f"UPDATE {table.name} SET bucket = bucket + 99 WHERE workspace_id = $1 AND level = 2", workspace)
    before = await pool.fetch(f"SELECT {columns} FROM {table.name} WHERE workspace_id = $1 AND level > 2", workspace)

    found = await differences(connection, workspace, series_id)
    await repair(connection, workspace, series_id)

    assert found != []
    assert await differences(connection, workspace, series_id) == []
    assert await repair(connection, workspace, series_id) == 0
    query = f"SELECT {columns} FROM {table.name} WHERE workspace_id = $1 AND level > 2"
    assert sorted(map(tuple, await pool.fetch(query, workspace))) == sorted(map(tuple, before))


@pytest.mark.parametrize(
    "numbers", ["quarters[1] # (-9223372036854775808)", "9223372036854775807, 9223372036854775807"]
)
async def test_numbers_of_quarters_that_are_far_too_large_are_repaired(
    pool: Pool, connection: Connection, workspace: int, series_id: int, numbers: str
):
    for table in TABLES:
        damaged = f"quarters = ARRAY[{numbers}] || quarters[2:]"
        await pool.execute(f"UPDATE {table.name} SET {damaged} WHERE workspace_id = $1 AND level = 1", workspace)

    assert await differences(connection, workspace, series_id) != []
    await repair(connection, workspace, series_id)
    assert await differences(connection, workspace, series_id) == []


async def damage(pool: Pool, workspace: int) -> None:
    for table, count in [(each, count) for each in TABLES for count in each.counts]:
        await pool.execute(f"UPDATE {table.name} SET {count} = {count} + 2 WHERE workspace_id = $1", workspace)


async def test_no_more_differences_are_read_than_are_listed(
    pool: Pool, connection: Connection, workspace: int, series_id: int, monkeypatch: pytest.MonkeyPatch
):
    await damage(pool, workspace)
    monkeypatch.setattr(stored_counts, "MOST_DIFFERENT", 3)

    assert len(await differences(connection, workspace, series_id)) == 3


async def test_a_request_reads_no_more_counts_than_it_may_load(
    pool: Pool, workspace: int, series_id: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(objects, "MOST_OBJECTS", 5)

    async with Snapshot(pool.of(workspace)) as snapshot:
        with pytest.raises(TooManyObjects):
            await fetch_comparisons(snapshot, workspace, [series_id])


async def test_a_repair_waits_for_events_whose_transaction_is_open_and_does_not_count_them_twice(
    pool: Pool, connection: Connection, workspace: int, series_id: int
):
    await damage(pool, workspace)
    late = EventInput(id="late", type=EventType.ENTRY_STARTED, at=BEGIN, series="s", person="z")

    async with pool.acquire() as writer, writer.transaction():
        await record_events(writer, workspace, [late])
        repairing = asyncio.create_task(repair(connection, workspace, series_id))
        async with asyncio.timeout(WAIT_SECONDS):
            await until_a_lock_is_awaited(pool)
    await repairing

    assert await differences(connection, workspace, series_id) == []
    now = datetime.now(UTC)
    assert await kept(pool, workspace, now) == recounted([*history(), late], now)


async def test_repairs_and_recording_at_the_same_time_end_with_the_right_counts_and_answer_no_others(
    pool: Pool, workspace: int, series_id: int
):
    await damage(pool, workspace)
    starts = [
        EventInput(id=f"{n}", type=EventType.ENTRY_STARTED, at=BEGIN + timedelta(days=20), series="s", person=f"p{n}")
        for n in range(40)
    ]
    before, now = BEGIN + timedelta(days=10), datetime.now(UTC)
    wrong, right = await kept(pool, workspace, before), recounted(history(), before)

    async def write(number: int) -> None:
        async with pool.acquire() as writer:
            for event in starts[number::4]:
                await record_events(writer, workspace, [event])

    async def mend() -> None:
        async with pool.of(workspace).acquire() as mender:
            await repair(mender, workspace, series_id)

    async def look() -> list[bool]:
        """Whether the counts were right at each look. They are never anything but the wrong or the right ones."""
        seen = [await kept(pool, workspace, before) for _ in range(30)]
        assert [counts for counts in seen if counts not in (wrong, right)] == []
        return [counts == right for counts in seen]

    *_, seen = await asyncio.gather(*map(write, range(4)), mend(), mend(), look())

    assert wrong != right
    assert seen == sorted(seen)
    assert await kept(pool, workspace, now) == recounted([*history(), *starts], now)


async def test_counts_of_a_quarter_from_many_batches_are_added_up(
    pool: Pool, connection: Connection, workspace: int, series_id: int
):
    for n in range(34):
        at = BEGIN + timedelta(days=20, minutes=15 * (n % 3))
        start = EventInput(id=f"{n}", type=EventType.ENTRY_STARTED, at=at, series="s", person=f"p{n}")
        async with pool.acquire() as writer:
            await record_events(writer, workspace, [start])

    query = f"SELECT quarters FROM figure_count WHERE {STARTS} AND level = 1 ORDER BY bucket DESC LIMIT 1"
    numbers = await pool.fetchval(query, workspace)
    assert len(numbers) == 3 + 2  # summed after the 32nd
    assert await differences(connection, workspace, series_id) == []


async def test_numbers_of_quarters_are_unpacked_and_summed_exactly(pool: Pool):
    changes = [(7 * n % 32, (n - 20) * 2**40, n % 3 - 1, n) for n in range(64)]
    expected: dict[int, list[int]] = {}
    for quarter, *counts in changes:
        expected[quarter] = [a + b for a, b in zip(expected.get(quarter, [0, 0, 0]), counts, strict=True)]

    summed = await pool.fetch(
        """
        SELECT quarter, sum(entries)::bigint, sum(people)::bigint, sum(total)::bigint
        FROM quarter_counts(5, (
            SELECT summed_quarters(array_agg(quarter_change(number, quarter, counts)))
            FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[]) AS given (quarter, entries, people, total)
            CROSS JOIN LATERAL (VALUES (entries, 1), (people, 2), (total, 4)) AS packed (number, counts)
        ))
        GROUP BY quarter
        """,
        *zip(*changes, strict=True),
    )

    assert {quarter - 5 * 32: counts for quarter, *counts in summed} == expected
