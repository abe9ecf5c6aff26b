"""The size of an operation of a valid document, with its fragments expanded.

Each selection is visited once, however often its fragment is spread: a fragment is measured once, and its measure is
added at every spread.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

_INTROSPECTION = {"__schema", "__type"}


@dataclass(frozen=True, slots=True)
class Measure:
    """The size of a selection.

    `depth` is the number of nested fields that have a selection. Introspection counts as one field without a selection.
    """

    depth: int = 0
    fields: int = 0
    aliases: int = 0

    def beside(self, other: "Measure") -> "Measure":
        """The measure of both, selected in the same place."""
        return Measure(max(self.depth, other.depth), self.fields + other.fields, self.aliases + other.aliases)


_NOTHING = Measure()
_Measures = Mapping[str, Measure]


def measured_operations(document: DocumentNode) -> Iterable[tuple[OperationDefinitionNode, Measure]]:
    """The operations of a valid document with their measures."""
    fragments: dict[str, Measure] = {}
    for fragment in fragments_in_order(document):
        fragments[fragment.name.value] = _selected(fragment.selection_set, fragments)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            yield definition, _selected(definition.selection_set, fragments)


def fragments_in_order(document: DocumentNode) -> list[FragmentDefinitionNode]:
    """The fragments of a valid document, each after those that it spreads."""
    found = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    spreads = {name: _spreads(fragment.selection_set) for name, fragment in found.items()}
    return [found[name] for name in TopologicalSorter(spreads).static_order()]


def _selected(selected: SelectionSetNode | None, fragments: _Measures) -> Measure:
    total = _NOTHING
    for selection in selected.selections if selected else ():
        if isinstance(selection, FragmentSpreadNode):
            total = total.beside(fragments[selection.name.value])
        else:
            inner = _selected(_inner(selection), fragments)
            total = total.beside(_field(selection, inner) if isinstance(selection, FieldNode) else inner)
    return total


def _field(field: FieldNode, inner: Measure) -> Measure:
    aliases = 1 if field.alias else 0
    if field.name.value in _INTROSPECTION:
        return Measure(fields=1, aliases=inner.aliases + aliases)
    depth = inner.depth + 1 if field.selection_set else 0
    return Measure(depth, inner.fields + 1, inner.aliases + aliases)


def _inner(selection: SelectionNode) -> SelectionSetNode | None:
    return getattr(selection, "selection_set", None)


def _spreads(selected: SelectionSetNode) -> set[str]:
    """The names of the fragments that are spread anywhere in a selection."""
    names: set[str] = set()
    waiting = [selected]
    while waiting:
        for selection in waiting.pop().selections:
            inner = _inner(selection)
            if isinstance(selection, FragmentSpreadNode):
                names.add(selection.name.value)
            elif inner:
                waiting.append(inner)
    return names
