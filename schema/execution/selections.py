"""The fields that an operation selects, found without executing it."""
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false
# graphql-core does not declare the item types of its lists

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
)


class Selected(NamedTuple):
    """A selected field of a type. A field of an interface counts as one field of each type that implements it."""

    parent: GraphQLCompositeType
    definition: GraphQLField
    node: FieldNode

    @property
    def coordinate(self) -> str:
        """The name of the field as in `Series.stats`."""
        return f"{self.parent.name}.{self.node.name.value}"


class _Place(NamedTuple):
    """Selections that have not been visited yet, and the type that they are made on."""

    type: GraphQLCompositeType
    selections: SelectionSetNode


def selected_fields(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    is_included: Callable[[SelectionNode], bool],
) -> Iterator[Selected]:
    """The fields that a valid operation selects, in no particular order. Each fragment is visited once.

    Not recursive, since a document may be nested more deeply than Python's stack allows.
    """
    root = schema.get_root_type(operation.operation)
    waiting = [_Place(root, operation.selection_set)] if root else []
    spread: set[str] = set()
    while waiting:
        place = waiting.pop()
        for node in filter(is_included, place.selections.selections):
            if isinstance(node, FieldNode):
                yield from _fields(schema, place.type, node)
                waiting += _below(schema, place.type, node)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                type_ = _type(schema, condition) if condition else place.type
                waiting.append(_Place(type_, node.selection_set))
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                fragment = fragments[node.name.value]
                waiting.append(_Place(_type(schema, fragment.type_condition), fragment.selection_set))


def _fields(schema: GraphQLSchema, type_: GraphQLCompositeType, node: FieldNode) -> Iterator[Selected]:
    for parent in _possible(schema, type_):
        definition = schema.get_field(parent, node.name.value)
        if definition is not None:
            yield Selected(parent, definition, node)


def _below(schema: GraphQLSchema, type_: GraphQLCompositeType, node: FieldNode) -> Iterator[_Place]:
    definition = schema.get_field(type_, node.name.value)
    if definition is not None and node.selection_set:
        yield _Place(cast("GraphQLCompositeType", get_named_type(definition.type)), node.selection_set)


def _type(schema: GraphQLSchema, condition: NamedTypeNode) -> GraphQLCompositeType:
    return cast("GraphQLCompositeType", schema.type_map[condition.name.value])


def _possible(schema: GraphQLSchema, type_: GraphQLCompositeType) -> Iterable[GraphQLCompositeType]:
    return schema.get_possible_types(type_) if is_abstract_type(type_) else (type_,)
