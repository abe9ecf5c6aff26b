"""Plans: functions that turn plain objects into their part of a response, compiled for one selection.

A plan accepts objects of any class that stores the attributes it reads. It raises UnexpectedValue for any value that
differs from its declaration: the stock executor then completes the same objects again, and reports the errors.

Plans count the characters of what they write, once for each list where all of its items have the same number.
"""
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownParameterType=false
# pyright: reportUnknownArgumentType=false
# graphql-core does not declare the item types of its lists

import inspect
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from keyword import iskeyword
from types import MemberDescriptorType, NoneType
from typing import Any, NamedTuple

from graphql import GraphQLField, GraphQLObjectType, GraphQLOutputType, GraphQLSchema
from graphql.execution.collect_fields import CollectedFields, FieldDetailsList
from graphql.pyutils import UndefinedType
from graphql.type import get_nullable_type, is_leaf_type, is_list_type, is_non_null_type, is_object_type
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from core.response_size import VALUE_CHARACTERS, count_characters
from schema.execution.calls import Call
from schema.execution.fallbacks import UnexpectedValue, Unplanned
from schema.execution.leaves import Measure, leaf, measure_of
from schema.execution.plan_source import filled, measured, reading_all

Fill = Callable[[Any], Any]
Collect = Callable[[GraphQLObjectType, FieldDetailsList], CollectedFields]


@dataclass(frozen=True, slots=True)
class _Attribute:
    """The attribute that stores the value of a field, and the plan for a value that is not None.

    `characters` are those that the object around it must count for the value, beside those of a measured text.
    """

    name: str
    type: GraphQLOutputType
    fill: Fill
    characters: int
    measure: Measure | None


class Called(NamedTuple):
    """A field whose resolver is called for all objects of a list at once, and the plan for its result."""

    key: str
    call: Call
    selected: FieldDetailsList
    fill: Fill


@dataclass(frozen=True, slots=True)
class Batch:
    """A plan for a list of objects: `fill` fills the attributes of each, without the fields that are called."""

    fill: Fill
    called: Sequence[Called]


class _Kinds(set[type]):
    """The classes accepted so far, whose objects store the attributes that a plan reads."""

    def __init__(self, type_: GraphQLObjectType, *attributes: str) -> None:
        definition = type_.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        if not isinstance(definition, StrawberryObjectDefinition) or definition.is_type_of:
            raise Unplanned
        super().__init__()
        self.attributes = list(attributes)

    def admit(self, kind: type) -> None:
        """Add a class. Raises UnexpectedValue for null, awaitables, errors, and if reading may run code."""
        if not (_is_plain(kind) and all(_is_stored(kind, name) for name in self.attributes)):
            raise UnexpectedValue
        self.add(kind)


