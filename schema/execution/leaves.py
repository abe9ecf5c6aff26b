"""Leaf values: as the schema's own scalars and enums write them, without asking where the type of a value decides."""
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownParameterType=false
# graphql-core leaves the items of its lists without a type

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
    GraphQLString,
    Undefined,
)
from strawberry.schema.schema_converter import CustomGraphQLEnumType

# Types whose values are neither awaitable nor errors. Of others the stock executor knows what to do.
_PLAIN = frozenset({bool, int, float, str, bytes, list, tuple, dict, datetime, date, time, timedelta, Decimal, UUID})

# When a value is already what the stock scalar would write, as source.
_WRITTEN: dict[GraphQLOutputType, str] = {
    GraphQLString: "type({0}) is str",
    GraphQLID: "type({0}) is str",
    GraphQLBoolean: "type({0}) is bool",
    GraphQLInt: "type({0}) is int and -2147483648 <= {0} <= 2147483647",
    GraphQLFloat: "type({0}) is float and {0} - {0} == 0.0",  # neither an infinity nor a NaN
}


class Unplanned(Exception):
    """Something that the stock executor is to deal with."""


def condition_written(type_: GraphQLOutputType, name: str) -> str | None:
    """Source, true if the value of the variable `name` is written as it is; None if the type must write it."""
    condition = _WRITTEN.get(type_)
    return condition.format(name) if condition else None


def leaf(type_: GraphQLLeafType) -> Callable[[Any], Any]:
    """What writes a value that is not null. It raises Unplanned, or what the scalar raises."""
    return _enum(type_) if isinstance(type_, CustomGraphQLEnumType) else _scalar(type_)


def _scalar(type_: GraphQLLeafType) -> Callable[[Any], Any]:
    write = type_.coerce_output_value

    def write_plain(value: Any) -> Any:
        if type(value) not in _PLAIN:
            raise Unplanned
        answer = write(value)
        if answer is None or answer is Undefined:
            raise Unplanned
        return answer

    return write_plain


def _enum(type_: CustomGraphQLEnumType) -> Callable[[Any], Any]:
    members: Any = type_.wrapped_cls
    names: dict[Enum, str] = {member: type_.coerce_output_value(member) for member in members}

    def write_member(value: Any) -> Any:
        if type(value) is not members:
            raise Unplanned
        return names[value]

    return write_member
