"""Whether the process runs, and whether it can answer: for load balancers and whoever is on call."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

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
    """200 with each part "ok", or 503 with what is wrong with which part."""
    missing, pong = await asyncio.gather(
        _answer("database", pending(request.state.pool)), _answer("valkey", request.state.redis.ping())
    )
    parts = {
        "database": SILENT if missing is None else OK,
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
    task = asyncio.create_task(question)
    # Not a timeout around it: a connection to a server that hangs waits for that server to be cancelled.
    await asyncio.wait({task}, timeout=ANSWER_SECONDS)
    if not task.done():
        task.cancel()
        log.warning("readiness.failed", part=part, error=f"no answer within {ANSWER_SECONDS} seconds")
    elif error := task.exception():
        log.warning("readiness.failed", part=part, error=str(error))
    else:
        return task.result()
    return None
