"""Documents: parsed and validated once, and which of their operations is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graphql import ASTValidationRule, DocumentNode, GraphQLError, OperationDefinitionNode, parse, specified_rules
from strawberry.extensions.max_aliases import create_validator as alias_limit
from strawberry.extensions.query_depth_limiter import create_validator as depth_limit
from strawberry.schema.schema import validate_document

from core.errors import Invalid
from schema.executable import GRAPHQL
from schema.execution.operations import MOST_CHARACTERS

MOST_DOCUMENTS = 128  # are remembered
MOST_TOKENS = 5_000
MOST_ALIASES = 100
MOST_DEPTH = 15

_NONE = "The document has no operation: send a query or a mutation."
_RULES: tuple[type[ASTValidationRule], ...] = (
    *specified_rules,
    alias_limit(MOST_ALIASES),
    depth_limit(MOST_DEPTH, None, None),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document that could be parsed, and what is wrong with it."""

    node: DocumentNode
    operations: Sequence[OperationDefinitionNode]
    errors: Sequence[GraphQLError]

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of that name, the first one for None. Raises Invalid where there is none."""
        for operation in self.operations:
            if name is None or (operation.name and operation.name.value == name):
                return operation
        raise Invalid(_NONE if name is None else f'Unknown operation named "{name}".')


def document_of(text: str) -> Document:
    """The document. Raises GraphQLError where it is none; RecursionError where it is nested too deeply."""
    return _remembered(text) if len(text) <= MOST_CHARACTERS else _read(text)


def _read(text: str) -> Document:
    node = parse(text, max_tokens=MOST_TOKENS)
    operations = [each for each in node.definitions if isinstance(each, OperationDefinitionNode)]
    return Document(node, operations, validate_document(GRAPHQL, node, _RULES))


_remembered = lru_cache(MOST_DOCUMENTS)(_read)
