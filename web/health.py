"""Health checks for load balancers and operators: whether the process runs, and whether it can serve requests."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.concurrency import together
from core.errors import loggable
from db.migrate import pending

log = structlog.stdlib.get_logger()

CHECK_SECONDS = 2  # load balancers rarely wait longer than a few seconds
OK = "ok"
SILENT = "does not answer"

T = TypeVar("T")


def health_routes() -> list[Route]:
    """GET /healthz and /readyz, without authentication."""
    return [Route("/healthz", healthz), Route("/readyz", readyz)]


async def healthz(_: Request) -> Response:
    """200 if the process accepts requests."""
    return JSONResponse({"process": OK})


async def readyz(request: Request) -> Response:
    """200 if every part is "ok", otherwise 503 with the state of each part.

    The database is checked on a connection of each pool that requests use, so an exhausted pool counts as not ready.
    """
    state = request.state
    missing, looked_up, authenticated, pong = await together(
        [
            _check("database", pending(state.writing), pool="writing"),
            _check("database", state.reading.fetchval("SELECT true"), pool="reading"),
            _check("database", state.authenticating.fetchval("SELECT true"), pool="authenticating"),
            _check("valkey", state.redis.ping()),
        ]
    )
    parts = {
        "database": SILENT if None in (missing, looked_up, authenticated) else OK,
        "valkey": SILENT if pong is None else OK,
        "migrations": _migrations(missing),
    }
    return JSONResponse(parts, 200 if set(parts.values()) == {OK} else 503)


def _migrations(missing: list[str] | None) -> str:
    if missing is None:
        return "unknown"
    return f"{len(missing)} pending: run `milepost migrate`" if missing else OK


async def _check(part: str, check: Coroutine[Any, Any, T], **where: str) -> T | None:
    """Returns the result of a check, or None if it fails or takes too long."""
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return await check
    except Exception as error:
        reason = f"no answer within {CHECK_SECONDS} seconds" if isinstance(error, TimeoutError) else loggable(error)
        log.warning("readiness.failed", part=part, **where, error=reason)
        return None
