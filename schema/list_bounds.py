"""The bounds of lists in the input, declared beside the fields and arguments that take them.

Resolvers check the lengths (core.list_bounds.check_length). The declared bounds cut the lists in variables before
graphql-core coerces them.
"""

from graphql import GraphQLArgument, GraphQLInputField
from strawberry.schema.schema_converter import GraphQLCoreConverter

_AT_MOST = "at_most"


def at_most(elements: int) -> dict[str, int]:
    """The metadata of an argument or input field that takes a list of at most so many elements."""
    return {_AT_MOST: elements}


Taken = GraphQLArgument | GraphQLInputField


def bound_of(taken: Taken) -> int | None:
    """The declared bound of an argument or input field, or None."""
    declared = taken.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return declared.metadata.get(_AT_MOST) if declared is not None else None
