"""Cuts long texts in variables that cannot be valid, before graphql-core quotes them in errors.

It quotes a value several times, and compares it with every value of an enum: one of 15 MB took 550 MB of memory.
"""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# graphql-core does not declare the item types of its collections

from typing import Any, cast

from graphql import (
    GraphQLInputObjectType,
    GraphQLNamedType,
    OperationDefinitionNode,
    get_nullable_type,
    is_enum_type,
    is_list_type,
    type_from_ast,
)

from schema.executable import GRAPHQL
from schema.limits import MOST_MESSAGE_CHARACTERS

_SHORT_SCALARS = {"DateTime", "TimeZone"}


def without_long_values(operation: OperationDefinitionNode, variables: dict[str, Any] | None) -> dict[str, Any]:
    """The variables, in which values of enums, instants and time zones have at most 1,000 characters.

    The longest valid one has 36. An instant can have any number of digits, but a cut one has no offset and is refused.
    """
    types = {
        definition.variable.name.value: type_from_ast(GRAPHQL, definition.type)
        for definition in operation.variable_definitions or ()
    }
    return {name: _shortened(types.get(name), value) for name, value in (variables or {}).items()}


def _shortened(type_: Any, value: Any) -> Any:
    type_ = get_nullable_type(type_)
    if is_list_type(type_):
        item_type = type_.of_type
        return (
            [_shortened(item_type, item) for item in value] if isinstance(value, list) else _shortened(item_type, value)
        )
    if isinstance(type_, GraphQLInputObjectType) and isinstance(value, dict):
        given = cast("dict[str, Any]", value)
        fields = type_.fields
        return {name: _shortened(fields[name].type if name in fields else None, given[name]) for name in given}
    if isinstance(value, str) and len(value) > MOST_MESSAGE_CHARACTERS and _is_short(type_):
        return value[:MOST_MESSAGE_CHARACTERS]
    return value


def _is_short(type_: GraphQLNamedType | None) -> bool:
    return is_enum_type(type_) or (type_ is not None and type_.name in _SHORT_SCALARS)
