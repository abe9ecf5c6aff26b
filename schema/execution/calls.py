"""Calls of resolvers without Strawberry's wrappers. Their arguments are read once for a selection."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# graphql-core does not declare the item types of its lists

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from inspect import iscoroutinefunction
from typing import Any, TypeVar

from graphql import (
    FieldNode,
    GraphQLError,
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
from strawberry.types.field import StrawberryField

from schema.execution.arguments import Convert, converters_of
from schema.execution.fallbacks import Unplanned

Arguments = Mapping[str, Any]
Method = TypeVar("Method", bound=Callable[..., Awaitable[Any]])

_TOGETHER = "resolve_together"

_SINGLE = (str, int, float, bool, Enum, type(None))  # immutable values


def together(resolve_all: Callable[..., Awaitable[list[Any]]]) -> Callable[[Method], Method]:
    """Decorate a resolver with a function that resolves the field for many objects: resolve_all(objects, *arguments).

    The executor calls it once for a list of objects whose selected fields are all attributes or such fields. It returns
    one value for each object, in order. An exception becomes the error of the field for every object.
    """

    def mark(method: Method) -> Method:
        setattr(method, _TOGETHER, resolve_all)
        return method

    return mark


@dataclass(frozen=True, slots=True)
class Call:
    """A field whose resolver is a coroutine function: a method of the source object, or a function without a source."""

    parent: GraphQLObjectType
    definition: GraphQLField
    field: StrawberryField
    converter: GraphQLCoreConverter
    method: Callable[..., Awaitable[Any]]
    convert: Convert  # its arguments
    takes_source: bool
    takes_info: bool
    fixed: Arguments | None  # its arguments if they are the same in every request
    together: Callable[..., Awaitable[list[Any]]] | None  # resolves the field for all objects of a list at once

    @classmethod
    def of(
        cls,
        parent: GraphQLObjectType,
        definition: GraphQLField,
        converter: GraphQLCoreConverter,
        selected: FieldDetailsList,
    ) -> "Call":
        """The call of a field. Raises Unplanned for any other kind of field."""
        field = definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        resolver = field.base_resolver if isinstance(field, StrawberryField) else None
        if field is None or resolver is None or field.extensions or converter.exception_handlers:
            raise Unplanned
        info, method = resolver.info_parameter, resolver.wrapped_func
        has_named_source = resolver.parent_parameter or resolver.root_parameter
        if not iscoroutinefunction(method) or has_named_source or (info and info.name != "info"):
            raise Unplanned
        convert = converters_of(converter).arguments(field.arguments)
        fixed = _fixed(definition, convert, selected[0])
        together = getattr(method, _TOGETHER, None)
        takes_source = resolver.self_parameter is not None
        return cls(
            parent, definition, field, converter, method, convert, takes_source, info is not None, fixed, together
        )

    def arguments(self, selected: FieldDetailsList, variables: VariableValues) -> Arguments:
        """The arguments of the resolver besides its source. Raises GraphQLError for a wrong value."""
        return _arguments(self.definition, self.convert, selected[0], variables)

    def of_one(self, source: Any, info: GraphQLResolveInfo[Any], arguments: Arguments) -> Awaitable[Any]:
        """Call the resolver for one object."""
        return self._called(self.method, (source,) if self.takes_source else (), info, arguments)

    def of_all(
        self, sources: Sequence[Any], info: GraphQLResolveInfo[Any], arguments: Arguments
    ) -> Awaitable[list[Any]]:
        """Call the function for many objects."""
        assert self.together is not None  # noqa: S101 - plans call it only for such fields
        return self._called(self.together, (sources,), info, arguments)

    def _called(
        self, function: Callable[..., Any], source: tuple[Any, ...], info: GraphQLResolveInfo[Any], arguments: Arguments
    ) -> Any:
        if not self.takes_info:
            return function(*source, **arguments)
        return function(*source, info=self.converter.config.info_class(_raw_info=info, _field=self.field), **arguments)


def _fixed(definition: GraphQLField, convert: Convert, details: FieldDetails) -> Arguments | None:
    if not _is_simple(details.node):
        return None
    try:
        arguments = _arguments(definition, convert, details, None)
    except GraphQLError:
        return None  # each call raises it again, and it becomes an error of the field
    return arguments if all(isinstance(value, _SINGLE) for value in arguments.values()) else None


def _is_simple(node: FieldNode) -> bool:
    values = (argument.value for argument in node.arguments or ())
    return not any(isinstance(value, VariableNode | ListValueNode | ObjectValueNode) for value in values)


def _arguments(
    definition: GraphQLField, convert: Convert, details: FieldDetails, variables: VariableValues | None
) -> Arguments:
    return convert(get_argument_values(definition, details.node, variables, details.fragment_variable_values))
