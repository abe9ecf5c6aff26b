"""The descriptions of input types, for documents that describe the same input outside of GraphQL."""

from typing import cast

from graphql import GraphQLInputObjectType

from schema.executable import GRAPHQL


def description_of(input_type: str) -> str:
    """The description of an input type. Raises KeyError if there is none."""
    return _type(input_type).description or ""


def field_descriptions(input_type: str) -> dict[str, str]:
    """The description of each field of an input type, by its name."""
    return {name: field.description or "" for name, field in _type(input_type).fields.items()}


def _type(name: str) -> GraphQLInputObjectType:
    return cast("GraphQLInputObjectType", GRAPHQL.type_map[name])
