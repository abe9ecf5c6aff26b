"""Converted arguments equal those of strawberry, for any values, present or absent."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# graphql-core leaves the values of its types without a type

from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLObjectType,
    Undefined,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
)
from graphql.utilities import coerce_input_value
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from schema.executable import GRAPHQL
from schema.execution.arguments import converters_of

CONVERTER: GraphQLCoreConverter = GRAPHQL.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].schema_converter
VALUES: dict[str, Any] = {
    "String": "text", "ID": "id", "Int": 3, "Float": 1.5, "Boolean": True,
    "DateTime": "2026-03-01T12:00:00Z", "TimeZone": "Europe/Amsterdam", "JSON": {"a": [1, None]},
}  # fmt: skip
DEPTH = 4
FIELDS: list[tuple[GraphQLField, StrawberryField]] = [
    (field, declared)
    for type_ in GRAPHQL.type_map.values()
    if isinstance(type_, GraphQLObjectType)
    for field in type_.fields.values()
    if field.args
    and isinstance(declared := field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF), StrawberryField)
]


def some(random: Random, type_: GraphQLInputType, depth: int) -> Any:
    """A value of a type, as a client would send it. Undefined if it is left out."""
    if not is_non_null_type(type_) and (depth > DEPTH or random.random() < 0.4):
        return random.choice([None, Undefined])
    inner: Any = get_nullable_type(type_)
    if is_list_type(inner):
        items = [some(random, inner.of_type, depth + 1) for _ in range(random.randint(0, 2))]
        return [None if item is Undefined else item for item in items]
    if isinstance(inner, GraphQLInputObjectType):
        if inner.is_one_of:
            name, field = random.choice([*inner.fields.items()])
            return {name: some(random, GraphQLNonNull(field.type), depth + 1)}
        fields = {name: some(random, field.type, depth + 1) for name, field in inner.fields.items()}
        return {name: value for name, value in fields.items() if value is not Undefined}
    return random.choice([*inner.values]) if isinstance(inner, GraphQLEnumType) else VALUES[inner.name]


def test_there_are_arguments_of_every_kind():
    assert len(FIELDS) > 25
    assert {name for _, declared in FIELDS for name in (each.python_name for each in declared.arguments)} >= {
        "scope", "filter", "first", "input", "order_by", "state",
    }  # fmt: skip


@examples(50)
@given(st.integers(0, 2**32))
def test_converted_arguments_equal_those_of_strawberry(seed: int):
    random = Random(seed)
    for field, declared in FIELDS:
        sent = {name: some(random, argument.type, 0) for name, argument in field.args.items()}
        read = {
            name: coerce_input_value(value, field.args[name].type)
            for name, value in sent.items()
            if value is not Undefined
        }
        expected = convert_arguments(read, declared.arguments, CONVERTER.scalar_registry, CONVERTER.config)

        assert converters_of(CONVERTER).arguments(declared.arguments)(read) == expected
