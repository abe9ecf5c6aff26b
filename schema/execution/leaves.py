"""Serialization of leaf values, the same as by the schema's scalars and enums. Often a type check is enough."""
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownParameterType=false
# graphql-core does not declare the item types of its lists

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLBoolean,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLString,
    Undefined,
)
from strawberry.schema.schema_converter import CustomGraphQLEnumType

from schema.execution.fallbacks import UnexpectedValue
from schema.json_writing import written

# Types whose values are neither awaitable nor exceptions. Values of any other type are left to the stock executor.
_PLAIN = frozenset({bool, int, float, str, bytes, list, tuple, dict, datetime, date, time, timedelta, Decimal, UUID})

# Source code of the condition under which the stock scalar would return the value unchanged.
_WRITTEN: dict[GraphQLOutputType, str] = {
    GraphQLString: "type({0}) is str",
    GraphQLID: "type({0}) is str",
    GraphQLBoolean: "type({0}) is bool",
    GraphQLInt: "type({0}) is int and -2147483648 <= {0} <= 2147483647",
    GraphQLFloat: "type({0}) is float and {0} - {0} == 0.0",  # neither an infinity nor a NaN
}

Measure = Callable[[Any], int]


def condition_written(type_: GraphQLOutputType, name: str) -> str | None:
    """Source code of the condition under which the variable `name` needs no serialization; None if it always does."""
    condition = _WRITTEN.get(type_)
    return condition.format(name) if condition else None


def measure_of(type_: object) -> Measure | None:
    """The function that returns the length of a serialized value; None for types whose values are all short."""
    if type_ is GraphQLString:
        return len
    return _json_length if isinstance(type_, GraphQLScalarType) and type_.name == "JSON" else None


def _json_length(value: Any) -> int:
    return len(written(value))


def leaf(type_: GraphQLLeafType) -> Callable[[Any], Any]:
    """The serializer of a value that is not None. Raises UnexpectedValue if the stock executor must report it."""
    return _enum(type_) if isinstance(type_, CustomGraphQLEnumType) else _scalar(type_)


def _scalar(type_: GraphQLLeafType) -> Callable[[Any], Any]:
    write = type_.coerce_output_value

    def write_plain(value: Any) -> Any:
        if type(value) not in _PLAIN:
            raise UnexpectedValue
        try:
            written = write(value)
        except Exception as error:  # of any kind: the stock executor calls the scalar again, and reports the error
            raise UnexpectedValue from error
        if written is None or written is Undefined:
            raise UnexpectedValue
        return written

    return write_plain


def _enum(type_: CustomGraphQLEnumType) -> Callable[[Any], Any]:
    members: Any = type_.wrapped_cls
    names: dict[Enum, str] = {member: type_.coerce_output_value(member) for member in members}

    def write_member(value: Any) -> Any:
        if type(value) is not members:
            raise UnexpectedValue
        return names[value]

    return write_member
