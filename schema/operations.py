"""Execution of operations.

graphql-core is called as strawberry.Schema.execute() calls it, but without the hooks of strawberry's extensions around
every step: for a dashboard they took longer than the steps themselves.
"""
# pyright: reportUnknownMemberType=false
# graphql-core does not declare the parameters of some types

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

import graphql
from graphql import ExecutionResult, GraphQLError, OperationDefinitionNode, OperationType
from graphql.execution import Executor
from strawberry.execution.is_awaitable import optimized_is_awaitable

from core.current_request import note_operation
from core.disclosure import Disclosure
from core.errors import ErrorCode, Invalid, LimitExceeded, OperationTooLarge, RateLimited, Refused, RequestErrorCode
from core.response_size import check_characters
from resolvers.context import Context
from schema.cost.costing import OperationCost
from schema.cost.selections import MOST_POINTS
from schema.documents import Document, document_of
from schema.errors import public, shortened
from schema.executable import GRAPHQL
from schema.execution.executor import PlannedExecutor
from schema.execution.guard import GuardedExecutor, is_permitted, refusals
from schema.limits import MOST_COST, MOST_REQUEST_ERRORS
from schema.long_values import without_long_values
from schema.media_types import JSON
from schema.variables import cut, is_large

Variables = dict[str, Any] | None

_IS_AWAITABLE: Any = optimized_is_awaitable  # its declared type is wider than the one that graphql-core declares
_NO_STREAM = (
    "A subscription needs a stream: send it with `Accept: text/event-stream`, or over a WebSocket with the protocol "
    "graphql-transport-ws."
)
_SEVERAL = "The document has several operations: name the one to execute in `operationName`."


class MutationByGet(Refused):
    """405: a GET must not change anything, so that browsers, caches and crawlers may repeat it."""

    code = ErrorCode.INVALID


@dataclass(frozen=True, slots=True)
class Prepared:
    """An operation that may run, or the result that refuses it. `cost` is 0 if it is unknown."""

    refusal: ExecutionResult | None
    cost: int = 0
    document: Document | None = None
    node: OperationDefinitionNode | None = None


def prepared(
    text: str, variables: Variables, name: str | None, disclosure: Disclosure, check: Callable[[OperationType], None]
) -> Prepared:
    """The operation of that name in a document, or its only one: valid, and within the limits.

    `check` is called with its type, and may raise Refused. Raises Invalid for an unknown name.
    """
    try:
        document = document_of(text, disclosure)
    except Exception as error:
        return Prepared(_refused(_located(error)))
    if document.errors:
        return Prepared(_refused(*document.errors, code=RequestErrorCode.VALIDATION_FAILED))
    operation = document.operation(name)
    note_operation(operation.operation.value, operation.name.value if operation.name else None)
    check(operation.operation)
    if name is None and len(document.operations) > 1:
        return Prepared(_refused(GraphQLError(_SEVERAL)))
    cost = document.cost_of(operation)
    points = cost.points(variables)
    if points > MOST_COST:
        return Prepared(_with_cost(_refused(_too_expensive(points, cost, variables)), points), points)
    return Prepared(None, points, document, operation)


async def execute_operation(
    text: str, variables: Variables, name: str | None, context: Context, *, may_change: bool
) -> ExecutionResult:
    """The result of the operation of that name in a document, or of its only one, with public errors.

    Raises MutationByGet for a mutation if `may_change` is false.
    """
    try:
        operation = prepared(text, variables, name, context.disclosure, _checking(may_change))
    except Invalid as error:
        operation = Prepared(_refused(_located(error)))
    return await run(operation, variables, context)


async def run(operation: Prepared, variables: Variables, context: Context) -> ExecutionResult:
    """The result of an operation. That of a subscription is its present state."""
    context.cost = operation.cost
    if operation.refusal is not None:
        return operation.refusal
    assert operation.document is not None  # noqa: S101 - it is not refused
    assert operation.node is not None  # noqa: S101
    return _with_cost(await _executed(operation.document, operation.node, variables, context), context.cost)


def check_subscription(type_: OperationType) -> None:
    """Raises Invalid for a query and a mutation."""
    if type_ is not OperationType.SUBSCRIPTION:
        raise Invalid(f"Only subscriptions are sent here: send a {type_.value} by POST, with `Accept: {JSON}`.")


def _checking(may_change: bool) -> Callable[[OperationType], None]:
    def check(type_: OperationType) -> None:
        if type_ is OperationType.SUBSCRIPTION:
            raise Invalid(_NO_STREAM)
        if type_ is OperationType.MUTATION and not may_change:
            raise MutationByGet("A GET request must not contain a mutation: send it by POST.")

    return check


