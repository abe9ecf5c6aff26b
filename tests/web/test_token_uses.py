"""When a token was last used: recorded once a minute, beside the requests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from app_client import app_client
from conftest import RecordedPool
from given_server import skip_on_cluster
from structlog.testing import capture_logs

from core.settings import Settings
from core.viewer import Scope, Viewer
from db.pool import Pool, create_pool
from db.tokens import NewToken, add_token
from web.token_uses import TokenUses

LAST_USED = "SELECT last_used_at FROM token WHERE id = $1"
AGE = "UPDATE token SET last_used_at = now() - interval '61 seconds' WHERE id = $1"
WAIT_SECONDS = 20


class Clock:
    """A clock that a test moves."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Uses:
    """A token, and what records its uses in one process."""

    def __init__(self, pool: Pool, viewer: Viewer) -> None:
        self.clock = Clock()
        self.viewer = viewer
        self._pool = pool
        self._noted = TokenUses(pool, self.clock)

    async def note(self, times: int = 1) -> None:
        for _ in range(times):
            self._noted.note(self.viewer)
        await self.recorded()

    async def recorded(self) -> None:
        """Waits until nothing is being recorded."""
        async with asyncio.timeout(WAIT_SECONDS):
            while self._noted._recording is not None:  # noqa: ASYNC110 - set by a task
                await asyncio.sleep(0.01)

    async def last(self) -> datetime | None:
        return await self._pool.of(self.viewer.workspace_id).fetchval(LAST_USED, self.viewer.token_id)


@pytest.fixture
async def viewer(pool: Pool, workspace_id: int) -> Viewer:
    token_id, _ = await add_token(pool, workspace_id, NewToken("test", [Scope.READ]))
    return Viewer(workspace_id, frozenset({Scope.READ}), token_id, "test")


@pytest.fixture
def uses(recorded_pool: RecordedPool, viewer: Viewer) -> Uses:
    return Uses(recorded_pool.pool, viewer)


async def test_a_request_stores_when_its_token_was_used(settings: Settings, pool: Pool, workspace_id: int):
    token_id, token = await add_token(pool, workspace_id, NewToken("test", [Scope.READ]))
    before = await pool.fetchval("SELECT now()")

    async with app_client(settings, pool, token) as client:
        answer = await client.post("/graphql", json={"query": "{ viewer { scopes } }"})
        async with asyncio.timeout(WAIT_SECONDS):
            while await pool.fetchval(LAST_USED, token_id) is None:  # noqa: ASYNC110 - a row of a table
                await asyncio.sleep(0.01)

    assert answer.status_code == 200
    assert before <= await pool.fetchval(LAST_USED, token_id) <= await pool.fetchval("SELECT now()")


async def test_a_refused_token_is_not_used(settings: Settings, pool: Pool, workspace_id: int):
    token_id, token = await add_token(pool, workspace_id, NewToken("test", [Scope.READ]))
    await pool.execute("UPDATE token SET revoked_at = now() WHERE id = $1", token_id)

    async with app_client(settings, pool, token) as client:
        assert (await client.post("/graphql", json={"query": "{ viewer { scopes } }"})).status_code == 401

    assert await pool.fetchval(LAST_USED, token_id) is None


async def test_many_uses_within_a_minute_are_one_statement(uses: Uses, recorded_pool: RecordedPool):
    for _ in range(5):
        await uses.note(times=20)
    uses.clock.seconds = 59
    await uses.note()
    within = len(recorded_pool.statements)
    uses.clock.seconds = 61
    await uses.note()

    assert (within, len(recorded_pool.statements)) == (1, 2)


async def test_all_tokens_that_wait_are_one_statement(pool: Pool, recorded_pool: RecordedPool, uses: Uses):
    ids = [(await add_token(pool, uses.viewer.workspace_id, NewToken("test", [])))[0] for _ in range(20)]
    for token_id in ids:
        uses._noted.note(Viewer(uses.viewer.workspace_id, frozenset(), token_id, "test"))
    await uses.recorded()

    assert len(recorded_pool.statements) == 1
    assert await pool.fetchval("SELECT count(last_used_at) FROM token WHERE id = ANY($1)", ids) == 20


async def test_several_processes_store_a_use_at_most_once_a_minute(pool: Pool, recorded_pool: RecordedPool, uses: Uses):
    another = Uses(recorded_pool.pool, uses.viewer)
    await uses.note()
    first = await uses.last()
    await another.note()
    second = await uses.last()
    await pool.execute(AGE, uses.viewer.token_id)
    await Uses(recorded_pool.pool, uses.viewer).note()

    assert first is not None
    assert second == first
    assert (await uses.last() or first) > first


async def test_the_bootstrap_token_is_not_recorded(recorded_pool: RecordedPool, uses: Uses, workspace_id: int):
    uses.viewer = Viewer(workspace_id, frozenset(Scope))
    await uses.note()

    assert recorded_pool.statements == []


async def test_a_token_that_another_transaction_changes_is_skipped_without_waiting(pool: Pool, uses: Uses):
    await skip_on_cluster(pool, "transactions that change a table which is on all nodes wait for each other")
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT FROM token WHERE id = $1 FOR UPDATE", uses.viewer.token_id)
        with capture_logs() as logs:
            await uses.note()
        assert logs == []

    assert await uses.last() is None


@pytest.fixture
async def read_only(settings: Settings) -> AsyncIterator[Callable[[], Pool]]:
    parts = urlsplit(settings.database_url or "")
    query = "&".join(filter(None, [parts.query, "options=-c%20default_transaction_read_only%3Don"]))
    url = parts._replace(query=query).geturl()
    async with await create_pool(settings.model_copy(update={"database_url": url})) as pool:
        yield lambda: pool


async def test_a_read_only_database_fails_no_request(settings: Settings, read_only, pool: Pool, workspace_id: int):
    token_id, token = await add_token(pool, workspace_id, NewToken("test", [Scope.READ]))
    viewer = Viewer(workspace_id, frozenset({Scope.READ}), token_id, "test")

    async with app_client(settings, read_only(), token) as client:
        answer = await client.post("/graphql", json={"query": "{ viewer { scopes } }"})
    with capture_logs() as logs:
        await Uses(read_only(), viewer).note()

    assert (answer.status_code, "errors" in answer.json()) == (200, False)
    assert [(line["event"], line["tokens"]) for line in logs] == [("token.use_not_recorded", 1)]
    assert "25006" in logs[0]["error"]  # read_only_sql_transaction


async def test_a_busy_pool_fails_no_request_and_the_next_use_is_recorded(settings: Settings, viewer: Viewer):
    few = settings.model_copy(update={"database_connections": 2})
    async with await create_pool(few) as pool:
        uses = Uses(pool, viewer)
        async with pool.acquire(), pool.acquire():
            with capture_logs() as logs:
                await uses.note()
        assert [line["event"] for line in logs] == ["token.use_not_recorded"]

        uses.clock.seconds = 61
        await uses.note()
        assert await uses.last() is not None
