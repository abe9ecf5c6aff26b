"""The executable schema."""

import strawberry
from strawberry.extensions import MaxTokensLimiter, ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig

from schema.errors import Errors
from schema.limits import MOST_TOKENS, limits
from schema.root import Mutation, Query
from schema.scalars import SCALARS

schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    config=StrawberryConfig(scalar_map=SCALARS),
    extensions=[lambda: MaxTokensLimiter(MOST_TOKENS), ParserCache, limits, ValidationCache, Errors],
)
