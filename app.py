"""Composition root: what the service is made of. Importing it has no effect."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

from arq.connections import ArqRedis, RedisSettings, create_pool as create_redis
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from core.settings import Settings
from db.pool import Pool, create_pool


class State(TypedDict):
    """What every request finds in `request.state`."""

    settings: Settings
    pool: Pool
    redis: ArqRedis


def create_app(settings: Settings) -> Starlette:
    """The ASGI application on external or already started servers: both URLs must be set in `settings`."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[State]:
        async with await create_pool(settings) as pool:
            redis = await create_redis(RedisSettings.from_dsn(settings.redis_url or ""))
            try:
                yield {"settings": settings, "pool": pool, "redis": redis}
            finally:
                await redis.aclose()

    return Starlette(routes=routes(), lifespan=lifespan)


def routes() -> list[BaseRoute]:
    """Everything that can be asked for."""
    return []
