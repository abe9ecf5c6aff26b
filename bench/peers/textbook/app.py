"""The textbook server: `uvicorn bench.peers.textbook.app:app`, with at most CONNECTIONS to DATABASE_URL."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL

from bench.peers.textbook.schema import schema


class View(GraphQL[dict[str, Any], None]):
    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> dict[str, Any]:
        return {"request": request, "response": response, "pool": request.state.pool}


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncGenerator[dict[str, Any]]:
    connections = int(os.environ["CONNECTIONS"])
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=2, max_size=connections) as pool:
        yield {"pool": pool}


app = Starlette(routes=[Route("/graphql", View(schema, graphql_ide=None))], lifespan=lifespan)
