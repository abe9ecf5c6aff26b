"""The executable schema."""

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaxTokensLimiter, ParserCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from schema.errors import Errors
from schema.execution.executor import PlannedExecutor
from schema.limits import MOST_TOKENS, limits
from schema.operations import ChosenOperation
from schema.root import Mutation, Query
from schema.scalars import SCALARS
from schema.validation import ValidationByDocument


class Schema(strawberry.Schema):
    """Leaves logging to the Errors extension: what a client got wrong is not ours to log as an error."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: see Errors."""


schema = Schema(
    query=Query,
    mutation=Mutation,
    config=StrawberryConfig(scalar_map=SCALARS),
    extensions=[
        lambda: MaxTokensLimiter(MOST_TOKENS),
        ParserCache,
        limits,
        ValidationByDocument,
        ChosenOperation,
        Errors,
    ],
    execution_context_class=PlannedExecutor,
)
