"""The application in this process: requests with HTTP's words, and no socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from starlette.types import Receive, Scope, Send

from app import create_app
from core.settings import Settings
from db.pool import Pool, create_pool
from jobs.queue import connect_queue
from resolvers.context import no_definitions
from web.admission import Admission
from web.authentication import Authenticator
from web.garbage import Garbage
from web.heavy_requests import HeavyRequests
from web.loop_time import LoopTime
from web.persisted_documents import PersistedDocuments
from web.rate_limits import RateLimits
from web.response_cache import ResponseCache
from web.token_uses import TokenUses


@asynccontextmanager
async def app_client(settings: Settings, pool: Pool, token: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application of its own, whose statements go through the pool.

    Uses of tokens are recorded through another one, so that tests can count the statements of requests.
    """
    app = create_app(settings)
    async with await create_pool(settings) as background:
        token_uses = TokenUses(background)
        redis = await connect_queue(settings)
        state: dict[str, Any] = {
            "settings": settings,
            "writing": pool,
            "reading": pool,
            "authenticator": Authenticator(pool, settings),
            "admission": Admission(settings),
            "rate_limits": RateLimits(settings),
            "token_uses": token_uses,
            "documents": PersistedDocuments("off", {}, redis),
            "response_cache": ResponseCache(settings.response_cache_megabytes, pool),
            "heavy": HeavyRequests(),
            "garbage": Garbage(),
            "loop_time": LoopTime(),
            "definitions": no_definitions(),
        }

        async def with_state(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, "state": dict(state)}, receive, send)

        transport = httpx.ASGITransport(with_state)
        headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as client:
            yield client
        await token_uses.close()
        await redis.aclose()
