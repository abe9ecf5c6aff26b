"""The executable schema."""

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from schema.root import Mutation, Query
from schema.scalars import SCALARS
from schema.subscriptions import Subscription

schema = strawberry.Schema(Query, Mutation, Subscription, config=StrawberryConfig(scalar_map=SCALARS))

GRAPHQL: GraphQLSchema = schema._schema  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - the schema of graphql-core
