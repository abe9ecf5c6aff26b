"""Reading: all statements of one request see the database as it was at one moment."""

import asyncio
from typing import Any

from asyncpg import Record

from db.pool import Pool, PooledConnection

_BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_PLANNED_EACH_TIME = "SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL enable_seqscan = on"
# By index, also where the tables are still so small that reading all of them is cheaper: the plan stays when they grow.
_PLANNED_ONCE = "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off"


class Snapshot:
    """A connection and a read-only transaction of its own, both taken when the first statement is sent.

    Statements of a request take turns: they share the connection.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._lock = asyncio.Lock()
        self._connection: PooledConnection | None = None
        self._planned = _PLANNED_EACH_TIME

    async def fetch(self, query: str, *arguments: Any) -> list[Record]:
        """The rows of a statement that is planned for its arguments."""
        return await self._fetch(_PLANNED_EACH_TIME, query, arguments)

    async def look_up(self, query: str, *arguments: Any) -> list[Record]:
        """The rows of a statement that has the same plan whatever its arguments: keys, and instants of kept counts.

        It is planned once for a connection: planning `figure_counts` takes longer than running it for a dashboard.
        """
        return await self._fetch(_PLANNED_ONCE, query, arguments)

    async def close(self) -> None:
        """Give the connection back once it is idle; the next statement takes a new snapshot."""
        async with self._lock:
            connection, self._connection = self._connection, None
            if connection is not None:
                try:
                    await connection.execute("COMMIT")
                finally:
                    await self._pool.release(connection)

    async def _fetch(self, planned: str, query: str, arguments: tuple[Any, ...]) -> list[Record]:
        async with self._lock:
            connection = self._connection or await self._open(planned)
            if self._planned != planned:
                await connection.execute(planned)
                self._planned = planned
            return await connection.fetch(query, *arguments)

    async def _open(self, planned: str) -> PooledConnection:
        connection = self._connection = await self._pool.acquire()
        # One round trip; what is set ends with the transaction, as does everything in a session of the pool's.
        await connection.execute(f"{_BEGIN}; {planned}")
        self._planned = planned
        return connection
