"""Composition root: puts the parts of the service together. Importing it has no side effects."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import TypedDict

from arq.connections import ArqRedis
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp
from typing_extensions import override

from core.settings import Settings
from db.pool import Pool, create_pool, create_pool_to_authenticate, create_pool_to_look_up
from jobs.queue import connect_queue
from resolvers.context import Definitions, no_definitions
from schema.responses import LEAST_ZIPPED_BYTES, ZIP_LEVEL
from web.admission import Admission
from web.authentication import Authenticator
from web.bodies import UnreadBodies
from web.browsers import SecurityHeaders, cors
from web.deadlines import Deadlines
from web.errors import exception_handlers
from web.events import post_events
from web.exports import exports_route
from web.graphiql import static_routes
from web.graphql import graphql_route
from web.group_commit import GroupCommit
from web.health import health_routes
from web.metrics_endpoint import PortOfMetrics, metrics_route
from web.persisted_documents import PersistedDocuments, trusted_documents
from web.rate_limits import RateLimitFields, RateLimits
from web.rate_settlement import settling
from web.request_log import RequestLogs
from web.response_cache import ResponseCache
from web.token_uses import TokenUses
from web.unsubscribe import unsubscribe_route

GZIP = Middleware(GZipMiddleware, minimum_size=LEAST_ZIPPED_BYTES, compresslevel=ZIP_LEVEL)


class State(TypedDict):
    """The objects that every request has in `request.state`."""

    settings: Settings
    pool: Pool
    reading: Pool
    authenticating: Pool
    redis: ArqRedis
    authenticator: Authenticator
    admission: Admission
    rate_limits: RateLimits
    token_uses: TokenUses
    documents: PersistedDocuments
    response_cache: ResponseCache
    definitions: Definitions
    group_commit: GroupCommit


class _App(Starlette):
    """An application with middleware around that of Starlette, whose outermost responds to unexpected errors."""

    outermost: Sequence[Middleware] = ()

    @override
    def build_middleware_stack(self) -> ASGIApp:
        stack = super().build_middleware_stack()
        for middleware, arguments, named in reversed(self.outermost):
            stack = middleware(stack, *arguments, **named)
        return stack


def create_app(settings: Settings) -> Starlette:
    """Returns the ASGI application. PostgreSQL and Valkey run already: `settings` must have both URLs.

    Raises InvalidSetting for a wrong file of trusted documents.
    """

    trusted = trusted_documents(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[State]:
        async with (
            await create_pool(settings) as pool,
            await create_pool_to_look_up(settings) as reading,
            await create_pool_to_authenticate(settings) as authenticating,
        ):
            redis = await connect_queue(settings)
            rate_limits = RateLimits(settings)
            token_uses = TokenUses(pool)
            try:
                async with settling(rate_limits.rates, redis):
                    yield {
                        "settings": settings,
                        "pool": pool,
                        "reading": reading,
                        "authenticating": authenticating,
                        "redis": redis,
                        "authenticator": Authenticator(authenticating, settings),
                        "admission": Admission(settings),
                        "rate_limits": rate_limits,
                        "token_uses": token_uses,
                        "documents": PersistedDocuments(settings.trusted_documents, trusted, redis),
                        "response_cache": ResponseCache(settings.response_cache_megabytes, reading),
                        "definitions": no_definitions(),
                        "group_commit": GroupCommit(pool),
                    }
            finally:
                await token_uses.close()
                await redis.aclose()

    middleware = [
        Middleware(RateLimitFields),
        Middleware(UnreadBodies),
        Middleware(Deadlines, seconds=settings.request_seconds),
    ]
    if settings.metrics_port is not None:
        middleware.append(Middleware(PortOfMetrics, settings.metrics_port))
    app = _App(
        routes=routes(settings), middleware=middleware, exception_handlers=exception_handlers(), lifespan=lifespan
    )
    app.outermost = [Middleware(RequestLogs, app.routes), Middleware(SecurityHeaders), *cors(settings)]
    return app


def routes(settings: Settings) -> list[BaseRoute]:
    """All routes. /graphql compresses its responses itself, so that a cached response is compressed once."""
    return [
        graphql_route(),
        Route("/events", post_events, methods=["POST"], middleware=[GZIP]),
        exports_route(),
        unsubscribe_route(),
        *health_routes(),
        metrics_route(),
        *(static_routes(GZIP) if settings.graphiql else ()),
    ]
