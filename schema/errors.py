"""Errors as clients see them: refusals with a code, outages as such, anything else masked and logged."""

from uuid import uuid4

import structlog
from graphql import GraphQLError

from core.errors import UNAVAILABLE, Changed, Invalid, Refused, Unavailable, outage_message
from db.pool import OUTAGES, UNSTORABLE
from schema.limits import MOST_LOCATIONS, MOST_MESSAGE_CHARACTERS

log = structlog.stdlib.get_logger()


def public(error: GraphQLError) -> GraphQLError:
    """The error with what its reader can do something with."""
    match error.original_error:
        case None | GraphQLError():
            return _rewritten(error, error.message, error.extensions or {})
        case Refused() as refusal:
            return _refused(error, refusal)
        case RecursionError():
            return _refused(error, Invalid("The document is nested too deeply."))
        case original if isinstance(original, UNSTORABLE):
            return _refused(error, Invalid("Text must not contain the character U+0000."))
        case original if isinstance(original, (*OUTAGES, Unavailable, Changed)):
            if not isinstance(original, Changed):  # else the operation is carried out again: nothing has failed
                log.error("database.unavailable", error=str(original))
            return _rewritten(error, outage_message(original), {"code": UNAVAILABLE})
        case original:
            request_id = str(uuid4())
            log.error("request.failed", request_id=request_id, exc_info=original)
            message = f"Something went wrong on our side. The details are in the server's log under {request_id}."
            return _rewritten(error, message, {"code": "INTERNAL", "requestId": request_id})


def _refused(error: GraphQLError, refusal: Refused) -> GraphQLError:
    path = {"inputPath": list(refusal.path)} if refusal.path else {}
    # of a literal that is no value of its scalar, validation has said more already
    message = error.message if error.path is None and error.original_error is refusal else refusal.message
    return _rewritten(error, message, {"code": refusal.code, **path})


def _rewritten(error: GraphQLError, message: str, extensions: dict[str, object]) -> GraphQLError:
    """The error with that message, no longer than a client can use."""
    if len(message) > MOST_MESSAGE_CHARACTERS:
        message = message[:MOST_MESSAGE_CHARACTERS] + "…"
    nodes = error.nodes[:MOST_LOCATIONS] if error.nodes else None
    positions = [*error.positions][:MOST_LOCATIONS] if error.positions else None
    return GraphQLError(message, nodes, error.source, positions, error.path, extensions=extensions)
