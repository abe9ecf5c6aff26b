"""The size of an operation of a valid document, with its fragments expanded.

Each selection is visited once, however often its fragment is spread: a fragment is measured once, and its measure is
added at every spread.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from math import ceil

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
)

_INTROSPECTION = {"__schema", "__type"}


@dataclass(frozen=True, slots=True)
class Measure:
    """The size of a selection.

    `depth` is the number of nested fields that have a selection, without those of introspection. `introspected` is the
    number of values that introspection reads for it, and `values` the number that it would read if the selection were
    part of an introspection field.
    """

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    introspected: int = 0
    values: int = 0

    def beside(self, other: "Measure") -> "Measure":
        """The measure of both, selected in the same place."""
        return Measure(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.introspected + other.introspected,
            self.values + other.values,
        )


_NOTHING = Measure()
_Measures = Mapping[str, Measure]


class Measuring:
    """Measures operations of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._lengths = _lengths(schema)

    def operations(self, document: DocumentNode) -> Iterable[tuple[OperationDefinitionNode, Measure]]:
        """The operations of a valid document with their measures."""
        fragments = self._fragments(document)
        for definition in document.definitions:
            if isinstance(definition, OperationDefinitionNode):
                yield definition, self._selected(definition.selection_set, fragments)

    def _fragments(self, document: DocumentNode) -> _Measures:
        found = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
        spreads = {name: _spreads(fragment.selection_set) for name, fragment in found.items()}
        measured: dict[str, Measure] = {}
        for name in TopologicalSorter(spreads).static_order():
            measured[name] = self._selected(found[name].selection_set, measured)
        return measured

    def _selected(self, selected: SelectionSetNode | None, fragments: _Measures) -> Measure:
        total = _NOTHING
        for selection in selected.selections if selected else ():
            if isinstance(selection, FragmentSpreadNode):
                total = total.beside(fragments[selection.name.value])
            else:
                inner = self._selected(_inner(selection), fragments)
                total = total.beside(self._field(selection, inner) if isinstance(selection, FieldNode) else inner)
        return total

    def _field(self, field: FieldNode, inner: Measure) -> Measure:
        name, aliases = field.name.value, 1 if field.alias else 0
        if name in _INTROSPECTION:
            return Measure(aliases=aliases, introspected=1 + inner.values)
        return Measure(
            depth=inner.depth + 1 if field.selection_set else 0,
            fields=inner.fields + 1,
            aliases=inner.aliases + aliases,
            introspected=inner.introspected,
            values=1 + self._lengths.get(name, 1) * inner.values,
        )


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


def _lengths(schema: GraphQLSchema) -> dict[str, int]:
    """The average lengths of the lists of introspection, rounded up."""
    types = schema.type_map.values()
    composite = [type_ for type_ in types if is_object_type(type_) or is_interface_type(type_)]
    fields = [field for type_ in composite for field in type_.fields.values()]
    totals = {
        "fields": len(fields),
        "inputFields": sum(len(type_.fields) for type_ in types if is_input_object_type(type_)),
        "enumValues": sum(len(type_.values) for type_ in types if is_enum_type(type_)),
        "interfaces": sum(len(type_.interfaces) for type_ in composite),
        "possibleTypes": len(composite),
    }
    averages = {name: ceil(total / len(types)) for name, total in totals.items()}
    arguments = ceil(sum(len(field.args) for field in fields) / len(fields))
    return averages | {"args": arguments, "types": len(types), "directives": len(schema.directives)}
