"""The number of rows that the arguments of a field request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from graphql import FieldNode, ListValueNode, ObjectValueNode, ValueNode, VariableNode, value_from_ast_untyped

from schema.cost.declared import Slicing


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a page, from literals alone if `is_constant`."""

    slicing: Slicing
    given: Mapping[str, ValueNode]
    is_constant: bool

    @classmethod
    def of(cls, slicing: Slicing, field: FieldNode) -> "Rows":
        names = {path.partition(".")[0] for path in slicing.arguments}
        given = {each.name.value: each.value for each in field.arguments or () if each.name.value in names}
        return cls(slicing, given, not any(map(has_variable, given.values())))

    def count(self, variables: Mapping[str, Any]) -> int:
        """The number of rows. What execution refuses, such as a page of -1 rows, counts as any number up to the most.

        `variables` are as the client sent them, with the defaults of those that it left out.
        """
        known = cast("dict[str, Any]", variables)
        values = {name: value_from_ast_untyped(node, known) for name, node in self.given.items()}
        counts = [_rows(value_at(values, path)) for path in self.slicing.arguments]
        found = [count for count in counts if count is not None]
        return max(0, min(sum(found), self.slicing.most)) if found else self.slicing.usual


def value_at(values: Any, path: str) -> Any:
    """The value at a path through objects. None if there is none."""
    for name in path.split("."):
        values = cast("dict[str, Any]", values).get(name) if isinstance(values, dict) else None
    return values


def _rows(value: Any) -> int | None:
    match value:
        case int():
            return value
        case float():  # GraphQL accepts 5.0 as an Int
            return int(value) if value.is_integer() else 0
        case list():
            return len(cast("list[Any]", value))
        case str() | dict():
            return 1  # where a list is expected, GraphQL accepts one element without brackets
        case _:
            return None


def has_variable(node: ValueNode) -> bool:
    """Whether a value depends on variables."""
    waiting = [node]
    while waiting:
        match waiting.pop():
            case VariableNode():
                return True
            case ListValueNode(values=values):
                waiting += values
            case ObjectValueNode(fields=fields):
                waiting += [field.value for field in fields]
            case _:
                pass
    return False
