"""Which fields a client selects on an object, so that what it does not read is not counted."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportPrivateUsage=false
# Strawberry does not declare the type argument of graphql-core's info

from collections.abc import Collection, Iterator
from typing import Any

from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode, SelectionSetNode

from schema.info import Info


def selects_any(info: Info, names: Collection[str]) -> bool:
    """Whether any of these fields is selected below the field of `info`, in fragments as well.

    Fields that a directive leaves out count as selected.
    """
    return any(name in names for name in _selected(info))


def _selected(info: Info) -> Iterator[str]:
    # `info.selected_fields` would convert everything below, with its arguments, on each call.
    raw: GraphQLResolveInfo[Any] = info._raw_info  # noqa: SLF001 - there is no other access
    waiting = [node.selection_set for node in raw.field_nodes]
    spread: set[str] = set()
    while waiting:
        selected = waiting.pop()
        for node in selected.selections if isinstance(selected, SelectionSetNode) else ():
            match node:
                case FieldNode():
                    yield node.name.value
                case InlineFragmentNode():
                    waiting.append(node.selection_set)
                case FragmentSpreadNode() if node.name.value not in spread:
                    spread.add(node.name.value)
                    waiting.append(raw.fragments[node.name.value].selection_set)
                case _:
                    pass
