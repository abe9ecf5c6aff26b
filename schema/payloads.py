"""What mutations answer when the caller got something wrong."""

from collections.abc import Iterable
from enum import StrEnum

import strawberry

from core.errors import Refused
from schema.enums import described


class ErrorCode(StrEnum):
    """Why something was refused."""

    NOT_FOUND = "NOT_FOUND"
    INVALID = "INVALID"
    NO_STATS = "NO_STATS"
    CONFLICT = "CONFLICT"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    FORBIDDEN = "FORBIDDEN"
    NOT_CANCELABLE = "NOT_CANCELABLE"
    NOT_UNDOABLE = "NOT_UNDOABLE"


described(
    ErrorCode,
    "Why something was refused.",
    NOT_FOUND="Nothing of that name or id in this workspace.",
    INVALID="A value is wrong.",
    NO_STATS="Nobody has started the series yet.",
    CONFLICT="It contradicts what is already known.",
    LIMIT_EXCEEDED="It is more than is allowed at once.",
    FORBIDDEN="The token lacks the scope that this needs.",
    NOT_CANCELABLE="It is over already.",
    NOT_UNDOABLE="It cannot be taken back.",
)


@strawberry.type(description="Something the caller got wrong. Nothing was changed.")
class UserError:
    """A bug or an outage is a GraphQL error instead."""

    code: ErrorCode = strawberry.field(description="Why, for programs.")
    message: str = strawberry.field(description="Why, in a sentence.")
    path: list[str] | None = strawberry.field(
        description="Where in the input, from its top: field names and indexes from 0; null where it is all of it."
    )


def user_errors(problems: Iterable[Refused]) -> list[UserError]:
    """Refusals as clients see them."""
    return [
        UserError(code=ErrorCode(problem.code), message=problem.message, path=list(problem.path) or None)
        for problem in problems
    ]
