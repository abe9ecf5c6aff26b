"""Errors in the input of a mutation."""

from collections.abc import Iterable

import strawberry

from core.errors import ErrorCode, Refused
from schema.cost.declared import sized
from schema.enums import described
from schema.errors import shortened

described(ErrorCode, "Why a request was refused.", **{code.name: code.description for code in ErrorCode})


@strawberry.type(description="An error in the input. Nothing was changed. Bugs and outages are GraphQL errors instead.")
class UserError:
    code: ErrorCode = strawberry.field(description="The reason as a code.")
    message: str = strawberry.field(description="The reason as a sentence.")
    path: list[str] | None = strawberry.field(
        description="The path of the wrong value from the top of the input: field names, and indexes from 0. Null if "
        "the error concerns the whole input.",
        metadata=sized(5),
    )


def user_errors(problems: Iterable[Refused]) -> list[UserError]:
    return [
        UserError(code=ErrorCode(problem.code), message=shortened(problem.message), path=list(problem.path) or None)
        for problem in problems
    ]
