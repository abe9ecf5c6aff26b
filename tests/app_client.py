"""The application in this process: requests with HTTP's words, and no socket."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
from starlette.types import ASGIApp, Receive, Scope, Send

from app import create_app, open_state
from core.settings import Settings
from db.pool import Pool, create_pool
from web.application import Pools
from web.token_uses import TokenUses


@asynccontextmanager
async def app_client(settings: Settings, pool: Pool, token: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application of its own, whose statements go through the pool.

    Uses of tokens are recorded through another one, so that tests can count the statements of requests.
    """
    async with (
        await create_pool(settings) as background,
        open_state(settings, Pools(pool, pool, pool), {}) as opened,
    ):
        token_uses = TokenUses(background)
        headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        async with _client(create_app(settings), {**opened, "token_uses": token_uses}, headers) as client:
            yield client
        await token_uses.close()


@asynccontextmanager
async def client_and_state(
    settings: Settings, headers: Mapping[str, str] | None = None
) -> AsyncIterator[tuple[httpx.AsyncClient, Mapping[str, Any]]]:
    """A client of an application with its own pools, and the state of the application."""
    app = create_app(settings)
    async with app.router.lifespan_context(app) as state, _client(app, state or {}, headers) as client:
        yield client, state or {}


@asynccontextmanager
async def _client(
    app: ASGIApp, state: Mapping[str, Any], headers: Mapping[str, str] | None
) -> AsyncIterator[httpx.AsyncClient]:
    async def with_state(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "state": dict(state)}, receive, send)

    transport = httpx.ASGITransport(with_state)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as client:
        yield client
