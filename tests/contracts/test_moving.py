"""A workspace is its rows: copied into another database, they give the same answers, and take in the same events."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

from asking import ask
from databases import new_database
from planned import DEFINE, simulated
from pools import pool_for
from recording import record_events
from workspace_bounds import tables_of_workspaces

from bench.questions import DASHBOARD, OVERVIEW, PEOPLE, TREND, VISITS
from core.events import EventInput
from core.settings import Settings
from db.migrate import migrate
from db.pool import Pool
from db.tokens import ensure_workspace
from simulation.onboarding import definition

REFERRED_TO = ["workspace", "series"]  # by rows of others: they come first
FILLED_BY_TRIGGERS = {"unsubscribed_inbox"}
# Each database stamps what is written to it, knows who listens, and has its own columnar copies.
OWN = {"version_stamp", "watched_workspace", "column_copy", "changed_person"}
COLUMNS = """
SELECT attname, attidentity <> '' AS is_identity FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


async def test_a_workspace_can_be_moved_to_another_database(settings: Settings, pool: Pool):
    events = simulated(60, seed=1)
    workspace_id = await ensure_workspace(pool, "moving")
    await ask(pool, workspace_id, DEFINE, input=definition())
    await record(pool, workspace_id, events[: len(events) // 2])
    await pool.execute(
        "UPDATE person SET email = 'x@example.com', unsubscribed = true WHERE workspace_id = $1", workspace_id
    )

    async with migrated_pool(settings) as target:
        await move(workspace_id, pool, target)
        halfway = await answers(target, workspace_id)
        assert halfway == await answers(pool, workspace_id)

        for each in (pool, target):
            await record(each, workspace_id, events[len(events) // 2 :])
        whole = await answers(target, workspace_id)
        assert whole == await answers(pool, workspace_id)

    assert halfway != whole


@asynccontextmanager
async def migrated_pool(settings: Settings) -> AsyncGenerator[Pool]:
    async with new_database(settings) as own:
        await migrate(own)
        async with pool_for(own) as pool:
            yield pool


async def move(workspace_id: int, source: Pool, target: Pool) -> None:
    others = await tables_of_workspaces(source) - {*REFERRED_TO} - OWN
    for table in [*REFERRED_TO, *sorted(others)]:
        columns = await source.fetch(COLUMNS, table)
        names = [column["attname"] for column in columns]
        key = "id" if table == "workspace" else "workspace_id"
        rows = BytesIO()
        await source.copy_from_query(
            f"SELECT {', '.join(names)} FROM {table} WHERE {key} = $1", workspace_id, output=rows, format="binary"
        )
        rows.seek(0)
        if table in FILLED_BY_TRIGGERS:
            await target.execute(f"DELETE FROM {table} WHERE {key} = $1", workspace_id)
        await target.copy_to_table(table, source=rows, columns=names, format="binary")
        for column in columns:
            if column["is_identity"]:
                await target.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


async def record(pool: Pool, workspace_id: int, events: list[EventInput]) -> None:
    async with pool.acquire() as connection:
        assert await record_events(connection, workspace_id, events)


async def answers(pool: Pool, workspace_id: int) -> list[Any]:
    return [await ask(pool, workspace_id, question) for question in (OVERVIEW, DASHBOARD, TREND, PEOPLE, VISITS)]
