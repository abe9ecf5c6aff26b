"""Waiting for notifications from PostgreSQL (LISTEN)."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from core.errors import Unavailable
from core.settings import Settings
from db.connection import connected
from db.pool import Connection


class Listener:
    """Waits for notifications. Several notifications between two waits count as one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._notified = asyncio.Event()

    def notify(self, *_: object) -> None:
        """End the current wait, or the next one immediately."""
        self._notified.set()

    async def wait(self, seconds: float) -> None:
        """Return at the next notification or after this time. Raises Unavailable if the connection is closed."""
        try:
            async with asyncio.timeout(seconds):
                await self._notified.wait()
        except TimeoutError:
            if self._connection.is_closed():
                raise Unavailable("The database closed the connection that waits for notifications.") from None
        self._notified.clear()


@asynccontextmanager
async def listening(settings: Settings, channel: str) -> AsyncGenerator[Listener]:
    """A listener on a separate connection. Raises Unavailable if the database does not respond."""
    async with connected(settings) as connection:
        listener = Listener(connection)
        await connection.add_listener(channel, listener.notify)
        yield listener
