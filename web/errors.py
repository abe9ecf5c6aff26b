"""What went wrong, as an HTTP answer: a code and a sentence in JSON."""

from collections.abc import Mapping
from uuid import uuid4

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ExceptionHandler

from core.errors import UNAVAILABLE, Refused, Unavailable, outage_message
from db.pool import OUTAGES
from resolvers.context import Lifetime
from schema.media_types import VARY, preferred
from web.rejections import Progress

log = structlog.stdlib.get_logger()

RETRY = {"Retry-After": "1"}  # in seconds

_MUTATION = (
    "The outcome is unknown: the mutation was applied completely or not at all. It is safe to send it again: events, "
    "series and people are recognized by their ids and keys, other changes by their `idempotencyKey`."
)
_UPLOAD = (
    "Whole batches of its events may have been recorded. It is safe to send all of it again: an event is recognized by "
    "its id."
)
STATUS = {"UNAUTHENTICATED": 401, "FORBIDDEN": 403, "NOT_FOUND": 404, "CONFLICT": 409, "LIMIT_EXCEEDED": 413}


def refused(request: Request, error: Exception) -> Response:
    """4xx: the caller can do something about it."""
    assert isinstance(error, Refused)  # noqa: S101 - handlers are registered by type
    headers = {"WWW-Authenticate": "Bearer"} if error.code == "UNAUTHENTICATED" else None
    return error_response(request, STATUS.get(error.code, 400), error.code, error.message, headers)


def unrouted(request: Request, error: Exception) -> Response:
    """404 and 405: there is nothing at this address, or nothing for this method."""
    assert isinstance(error, HTTPException)  # noqa: S101 - handlers are registered by type
    code = "NOT_FOUND" if error.status_code == 404 else "INVALID"
    message = f"{request.method} {request.url.path}: {error.detail.lower()}."
    return error_response(request, error.status_code, code, message, error.headers)


def unavailable(request: Request, error: Exception) -> Response:
    """503: the database does not answer; trying again later helps."""
    log.error("database.unavailable", error=str(error))
    return error_response(request, 503, UNAVAILABLE, outage_message(error), RETRY)


def given_up(request: Request, reason: str) -> Response:
    """503: the request was stopped before it was answered. Whatever it had begun to change may have been changed."""
    message = " ".join([reason, *_consequences(request)])
    # what is left of its body was not read, and would be taken for the next request
    return error_response(request, 503, UNAVAILABLE, message, {**RETRY, "Connection": "close"})


def _consequences(request: Request) -> list[str]:
    """What may have been changed by a request that was stopped, and that it can be sent again."""
    if getattr(request.state, "is_recording", False):
        return [_UPLOAD]
    lifetime: Lifetime | None = getattr(request.state, "lifetime", None)
    return [_MUTATION] if lifetime is not None and lifetime.is_change else []


def gone(request: Request, _: Exception) -> Response:
    """Nobody is there to read it: the client went away before it had sent everything."""
    log.info("request.given_up", path=request.url.path)
    return Response(status_code=400)


def failed(request: Request, error: Exception) -> Response:
    """500: a bug. What it is stays in the log."""
    request_id = str(uuid4())
    log.error("request.failed", request_id=request_id, exc_info=error)
    message = f"Something went wrong on our side. The details are in the server's log under {request_id}."
    # The library raises it again after the answer, and the server then hangs up.
    return error_response(request, 500, "INTERNAL", message, {"Connection": "close"})


def error_response(
    request: Request, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """An error in the one shape that all of them have; at /graphql in the shape of GraphQL's errors.

    At /events it says besides what became of the body so far.
    """
    if request.url.path != "/graphql":
        error = {"error": {"code": code, "message": message}}
        return JSONResponse(error | _so_far(request), status, headers)
    return JSONResponse(
        {"errors": [{"message": message, "extensions": {"code": code}}]},
        status,
        {**(headers or {}), "Vary": VARY},
        preferred(request.headers.get("accept", "")),
    )


def _so_far(request: Request) -> dict[str, int]:
    progress: Progress | None = getattr(request.state, "so_far", None)
    return {} if progress is None else progress.counts | {"throughLine": progress.through_line}


def exception_handlers() -> Mapping[type[Exception], ExceptionHandler]:
    """Handlers for every error, so that each is answered in JSON."""
    return {
        Refused: refused,
        HTTPException: unrouted,
        ClientDisconnect: gone,
        **dict.fromkeys((*OUTAGES, Unavailable), unavailable),
        Exception: failed,
    }
