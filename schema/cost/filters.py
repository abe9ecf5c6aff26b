"""The number of filters inside the people filters that the arguments of a field contain."""
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# graphql-core does not declare the types of its wrapped types

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputObjectType,
    ValueNode,
    get_named_type,
    value_from_ast_untyped,
)

from core.people_filters import MOST_IN_FILTER
from schema.cost.sizes import has_variable

_FILTER = "PeopleFilter"
_INSIDE = ("all", "any", "not")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """The values of the arguments that contain filters, and the paths to these. From literals if `is_constant`."""

    given: Mapping[Path, ValueNode]
    is_constant: bool

    @classmethod
    def of(cls, definition: GraphQLField, field: FieldNode) -> "Filters | None":
        """None if no argument contains a filter."""
        values = {each.name.value: each.value for each in field.arguments or ()}
        paths = [path for path in _paths(definition) if path[0] in values]
        given = {path: values[path[0]] for path in paths}
        return cls(given, not any(map(has_variable, given.values()))) if given else None

    def count(self, variables: Mapping[str, Any]) -> int:
        """The number of filters inside, at most as many as a filter may have.

        `variables` are as the client sent them, with the defaults of those that it left out.
        """
        known = cast("dict[str, Any]", variables)
        return sum(_inside(_at(value_from_ast_untyped(node, known), path[1:])) for path, node in self.given.items())


def _paths(definition: GraphQLField) -> Iterator[Path]:
    for name, argument in definition.args.items():
        type_ = get_named_type(argument.type)
        if type_.name == _FILTER:
            yield (name,)
        elif isinstance(type_, GraphQLInputObjectType):
            yield from ((name, field) for field, taken in type_.fields.items() if _is_filter(taken.type))


def _is_filter(type_: Any) -> bool:
    return get_named_type(type_).name == _FILTER


def _at(value: Any, path: Path) -> Any:
    for name in path:
        value = cast("dict[str, Any]", value).get(name) if isinstance(value, dict) else None
    return value


def _inside(outermost: Any) -> int:
    found, waiting = 0, [outermost]
    while waiting and found <= MOST_IN_FILTER:
        people = waiting.pop()
        if isinstance(people, dict):
            given = cast("dict[str, Any]", people)
            inside = [each for name in _INSIDE for each in _listed(given.get(name))]
            found += len(inside)
            waiting += inside
    return min(found, MOST_IN_FILTER)


def _listed(value: Any) -> list[Any]:
    """The elements: where a list is expected, GraphQL accepts one element without brackets."""
    if value is None:
        return []
    return cast("list[Any]", value)[: MOST_IN_FILTER + 1] if isinstance(value, list) else [value]
