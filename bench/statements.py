"""Records the statements of a request, and runs them again without Milepost, as the least time possible."""

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
from schema.requests import GraphQLRequest, execute
from web.authentication import Authenticator

_TIMES = 2  # the first time, asyncpg also looks up types, and definitions are not cached yet
_RESET = "pg_advisory_unlock_all"  # in what the pool runs when a connection is released


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with its arguments."""

    query: str
    arguments: tuple[Any, ...]


async def recorded(ground: Ground, tenant: Tenant, query: str) -> list[Statement]:
    """Every statement of a request in order, from the check of the token to the end of the transaction."""
    seen: list[Statement] = []

    def log(record: LoggedQuery) -> None:
        if _RESET not in record.query:
            seen.append(Statement(record.query, tuple(record.args or ())))

    settings = ground.settings.model_copy(update={"database_connections": 2})
    definitions = no_definitions()
    async with await create_pool_to_look_up(settings) as pool:
        async with AsyncExitStack() as stack:
            for _ in range(2):  # every connection of the pool, so that no statement is missed
                connection = await stack.enter_async_context(pool.acquire())
                connection.add_query_logger(log)
        for _ in range(_TIMES):
            seen.clear()
            authentication = await Authenticator(pool, settings).authenticate(tenant.token)
            snapshot = Snapshot(pool.of(authentication.viewer.workspace_id), authentication.version)
            context = create_context(
                authentication.viewer, datetime.now(UTC), pool, snapshot=snapshot, definitions=definitions
            )
            async with context.snapshot:
                answer = await execute(GraphQLRequest(query), context, may_change=False)
            await asyncio.sleep(0)  # loggers are called in the next iteration of the event loop
            if answer.has_errors:
                raise MilepostError(f"The request was refused: {answer.body.decode()}")
    return seen


async def replay(connection: Connection, statements: list[Statement]) -> None:
    """Runs the statements one after another on one connection."""
    for statement in statements:
        if statement.arguments:
            await connection.fetch(cast(Query, statement.query), *statement.arguments)
        else:
            await connection.execute(cast(Query, statement.query))
