"""Validation, once for each document."""

from collections.abc import Iterator
from functools import lru_cache

from graphql import ASTValidationRule, DocumentNode, GraphQLError, GraphQLSchema
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from schema.execution.identities import Identities

MOST_DOCUMENTS = 128  # as many as ParserCache keeps


class ValidationByDocument(SchemaExtension):
    """Remembers what was wrong with a document. Needs ParserCache, which gives the same document for the same text.

    Strawberry's own ValidationCache hashes the whole document, node by node, each time it looks it up: 40 microseconds
    for a dashboard, and more for longer documents.
    """

    def on_validate(self) -> Iterator[None]:
        """Before strawberry validates: it leaves alone what has been."""
        context = self.execution_context
        assert context.graphql_document is not None  # noqa: S101 - it has been parsed
        context.pre_execution_errors = validation_errors(
            context.schema._schema,  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - as strawberry's own does
            Identities(context.graphql_document),
            context.validation_rules,
        )
        yield


@lru_cache(MOST_DOCUMENTS)
def validation_errors(
    schema: GraphQLSchema, document: Identities, rules: tuple[type[ASTValidationRule], ...]
) -> list[GraphQLError]:
    """What is wrong with the one document."""
    (validated,) = document.nodes
    assert isinstance(validated, DocumentNode)  # noqa: S101 - nothing else is validated
    return validate_document(schema, validated, rules)
