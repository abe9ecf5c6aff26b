"""Errors as clients see them: refusals and outages with a code; all other errors are masked and logged."""

import structlog
from graphql import GraphQLError, GraphQLSyntaxError

from core.current_request import current_request_id
from core.errors import (
    UNAVAILABLE,
    Changed,
    ErrorCode,
    Invalid,
    LimitExceeded,
    Refused,
    RequestErrorCode,
    Unavailable,
    internal_error_message,
    loggable,
    outage_message,
)
from core.texts import NULL_CHARACTER
from db.pool import OUTAGES, UNSTORABLE
from schema.limits import MOST_LOCATIONS, MOST_MESSAGE_CHARACTERS

log = structlog.stdlib.get_logger()

_BEYOND_INT = "Int cannot represent non 32-bit signed integer value: "  # the beginning of a message of graphql-core
_TOO_LARGE_A_NUMBER = (
    "The number of this field is {number:,}, but the type Int holds at most 2,147,483,647: count less, by a narrower "
    "scope or filter."
)


def public(error: GraphQLError, code: str = ErrorCode.INVALID) -> GraphQLError:
    """The error as it is sent to the client. `code` is that of errors of graphql-core, which have none."""
    match error.original_error:
        case None | GraphQLError():
            return _of_graphql_core(error, code)
        case Refused() as refusal:
            return _refused(error, refusal)
        case RecursionError():
            return _refused(error, Invalid("The document is nested too deeply: split it into several requests."))
        case original if isinstance(original, UNSTORABLE):
            return _refused(error, Invalid(NULL_CHARACTER))
        case original if isinstance(original, (*OUTAGES, Unavailable, Changed)):
            if not isinstance(original, Changed):  # else the operation is executed again: nothing has failed
                log.error("database.unavailable", error=loggable(original))
            return _rewritten(error, outage_message(original), {"code": UNAVAILABLE})
        case original:
            request_id = current_request_id()
            log.error("request.failed", request_id=request_id, exc_info=original)
            return _rewritten(
                error, internal_error_message(request_id), {"code": RequestErrorCode.INTERNAL, "requestId": request_id}
            )


def _of_graphql_core(error: GraphQLError, code: str) -> GraphQLError:
    if error.path and error.message.startswith(_BEYOND_INT):
        number = int(error.message.removeprefix(_BEYOND_INT))
        return _refused(error, LimitExceeded(_TOO_LARGE_A_NUMBER.format(number=number)))
    if isinstance(error, GraphQLSyntaxError):
        code = RequestErrorCode.PARSE_FAILED
    return _rewritten(error, error.message, {"code": code, **(error.extensions or {})})


def shortened(message: str) -> str:
    """The message, cut after 1,000 characters: it may quote megabytes that the client sent."""
    return message if len(message) <= MOST_MESSAGE_CHARACTERS else f"{message[:MOST_MESSAGE_CHARACTERS]}…"


def _refused(error: GraphQLError, refusal: Refused) -> GraphQLError:
    path = {"inputPath": list(refusal.path)} if refusal.path else {}
    # for a literal that its scalar refuses, the message of validation also names the type and the field
    message = error.message if error.path is None and error.original_error is refusal else refusal.message
    return _rewritten(error, message, {"code": refusal.code, **path})


def _rewritten(error: GraphQLError, message: str, extensions: dict[str, object]) -> GraphQLError:
    nodes = error.nodes[:MOST_LOCATIONS] if error.nodes else None
    positions = [*error.positions][:MOST_LOCATIONS] if error.positions else None
    return GraphQLError(shortened(message), nodes, error.source, positions, error.path, extensions=extensions)
