"""The cost of what the arguments of a field contain: each field decodes and checks it, even if it is one variable."""
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# graphql-core does not declare the types of its wrapped types

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputObjectType,
    ValueNode,
    get_named_type,
    get_nullable_type,
    is_input_object_type,
    is_list_type,
    value_from_ast_untyped,
)

from core.list_bounds import MOST_NODES
from core.people_filters import MOST_IN_FILTER
from core.scoped_ids import selects_rows
from schema.cost.declared import FURTHER_CONDITIONS, SELECTED, declared
from schema.cost.sizes import has_variable, value_at

FILTER = 10  # points of each filter inside of a filter: a part of the statements
CONDITION = 10  # of each element of a list of conditions in a filter: decoded, and a part of the statements
OBJECT = 5  # of each element of another list of objects, such as people and events
ELEMENT = 1  # of each element of a list of other values, such as ids
_ID = "ID"
_FILTER = "PeopleFilter"
_SCOPE = "StatsScope"
_COHORT = "ENTRY_COHORT"


class _Value(NamedTuple):
    type: Any
    given: Any
    is_in_filter: bool


@dataclass(frozen=True, slots=True)
class Inputs:
    """The arguments of a field that contain lists or filters, or have a weight. From literals if `is_constant`."""

    given: Mapping[str, tuple[Any, ValueNode]]  # their types and values
    weights: Mapping[str, Mapping[Any, int]]  # by the path of an argument, and its value
    weighed: Mapping[str, ValueNode]  # the arguments with weights
    is_constant: bool

    @classmethod
    def of(cls, definition: GraphQLField, field: FieldNode) -> "Inputs | None":
        """None if there is no such argument."""
        given = {
            each.name.value: (definition.args[each.name.value].type, each.value)
            for each in field.arguments or ()
            if _may_be_long(definition.args[each.name.value].type)
        }
        weights = declared(definition).by_value
        names = {*map(_name, weights)}
        weighed = {each.name.value: each.value for each in field.arguments or () if each.name.value in names}
        nodes = [*(node for _, node in given.values()), *weighed.values()]
        return cls(given, weights, weighed, not any(map(has_variable, nodes))) if nodes else None

    def points(self, variables: Mapping[str, Any]) -> tuple[int, int]:
        """The cost, and what each figure and page inside costs more. Lists are counted as they were sent.

        `variables` are as the client sent them, with the defaults of those that it left out. Visits no elements but
        filters, of which it visits at most one more than a filter may have.
        """
        known = cast("dict[str, Any]", variables)
        found = [_points(type_, value_from_ast_untyped(node, known)) for type_, node in self.given.values()]
        return self._by_value(known) + sum(points for points, _ in found), sum(selected for _, selected in found)

    def _by_value(self, variables: dict[str, Any]) -> int:
        values = {name: value_from_ast_untyped(node, variables) for name, node in self.weighed.items()}
        return sum(_weight_of(values, path, weights) for path, weights in self.weights.items() if _name(path) in values)


def _name(path: str) -> str:
    return path.partition(".")[0]


def _may_be_long(type_: Any) -> bool:
    named = get_named_type(type_)
    return is_list_type(get_nullable_type(type_)) or is_input_object_type(named) or named.name == _ID


def _points(type_: Any, given: Any) -> tuple[int, int]:
    if get_named_type(type_).name == _ID:
        ids = [each for each in _listed(given)[: MOST_NODES + 1] if isinstance(each, str)]
        elements = len(_listed(given)) if is_list_type(get_nullable_type(type_)) else 0
        return elements * ELEMENT, sum(map(selects_rows, ids)) * SELECTED
    points, filters, is_selection, waiting = 0, 0, False, [_Value(type_, given, is_in_filter=False)]
    conditions: list[int] = []
    while waiting and filters <= MOST_IN_FILTER:
        value = waiting.pop()
        named = get_named_type(value.type)
        if is_list_type(get_nullable_type(value.type)) and named.name != _FILTER:
            points += len(_listed(value.given)) * _weight(named, value.is_in_filter)
        else:
            for each in _listed(value.given)[: MOST_IN_FILTER + 1]:
                filters += value.is_in_filter and named.name == _FILTER
                is_selection = is_selection or _selects(named.name, each)
                conditions += _conditions(named.name, each)
                waiting += _fields(named, each, value.is_in_filter)
    further = sum(conditions) - max(conditions, default=0)
    return points + FILTER * min(filters, MOST_IN_FILTER), (SELECTED + further) * is_selection


def _selects(type_name: str, given: Any) -> bool:
    """Whether a value selects people or entries, so that figures are counted from rows."""
    if not isinstance(given, dict):
        return False
    values = cast("dict[str, Any]", given)
    return type_name == _FILTER or (type_name == _SCOPE and values.get("clock") == _COHORT)


def _conditions(type_name: str, given: Any) -> list[int]:
    """The prices of the conditions of one filter, without those of the filters inside."""
    if type_name != _FILTER or not isinstance(given, dict):
        return []
    values = cast("dict[str, Any]", given)
    return [points for name, points in FURTHER_CONDITIONS.items() if values.get(name) is not None]


def _fields(type_: Any, given: Any, is_in_filter: bool) -> list[_Value]:
    if not isinstance(type_, GraphQLInputObjectType) or not isinstance(given, dict):
        return []
    is_in_filter = is_in_filter or type_.name == _FILTER
    values = cast("dict[str, Any]", given)
    return [_Value(type_.fields[name].type, values[name], is_in_filter) for name in values if name in type_.fields]


def _weight_of(values: dict[str, Any], path: str, weights: Mapping[Any, int]) -> int:
    around, _, name = path.rpartition(".")
    inside = value_at(values, around) if around else values
    if not isinstance(inside, dict):
        return 0
    value = cast("dict[str, Any]", inside).get(name)
    return weights.get(value, 0) if isinstance(value, str | bool | None) else 0


def _weight(element: Any, is_in_filter: bool) -> int:
    if not is_input_object_type(element):
        return ELEMENT
    return CONDITION if is_in_filter else OBJECT


def _listed(value: Any) -> list[Any]:
    """The elements: where a list is expected, GraphQL accepts one element without brackets."""
    if value is None:
        return []
    return cast("list[Any]", value) if isinstance(value, list) else [value]
