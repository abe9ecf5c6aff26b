"""/healthz and /readyz with servers that run, have ended, hang, or are not migrated."""

import asyncio
import signal
from pathlib import Path

import httpx
import psutil
import pytest
from app_client import client_and_state

from db.migrate import migrate
from servers.directory import data_directory
from servers.postgres import embedded_postgres, urls_in
from servers.valkey import embedded_valkey


@pytest.fixture
def own(settings, tmp_path: Path):
    """Settings and processes of servers of its own, which a test may stop."""
    with (
        data_directory(tmp_path / "data") as directory,
        embedded_postgres(directory) as postgres,
        embedded_valkey(directory) as valkey,
    ):
        urls = {**urls_in(directory.sockets), "redis_url": valkey.url}
        yield (
            settings.model_copy(update=urls).as_owner(),
            postgres.process,
            valkey.process,
        )  # no migration created the role


@pytest.mark.parametrize("name", ["writing", "reading", "authenticating"])
async def test_a_pool_without_a_free_connection_is_not_ready(settings, name):
    few = settings.model_copy(update={"database_connections": 2})
    async with client_and_state(few) as (client, state):
        async with state[name].acquire(), state[name].acquire():
            exhausted = await client.get("/readyz")
        free = await client.get("/readyz")

    assert (exhausted.status_code, exhausted.json()["database"]) == (503, "does not answer")
    assert free.status_code == 200


def test_both_are_ok_and_need_no_token(server):
    health, ready = httpx.get(f"{server}/healthz"), httpx.get(f"{server}/readyz")

    assert (health.status_code, health.json()) == (200, {"process": "ok"})
    assert (ready.status_code, ready.json()) == (200, {"database": "ok", "valkey": "ok", "migrations": "ok"})


async def test_a_database_without_migrations_is_not_ready(own):
    settings, _, _ = own
    async with client_and_state(settings) as (client, _):
        before = await client.get("/readyz")
        names = (await migrate(settings)).applied
        after = await client.get("/readyz")

    assert before.status_code == 503
    assert before.json() == {
        "database": "ok",
        "valkey": "ok",
        "migrations": f"{len(names)} pending: run `milepost migrate`",
    }
    assert after.status_code == 200


async def test_a_server_that_has_ended_is_named(own):
    settings, _, valkey = own
    await migrate(settings)
    async with client_and_state(settings) as (client, _):
        valkey.send_signal(signal.SIGTERM)
        await asyncio.to_thread(valkey.wait)
        without_valkey = await client.get("/readyz")

    assert without_valkey.status_code == 503
    assert without_valkey.json() == {"database": "ok", "valkey": "does not answer", "migrations": "ok"}


async def test_a_hanging_database_is_named_and_the_process_is_still_healthy(own):
    settings, postgres, _ = own
    await migrate(settings)
    async with client_and_state(settings) as (client, _):
        await client.get("/readyz")
        hanging = psutil.Process(postgres.pid).children()
        for process in hanging:
            process.suspend()
        ready, health = await client.get("/readyz"), await client.get("/healthz")
        for process in hanging:
            process.resume()

    assert ready.status_code == 503
    assert ready.json() == {"database": "does not answer", "valkey": "ok", "migrations": "unknown"}
    assert health.status_code == 200
