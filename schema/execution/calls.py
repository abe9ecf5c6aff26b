"""Calls: resolvers that are called with nothing in between, with arguments that are read once for a selection."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# graphql-core leaves the items of its lists without a type

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from inspect import iscoroutinefunction
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLResolveInfo,
    ListValueNode,
    ObjectValueNode,
    VariableNode,
)
from graphql.execution.collect_fields import FieldDetails, FieldDetailsList
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from schema.execution.leaves import Unplanned

Arguments = Mapping[str, Any]

_SINGLE = (str, int, float, bool, Enum, type(None))  # values that nobody can change


@dataclass(frozen=True, slots=True)
class Call:
    """A field whose resolver is a coroutine method of its source, with nothing wrapped around it."""

    parent: GraphQLObjectType
    definition: GraphQLField
    field: StrawberryField
    converter: GraphQLCoreConverter
    method: Callable[..., Awaitable[Any]]
    takes_info: bool
    fixed: Arguments | None  # its arguments, where they are the same in every request

    @classmethod
    def of(
        cls,
        parent: GraphQLObjectType,
        definition: GraphQLField,
        converter: GraphQLCoreConverter,
        asked: FieldDetailsList,
    ) -> "Call":
        """The call of a field. Raises Unplanned for any other kind of field."""
        field = definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        resolver = field.base_resolver if isinstance(field, StrawberryField) else None
        if field is None or resolver is None or field.extensions or converter.exception_handlers:
            raise Unplanned
        info, method = resolver.info_parameter, resolver.wrapped_func
        is_method = resolver.self_parameter and not (resolver.parent_parameter or resolver.root_parameter)
        if not iscoroutinefunction(method) or not is_method or (info and info.name != "info"):
            raise Unplanned
        fixed = _fixed(definition, field, converter, asked[0])
        return cls(parent, definition, field, converter, method, info is not None, fixed)

    def arguments(self, asked: FieldDetailsList, variables: VariableValues) -> Arguments:
        """What the resolver is given besides its source. Raises where something about it is wrong."""
        return _arguments(self.definition, self.field, self.converter, asked[0], variables)

    def __call__(self, source: Any, info: GraphQLResolveInfo[Any], arguments: Arguments) -> Awaitable[Any]:
        """What the resolver answers for an object."""
        if self.takes_info:
            info_class = self.converter.config.info_class
            return self.method(source, info=info_class(_raw_info=info, _field=self.field), **arguments)
        return self.method(source, **arguments)


def _fixed(
    definition: GraphQLField, field: StrawberryField, converter: GraphQLCoreConverter, details: FieldDetails
) -> Arguments | None:
    if not _is_simple(details.node):
        return None
    arguments = _arguments(definition, field, converter, details, None)
    return arguments if all(isinstance(value, _SINGLE) for value in arguments.values()) else None


def _is_simple(node: FieldNode) -> bool:
    values = (argument.value for argument in node.arguments or ())
    return not any(isinstance(value, VariableNode | ListValueNode | ObjectValueNode) for value in values)


def _arguments(
    definition: GraphQLField,
    field: StrawberryField,
    converter: GraphQLCoreConverter,
    details: FieldDetails,
    variables: VariableValues | None,
) -> Arguments:
    given = get_argument_values(definition, details.node, variables, details.fragment_variable_values)
    return convert_arguments(given, field.arguments, converter.scalar_registry, converter.config)
