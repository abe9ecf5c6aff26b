"""Conversion of arguments from the values of graphql-core to those that resolvers take. Each type has one converter.

Strawberry inspects the type again for each value, which took 56 of the 664 microseconds of Python time of a dashboard.
"""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# strawberry does not declare all of its attributes

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from functools import lru_cache
from typing import Any

from strawberry import UNSET
from strawberry.relay import GlobalID
from strawberry.scalars import is_scalar
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryList, StrawberryMaybe, StrawberryOptional, has_object_definition
from strawberry.types.enum import StrawberryEnumDefinition, has_enum_definition
from strawberry.types.lazy_type import LazyType

from schema.execution.fallbacks import Unplanned

Convert = Callable[[Any], Any]  # of a value that is neither None nor UNSET
_Place = tuple[str, str, Convert | None]  # name in the schema, name in Python, converter of the value

_MOST_SCHEMAS = 4


@lru_cache(_MOST_SCHEMAS)
def converters_of(converter: GraphQLCoreConverter) -> "Converters":
    """The converters of a schema, each created when it is first needed."""
    return Converters(converter)


class Converters:
    """The converters of one schema. Their results equal those of strawberry.types.arguments.convert_arguments."""

    def __init__(self, converter: GraphQLCoreConverter) -> None:
        self._names = converter.config.name_converter
        self._scalars = converter.scalar_registry
        self._objects: dict[Any, _InputConverter] = {}

    def arguments(self, declared: list[StrawberryArgument]) -> Convert:
        """The converter of the arguments of a field. Raises Unplanned if only strawberry can convert them."""
        places = [(self._names.from_argument(each), each.python_name, self.of(each.type)) for each in declared]
        return lambda given: _converted(places, given)

    def of(self, type_: Any) -> Convert | None:
        """The converter of a value of a type; None if the value needs none. Raises Unplanned."""
        if isinstance(type_, StrawberryMaybe) or type_ is GlobalID:
            raise Unplanned
        if isinstance(type_, StrawberryOptional):
            return self.of(type_.of_type)
        if isinstance(type_, LazyType):
            return self.of(type_.resolve_type())
        if isinstance(type_, StrawberryList):
            return self._list(self.of(type_.of_type))
        if isinstance(type_, StrawberryEnumDefinition) or has_enum_definition(type_) or is_scalar(type_, self._scalars):
            return None
        return self._object(type_)

    def _list(self, item: Convert | None) -> Convert:
        if item is None:
            return list  # a copy, or requests would share the list that is the default
        return lambda values: [value if value is None or value is UNSET else item(value) for value in values]

    def _object(self, type_: Any) -> Convert:
        if not has_object_definition(type_) or type_.__strawberry_definition__.from_input is not None:
            raise Unplanned
        if type_ not in self._objects:
            created = self._objects[type_] = _InputConverter(type_)
            created.find_places(self)  # after it is in the dict: a type may have fields of the same type
        return self._objects[type_].convert

    def name_of(self, field: Any) -> str:
        """The name of an input field in the schema."""
        return self._names.from_field(field)


class _InputConverter:
    def __init__(self, type_: Any) -> None:
        self._type = type_
        self._definition = type_.__strawberry_definition__
        self._places: list[_Place] = []
        self._left_out: dict[str, None] = {
            field.python_name: None
            for field in self._definition.fields
            if field.default_value is MISSING and field.default_factory is MISSING
        }

    def find_places(self, converters: Converters) -> None:
        for field in self._definition.fields:
            convert = converters.of(field.resolve_type(type_definition=self._definition))
            self._places.append((converters.name_of(field), field.python_name, convert))

    def convert(self, given: Mapping[str, Any]) -> Any:
        return self._type(**{**self._left_out, **_converted(self._places, given)})


def _converted(places: list[_Place], given: Mapping[str, Any]) -> dict[str, Any]:
    converted: dict[str, Any] = {}
    for name, python_name, convert in places:
        if name in given:
            value = given[name]
            if convert is not None and value is not None and value is not UNSET:
                value = convert(value)
            converted[python_name] = value
    return converted
