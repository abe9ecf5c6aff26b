"""The cache of plans: one set for each operation and combination of its @skip and @include variables."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from graphql import DirectiveNode, FragmentDefinitionNode, GraphQLSchema, Undefined, VariableNode, Visitor, visit
from graphql.execution import Executor

from schema.execution.identities import Identities

MOST_CHARACTERS = 100_000  # of a cached document: longer ones usually contain data, and are not sent again
MOST_OPERATIONS = 256  # twice the number of cached documents, since @skip and @include give an operation several sets

# Plans by kind, type and nodes of the selection; None if only the stock executor can complete it.
Plans = dict[Hashable, Any]


def plans_of(executor: Executor[Any]) -> Plans | None:
    """The plans compiled so far for the executor's operation; the executor adds to them.

    None if the operation has something that plans do not handle: middleware, an abort signal, a directive other than
    @skip and @include, fragment variables. None also for a long document, which would take too much of the cache.
    """
    place = executor.operation.loc
    if place is None or len(place.source.body) > MOST_CHARACTERS:
        return None
    middleware = executor.middleware_manager
    if (middleware and middleware.middlewares) or executor.abort_signal:
        return None
    definitions = Identities(executor.operation, *executor.fragment_definitions.values())
    variables = _conditions(definitions)
    if variables is None:
        return None
    conditions = _values(variables, executor.variable_values.coerced)
    return _plans(executor.schema, definitions, conditions) if conditions is not None else None


def _values(variables: tuple[str, ...], given: Mapping[str, Any]) -> tuple[bool, ...] | None:
    values = tuple(given.get(name, Undefined) for name in variables)
    return values if all(isinstance(value, bool) for value in values) else None


@lru_cache(MOST_OPERATIONS)
def _plans(schema: GraphQLSchema, definitions: Identities, conditions: tuple[bool, ...]) -> Plans:  # noqa: ARG001 - the cache key
    return {}


@lru_cache(MOST_OPERATIONS)
def _conditions(definitions: Identities) -> tuple[str, ...] | None:
    """The variables of @skip and @include; None if there are other directives or fragment variables."""
    found = _Conditions()
    for definition in definitions.nodes:
        visit(definition, found)
    return tuple(sorted(found.variables)) if found.usual else None


class _Conditions(Visitor):
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
