"""Error responses: a code and a sentence in JSON."""

from collections.abc import Mapping
from math import ceil

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ExceptionHandler

from core.errors import (
    UNAVAILABLE,
    ErrorCode,
    Interrupted,
    RateLimited,
    Refused,
    RequestErrorCode,
    Unauthenticated,
    Unavailable,
    internal_error_message,
    loggable,
    outage_message,
)
from db.pool import OUTAGES
from resolvers.context import OperationTraits
from schema.errors import shortened
from schema.media_types import JSON, VARY, preferred
from schema.operations import MutationByGet
from schema.requests import UnsupportedMediaType
from web.bodies import TooSlow
from web.encodings import UnsupportedEncoding
from web.metrics import RATE_LIMITED
from web.rejections import Progress
from web.request_log import CANCELED

log = structlog.stdlib.get_logger()

RETRY = {"Retry-After": "1"}  # in seconds

_AGAIN = (
    "It is safe to send it again: events, series and people are recognized by their ids and keys, other changes by "
    "their `idempotencyKey`."
)
_MUTATION = f"The outcome is unknown: the mutation was applied completely or not at all. {_AGAIN}"
_FORWARDED = f"If it was a mutation, it was applied completely or not at all. {_AGAIN}"
_UPLOAD = (
    "Whole batches of its lines may have been recorded. It is safe to send all of it again: events are recognized by "
    "their ids, people by their external ids."
)
STATUS: dict[str, int] = {
    RequestErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.CONFLICT: 409,
    ErrorCode.LIMIT_EXCEEDED: 413,
    RequestErrorCode.RATE_LIMITED: 429,
}


def refused(request: Request, error: Exception) -> Response:
    """4xx: the caller can correct the request."""
    assert isinstance(error, Refused)  # noqa: S101 - handlers are registered by type
    if isinstance(error, RateLimited):
        RATE_LIMITED.labels(error.kind).inc()
    return error_response(request, _status(error), error.code, error.message, _headers(error))


def _status(error: Refused) -> int:
    match error:
        case UnsupportedEncoding() | UnsupportedMediaType():
            return 415
        case MutationByGet():
            return 405
        case _:
            return STATUS.get(error.code, 400)


def _headers(error: Refused) -> dict[str, str] | None:
    match error:
        case Unauthenticated():
            return {"WWW-Authenticate": "Bearer"}
        case UnsupportedEncoding():
            return {"Accept-Encoding": error.accepted}  # RFC 9110, section 12.5.3
        case UnsupportedMediaType():
            return {"Accept": JSON}  # RFC 9110, section 12.5.1
        case MutationByGet():
            return {"Allow": "POST"}
        case RateLimited():
            return {"Retry-After": str(ceil(error.retry_after))}
        case _:
            return None


def unrouted(request: Request, error: Exception) -> Response:
    """404 or 405: no route has this path, or this method."""
    assert isinstance(error, HTTPException)  # noqa: S101 - handlers are registered by type
    code = "NOT_FOUND" if error.status_code == 404 else "INVALID"
    message = f"{request.method} {request.url.path}: {error.detail.lower()}."
    return error_response(request, error.status_code, code, message, error.headers)


def too_slow(request: Request, error: Exception) -> Response:
    """408: the body did not arrive in time. Its rest is not read."""
    return error_response(request, 408, ErrorCode.LIMIT_EXCEEDED, str(error), {"Connection": "close"})


def unavailable(request: Request, error: Exception) -> Response:
    """503: the database cannot be used now. A retry may succeed."""
    log.error("database.unavailable", error=loggable(error))
    return error_response(request, 503, UNAVAILABLE, outage_message(error), RETRY)


def stopped(request: Request, reason: str) -> Response:
    """503: the request was stopped before its response. Its changes may have been committed."""
    request.state.log.is_logged_elsewhere = False
    message = " ".join([reason, *_consequences(request)])
    # The rest of the body was not read, and would be parsed as the next request on the connection.
    return error_response(request, 503, UNAVAILABLE, message, {**RETRY, "Connection": "close"})


def interrupted(request: Request, _: Exception) -> Response:
    """503: the process to which the request was forwarded ended."""
    return stopped(request, "The process that handled the request ended.")


def _consequences(request: Request) -> list[str]:
    """What a stopped request may have changed, and that it can be sent again."""
    if getattr(request.state, "is_recording", False):
        return [_UPLOAD]
    if getattr(request.state, "is_forwarded", False):
        return [_FORWARDED]
    traits: OperationTraits | None = getattr(request.state, "traits", None)
    return [_MUTATION] if traits is not None and traits.may_have_changed else []


def disconnected(request: Request, _: Exception) -> Response:
    """400: the client disconnected, or closed its half of the connection, before it had sent the whole body."""
    response = error_response(request, 400, ErrorCode.INVALID, "The body of the request is incomplete.")
    request.state.log.outcome = CANCELED
    return response


def failed(request: Request, error: Exception) -> Response:
    """500: a bug. Its details are only logged."""
    if isinstance(error.__cause__, Interrupted):  # after the response had begun, so this one is not sent
        return interrupted(request, error)
    request_id = request.state.request_id
    log.error("request.failed", request_id=request_id, exc_info=error)
    message = internal_error_message(request_id)
    # Starlette raises the error again after the response, and uvicorn then closes the connection.
    return error_response(request, 500, RequestErrorCode.INTERNAL, message, {"Connection": "close"})


def error_response(
    request: Request, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Returns an error in the format of all errors, or at /graphql in the format of GraphQL errors.

    An error of an upload also states how many lines are recorded so far.
    """
    message = shortened(message)
    request.state.log.outcome = code
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
    """Returns a handler for every error, so that all error responses are JSON."""
    return {
        Refused: refused,
        HTTPException: unrouted,
        ClientDisconnect: disconnected,
        TooSlow: too_slow,
        Interrupted: interrupted,
        **dict.fromkeys((*OUTAGES, Unavailable), unavailable),
        Exception: failed,
    }
