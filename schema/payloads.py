"""What mutations answer when the caller got something wrong."""

from collections.abc import Iterable

import strawberry

from core.errors import ErrorCode, Refused
from schema.enums import described

described(ErrorCode, "Why a request was refused.", **{code.name: code.description for code in ErrorCode})


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
