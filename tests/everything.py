"""Selections of every field of a type, and of every type behind those fields, once."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, cast

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

Place = tuple[str, str]  # a type and one of its fields


class Everything:
    """Selections of all fields. `arguments` has the required arguments of fields."""

    def __init__(self, arguments: Mapping[str, str]) -> None:
        self._arguments = arguments

    def of(self, field: GraphQLField) -> str:
        """A selection of every field of the type of a field, and of each type behind it once. Empty for a value."""
        behind = _behind(field)
        return "" if is_leaf_type(behind) else self._selection(behind, _places(behind))

    def _selection(self, type_: GraphQLNamedType, places: Mapping[str, Place]) -> str:
        if isinstance(type_, GraphQLInterfaceType):
            return "{ __typename }"
        assert isinstance(type_, GraphQLObjectType)
        return f"{{ __typename {' '.join(self._fields(type_, places))} }}"

    def _fields(self, type_: GraphQLObjectType, places: Mapping[str, Place]) -> Iterator[str]:
        for name, field in type_.fields.items():
            called = name + self._call(f"{type_.name}.{name}", field)
            behind = _behind(field)
            if is_leaf_type(behind):
                yield called
            elif places.get(behind.name) == (type_.name, name):
                yield f"{called} {self._selection(behind, places)}"
            else:
                yield f"{called} {{ __typename }}"

    def _call(self, name: str, field: GraphQLField) -> str:
        given = self._arguments.get(name)
        assert given or not any(map(is_required_argument, field.args.values())), f"say with what to ask {name}"
        return f"({given})" if given else ""


def _behind(field: Any) -> GraphQLNamedType:  # the library's own type of it leaves open what a list holds
    return cast(GraphQLNamedType, get_named_type(field.type))


def _places(root: GraphQLNamedType) -> dict[str, Place]:
    """The field behind which each type is selected: one that is as near as possible, since the depth is limited."""
    places = {root.name: ("", "")}
    waiting = deque([root])
    while waiting:
        type_ = waiting.popleft()
        for name, field in type_.fields.items() if isinstance(type_, GraphQLObjectType) else ():
            behind = _behind(field)
            if not is_leaf_type(behind) and behind.name not in places:
                places[behind.name] = (type_.name, name)
                waiting.append(behind)
    return places
