"""What a request asks the database, recorded while it is answered and then asked again without us: the floor."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from asyncpg.connection import LoggedQuery

from bench.ground import Ground, Tenant
from core.errors import MilepostError
from db.pool import Connection, create_pool_to_look_up
from db.snapshots import Snapshot
from db.statements.composer import Query
from resolvers.context import create_context, no_definitions
from schema.requests import Asked, execute
from web.authentication import Admissions

_TIMES = 2  # at first asyncpg also asks what the types are, and definitions are not remembered yet
_RESET = "pg_advisory_unlock_all"  # the pool's own, when a connection comes back


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, with what was bound in it."""

    query: str
    arguments: tuple[Any, ...]


async def recorded(ground: Ground, tenant: Tenant, query: str) -> list[Statement]:
    """Every statement of a request, in order, from who asks to the end of its transaction."""
    seen: list[Statement] = []

    def log(record: LoggedQuery) -> None:
        if _RESET not in record.query:
            seen.append(Statement(record.query, tuple(record.args or ())))

    settings = ground.settings.model_copy(update={"database_connections": 2})
    definitions = no_definitions()
    async with await create_pool_to_look_up(settings) as pool:
        async with AsyncExitStack() as stack:
            for _ in range(2):  # all that the pool has, for none to go unheard
                connection = await stack.enter_async_context(pool.acquire())
                connection.add_query_logger(log)
        for _ in range(_TIMES):
            seen.clear()
            admission = await Admissions(pool, settings).of(tenant.token)
            snapshot = Snapshot(pool, admission.version)
            context = create_context(
                admission.viewer, datetime.now(UTC), pool, snapshot=snapshot, definitions=definitions
            )
            async with context.snapshot:
                answer = await execute(Asked(query), context, may_change=False)
            await asyncio.sleep(0)  # loggers are called in the loop's next turn
            if answer.has_errors:
                raise MilepostError(f"refused: {answer.body.decode()}")
    return seen


async def replay(connection: Connection, statements: list[Statement]) -> None:
    """Asks what was heard again, one after another, on one connection."""
    for statement in statements:
        if statement.arguments:
            await connection.fetch(cast(Query, statement.query), *statement.arguments)
        else:
            await connection.execute(cast(Query, statement.query))
