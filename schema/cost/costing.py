"""The cost of operations in points, as docs/limits.md explains it."""
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# graphql-core does not declare the item types of its lists

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
    value_from_ast_untyped,
)

from schema.cost.inputs import Inputs
from schema.cost.prices import Prices
from schema.cost.selections import Evaluation, Field, Part, Selection, Share
from schema.cost.sizes import Rows
from schema.measures import fragments_in_order

_Fragments = Mapping[str, tuple[GraphQLCompositeType, Selection]]


class Expense(NamedTuple):
    """A field and its share of a cost. `path` leads to it, with the lengths of lists in brackets."""

    path: str
    points: int
    node: FieldNode


@dataclass(frozen=True, slots=True)
class OperationCost:
    """The cost of an operation, computed as far as it depends on no variable."""

    selection: Selection
    fragments: Sequence[Selection]  # those of the document that depend on variables, each after those that it spreads
    defaults: Mapping[str, Any]  # of the variables

    def points(self, variables: Mapping[str, Any] | None) -> int:
        """The cost with variables as the client sent them. Takes at most time proportional to the document."""
        constant = self.selection.constant
        once, _, statements = self.selection.cost(self._evaluation(variables)) if constant is None else constant
        return once + statements

    def greatest_expense(self, variables: Mapping[str, Any] | None) -> Expense:
        """The most expensive field. In it, each time the most expensive one that has at least half of its cost."""
        evaluation = self._evaluation(variables)
        names: list[str] = []
        inside: Selection | None = self.selection
        found: Share | None = None
        while inside is not None:
            shares = [each.share(evaluation, found) for each in inside.fields()]
            most = max(shares, key=lambda share: share.points)
            if found is not None and most.points * 2 < found.points:
                break
            names.append(most.field.label(evaluation))
            found, inside = most, most.field.inside
        assert found is not None  # noqa: S101 - an operation selects at least one field
        return Expense(".".join(names), found.points, found.field.node)

    def _evaluation(self, variables: Mapping[str, Any] | None) -> Evaluation:
        evaluation = Evaluation({**self.defaults, **(variables or {})})
        for fragment in self.fragments:  # one after another: a chain of them would need deep recursion
            fragment.cost(evaluation)
        return evaluation


class Costing:
    """Computes the costs of operations of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._prices = Prices(schema)

    def operations(self, document: DocumentNode) -> list[tuple[OperationDefinitionNode, OperationCost]]:
        """The operations of a valid document with their costs. Each selection is visited once."""
        fragments = self._fragments(document)
        varying = [selection for _, selection in fragments.values() if selection.constant is None]
        return [
            (each, OperationCost(self._operation(each, fragments), varying, _defaults(each)))
            for each in document.definitions
            if isinstance(each, OperationDefinitionNode)
        ]

    def _operation(self, operation: OperationDefinitionNode, fragments: _Fragments) -> Selection:
        root = self._schema.get_root_type(operation.operation)
        assert root is not None  # noqa: S101 - validated
        return self._selection(root, operation.selection_set, fragments)

    def _fragments(self, document: DocumentNode) -> _Fragments:
        found: dict[str, tuple[GraphQLCompositeType, Selection]] = {}
        for fragment in fragments_in_order(document):
            type_ = self._type(fragment.type_condition.name.value)
            found[fragment.name.value] = type_, self._selection(type_, fragment.selection_set, found)
        return found

    def _selection(self, type_: GraphQLCompositeType, selected: SelectionSetNode, fragments: _Fragments) -> Selection:
        parts: list[Part] = []
        choices: defaultdict[str, list[Part]] = defaultdict(list)
        for condition, part in self._parts(type_, selected, fragments):
            is_choice = is_abstract_type(type_) and not is_abstract_type(condition)
            (choices[condition.name] if is_choice else parts).append(part)
        return Selection(parts, [Selection(each, ()) for each in choices.values()])

    def _parts(
        self, type_: GraphQLCompositeType, selected: SelectionSetNode, fragments: _Fragments
    ) -> list[tuple[GraphQLCompositeType, Part]]:
        """The fields and fragments of a selection, each with the type that it is selected on."""
        parts: list[tuple[GraphQLCompositeType, Part]] = []
        for node in selected.selections:
            if isinstance(node, FieldNode):
                parts.append((type_, self._field(type_, node, fragments)))
            elif isinstance(node, FragmentSpreadNode):
                parts.append(fragments[node.name.value])
            elif isinstance(node, InlineFragmentNode):
                condition = self._type(node.type_condition.name.value) if node.type_condition else type_
                # on an interface inside an object, fields are those of the object
                inner = type_ if is_abstract_type(condition) else condition
                parts += self._parts(inner, node.selection_set, fragments)
        return parts

    def _field(self, parent: GraphQLCompositeType, node: FieldNode, fragments: _Fragments) -> Field:
        price = self._prices.of(parent, node.name.value)
        page = Rows.of(price.slicing, node) if price.slicing else None
        definition = self._schema.get_field(parent, node.name.value)
        assert definition is not None  # noqa: S101 - validated
        inputs = Inputs.of(definition, node) if node.arguments else None
        if node.selection_set is None:
            return Field(node, price, page, inputs, None)
        type_ = cast("GraphQLCompositeType", get_named_type(definition.type))
        return Field(node, price, page, inputs, self._selection(type_, node.selection_set, fragments))

    def _type(self, name: str) -> GraphQLCompositeType:
        return cast("GraphQLCompositeType", self._schema.type_map[name])


def _defaults(operation: OperationDefinitionNode) -> dict[str, Any]:
    return {
        each.variable.name.value: value_from_ast_untyped(each.default_value)
        for each in operation.variable_definitions or ()
        if each.default_value
    }
