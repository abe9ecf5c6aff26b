"""The variables of a request, before graphql-core coerces them.

Coercion visits every element of a list: half a million ids take seconds, although their field takes 10,000. So each
list is cut first, to one element more than its bound. Its resolver then refuses it (core.list_bounds.check_length).
Filters inside of a filter are cut to one more, and to one level more, than it may have (schema.nested_filters).
"""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# graphql-core does not declare the item types of its collections

from collections.abc import Iterator, Mapping
from typing import Any, cast

from graphql import (
    SKIP,
    DocumentNode,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    get_named_type,
    get_nullable_type,
    is_list_type,
    type_from_ast,
    visit,
)

from core.errors import LimitExceeded
from core.people_filters import MOST_IN_FILTER, MOST_LEVELS
from schema.executable import GRAPHQL
from schema.limits import MOST_SUGGESTED_CHARACTERS, MOST_SUGGESTED_VALUES
from schema.list_bounds import Taken, bound_of

Variables = dict[str, Any]
_FILTER = "PeopleFilter"


def cut(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables | None) -> Variables | None:
    """The variables with shorter lists. Raises LimitExceeded if a list that is too long is part of a JSON value.

    Nothing would refuse the shorter list there.
    """
    if not variables:
        return variables
    shorter: Variables = {}
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        type_ = type_from_ast(GRAPHQL, definition.type)
        if type_ is not None and name in variables:
            value = _Cutting().cut(type_, variables[name], _MOST.get(get_named_type(type_).name))
            if value is not variables[name]:
                shorter[name] = value
    if not shorter:
        return variables
    for name in _names_in_json(document):
        if name in shorter:
            raise LimitExceeded(f"`${name}` has a list that is too long for a JSON value: send fewer elements.")
    return variables | shorter


def is_large(variables: Any) -> bool:
    """Whether the variables have a text that is too long, or too many values, to suggest similar names."""
    waiting, values = [variables], 0
    while waiting:
        value, values = waiting.pop(), values + 1
        if values + len(waiting) > MOST_SUGGESTED_VALUES:
            return True
        if isinstance(value, str):
            if len(value) > MOST_SUGGESTED_CHARACTERS:
                return True
        elif isinstance(value, dict):
            given = cast("dict[str, Any]", value)
            waiting += given
            waiting += given.values()
        elif isinstance(value, list):
            waiting += cast("list[Any]", value)
    return False


class _Cutting:
    """Cuts one variable, which contains at most one filter with filters inside."""

    def __init__(self) -> None:
        self._filters = 0

    def cut(self, type_: Any, value: Any, most: int | None, level: int = 0) -> Any:
        """The same value, or a shorter copy. The bound is that of the list, if the type is one."""
        type_ = get_nullable_type(type_)
        if is_list_type(type_):
            return self._cut_list(type_.of_type, value, most, level)
        if not isinstance(value, dict) or not isinstance(type_, GraphQLInputObjectType):
            return value
        if type_.name == _FILTER:
            level += 1
            self._filters += 1
            if level > MOST_LEVELS or self._filters > MOST_IN_FILTER:
                return {}
        return self._cut_fields(type_, cast("Variables", value), level)

    def _cut_list(self, item_type: Any, value: Any, most: int | None, level: int) -> Any:
        if not isinstance(value, list):
            return self.cut(item_type, value, most, level)  # a single element stands for a list
        given = cast("list[Any]", value)
        kept = given if most is None or len(given) <= most else given[: most + 1]
        if not _LISTS.get(get_named_type(item_type).name):
            return kept
        items = [self.cut(item_type, item, None, level) for item in kept]
        return kept if all(item is before for item, before in zip(items, kept, strict=True)) else items

    def _cut_fields(self, type_: GraphQLInputObjectType, value: Variables, level: int) -> Variables:
        shorter = {
            name: cut_value
            for name, most in _LISTS[type_.name].items()
            if name in value
            and (cut_value := self.cut(type_.fields[name].type, value[name], most, level)) is not value[name]
        }
        return value | shorter if shorter else value


def _names_in_json(document: DocumentNode) -> set[str]:
    """The names of variables inside of JSON literals."""
    types = TypeInfo(GRAPHQL)
    found: set[str] = set()

    class Collecting(Visitor):
        def enter_variable(self, node: VariableNode, *_: Any) -> None:
            type_ = types.get_input_type()
            if type_ is None or get_named_type(type_).name == "JSON":
                found.add(node.name.value)

        def enter_variable_definition(self, *_: Any) -> Any:
            return SKIP

    visit(document, TypeInfoVisitor(types, Collecting()))
    return found


def _input_types() -> Iterator[GraphQLInputObjectType]:
    return (type_ for type_ in GRAPHQL.type_map.values() if isinstance(type_, GraphQLInputObjectType))


def _has_lists(taken: Taken, outside: frozenset[str] = frozenset()) -> bool:
    named = get_named_type(taken.type)
    inner = named.fields.values() if isinstance(named, GraphQLInputObjectType) and named.name not in outside else ()
    outside |= {named.name}
    return is_list_type(get_nullable_type(taken.type)) or any(_has_lists(each, outside) for each in inner)


def _all_taken() -> Iterator[Taken]:
    for type_ in GRAPHQL.type_map.values():
        if isinstance(type_, GraphQLInputObjectType):
            yield from type_.fields.values()
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field in type_.fields.values():
                yield from field.args.values()


def _most_by_type() -> dict[str, int]:
    most: dict[str, int] = {}
    for taken in _all_taken():
        if (bound := bound_of(taken)) is not None:
            name = get_named_type(taken.type).name
            most[name] = max(bound, most.get(name, 0))
    return most


# The fields of each input type that are or contain lists, with the bounds of the lists.
_LISTS: Mapping[str, Mapping[str, int | None]] = {
    type_.name: {name: bound_of(field) for name, field in type_.fields.items() if _has_lists(field)}
    for type_ in _input_types()
}
# The largest bound of the lists of each type. A variable that is a list may be given to any of them.
_MOST = _most_by_type()
