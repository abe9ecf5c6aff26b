"""Composition root: puts the parts of the service together. Importing it has no side effects."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from columns.opening import open_columns
from core.settings import Settings
from db.pool import create_pool, create_pool_to_authenticate, create_pool_to_look_up
from jobs.queue import connect_queue
from jobs.storage import open_storage
from resolvers.context import no_definitions
from web.admission import Admission
from web.application import Application, Parts, Pools, State, with_hub
from web.authentication import Authenticator
from web.bodies import UnreadBodies
from web.browsers import SecurityHeaders, cors
from web.compression import GZIP
from web.dashboard import dashboard_routes
from web.deadlines import Deadlines
from web.descriptions import description_routes
from web.errors import exception_handlers
from web.exports import exports_route
from web.garbage import Garbage
from web.graphiql import static_routes
from web.graphql import graphql_route
from web.group_commit import GroupCommit
from web.health import health_routes
from web.heavy_requests import heavy_requests
from web.line_kinds import EVENTS, PEOPLE
from web.live.websocket import websocket_routes
from web.loop_time import LoopTime
from web.metrics_endpoint import metrics_route, port_of_metrics
from web.persisted_documents import PersistedDocuments, trusted_documents
from web.rate_limits import RateLimitFields, RateLimits
from web.rate_settlement import settling
from web.request_log import RequestLogs
from web.response_cache import ResponseCache
from web.token_uses import TokenUses
from web.unsubscribe import unsubscribe_route
from web.uploads import upload_route


def create_app(settings: Settings, heavy_socket: Path | None = None) -> Application:
    """Returns the ASGI application. PostgreSQL and Valkey run already: `settings` must have both URLs.

    A process for heavy requests listens on the socket; without one, the application handles them itself.

    Raises InvalidSetting for a wrong file of trusted documents.
    """
    trusted = trusted_documents(settings)
    all_routes = routes(settings)
    return Application(
        outermost=[Middleware(RequestLogs, all_routes), Middleware(SecurityHeaders), *cors(settings)],
        middleware=[
            Middleware(RateLimitFields),
            Middleware(UnreadBodies),
            Middleware(Deadlines, seconds=settings.request_seconds),
            *port_of_metrics(settings),
        ],
        routes=all_routes,
        exception_handlers=exception_handlers(),
        state=lambda: _state(settings, trusted, heavy_socket),
    )


@asynccontextmanager
async def _state(settings: Settings, trusted: Mapping[str, str], heavy_socket: Path | None) -> AsyncGenerator[State]:
    async with (
        await create_pool(settings) as writing,
        await create_pool_to_look_up(settings) as reading,
        await create_pool_to_authenticate(settings) as authenticating,
        open_state(settings, Pools(writing, reading, authenticating), trusted, heavy_socket) as state,
    ):
        yield state


@asynccontextmanager
async def open_state(
    settings: Settings, pools: Pools, trusted: Mapping[str, str], heavy_socket: Path | None = None
) -> AsyncGenerator[State]:
    """Opens the objects of a process that send their statements through these pools. Closes them at the end."""
    async with (
        heavy_requests(heavy_socket, settings.request_seconds) as heavy,
        open_columns(settings, pools.writing, open_storage) as columns,
    ):
        redis = await connect_queue(settings)
        rate_limits, token_uses = RateLimits(settings), TokenUses(pools.writing)
        state = with_hub(
            Parts(
                settings=settings,
                writing=pools.writing,
                reading=pools.reading,
                authenticating=pools.authenticating,
                redis=redis,
                authenticator=Authenticator(pools.authenticating, settings),
                admission=Admission(settings),
                loop_time=LoopTime(),
                rate_limits=rate_limits,
                token_uses=token_uses,
                documents=PersistedDocuments(settings.trusted_documents, trusted, redis),
                heavy=heavy,
                garbage=Garbage(),
                response_cache=ResponseCache(settings.response_cache_megabytes, pools.reading),
                definitions=no_definitions(),
                columns=columns,
                group_commit=GroupCommit(pools.writing),
            )
        )
        try:
            async with settling(rate_limits.rates, redis):
                yield state
        finally:
            await state["hub"].close()
            await token_uses.close()
            await redis.aclose()


def routes(settings: Settings) -> list[BaseRoute]:
    """All routes."""
    return [
        graphql_route(),
        *websocket_routes(),
        upload_route(EVENTS, GZIP),
        upload_route(PEOPLE, GZIP),
        exports_route(),
        unsubscribe_route(),
        *description_routes(settings),
        *health_routes(),
        metrics_route(),
        *(dashboard_routes(GZIP) if settings.dashboard else ()),
        *(static_routes(GZIP) if settings.graphiql else ()),
    ]
