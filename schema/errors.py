"""Errors as clients see them: refusals with a code, outages as such, anything else masked and logged."""

from collections.abc import Iterator
from uuid import uuid4

import structlog
from graphql import ExecutionResult, GraphQLError
from strawberry.exceptions import MissingQueryError
from strawberry.extensions import SchemaExtension
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult as StrawberryResult

from core.errors import Changed, Invalid, Refused, Unavailable
from db.pool import OUTAGES, UNSTORABLE

log = structlog.stdlib.get_logger()

# A document with hundreds of mistakes is told of the first few: the answer is not to be larger than the question.
MOST_REQUEST_ERRORS = 5


class Errors(SchemaExtension):
    """Gives every error that a resolver raised its public form. Errors of parsing and validation stay as they are."""

    def on_operation(self) -> Iterator[None]:
        """After the operation, rewrite what it raised."""
        try:
            yield
        except (GraphQLError, MissingQueryError, CannotGetOperationTypeError, InvalidOperationTypeError):
            raise
        except Exception as error:
            raise public(GraphQLError(str(error), original_error=error)) from error
        result = self.execution_context.result
        if isinstance(result, ExecutionResult | StrawberryResult) and result.errors:
            most = MOST_REQUEST_ERRORS if result.errors[0].path is None else None
            result.errors = [public(error) for error in result.errors[:most]]


def public(error: GraphQLError) -> GraphQLError:
    """The error with what its reader can do something with."""
    match error.original_error:
        case None | GraphQLError():
            return error
        case Refused() as refusal:
            return _refused(error, refusal)
        case RecursionError():
            return _refused(error, Invalid("The document is nested too deeply."))
        case original if isinstance(original, UNSTORABLE):
            return _refused(error, Invalid("Text must not contain the character U+0000."))
        case original if isinstance(original, (*OUTAGES, Unavailable, Changed)):
            if not isinstance(original, Changed):  # else the operation is carried out again: nothing has failed
                log.error("database.unavailable", error=str(original))
            return _rewritten(error, "The database does not answer: try again.", {"code": "UNAVAILABLE"})
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
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, extensions=extensions)
