"""Plans: functions that turn plain objects into their part of an answer, compiled for one selection.

A plan takes objects of any class that stores what is read of them, and raises where anything is not as declared: then
the stock executor does it all again, and gives the errors.
"""
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownParameterType=false
# pyright: reportUnknownArgumentType=false
# graphql-core leaves the items of its lists without a type

import inspect
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from keyword import iskeyword
from types import MemberDescriptorType
from typing import Any, NamedTuple

from graphql import GraphQLField, GraphQLObjectType, GraphQLOutputType, GraphQLSchema
from graphql.execution.collect_fields import CollectedFields, FieldDetailsList
from graphql.type import is_leaf_type, is_list_type, is_non_null_type, is_object_type
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from schema.execution.calls import Call
from schema.execution.leaves import Unplanned, condition_written, leaf

Fill = Callable[[Any], Any]
Collect = Callable[[GraphQLObjectType, FieldDetailsList], CollectedFields]


@dataclass(frozen=True, slots=True)
class _Attribute:
    """Where a field's value is, and what fills the answer with it where it is not None."""

    name: str
    type: GraphQLOutputType
    fill: Fill


class Called(NamedTuple):
    """A field that is answered for all objects of a list at once, and what fills the answers with that."""

    key: str
    call: Call
    asked: FieldDetailsList
    fill: Fill


@dataclass(frozen=True, slots=True)
class Batch:
    """How a list of objects is filled: the attributes of each by `fill`, in which the fields called are left out."""

    fill: Fill
    called: Sequence[Called]


class _Kinds(set[type]):
    """The classes, of those met so far, whose objects store the attributes that a plan reads of a type."""

    def __init__(self, type_: GraphQLObjectType, *attributes: str) -> None:
        definition = type_.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        if not isinstance(definition, StrawberryObjectDefinition) or definition.is_type_of:
            raise Unplanned
        super().__init__()
        self.attributes = list(attributes)

    def admit(self, kind: type) -> None:
        """Add a class. Raises Unplanned for one whose objects may run something when they are read."""
        if not all(_is_stored(kind, name) for name in self.attributes):
            raise Unplanned
        self.add(kind)