async def _executed(
    document: Document, operation: OperationDefinitionNode, variables: Variables, context: Context
) -> ExecutionResult:
    try:
        context.charge(context.cost)
    except RateLimited:  # has a status and headers of its own
        raise
    except Refused as error:
        return _refused(_located(error))
    is_change = operation.operation is OperationType.MUTATION
    if is_change:
        # a mutation reads no cached definitions, and its response is not cached
        context.traits.is_uncacheable = True
        context.snapshot.forget_version()
    try:
        variables = cut(document.node, operation, variables)
        executor = PlannedExecutor
        if not is_permitted(GRAPHQL, document.node, operation, context.viewer):
            executor = GuardedExecutor
            # a mutation is refused before it starts: a response without some of its fields would not show if it ran
            if is_change and (errors := refusals(GRAPHQL, document.node, operation, variables, context.viewer)):
                return _refused(*errors)
        context.traits.may_have_changed = is_change
        result = _started(document, operation, variables, context, executor)
        if isawaitable(result):
            result = await result
    except Exception as error:
        return _refused(_located(error))
    return result if result.errors is None else _ended(result, result.errors, is_change=is_change)


def _ended(result: ExecutionResult, errors: Sequence[GraphQLError], *, is_change: bool) -> ExecutionResult:
    """The result with public errors. Of those that end it, one for each field without a value, only the first."""
    errors = _bounded(errors)
    too_large = [error for error in errors if isinstance(error.original_error, OperationTooLarge)]
    if not too_large:
        return ExecutionResult(result.data, _public(errors))
    if is_change:  # its data shows what was changed, as far as it is there
        others = [error for error in errors if not isinstance(error.original_error, OperationTooLarge)]
        return ExecutionResult(result.data, _public([_after_change(too_large[0]), *others]))
    return ExecutionResult(None, _public(too_large[:1]))


def _bounded(errors: Sequence[GraphQLError]) -> Sequence[GraphQLError]:
    """The errors, or the first of them as one about their length: each has its path, with names of any length."""
    try:
        check_characters(
            sum(len(str(error.message)) + sum(len(str(key)) for key in error.path or ()) for error in errors)
        )
    except OperationTooLarge as refusal:
        return [GraphQLError(refusal.message, errors[0].nodes, path=errors[0].path, original_error=refusal)]
    return errors


def _after_change(error: GraphQLError) -> GraphQLError:
    refusal = LimitExceeded(f"{error.message} The mutation has run: find out with a query what it has changed.")
    return GraphQLError(refusal.message, error.nodes, path=error.path, original_error=refusal)


def _started(
    document: Document,
    operation: OperationDefinitionNode,
    variables: Variables,
    context: Context,
    executor: type[Executor[Any]],
) -> Any:
    if has_long_values := is_large(variables):
        variables = without_long_values(operation, variables)
    return graphql.execute(
        GRAPHQL,
        document.node,
        context_value=context,
        variable_values=variables,
        operation_name=operation.name.value if operation.name else None,
        max_coercion_errors=MOST_REQUEST_ERRORS,
        hide_suggestions=has_long_values or not context.disclosure.suggestions,
        executor_class=executor,
        is_awaitable=_IS_AWAITABLE,
    )


def _with_cost(result: ExecutionResult, cost: int) -> ExecutionResult:
    result.extensions = {"cost": {"requested": cost, "limit": MOST_COST, "left": max(MOST_COST - cost, 0)}}
    return result


def _too_expensive(points: int, cost: OperationCost, variables: Variables) -> GraphQLError:
    expense = cost.greatest_expense(variables)
    refusal = LimitExceeded(
        f"The operation costs {_in_words(points)}, and at most {MOST_COST:,} are allowed. The most expensive part, "
        f"with {_in_words(expense.points)}, is `{shortened(expense.path)}`, where brackets contain the lengths of "
        "lists. Request smaller pages or fewer fields there, or split the operation."
    )
    return GraphQLError(refusal.message, expense.node, original_error=refusal)


def _in_words(points: int) -> str:
    return f"{points:,} points" if points < MOST_POINTS else f"at least {MOST_POINTS:,} points"


def _refused(*errors: GraphQLError, code: str = ErrorCode.INVALID) -> ExecutionResult:
    return ExecutionResult(None, _public(errors, code))


def _public(errors: Sequence[GraphQLError], code: str = ErrorCode.INVALID) -> list[GraphQLError]:
    most = MOST_REQUEST_ERRORS if errors[0].path is None else None
    return [public(error, code) for error in errors[:most]]


def _located(error: Exception) -> GraphQLError:
    return error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