class Planner:
    """Compiles plans for one operation. Its methods raise Unplanned if only the stock executor can do it."""

    def __init__(self, schema: GraphQLSchema, collect: Collect) -> None:
        self._schema = schema
        self._converter: GraphQLCoreConverter = schema.extensions[
            GraphQLCoreConverter.DEFINITION_BACKREF
        ].schema_converter
        self._collect = collect
        self._characters: dict[Fill, int] = {}  # of objects that are always as long: their plans do not count them

    def items(self, item_type: GraphQLOutputType, selected: FieldDetailsList) -> Fill:
        """From a list of values to its part of the response."""
        fill = self._present(item_type, selected)
        characters = self._characters.get(fill, VALUE_CHARACTERS)
        if measure := measure_of(get_nullable_type(item_type)):
            fill = _counting(fill, measure)
        is_nullable = not is_non_null_type(item_type)

        def fill_all(items: Any) -> list[Any]:
            listed = _listed(items)
            count_characters(len(listed) * characters)
            if is_nullable:
                return [None if item is None else fill(item) for item in listed]
            return [fill(item) for item in listed]

        return fill_all

    def batch(self, item_type: GraphQLOutputType, selected: FieldDetailsList) -> Batch:
        """For a list of objects with fields whose resolvers can be called once for all of them."""
        type_ = item_type.of_type if is_non_null_type(item_type) else item_type
        if not is_object_type(type_) or type_ is item_type:
            raise Unplanned
        called: list[Called] = []
        for key, details in self._collect(type_, selected).grouped_field_set.items():
            definition = self._schema.get_field(type_, details[0].node.name.value)
            if definition is not None and not getattr(definition.resolve, "_is_default", True):
                call = Call.of(type_, definition, self._converter, details)
                if call.together is None:
                    raise Unplanned
                called.append(Called(key, call, details, self._value(definition.type, details)))
        return Batch(self.single(type_, selected, {each.key for each in called}), called)

    def single(self, type_: GraphQLObjectType, selected: FieldDetailsList, left_out: Container[str] = ()) -> Fill:
        """Like `object`, for an object that is in no list with a plan."""
        return self._counted(self.object(type_, selected, left_out))

    def object(self, type_: GraphQLObjectType, selected: FieldDetailsList, left_out: Container[str] = ()) -> Fill:
        """From an object to its part of the response, with None for the fields that are left out.

        What stands around the object counts its characters, if they are in `_characters`.
        """
        kinds = _Kinds(type_)
        names: dict[str, Any] = {"kinds": kinds, "admit": kinds.admit, "is_of_type": type_.is_type_of}
        names["UnexpectedValue"] = UnexpectedValue
        body = ["if type(source) not in kinds: admit(type(source))"]
        if type_.is_type_of:
            body.append("if not is_of_type(source, None): raise UnexpectedValue")
        reads: list[str] = []
        fills: list[str] = []
        items: list[str] = []
        characters = 0
        texts: list[str] = []
        for number, (key, details) in enumerate(self._collect(type_, selected).grouped_field_set.items()):
            characters += len(key) + VALUE_CHARACTERS
            if key in left_out:
                items.append(f"{key!r}: None")
                continue
            if details[0].node.name.value == "__typename":
                items.append(f"{key!r}: {type_.name!r}")
                continue
            attribute = self._attribute(type_, details)
            kinds.attributes.append(attribute.name)
            names[f"fill_{number}"] = attribute.fill
            reads.append(f"value_{number} = source.{attribute.name}")
            fills.append(filled(f"value_{number}", number, attribute.type))
            characters += attribute.characters
            if attribute.measure:
                names[f"measure_{number}"] = attribute.measure
                texts.append(measured(f"value_{number}", number, attribute.type, attribute.measure))
            items.append(f"{key!r}: value_{number}")
        body += [*reading_all(reads), *fills]
        if texts:
            names["count_characters"] = count_characters
            body.append(f"count_characters({' + '.join([str(characters), *texts])})")
        body.append(f"return {{{', '.join(items)}}}")
        source = "\n    ".join(["def fill(source):", *body])
        exec(compile(source, f"<plan of {type_.name}>", "exec"), names)  # noqa: S102 - of names in the schema
        if not texts:
            self._characters[names["fill"]] = characters
        return names["fill"]

    def field(self, parent: GraphQLObjectType, selected: FieldDetailsList) -> Fill | Call:
        """From an object to the value of one of its fields, or the call of the field's resolver."""
        if selected[0].node.name.value == "__typename":
            return lambda _: parent.name
        definition = self._schema.get_field(parent, selected[0].node.name.value)
        if definition is None:
            raise Unplanned
        if not getattr(definition.resolve, "_is_default", False):
            return Call.of(parent, definition, self._converter, selected)
        return self._reading(parent, selected)

    def _reading(self, parent: GraphQLObjectType, selected: FieldDetailsList) -> Fill:
        attribute = self._attribute(parent, selected)
        kinds = _Kinds(parent, attribute.name)
        name, is_nullable = attribute.name, not is_non_null_type(attribute.type)
        fill = _counting(attribute.fill, attribute.measure) if attribute.measure else self._counted(attribute.fill)

        def read(source: Any) -> Any:
            if type(source) not in kinds:
                kinds.admit(type(source))
            try:
                value = getattr(source, name)
            except AttributeError:
                raise UnexpectedValue from None
            return None if value is None and is_nullable else fill(value)

        return read

    def _attribute(self, parent: GraphQLObjectType, selected: FieldDetailsList) -> _Attribute:
        node = selected[0].node
        field = self._schema.get_field(parent, node.name.value)
        if field is None or field.args or node.arguments:
            raise Unplanned
        fill, measure = self._present(field.type, selected), measure_of(get_nullable_type(field.type))
        return _Attribute(_attribute_name(field), field.type, fill, self._characters.get(fill, 0), measure)

    def _value(self, type_: GraphQLOutputType, selected: FieldDetailsList) -> Fill:
        """From a value, which may be None where the type is nullable, to its part of the response."""
        fill, measure = self._present(type_, selected), measure_of(get_nullable_type(type_))
        fill = _counting(fill, measure) if measure else self._counted(fill)
        return fill if is_non_null_type(type_) else lambda value: None if value is None else fill(value)

    def _counted(self, fill: Fill) -> Fill:
        """The plan of an object or leaf that counts what the plan of a list counts for all of its items together."""
        characters = self._characters.get(fill)
        if characters is None:
            return fill

        def fill_and_count(source: Any) -> Any:
            count_characters(characters)
            return fill(source)

        return fill_and_count

    def _present(self, type_: GraphQLOutputType, selected: FieldDetailsList) -> Fill:
        """From a value that is not None to its part of the response."""
        if is_non_null_type(type_):
            return self._present(type_.of_type, selected)
        if is_list_type(type_):
            return self.items(type_.of_type, selected)
        if is_object_type(type_):
            return self.object(type_, selected)
        if is_leaf_type(type_):
            return leaf(type_)
        raise Unplanned


def _counting(fill: Fill, measure: Measure) -> Fill:
    """The plan of a text, which also counts the length of the text."""

    def fill_and_count(value: Any) -> Any:
        filled = fill(value)
        count_characters(measure(filled))
        return filled

    return fill_and_count


def _listed(items: Any) -> list[Any] | tuple[Any, ...]:
    if type(items) not in (list, tuple):
        raise UnexpectedValue  # other iterables can possibly be read only once
    return items


def _attribute_name(field: GraphQLField) -> str:
    """The attribute that the stock resolver of the field reads."""
    declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    is_default = getattr(field.resolve, "_is_default", False)
    if not (is_default and isinstance(declared, StrawberryField) and declared.is_basic_field):
        raise Unplanned
    name = declared.python_name
    if declared.default_resolver is not getattr or not name.isidentifier() or iskeyword(name):
        raise Unplanned
    return name


def _is_stored(kind: type, name: str) -> bool:
    """Whether reading the attribute runs no code, so that the stock executor may read it again."""
    found = inspect.getattr_static(kind, name, None)
    return not hasattr(type(found), "__get__") or isinstance(found, MemberDescriptorType)


def _is_plain(kind: type) -> bool:
    """Whether objects of the class are neither null, awaitables nor errors, and have ordinary attribute access."""
    is_usual = kind.__getattribute__ is object.__getattribute__ and not hasattr(kind, "__getattr__")
    is_present = kind not in (NoneType, UndefinedType)
    return is_usual and is_present and not hasattr(kind, "__await__") and not issubclass(kind, Exception)
