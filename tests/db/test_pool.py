import asyncio
import re

import pytest

from core.settings import Settings
from db.connection import connected
from db.pool import OUTAGES, Pool, create_pool
from db.statements.catalogue import names, variants


async def test_a_connection_goes_back_to_the_pool_without_another_statement(pool: Pool, settings: Settings) -> None:
    async with pool.acquire() as connection:
        process = await connection.fetchval("SELECT pg_backend_pid() AS last_of_this_session")

    async with connected(settings) as other:
        last = await other.fetchval("SELECT query FROM pg_stat_activity WHERE pid = $1", process)
    assert last == "SELECT pg_backend_pid() AS last_of_this_session"


async def test_a_transaction_that_was_left_open_is_ended(settings: Settings) -> None:
    async with await create_pool(settings) as pool:
        async with pool.acquire() as connection:
            transaction = connection.transaction()
            await transaction.start()
            await connection.execute("SET LOCAL application_name = 'left open'")

        async with connected(settings) as other:
            left = await other.fetchval("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'left open'")
    assert left == 0


async def test_a_session_that_the_server_ends_is_an_outage_at_whatever_instant_that_is_noticed(
    settings: Settings,
) -> None:
    async with connected(settings) as other:
        for turns in range(120):
            async with await create_pool(settings.model_copy(update={"database_connections": 2})) as pool:
                async with pool.acquire() as connection:
                    await other.execute("SELECT pg_terminate_backend($1)", connection.get_server_pid())
                    for _ in range(turns % 30):
                        await asyncio.sleep(0)
                    with pytest.raises(OUTAGES):
                        await connection.execute("SELECT 1")


def test_no_statement_leaves_anything_in_its_session() -> None:
    begins = re.compile(r"\s*(SET|LISTEN|PREPARE|DECLARE|CREATE)\b", re.IGNORECASE)
    lasts = re.compile(r"pg_(try_)?advisory_lock|set_config\([^()]*, false\)", re.IGNORECASE)
    texts = [(name, re.sub(r"--.*", "", each.composed.query)) for name in names() for each in variants()[name]]

    leaving = {name for name, text in texts if begins.match(text) or lasts.search(text)}

    assert leaving == {"lock_migrations"}  # on a connection of its own
    assert all(", true)" in text for _, text in texts if "set_config" in text)
