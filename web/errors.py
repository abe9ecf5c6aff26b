"""What went wrong, as an HTTP answer: a code and a sentence in JSON."""

from collections.abc import Mapping

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ExceptionHandler

from core.errors import Refused
from db.pool import OUTAGES

log = structlog.stdlib.get_logger()

STATUS = {"UNAUTHENTICATED": 401, "FORBIDDEN": 403, "NOT_FOUND": 404, "CONFLICT": 409}


def refused(_: Request, error: Exception) -> Response:
    """4xx: the caller can do something about it."""
    assert isinstance(error, Refused)  # noqa: S101 - handlers are registered by type
    headers = {"WWW-Authenticate": "Bearer"} if error.code == "UNAUTHENTICATED" else None
    return error_response(STATUS.get(error.code, 400), error.code, error.message, headers)


def unavailable(_: Request, error: Exception) -> Response:
    """503: the database does not answer; trying again later helps."""
    log.error("database.unavailable", error=str(error))
    return error_response(503, "UNAVAILABLE", "The database does not answer. Nothing is lost: send it again.")


def error_response(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """An error in the one shape that all of them have."""
    return JSONResponse({"error": {"code": code, "message": message}}, status, headers)


def exception_handlers() -> Mapping[type[Exception], ExceptionHandler]:
    """Handlers for every error that is not a bug."""
    return {Refused: refused, **dict.fromkeys(OUTAGES, unavailable)}
