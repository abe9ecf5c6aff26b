"""The guard: a field that needs a scope which the token lacks is neither resolved nor read.

The scopes that an operation needs are found once, and cached. If the token has all of them, the operation runs without
further checks. Otherwise it is executed by the stock executor, which checks every field.
"""
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false
# graphql-core does not declare the item types of its lists

from collections.abc import Mapping
from functools import partial
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    OperationDefinitionNode,
    SelectionNode,
    get_directive_values,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.execution.values import get_variable_values
from graphql.pyutils import AwaitableOrValue, Path
from typing_extensions import override

from core.errors import Forbidden
from core.viewer import Scope, Viewer
from schema.execution.closing import ClosingExecutor
from schema.execution.document_cache import DocumentCache, characters_of
from schema.execution.identities import Identities
from schema.execution.selections import selected_fields
from schema.permissions import needed_by

_NEEDS: DocumentCache[frozenset[Scope]] = DocumentCache()


def is_permitted(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, viewer: Viewer
) -> bool:
    """Whether the token has every scope that the operation needs. @skip and @include are ignored."""
    definitions = Identities(operation, *_fragments(document).values())
    needs = _NEEDS.find((schema, definitions), characters_of(operation), partial(_needs, schema, definitions))
    return all(map(viewer.may, needs))


def refusals(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any] | None,
    viewer: Viewer,
) -> list[GraphQLError]:
    """An error for each field of the operation that needs a scope which the token lacks, in the order of the document.

    Fields that @skip and @include leave out need no scope.
    """
    given = get_variable_values(schema, operation.variable_definitions or (), dict(variables or {}))
    if isinstance(given, list):
        return given  # errors of the variables

    def is_included(node: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, given)
        include = get_directive_values(GraphQLIncludeDirective, node, given)
        return not (skip and skip["if"]) and (include is None or include["if"])

    refused: dict[str, GraphQLError] = {}
    found = selected_fields(schema, operation, _fragments(document), is_included)
    for field in sorted(found, key=lambda field: field.node.loc.start if field.node.loc else 0):
        if forbidden := _forbidden(viewer, field.definition, field.coordinate):
            refused.setdefault(field.coordinate, GraphQLError(forbidden.message, field.node, original_error=forbidden))
    return list(refused.values())


class GuardedExecutor(ClosingExecutor):
    """The stock executor, with an error in place of every field that the token may not select."""

    @override
    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Path | None,
        grouped_field_set: GroupedFieldSet,
        position_context: Any,
    ) -> AwaitableOrValue[dict[str, Any]]:
        """The fields of an object. None is resolved if a forbidden one is not nullable: the object is null then."""
        for key, selected in grouped_field_set.items():
            definition = self._definition(parent_type, selected)
            if definition and is_non_null_type(definition.type):
                self._is_refused(parent_type, selected, Path(path, key, parent_type.name))
        return super().execute_fields(parent_type, source_value, path, grouped_field_set, position_context)

    @override
    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: Any,
        field_details_list: FieldDetailsList,
        path: Path,
        position_context: Any,
    ) -> Any:
        """A field of an object, or null with an error."""
        if self._is_refused(parent_type, field_details_list, path):
            return None
        return super().execute_field(parent_type, source, field_details_list, path, position_context)

    def _is_refused(self, parent_type: GraphQLObjectType, selected: FieldDetailsList, path: Path) -> bool:
        """Whether the field is forbidden; if so, adds the error. Raises GraphQLError if the field is not nullable."""
        definition = self._definition(parent_type, selected)
        coordinate = f"{parent_type.name}.{selected[0].node.name.value}"
        forbidden = _forbidden(self.context_value.viewer, definition, coordinate) if definition else None
        if definition is None or forbidden is None:
            return False
        self.handle_field_error(forbidden, definition.type, selected, path)
        return True

    def _definition(self, parent_type: GraphQLObjectType, selected: FieldDetailsList) -> GraphQLField | None:
        return self.schema.get_field(parent_type, selected[0].node.name.value)


def _forbidden(viewer: Viewer, definition: GraphQLField, coordinate: str) -> Forbidden | None:
    needs = needed_by(definition)
    if needs is None or viewer.may(needs):
        return None
    return Forbidden(f"{coordinate} needs a token with the scope {needs}.")


def _needs(schema: GraphQLSchema, definitions: Identities) -> frozenset[Scope]:
    operation, *others = definitions.nodes
    assert isinstance(operation, OperationDefinitionNode)  # noqa: S101 - it comes first
    fragments = {each.name.value: each for each in others if isinstance(each, FragmentDefinitionNode)}
    fields = selected_fields(schema, operation, fragments, lambda _: True)
    return frozenset(needs for field in fields if (needs := needed_by(field.definition)))


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
