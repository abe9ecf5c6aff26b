"""The executable schema."""

import strawberry
from graphql import GraphQLInputObjectType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import GraphQLCoreConverter

from schema.root import Mutation, Query
from schema.scalars import SCALARS
from schema.subscriptions import Subscription

schema = strawberry.Schema(Query, Mutation, Subscription, config=StrawberryConfig(scalar_map=SCALARS))

GRAPHQL: GraphQLSchema = schema._schema  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - the schema of graphql-core

# Strawberry checks its input types of this kind itself, after the coercion: an error would be an internal one.
for _type in GRAPHQL.type_map.values():
    if isinstance(_type, GraphQLInputObjectType):
        _type.is_one_of = _type.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].is_one_of