class Planner:
    """Makes plans for one operation. Its methods raise Unplanned for what only the stock executor can do."""

    def __init__(self, schema: GraphQLSchema, collect: Collect) -> None:
        self._schema = schema
        self._converter: GraphQLCoreConverter = schema.extensions[
            GraphQLCoreConverter.DEFINITION_BACKREF
        ].schema_converter
        self._collect = collect

    def items(self, item_type: GraphQLOutputType, asked: FieldDetailsList) -> Fill:
        """From a list of values to what it answers."""
        fill = self._present(item_type, asked)
        if is_non_null_type(item_type):
            return lambda items: [fill(item) for item in _listed(items)]
        return lambda items: [None if item is None else fill(item) for item in _listed(items)]

    def batch(self, item_type: GraphQLOutputType, asked: FieldDetailsList) -> Batch:
        """For a list of objects some of whose fields are called for all of them together."""
        type_ = item_type.of_type if is_non_null_type(item_type) else item_type
        if not is_object_type(type_) or type_ is item_type:
            raise Unplanned
        called: list[Called] = []
        for key, details in self._collect(type_, asked).grouped_field_set.items():
            definition = self._schema.get_field(type_, details[0].node.name.value)
            if definition is not None and not getattr(definition.resolve, "_is_default", True):
                call = Call.of(type_, definition, self._converter, details)
                if call.together is None:
                    raise Unplanned
                called.append(Called(key, call, details, self._value(definition.type, details)))
        return Batch(self.object(type_, asked, {each.key for each in called}), called)

    def object(self, type_: GraphQLObjectType, asked: FieldDetailsList, left_out: Container[str] = ()) -> Fill:
        """From an object to what it answers, with None in the place of what is left out."""
        kinds = _Kinds(type_)
        names: dict[str, Any] = {"kinds": kinds, "admit": kinds.admit, "is_of_type": type_.is_type_of}
        names["Unplanned"] = Unplanned
        body = ["if type(source) not in kinds: admit(type(source))"]
        if type_.is_type_of:
            body.append("if not is_of_type(source, None): raise Unplanned")
        answer: list[str] = []
        for number, (key, details) in enumerate(self._collect(type_, asked).grouped_field_set.items()):
            if key in left_out:
                answer.append(f"{key!r}: None")
                continue
            if details[0].node.name.value == "__typename":
                answer.append(f"{key!r}: {type_.name!r}")
                continue
            attribute = self._attribute(type_, details)
            kinds.attributes.append(attribute.name)
            names[f"fill_{number}"] = attribute.fill
            body += [f"value_{number} = source.{attribute.name}", _filled(f"value_{number}", number, attribute.type)]
            answer.append(f"{key!r}: value_{number}")
        source = "\n    ".join(["def fill(source):", *body, f"return {{{', '.join(answer)}}}"])
        exec(compile(source, f"<plan of {type_.name}>", "exec"), names)  # noqa: S102 - of names in the schema
        return names["fill"]

    def field(self, parent: GraphQLObjectType, asked: FieldDetailsList) -> Fill | Call:
        """From an object to what one of its fields answers, or the call of the field's resolver."""
        definition = self._schema.get_field(parent, asked[0].node.name.value)
        if definition is None:
            raise Unplanned
        if not getattr(definition.resolve, "_is_default", False):
            return Call.of(parent, definition, self._converter, asked)
        return self._reading(parent, asked)

    def _reading(self, parent: GraphQLObjectType, asked: FieldDetailsList) -> Fill:
        attribute = self._attribute(parent, asked)
        kinds = _Kinds(parent, attribute.name)
        name, fill, is_nullable = attribute.name, attribute.fill, not is_non_null_type(attribute.type)

        def read(source: Any) -> Any:
            if type(source) not in kinds:
                kinds.admit(type(source))
            value = getattr(source, name)
            return None if value is None and is_nullable else fill(value)

        return read

    def _attribute(self, parent: GraphQLObjectType, asked: FieldDetailsList) -> _Attribute:
        node = asked[0].node
        field = self._schema.get_field(parent, node.name.value)
        if field is None or field.args or node.arguments:
            raise Unplanned
        return _Attribute(_attribute_name(field), field.type, self._present(field.type, asked))

    def _value(self, type_: GraphQLOutputType, asked: FieldDetailsList) -> Fill:
        """From a value, or None where that may be, to what it answers."""
        fill = self._present(type_, asked)
        return fill if is_non_null_type(type_) else lambda value: None if value is None else fill(value)

    def _present(self, type_: GraphQLOutputType, asked: FieldDetailsList) -> Fill:
        """From a value that is not None to what it answers."""
        if is_non_null_type(type_):
            return self._present(type_.of_type, asked)
        if is_list_type(type_):
            return self.items(type_.of_type, asked)
        if is_object_type(type_):
            return self.object(type_, asked)
        if is_leaf_type(type_):
            return leaf(type_)
        raise Unplanned


def _listed(items: Any) -> Iterable[Any]:
    if type(items) not in (list, tuple):
        raise Unplanned  # some of the rest can be walked through only once
    return items


def _filled(value: str, number: int, type_: GraphQLOutputType) -> str:
    """A line of source that fills the answer with a value, calling nothing where the value is written as it is."""
    is_nullable = not is_non_null_type(type_)
    written = condition_written(type_ if is_nullable else type_.of_type, value)
    unless = ([f"{value} is not None"] if is_nullable else []) + ([f"not ({written})"] if written else [])
    condition = f"if {' and '.join(unless)}: " if unless else ""
    return f"{condition}{value} = fill_{number}({value})"


def _attribute_name(field: GraphQLField) -> str:
    """The attribute that the stock resolver of the field would read."""
    declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    is_default = getattr(field.resolve, "_is_default", False)
    if not (is_default and isinstance(declared, StrawberryField) and declared.is_basic_field):
        raise Unplanned
    name = declared.python_name
    if declared.default_resolver is not getattr or not name.isidentifier() or iskeyword(name):
        raise Unplanned
    return name


def _is_stored(kind: type, name: str) -> bool:
    """Whether reading the attribute runs nothing, so that it may be read again."""
    found = inspect.getattr_static(kind, name, None)
    runs = hasattr(type(found), "__get__") and not isinstance(found, MemberDescriptorType)
    is_usual = kind.__getattribute__ is object.__getattribute__ and not hasattr(kind, "__getattr__")
    return is_usual and not runs and not hasattr(kind, "__await__") and not issubclass(kind, Exception)
