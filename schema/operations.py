"""Operations, carried out.

graphql-core is called as strawberry.Schema.execute() calls it, but without the hooks of strawberry's extensions around
every step: for a dashboard they took longer than the steps themselves.
"""
# pyright: reportUnknownMemberType=false
# graphql-core leaves the parameters of some types open

from collections.abc import Sequence
from inspect import isawaitable
from typing import Any

import graphql
from graphql import ExecutionResult, GraphQLError, OperationDefinitionNode, OperationType
from graphql.execution import Executor
from strawberry.execution.is_awaitable import optimized_is_awaitable

from core.errors import Invalid
from resolvers.context import Context
from schema.documents import Document, document_of
from schema.errors import public
from schema.executable import GRAPHQL
from schema.execution.executor import PlannedExecutor
from schema.execution.guard import GuardedExecutor, is_permitted, refusals
from schema.limits import MOST_REQUEST_ERRORS
from schema.variables import has_long_text

Variables = dict[str, Any] | None

_IS_AWAITABLE: Any = optimized_is_awaitable  # typed more loosely than graphql-core wants it
_SEVERAL = "The document has several operations: say which one in `operationName`."


async def carry_out(
    text: str, variables: Variables, name: str | None, context: Context, *, may_change: bool
) -> ExecutionResult:
    """What comes of the operation of that name in a document, or of its only one. The errors are public ones.

    Raises Invalid where no operation is meant, or one that changes something and may not.
    """
    try:
        document = document_of(text)
    except Exception as error:
        return _refused(_located(error))
    if document.errors:
        return _refused(*document.errors)
    operation = document.operation(name)
    if operation.operation is not OperationType.QUERY and not may_change:
        raise Invalid(f"{operation.operation.value}s are not allowed when using GET")
    if name is None and len(document.operations) > 1:
        return _refused(GraphQLError(_SEVERAL))
    return await _executed(document, operation, variables, context)


async def _executed(
    document: Document, operation: OperationDefinitionNode, variables: Variables, context: Context
) -> ExecutionResult:
    is_change = operation.operation is not OperationType.QUERY
    if is_change:
        # it is not answered by what was answered before
        context.lifetime.is_momentary = True
        context.snapshot.forget_version()
    try:
        executor = PlannedExecutor
        if not is_permitted(GRAPHQL, document.node, operation, context.viewer):
            executor = GuardedExecutor
            # a change is refused before it begins: a part of its answer alone would not say whether it was made
            if is_change and (errors := refusals(GRAPHQL, document.node, operation, variables, context.viewer)):
                return _refused(*errors)
        context.lifetime.is_change = is_change
        result = _begun(document, operation, variables, context, executor)
        if isawaitable(result):
            result = await result
    except Exception as error:
        return _refused(_located(error))
    return result if result.errors is None else ExecutionResult(result.data, _public(result.errors))


def _begun(
    document: Document,
    operation: OperationDefinitionNode,
    variables: Variables,
    context: Context,
    executor: type[Executor[Any]],
) -> Any:
    return graphql.execute(
        GRAPHQL,
        document.node,
        context_value=context,
        variable_values=variables,
        operation_name=operation.name.value if operation.name else None,
        max_coercion_errors=MOST_REQUEST_ERRORS,
        hide_suggestions=has_long_text(variables),
        executor_class=executor,
        is_awaitable=_IS_AWAITABLE,
    )


def _refused(*errors: GraphQLError) -> ExecutionResult:
    return ExecutionResult(None, _public(errors))


def _public(errors: Sequence[GraphQLError]) -> list[GraphQLError]:
    most = MOST_REQUEST_ERRORS if errors[0].path is None else None
    return [public(error) for error in errors[:most]]


def _located(error: Exception) -> GraphQLError:
    return error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
