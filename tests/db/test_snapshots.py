"""The first look-up of a snapshot with a version needs no transaction, and is stale if the data has changed since."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest

from core.errors import Changed, Unavailable
from core.settings import Settings
from db.pool import Pool, create_pool
from db.snapshots import Snapshot
from db.versions import Version, fetch_authentications

TAGS = "SELECT name FROM tag WHERE workspace_id = $1 ORDER BY name"


async def tag(pool: Pool, workspace_id: int, name: str) -> None:
    await pool.execute("INSERT INTO tag (workspace_id, name) VALUES ($1, $2)", workspace_id, name)


async def version_of(pool: Pool, workspace_id: int) -> Version:
    name = await pool.fetchval("SELECT name FROM workspace WHERE id = $1", workspace_id)
    return (await fetch_authentications(pool, [name], 10))[name].version


async def names(snapshot: Snapshot, workspace_id: int) -> list[str]:
    return [row["name"] for row in await snapshot.look_up(TAGS, workspace_id)]


async def opened(pool: Pool, workspace_id: int) -> Snapshot:
    """A snapshot with a version, after one look-up."""
    await tag(pool, workspace_id, "one")
    snapshot = Snapshot(pool, await version_of(pool, workspace_id))
    assert await names(snapshot, workspace_id) == ["one"]
    return snapshot


async def test_later_reads_see_the_same_state_as_the_first_look_up(pool: Pool, workspace_id: int):
    snapshot = await opened(pool, workspace_id)
    is_known_before = snapshot.is_of_version

    assert await names(snapshot, workspace_id) == ["one"]
    await tag(pool, workspace_id, "two")
    assert await names(snapshot, workspace_id) == ["one"]
    assert (is_known_before, snapshot.is_of_version, snapshot.is_stale) == (False, True, False)
    await snapshot.renew()


async def test_it_is_stale_if_the_data_has_changed_since_and_nothing_more_can_be_read(pool: Pool, workspace_id: int):
    snapshot = await opened(pool, workspace_id)
    await tag(pool, workspace_id, "two")

    for _ in range(2):
        with pytest.raises(Changed):
            await names(snapshot, workspace_id)
    assert (snapshot.is_stale, snapshot.is_of_version) == (True, False)
    await snapshot.renew()


async def test_a_new_version_before_the_first_read_is_harmless(pool: Pool, workspace_id: int):
    snapshot = Snapshot(pool, await version_of(pool, workspace_id))
    await tag(pool, workspace_id, "one")

    assert [row["name"] for row in await snapshot.look_up_definition(TAGS, workspace_id)] == ["one"]
    await tag(pool, workspace_id, "two")
    assert await names(snapshot, workspace_id) == ["one"]
    assert (snapshot.is_stale, snapshot.is_of_version) == (False, False)
    await snapshot.renew()


async def test_it_takes_a_new_connection_after_a_change_but_none_once_closed(pool: Pool, workspace_id: int):
    async with Snapshot(pool) as snapshot:
        assert await names(snapshot, workspace_id) == []
        await tag(pool, workspace_id, "one")
        await snapshot.renew()
        assert await names(snapshot, workspace_id) == ["one"]

    for read in (snapshot.fetch, snapshot.count, snapshot.look_up, snapshot.look_up_definition):
        with pytest.raises(Unavailable):
            await read(TAGS, workspace_id)
    assert snapshot._connection is None


async def test_its_connection_returns_to_the_pool_at_its_end_and_when_it_is_renewed(
    settings: Settings, workspace_id: int
):
    async with await create_pool(settings.model_copy(update={"database_connections": 2})) as pool:
        for _ in range(2):
            async with Snapshot(pool.of(workspace_id)) as snapshot:
                assert await names(snapshot, workspace_id) == []
                await snapshot.renew()
                assert await names(snapshot, workspace_id) == []


@asynccontextmanager
async def used_by(settings: Settings, workspace_id: int) -> AsyncIterator[Snapshot]:
    """A snapshot of a pool with two connections, both of which must be usable in the end."""
    async with await create_pool(settings.model_copy(update={"database_connections": 2})) as pool:
        snapshot = Snapshot(pool.of(workspace_id))
        yield snapshot
        with pytest.raises(Unavailable):
            await names(snapshot, workspace_id)
        async with pool.acquire() as one, pool.acquire() as other:
            assert [await each.fetchval("SELECT 1") for each in (one, other)] == [1, 1]


async def test_a_request_that_is_canceled_while_its_snapshot_closes_returns_the_connection(
    settings: Settings, workspace_id: int
):
    async with used_by(settings, workspace_id) as snapshot:

        async def request() -> None:
            async with snapshot:
                assert await names(snapshot, workspace_id) == []
                requests[0].get_loop().call_soon(requests[0].cancel)  # once it waits for the end of the transaction

        requests = [asyncio.create_task(request())]
        await asyncio.wait(requests)

        assert requests[0].cancelled()


async def test_a_request_that_is_canceled_while_its_snapshot_waits_for_a_statement_stops_the_statement(
    settings: Settings, workspace_id: int
):
    async with used_by(settings, workspace_id) as snapshot:
        reading = asyncio.create_task(snapshot.fetch("SELECT pg_sleep(600)"))

        async def request() -> None:
            async with snapshot:
                while snapshot._connection is None:  # noqa: ASYNC110 - set by the other task
                    await asyncio.sleep(0.01)
                requests[0].get_loop().call_soon(requests[0].cancel)

        requests = [asyncio.create_task(request())]
        await asyncio.wait([*requests, reading], timeout=60)

        assert (requests[0].cancelled(), reading.cancelled()) == (True, True)


async def test_a_snapshot_whose_connection_the_server_closed_ends_without_an_error(pool: Pool, workspace_id: int):
    async with Snapshot(pool) as snapshot:
        [backend] = [
            row["pid"] for row in await snapshot.look_up_definition(cast(Any, "SELECT pg_backend_pid() AS pid"))
        ]
        await pool.execute("SELECT pg_terminate_backend($1::integer)", backend)
        while await pool.fetchval("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", backend):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)  # until asyncpg has read that

    assert await pool.fetchval("SELECT 1") == 1
