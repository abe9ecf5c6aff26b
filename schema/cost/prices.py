"""The price of each field of a schema, from its type and from what is declared beside it."""
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false
# graphql-core does not declare the item types of its lists

from functools import cache
from math import ceil
from typing import NamedTuple

from graphql import (
    GraphQLCompositeType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_list_type,
    is_object_type,
)

from schema.cost.declared import Slicing, declared

VALUE = 1  # points of any value in the response
OBJECT = 9  # more for an object with computed fields: each is loaded and completed on its own
INTROSPECTED = 2  # points of a value of introspection, which has no plan
COMPUTED = 20  # more for a computed field, whose resolver is called once for each object
USUAL_LENGTH = 10  # of a list without a declared length, outside of a page
_TYPES_AT_ONCE = 10  # `__type` is estimated from averages, and a large type has more of everything

_INTROSPECTION = {"__schema", "__type", "__typename"}


class Price(NamedTuple):
    """`call` is paid for the field once for each object around it, `value` for each of its values.

    `size` is the number of values: 1 unless it is a list; None for as many as the page around it has rows. `figures` is
    the number of figures that take as long as the statements of the field.
    """

    call: int
    value: int
    size: int | None
    slicing: Slicing | None
    figures: int = 0


class Prices:
    """The prices of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._lengths = _lengths(schema) | {"__type": _TYPES_AT_ONCE}
        self.of = cache(self._of)

    def _of(self, parent: GraphQLCompositeType, name: str) -> Price:
        definition = self._schema.get_field(parent, name)
        assert definition is not None  # noqa: S101 - documents are validated first
        if parent.name.startswith("__") or name in _INTROSPECTION:  # these include __typename
            return Price(0, VALUE if name == "__typename" else INTROSPECTED, self._lengths.get(name, 1), None)
        found = declared(definition)
        call = found.weight + (COMPUTED if _is_computed(definition) else 0)
        value = VALUE + found.each + (OBJECT if self._is_loaded(get_named_type(definition.type)) else 0)
        size = found.size if is_list_type(get_nullable_type(definition.type)) else 1
        figures = found.figures if found.weight or found.slicing else 0
        return Price(call, value, size, found.slicing, figures)

    def _is_loaded(self, type_: GraphQLNamedType) -> bool:
        if is_abstract_type(type_):
            return True
        return is_object_type(type_) and any(
            _is_computed(field) and not declared(field).is_in_place for field in type_.fields.values()
        )


def _is_computed(definition: GraphQLField) -> bool:
    return definition.resolve is not None and not getattr(definition.resolve, "_is_default", False)


def _lengths(schema: GraphQLSchema) -> dict[str, int]:
    """The average lengths of the lists of introspection, rounded up."""
    types = schema.type_map.values()
    composite = [type_ for type_ in types if is_object_type(type_) or is_interface_type(type_)]
    fields = [field for type_ in composite for field in type_.fields.values()]
    totals = {
        "fields": len(fields),
        "inputFields": sum(len(type_.fields) for type_ in types if is_input_object_type(type_)),
        "enumValues": sum(len(type_.values) for type_ in types if is_enum_type(type_)),
        "interfaces": sum(len(type_.interfaces) for type_ in composite),
        "possibleTypes": len(composite),
    }
    averages = {name: ceil(total / len(types)) for name, total in totals.items()}
    arguments = ceil(sum(len(field.args) for field in fields) / len(fields))
    return averages | {"args": arguments, "types": len(types), "directives": len(schema.directives)}
