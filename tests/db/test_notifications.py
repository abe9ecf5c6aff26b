"""Waiting for notifications: until a notification, for a time, or until the connection is lost."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from core.errors import Unavailable
from core.settings import Settings
from db.notifications import Listener, listening
from db.pool import Pool

LONG = 600
SHORT = 0.01
CHANNEL = "notifications_of_a_test"


@pytest.fixture
async def listener(settings: Settings) -> AsyncIterator[Listener]:
    async with listening(settings, CHANNEL) as listener:
        yield listener


async def is_over(listener: Listener, seconds: float) -> bool:
    """Whether a wait ends with a notification."""
    waiting = asyncio.create_task(listener.wait(LONG))
    done, _ = await asyncio.wait([waiting], timeout=seconds)
    waiting.cancel()
    return bool(done)


async def test_notifications_between_two_waits_end_one_wait(listener: Listener, pool: Pool):
    for _ in range(3):
        await pool.execute(f"NOTIFY {CHANNEL}")
    await listener._connection.fetchval("SELECT 1")  # its response comes after the notifications
    await asyncio.sleep(0)

    assert await is_over(listener, LONG)
    assert not await is_over(listener, SHORT)


async def test_a_wait_without_a_notification_ends_after_its_time(listener: Listener):
    await listener.wait(SHORT)


async def test_a_wait_on_a_closed_connection_is_an_error(listener: Listener, pool: Pool):
    await pool.execute("SELECT pg_terminate_backend($1::integer, 10000)", listener._connection.get_server_pid())

    while not listener._connection.is_closed():  # noqa: ASYNC110 - the client learns of it a moment later
        await asyncio.sleep(SHORT)

    with pytest.raises(Unavailable, match="closed the connection that waits for notifications"):
        await listener.wait(SHORT)
