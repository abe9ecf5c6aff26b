import asyncio
import re
import time
from contextlib import nullcontext

import pytest
from databases import new_database

from core.errors import Busy
from core.settings import Settings
from db import pool as pools
from db.connection import connected_as_owner
from db.pool import OUTAGES, Pool, create_pool
from db.statements.catalogue import names, variants

RUNNING = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE $1 AND state = 'active' AND pid <> pg_backend_pid()"


async def test_a_connection_goes_back_to_the_pool_without_another_statement(pool: Pool, settings: Settings) -> None:
    async with pool.acquire() as connection:
        process = await connection.fetchval("SELECT pg_backend_pid() AS last_of_this_session")

    async with connected_as_owner(settings) as other:
        last = await other.fetchval("SELECT query FROM pg_stat_activity WHERE pid = $1", process)
    assert last == "SELECT pg_backend_pid() AS last_of_this_session"


async def test_a_transaction_that_was_left_open_is_ended(settings: Settings) -> None:
    async with await create_pool(settings) as pool:
        async with pool.acquire() as connection:
            transaction = connection.transaction()
            await transaction.start()
            await connection.execute("SET LOCAL application_name = 'left open'")

        async with connected_as_owner(settings) as other:
            left = await other.fetchval("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'left open'")
    assert left == 0


async def test_a_session_that_the_server_ends_is_an_outage_whenever_that_is_noticed(
    settings: Settings,
) -> None:
    async with connected_as_owner(settings) as other:
        for turns in range(120):
            async with await create_pool(settings.model_copy(update={"database_connections": 2})) as pool:
                async with pool.acquire() as connection:
                    await other.execute("SELECT pg_terminate_backend($1::integer)", connection.get_server_pid())
                    for _ in range(turns % 30):
                        await asyncio.sleep(0)
                    with pytest.raises(OUTAGES):
                        await connection.execute("SELECT 1")


async def test_the_wait_for_a_free_connection_has_a_limit(settings: Settings) -> None:
    few = settings.model_copy(update={"database_connections": 2, "request_seconds": 0.3})
    async with await create_pool(few) as pool:
        async with pool.acquire(), pool.acquire():
            with pytest.raises(Busy, match=r"within 0\.1 seconds"):
                await pool.fetchval("SELECT 1")
        assert await pool.fetchval("SELECT 1") == 1


@pytest.mark.parametrize("is_in_transaction", [True, False])
async def test_a_canceled_statement_is_stopped_and_its_connection_replaced(
    settings: Settings, is_in_transaction: bool
) -> None:
    few = settings.model_copy(update={"database_connections": 2})
    async with await create_pool(few) as pool, connected_as_owner(settings) as other:
        with pytest.raises(TimeoutError):
            await _sleep(pool, is_in_transaction)
        assert await asyncio.gather(*(pool.fetchval("SELECT 1") for _ in range(4))) == [1] * 4

        async with asyncio.timeout(20):
            while await other.fetchval(RUNNING, "%to be cancelled%"):  # noqa: ASYNC110 - told by the server alone
                await asyncio.sleep(0.05)


async def test_a_statement_that_is_canceled_when_its_preparation_is_answered_leaves_no_transaction(
    settings: Settings,
) -> None:
    async with await create_pool(settings.model_copy(update={"database_connections": 2})) as pool:
        await asyncio.gather(*(pool.fetchval("SELECT 1") for _ in range(2)))
        statement = asyncio.create_task(pool.fetchval("SELECT $1::integer AS prepared_here_alone", 1))
        asyncio.get_running_loop().call_later(0.005, statement.cancel)
        await asyncio.sleep(0)  # sends it to be prepared
        time.sleep(0.1)  # noqa: ASYNC251 - so the response and the cancellation are noticed together
        with pytest.raises(asyncio.CancelledError):
            await statement

        for connection in [await pool.acquire() for _ in range(2)]:
            async with connection.transaction(isolation="repeatable_read"):
                assert await connection.fetchval("SELECT 1") == 1
            await pool.release(connection)


async def _sleep(pool: Pool, is_in_transaction: bool) -> None:
    async with asyncio.timeout(0.2), pool.acquire() as connection:
        async with connection.transaction() if is_in_transaction else nullcontext():
            await connection.execute("SELECT pg_sleep(600), 'to be cancelled'")


async def test_a_statement_that_the_server_does_not_respond_to_is_abandoned(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "SILENCE_SECONDS", -0.1)
    hasty = settings.model_copy(update={"database_connections": 2, "statement_timeout_ms": 400})
    async with await create_pool(hasty) as pool:
        with pytest.raises(OUTAGES):
            await pool.execute("SELECT pg_sleep(600)")
        assert await pool.fetchval("SELECT 1") == 1


async def test_a_session_that_is_idle_in_a_transaction_is_ended_by_the_server(settings: Settings, pool: Pool) -> None:
    assert await pool.fetchval("SHOW idle_in_transaction_session_timeout") == "1min"


def test_no_statement_leaves_anything_in_its_session() -> None:
    begins = re.compile(r"\s*(SET|LISTEN|PREPARE|DECLARE|CREATE)\b", re.IGNORECASE)
    lasts = re.compile(r"pg_(try_)?advisory_lock|set_config\(.*, false\)", re.IGNORECASE)
    texts = [(name, re.sub(r"--.*", "", each.composed.query)) for name in names() for each in variants()[name]]

    leaving = {name for name, text in texts if begins.match(text) or lasts.search(text)}

    assert leaving == {"lock_migrations", "schema/pin_search_path", "columns/try_lock"}  # on a connection of their own
    assert all(", true)" in text for name, text in texts if "set_config" in text and name not in leaving)


async def test_statements_are_planned_for_a_fast_disk_whatever_the_server_expects(settings: Settings) -> None:
    async with new_database(settings) as own:
        async with connected_as_owner(own) as owner:
            name = await owner.fetchval("SELECT current_database()")
            await owner.execute(f"ALTER DATABASE {name} SET random_page_cost = 4")
        async with await create_pool(own) as pool:
            assert await pool.fetchval("SHOW random_page_cost") == "1.1"
