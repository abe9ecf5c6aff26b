"""Whether the process runs, and whether it can answer: for load balancers and whoever is on call."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.concurrency import together
from db.migrate import pending

log = structlog.stdlib.get_logger()

ANSWER_SECONDS = 2  # a load balancer's own patience is rarely longer than a few seconds
OK = "ok"
SILENT = "does not answer"

T = TypeVar("T")


def health_routes() -> list[Route]:
    """GET /healthz and /readyz, both open to everybody."""
    return [Route("/healthz", healthz), Route("/readyz", readyz)]


async def healthz(_: Request) -> Response:
    """200: the process takes requests."""
    return JSONResponse({"process": OK})


async def readyz(request: Request) -> Response:
    """200 with each part "ok", or 503 with what is wrong with which part.

    The database is asked on connections of the two pools that requests use: where those are exhausted, it is not ready.
    """
    state = request.state
    missing, looked_up, pong = await together(
        [
            _answer("database", pending(state.pool)),
            _answer("database", state.reading.fetchval("SELECT true")),
            _answer("valkey", state.redis.ping()),
        ]
    )
    parts = {
        "database": SILENT if missing is None or looked_up is None else OK,
        "valkey": SILENT if pong is None else OK,
        "migrations": _migrations(missing),
    }
    return JSONResponse(parts, 200 if set(parts.values()) == {OK} else 503)


def _migrations(missing: list[str] | None) -> str:
    if missing is None:
        return "unknown"
    return f"{len(missing)} pending: run `milepost migrate`" if missing else OK


async def _answer(part: str, question: Coroutine[Any, Any, T]) -> T | None:
    """The answer, or None if there is none in time."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await question
    except Exception as error:
        reason = f"no answer within {ANSWER_SECONDS} seconds" if isinstance(error, TimeoutError) else str(error)
        log.warning("readiness.failed", part=part, error=reason)
        return None
