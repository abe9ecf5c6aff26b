"""Which operation of a document is meant."""

from collections.abc import Iterator

from graphql import GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension
from strawberry.types.graphql import OperationType

from resolvers.context import Context


class ChosenOperation(SchemaExtension):
    """Refuses a document of several operations of which none is named: strawberry would carry out the first."""

    def on_validate(self) -> Iterator[None]:
        """Once the document is known to be right."""
        execution = self.execution_context
        assert execution.graphql_document is not None  # noqa: S101 - it has been parsed
        definitions = execution.graphql_document.definitions
        operations = sum(isinstance(definition, OperationDefinitionNode) for definition in definitions)
        named = execution._provided_operation_name  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - its public one guesses
        if not execution.pre_execution_errors and operations > 1 and named is None:
            message = "The document has several operations: say which one in `operationName`."
            execution.pre_execution_errors = [GraphQLError(message)]
        yield

    def on_execute(self) -> Iterator[None]:
        """What changes something is not answered by what was answered before."""
        context = self.execution_context.context
        if isinstance(context, Context) and self.execution_context.operation_type is not OperationType.QUERY:
            context.lifetime.is_momentary = True
            context.snapshot.forget_version()
        yield
