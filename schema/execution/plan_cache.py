"""The cache of plans: one set for each operation and combination of its @skip and @include variables."""

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import Any

from graphql import DirectiveNode, FragmentDefinitionNode, Undefined, VariableNode, Visitor, visit
from graphql.execution import Executor

from schema.execution.document_cache import MOST_CHARACTERS, DocumentCache, characters_of
from schema.execution.identities import Identities

# Plans by kind, type and nodes of the selection; None if only the stock executor can complete it.
Plans = dict[Hashable, Any]
_PLANS: DocumentCache[Plans] = DocumentCache()
_CONDITIONS: "DocumentCache[_Conditions]" = DocumentCache()


def plans_of(executor: Executor[Any]) -> Plans | None:
    """The plans compiled so far for the executor's operation; the executor adds to them.

    None if the operation has something that plans do not handle: middleware, an abort signal, a directive other than
    @skip and @include, fragment variables. None also for a long document, which would take too much of the cache.
    """
    characters = characters_of(executor.operation)
    if characters > MOST_CHARACTERS:
        return None
    middleware = executor.middleware_manager
    if (middleware and middleware.middlewares) or executor.abort_signal:
        return None
    definitions = Identities(executor.operation, *executor.fragment_definitions.values())
    found = _CONDITIONS.find(definitions, characters, partial(_conditions_in, definitions))
    if not found.usual:
        return None
    conditions = _values(sorted(found.variables), executor.variable_values.coerced)
    if conditions is None:
        return None
    return _PLANS.find((executor.schema, definitions, conditions), characters, Plans)


def _values(variables: Sequence[str], given: Mapping[str, Any]) -> tuple[bool, ...] | None:
    values = tuple(given.get(name, Undefined) for name in variables)
    return values if all(isinstance(value, bool) for value in values) else None


def _conditions_in(definitions: Identities) -> "_Conditions":
    found = _Conditions()
    for definition in definitions.nodes:
        visit(definition, found)
    return found


class _Conditions(Visitor):
    """The variables of @skip and @include, and whether there are neither other directives nor fragment variables."""

    def __init__(self) -> None:
        super().__init__()
        self.usual = True
        self.variables: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        self.usual = self.usual and node.name.value in {"skip", "include"}
        values = (argument.value for argument in node.arguments or ())
        self.variables.update(value.name.value for value in values if isinstance(value, VariableNode))

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> None:
        self.usual = self.usual and not node.variable_definitions
