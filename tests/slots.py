"""Every place of the schema where a client writes an id, a key, a cursor or another text: found by walking the schema.

A slot is a leaf of an argument. It has a document that sends the argument as a variable and selects everything behind
the field. A field or argument that is added to the schema gets slots by itself, or a failure that says what to fill in.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, cast

from everything import Everything
from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_list_type,
    is_required_argument,
    is_required_input_field,
)

# Scalars that can name something of a workspace, and those that cannot. A new scalar belongs into one of them.
NAMING = {"ID", "String", "JSON"}
NOT_NAMING = {"Int", "Float", "Boolean", "DateTime", "TimeZone"}
SIMPLEST: dict[str, Any] = {"Int": 1, "Float": 1.0, "Boolean": False, "DateTime": "2026-03-01T12:00:00Z"}

Put = Callable[[Any], Any]  # an argument's whole value, with a given value at the slot


@dataclass(frozen=True)
class Slot:
    """A leaf of an argument. `variables` has the own references that the request needs besides, in angle brackets."""

    field: str
    argument: str
    leaf: str  # the path within the argument, such as `filter.outcome.series`
    type: str  # ID, String or JSON
    document: str
    variables: dict[str, Any]
    put: Put

    @property
    def name(self) -> str:
        return f"{self.field}({self.leaf})"

    @property
    def is_repeated(self) -> bool:
        """Whether the second request with the same text can differ from the first: it may find what that one wrote."""
        return self.field.startswith("Mutation.") and self.type == "String"

    def filled(self, value: Any) -> dict[str, Any]:
        """The variables with a value at the slot."""
        return {**self.variables, self.argument: self.put(value)}


@dataclass(frozen=True)
class _Way:
    """The fields from the root to a type, each with its arguments."""

    fields: tuple[tuple[str, GraphQLField, dict[str, Any]], ...] = ()


class Slots:
    """`own` has, by coordinate of a field, argument or input field, what is sent there if it is not the slot.

    "around" a coordinate stands what is sent beside it in the same input object.
    """

    def __init__(self, schema: GraphQLSchema, own: Mapping[str, Any], selected: Mapping[str, str]) -> None:
        self._schema = schema
        self._own = own
        self._everything = Everything(selected)

    def all(self) -> dict[str, list[Slot]]:
        """The slots of each field with arguments, by its coordinate."""
        found: dict[str, list[Slot]] = {}
        for coordinate, way in self._ways():
            found[coordinate] = [slot for each in self._documents(way) for slot in self._of_field(coordinate, *each)]
        return found

    def _ways(self) -> Iterator[tuple[str, _Way]]:
        """The shortest way to every field with arguments, through the query type; all mutations and subscriptions."""
        types = (self._schema.query_type, self._schema.mutation_type, self._schema.subscription_type)
        roots = [(type_, _Way()) for type_ in types if type_]
        waiting, seen = deque(roots), {type_.name for type_, _ in roots}
        while waiting:
            type_, way = waiting.popleft()
            for name, field in type_.fields.items():
                coordinate = f"{type_.name}.{name}"
                if field.args:
                    yield coordinate, _Way((*way.fields, (name, field, {})))
                behind = get_named_type(field.type)
                is_new = isinstance(behind, GraphQLObjectType) and behind.name not in seen
                if is_new and type_.name not in ("Mutation", "Subscription"):
                    seen.add(behind.name)
                    waiting.append((behind, _Way((*way.fields, (name, field, self._given(coordinate, field))))))

    def _given(self, coordinate: str, field: GraphQLField) -> dict[str, Any]:
        """The arguments of a field on the way: the own ones, or those that are required."""
        own = self._own.get(coordinate, {})
        required = [name for name, argument in field.args.items() if is_required_argument(argument)]
        assert {*required} <= own.keys(), f"say which own values to send to {coordinate}"
        return own

    def _documents(self, way: _Way) -> Iterator[tuple[_Way, str]]:
        """The selections behind the last field of a way: one for each type if it returns an interface."""
        field = way.fields[-1][1]
        behind = get_named_type(field.type)
        if not isinstance(behind, GraphQLInterfaceType):
            yield way, self._everything.of(field)
            return
        for type_ in self._schema.get_possible_types(behind):
            yield way, f"{{ __typename ... on {type_.name} {self._everything.of(GraphQLField(type_))} }}"

    def _of_field(self, coordinate: str, way: _Way, selection: str) -> Iterator[Slot]:
        *before, (_, field, _) = way.fields
        others = {
            name: self._simplest(argument.type, f"{coordinate}.{name}")
            for name, argument in field.args.items()
            if is_required_argument(argument) and len(field.args) > 1
        }
        for name, argument in field.args.items():
            document, variables = _written(before, (way.fields[-1][0], field, {**others, name: None}), selection)
            base = self._own.get(f"{coordinate}.{name}")
            for leaf, type_, put in self._leaves(argument.type, base, f"{coordinate}.{name}", name):
                yield Slot(coordinate, f"last_{name}", leaf, type_, document, variables, put)

    def _leaves(self, type_: Any, base: Any, coordinate: str, leaf: str) -> Iterator[tuple[str, str, Put]]:
        """The leaves of an input that can name something. `base` is the rest of the value."""
        type_ = get_nullable_type(type_)
        if is_list_type(type_):
            head, *others = base or self._own.get(coordinate) or [None]
            for name, named, put in self._leaves(type_.of_type, head, f"{coordinate}[]", leaf):
                yield name, named, partial(_first, put, others)
        elif isinstance(type_, GraphQLInputObjectType):
            yield from self._members(type_, base or self._simplest(type_, coordinate), leaf)
        elif not is_enum_type(type_) and type_.name not in NOT_NAMING:
            assert type_.name in NAMING, f"say whether a {type_.name} can name something of a workspace"
            yield leaf, type_.name, lambda value: value

    def _members(self, type_: GraphQLInputObjectType, base: Any, leaf: str) -> Iterator[tuple[str, str, Put]]:
        for name, field in type_.fields.items():
            around = self._own.get(f"around {type_.name}.{name}", base)
            inner = self._leaves(field.type, around.get(name), f"{type_.name}.{name}", f"{leaf}.{name}")
            if get_named_type(field.type) is type_:
                # one leaf of one level of objects in another one of their type: they are read in the same way
                inner = islice(inner, 0 if _is_inside(type_, leaf) else 1)
            for path, named, put in inner:
                yield path, named, partial(_member, put, around, name)

    def _simplest(self, type_: Any, coordinate: str) -> Any:
        """The own value of a coordinate, or the simplest value of the type."""
        if coordinate in self._own:
            return self._own[coordinate]
        type_ = get_nullable_type(type_)
        if is_list_type(type_):
            return [self._simplest(type_.of_type, f"{coordinate}[]")]
        if is_enum_type(type_):
            return next(iter(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            return {
                name: self._simplest(field.type, f"{type_.name}.{name}")
                for name, field in type_.fields.items()
                if is_required_input_field(field)
            }
        assert type_.name in SIMPLEST, f"say which own value to send at {coordinate}"
        return SIMPLEST[type_.name]


def _is_inside(type_: GraphQLInputObjectType, leaf: str) -> bool:
    """Whether the leaf is in an object of the type that is in another one of it."""
    own = {name for name, field in type_.fields.items() if get_named_type(field.type) is type_}
    return not own.isdisjoint(leaf.split("."))


def _first(put: Put, others: list[Any], value: Any) -> Any:
    return [put(value), *others]


def _member(put: Put, base: dict[str, Any], name: str, value: Any) -> Any:
    return {**base, name: put(value)}


def _written(before: Any, last: Any, selection: str) -> tuple[str, dict[str, Any]]:
    """A document with all arguments as variables, and their values."""
    declared: list[str] = []
    values: dict[str, Any] = {}
    text = ""
    for depth, (name, field, given) in enumerate([*before, last]):
        prefix = "last" if field is last[1] else f"way{depth}"
        for argument, value in given.items():
            declared.append(f"${prefix}_{argument}: {cast(GraphQLArgument, field.args[argument]).type}")
            values[f"{prefix}_{argument}"] = value
        called = ", ".join(f"{argument}: ${prefix}_{argument}" for argument in given)
        text += f"{name}{f'({called})' if called else ''} "
        text += "{ " if field is not last[1] else ""
    closing = " }" * len(before)
    return f"({', '.join(declared)}) {{ {text}{selection}{closing} }}", values
