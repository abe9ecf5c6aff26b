"""Documents: parsed and validated once, then cached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from graphql import DocumentNode, GraphQLError, GraphQLSyntaxError, OperationDefinitionNode, TokenKind, parse

from core.disclosure import EVERYTHING, Disclosure
from core.errors import Invalid, LimitExceeded
from schema.cost.costing import Costing, OperationCost
from schema.executable import GRAPHQL
from schema.execution.document_cache import DocumentCache
from schema.limits import MOST_DOCUMENT_CHARACTERS, MOST_NESTING, MOST_NUMBER_CHARACTERS, MOST_TOKENS
from schema.validation import errors_of

_TOO_LARGE = (
    f"A document may have at most {MOST_DOCUMENT_CHARACTERS:,} characters and {MOST_TOKENS:,} tokens, comments "
    f"included, nested at most {MOST_NESTING} levels deep. Send values as variables, or split it into several requests."
)
_NUMBER_TOO_LONG = (
    f"A number in a document may have at most {MOST_NUMBER_CHARACTERS:,} characters: write a shorter one."
)
_COSTING = Costing(GRAPHQL)
_NUMBERS = (TokenKind.INT, TokenKind.FLOAT)
_DOCUMENTS: "DocumentCache[Document]" = DocumentCache()
_ABORTED = "Parsing aborted."  # the end of every message of graphql-core about a limit of the parser, and of no other


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document with its validation errors, and the costs of its operations if there are none."""

    node: DocumentNode
    operations: Sequence[OperationDefinitionNode]
    errors: Sequence[GraphQLError]
    _costs: Mapping[int, OperationCost]  # by the ids of the operations

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of that name, the first one for None. Raises Invalid if the document has no such operation."""
        for operation in self.operations:
            if name is None or (operation.name and operation.name.value == name):
                return operation
        raise Invalid(f'The document has no operation named "{name}": send the name of one of its operations.')

    def cost_of(self, operation: OperationDefinitionNode) -> OperationCost:
        """The cost of an operation of a document without errors."""
        return self._costs[id(operation)]


def document_of(text: str, disclosure: Disclosure = EVERYTHING) -> Document:
    """The document. Raises GraphQLError if it cannot be parsed, LimitExceeded if it is too large."""
    return _DOCUMENTS.find((text, disclosure), len(text), partial(_read, text, disclosure))


def _read(text: str, disclosure: Disclosure = EVERYTHING) -> Document:
    node = _parsed(text)
    if len(text) > MOST_NUMBER_CHARACTERS:
        _check_numbers(node)
    _unlink_tokens(node)
    operations = [each for each in node.definitions if isinstance(each, OperationDefinitionNode)]
    errors = errors_of(node, operations, disclosure)
    costs = {} if errors else {id(operation): cost for operation, cost in _COSTING.operations(node)}
    return Document(node, operations, errors, costs)


def _parsed(text: str) -> DocumentNode:
    try:
        return parse(text, max_tokens=MOST_TOKENS, max_source_length=MOST_DOCUMENT_CHARACTERS)
    except GraphQLSyntaxError as error:
        if error.message.endswith(_ABORTED):
            raise LimitExceeded(_TOO_LARGE) from None
        raise


def _check_numbers(document: DocumentNode) -> None:
    token = document.loc.start_token if document.loc else None
    while token is not None:
        if token.kind in _NUMBERS and token.end - token.start > MOST_NUMBER_CHARACTERS:
            raise LimitExceeded(_NUMBER_TOO_LONG)
        token = token.next


def _unlink_tokens(document: DocumentNode) -> None:
    """Lets go of the tokens. Each refers to its neighbors, so only the garbage collector would free them."""
    token = document.loc.start_token if document.loc else None
    while token is not None:
        following = token.next
        token.prev = token.next = None
        token = following
