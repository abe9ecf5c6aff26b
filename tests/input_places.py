"""Every place in the schema that takes a value, and a document that gives a value to it."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
    is_required_input_field,
)

# What an input object needs besides its required fields, and what its ids are ids of. The caller replaces these names.
NEEDED = {
    "OutcomeCondition.series": "<Series>",
    "VisitCondition.block": "<Block>",
    "RequestExportInput.series": "<Series>",
    "MessagePreviewInput.person": "<Person>",
    "MessagePreviewInput.subject": "Hello",
    "MessagePeopleInput.subject": "Hello",
    "CreateTokenInput.name": "script",
    "CreateTokenInput.scopes": ["READ"],
}
Taken = GraphQLArgument | GraphQLInputField


@dataclass(frozen=True)
class Place:
    """An argument, or an input field inside of one. `path` begins with the argument."""

    coordinate: str
    taken: Taken
    path: tuple[str, ...]
    selections: tuple[str, ...]  # from the root to the field of the argument, which has a variable
    argument: GraphQLArgument
    operation: str  # query, mutation or subscription

    def __str__(self) -> str:
        field = self.selections[-1].partition("(")[0].partition("{")[0].strip()
        return f"{field}({'.'.join(self.path)})"

    @property
    def input_path(self) -> tuple[str, ...]:
        """The path in an error: that of a mutation begins below `input`."""
        return self.path[1:] if self.operation == "mutation" and self.path[0] == "input" else self.path

    @property
    def document(self) -> str:
        below = "userErrors { code message path }" if self.operation == "mutation" else "__typename"
        below += " rejected { index code message }" if self.selections[0].startswith("recordEvents") else ""
        opened = " { ".join(self.selections)
        closed = "} " * (len(self.selections) + 1)
        return f"{self.operation} ($value: {self.argument.type}) {{ {opened} {{ {below} {closed}"

    def variables(self, value: Any) -> dict[str, Any]:
        """The variables of the document, with this value at the place."""
        return {"value": _nested(self.argument.type, self.path[1:], value)}

    def sample(self) -> Any:
        """A value of the type of the place, or of the elements of its list."""
        return _sample(self.taken.type)


class Places:
    """`arguments` has, by coordinate of a field, what else the field takes."""

    def __init__(self, schema: GraphQLSchema, arguments: Mapping[str, str]) -> None:
        self._schema = schema
        self._arguments = arguments

    def __iter__(self) -> Iterator[Place]:
        """All places, each at the field that is nearest to the root. No list of a field has to be empty."""
        roots = (self._schema.query_type, self._schema.mutation_type, self._schema.subscription_type)
        waiting = deque([(root, (root.name.lower(),)) for root in cast("tuple[GraphQLObjectType, ...]", roots)])
        seen = set[str]()
        while waiting:
            type_, path = waiting.popleft()
            for name, field in type_.fields.items():
                yield from self._of_field(type_, name, field, path)
                behind = get_named_type(field.type)
                is_new = isinstance(behind, GraphQLObjectType) and behind.name not in seen
                if is_new and type_ is not self._schema.mutation_type:
                    seen.add(behind.name)
                    waiting.append((behind, (*path, self._called(type_, name, field, None))))

    def _of_field(
        self, type_: GraphQLObjectType, name: str, field: GraphQLField, path: tuple[str, ...]
    ) -> Iterator[Place]:
        operation, *above = path
        for argument_name, argument in field.args.items():
            selections = (*above, self._called(type_, name, field, argument_name))
            if is_leaf_type(get_named_type(field.type)):
                continue
            coordinate = f"{type_.name}.{name}({argument_name}:)"
            for inner, taken, below in _taken(coordinate, argument, (argument_name,)):
                yield Place(inner, taken, below, selections, argument, operation)

    def _called(self, type_: GraphQLObjectType, name: str, field: GraphQLField, asked: str | None) -> str:
        given = self._arguments.get(f"{type_.name}.{name}", "")
        needed = [each for each, argument in field.args.items() if is_required_argument(argument) and each != asked]
        others = given if not asked or asked not in given else ""
        assert others or not needed, f"say with what to ask {type_.name}.{name}"
        arguments = ", ".join(filter(None, [others, f"{asked}: $value" if asked else ""]))
        return f"{name}({arguments})" if arguments else name


def is_list(taken: Taken) -> bool:
    return is_list_type(get_nullable_type(taken.type))


def _taken(coordinate: str, taken: Taken, path: tuple[str, ...]) -> Iterator[tuple[str, Taken, tuple[str, ...]]]:
    yield coordinate, taken, path
    named = get_named_type(taken.type)
    if isinstance(named, GraphQLInputObjectType):
        index = ("0",) if is_list(taken) else ()
        for name, field in named.fields.items():
            inner = f"{named.name}.{name}", field, (*path, *index, name)
            if get_named_type(field.type) is named:
                yield inner  # without the places inside: those of an object in another one of its type
            else:
                yield from _taken(*inner)


def _nested(type_: Any, path: tuple[str, ...], value: Any) -> Any:
    """The smallest value of a type that has the value at the path."""
    if not path:
        return value
    if path[0] == "0":
        return [_nested(get_nullable_type(type_).of_type, path[1:], value)]
    named = cast(GraphQLInputObjectType, get_named_type(type_))
    return {**_sample(named), path[0]: _nested(named.fields[path[0]].type, path[1:], value)}


def _sample(type_: Any) -> Any:
    """A value of the named type: the smallest one of an input object."""
    named = get_named_type(type_)
    if isinstance(named, GraphQLInputObjectType):
        return {
            name: NEEDED.get(f"{named.name}.{name}")
            or ([_sample(field.type)] if is_list(field) else _sample(field.type))
            for name, field in named.fields.items()
            if is_required_input_field(field) or f"{named.name}.{name}" in NEEDED
        }
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    samples = {"Int": 1, "Boolean": True, "DateTime": "2026-03-01T12:00:00Z", "TimeZone": "UTC", "JSON": 1}
    return samples.get(named.name, "x")
