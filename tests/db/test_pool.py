import re
from importlib.resources import files

from core.settings import Settings
from db.connection import connected
from db.pool import Pool, create_pool


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


def test_no_statement_leaves_anything_in_its_session() -> None:
    lasting = re.compile(r"^\s*(SET|LISTEN|PREPARE|DECLARE|CREATE)\b|pg_(try_)?advisory_lock|set_config", re.IGNORECASE)
    leaving = {
        file.name
        for file in (files("db") / "sql").iterdir()
        if file.name.endswith(".sql")
        for line in file.read_text().splitlines()
        if lasting.search(line) and not re.match(r"\s*SET \w+ = ", line)  # of an UPDATE
    }

    assert leaving == {"lock_migrations.sql"}  # on a connection of its own
