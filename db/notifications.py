"""Waiting to be told by the database that something has changed."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from core.errors import Unavailable
from core.settings import Settings
from db.connection import connected
from db.pool import Connection


class JobListener:
    """Rings when the channel was notified; several notifications while nobody waits ring once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._notified = asyncio.Event()

    def notify(self, *_: object) -> None:
        """End the wait, or the next one at once."""
        self._notified.set()

    async def wait(self, seconds: float) -> None:
        """Return when it rings, at the latest after this time. Raises Unavailable once the connection is gone."""
        try:
            async with asyncio.timeout(seconds):
                await self._notified.wait()
        except TimeoutError:
            if self._connection.is_closed():
                raise Unavailable("The database has closed the connection that listens.") from None
        self._notified.clear()


@asynccontextmanager
async def listening(settings: Settings, channel: str) -> AsyncGenerator[JobListener]:
    """A bell on a connection of its own. Raises Unavailable where the database does not answer."""
    async with connected(settings) as connection:
        listener = JobListener(connection)
        await connection.add_listener(channel, listener.notify)
        yield listener
