"""Errors as clients see them: refusals with a code, outages as such, anything else masked and logged."""

from collections.abc import Iterator
from uuid import uuid4

import structlog
from graphql import ExecutionResult, GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionResult as StrawberryResult

from core.errors import Refused, Unavailable
from db.pool import OUTAGES

log = structlog.stdlib.get_logger()


class Errors(SchemaExtension):
    """Gives every error that a resolver raised its public form. Errors of parsing and validation stay as they are."""

    def on_operation(self) -> Iterator[None]:
        """After the operation, rewrite what it raised."""
        yield
        result = self.execution_context.result
        if isinstance(result, ExecutionResult | StrawberryResult) and result.errors:
            result.errors = [public(error) for error in result.errors]


def public(error: GraphQLError) -> GraphQLError:
    """The error with what its reader can do something with."""
    match error.original_error:
        case None | GraphQLError():
            return error
        case Refused() as refusal:
            path = {"inputPath": list(refusal.path)} if refusal.path else {}
            return _rewritten(error, refusal.message, {"code": refusal.code, **path})
        case original if isinstance(original, (*OUTAGES, Unavailable)):
            log.error("database.unavailable", error=str(original))
            return _rewritten(error, "The database does not answer: try again.", {"code": "UNAVAILABLE"})
        case original:
            request_id = str(uuid4())
            log.error("request.failed", request_id=request_id, exc_info=original)
            message = f"Something went wrong on our side. The details are in the server's log under {request_id}."
            return _rewritten(error, message, {"code": "INTERNAL", "requestId": request_id})


def _rewritten(error: GraphQLError, message: str, extensions: dict[str, object]) -> GraphQLError:
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, extensions=extensions)
