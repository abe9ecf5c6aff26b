"""Reading: all statements of one request see the database as it was at one moment."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

from asyncpg import Record

from db.pool import Connection, Pool


class Snapshot:
    """A connection and a read-only transaction of its own, both taken when the first statement is sent."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._lock = asyncio.Lock()
        self._stack = AsyncExitStack()
        self._connection: Connection | None = None

    async def fetch(self, query: str, *arguments: Any) -> list[Record]:
        """The rows of a statement. Statements of a request take turns: they share one connection."""
        async with self._lock:
            connection = self._connection or await self._open()
            return await connection.fetch(query, *arguments)

    async def close(self) -> None:
        """Give the connection back once it is idle; the next statement takes a new snapshot."""
        async with self._lock:
            self._connection = None
            await self._stack.aclose()

    async def _open(self) -> Connection:
        connection = await self._stack.enter_async_context(self._pool.acquire())
        await self._stack.enter_async_context(connection.transaction(isolation="repeatable_read", readonly=True))
        self._connection = connection
        return connection
