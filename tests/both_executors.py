"""Executes the queries of the tests a second time, by stock graphql-core on the same snapshot; answers must be equal.

Of a query that a test sends many times, such as a property, `make test` compares the first times and every fourth one.
Mutations cannot be executed twice: tests/operations/test_executors.py compares them in two equal workspaces. Tests that
count statements or objects are marked `executed_once`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from inspect import isawaitable
from typing import Any

import pytest
from asyncpg import PostgresError
from compared import Error, agree
from graphql import ExecutionResult, GraphQLError, OperationDefinitionNode, OperationType, print_ast
from sampling import is_long
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

import schema.operations
from core.errors import Changed, Unavailable
from core.people_filters import FilterBudget
from db.pool import OUTAGES
from resolvers.context import Context, OperationTraits, no_definitions
from resolvers.loaders import Loaders
from schema.documents import Document
from schema.execution.executor import PlannedExecutor

ALWAYS, ONE_IN = 4, 4

_started: Any = schema.operations._started
# After an error of PostgreSQL the transaction, and so the second execution, can only fail.
_NOT_REPEATABLE = (*OUTAGES, Unavailable, Changed, PostgresError)


class BothExecutors:
    """Replaces the start of an operation. Returns the result of the planned executor, and collects differences."""

    def __init__(self) -> None:
        self.compared = 0
        self.differences: list[str] = []
        self._sent: Counter[tuple[str, int]] = Counter()  # operations by text and place: no syntax tree is kept

    def __call__(
        self, document: Document, operation: OperationDefinitionNode, variables: Any, context: Context, executor: Any
    ) -> Any:
        planned = _started(document, operation, variables, context, executor)
        # GuardedExecutor is the stock one, with a check that the stock one does not have.
        if operation.operation is not OperationType.QUERY or executor is not PlannedExecutor:
            return planned
        return self._answer(planned, document, operation, variables, context)

    async def _answer(self, planned: Any, document: Document, operation: Any, variables: Any, context: Context) -> Any:
        result = await planned if isawaitable(planned) else planned
        if not self._is_compared(operation):
            return result
        again = by_stock(document, operation, variables, anew(context))
        again = await again if isawaitable(again) else again
        if not context.snapshot.is_stale and _is_repeatable(result) and _is_repeatable(again):
            self._compare(operation, variables, result, again)
        return result

    def _is_compared(self, operation: OperationDefinitionNode) -> bool:
        sent = (operation.loc.source.body, operation.loc.start) if operation.loc else (print_ast(operation), 0)
        before = self._sent[sent]
        self._sent[sent] += 1
        return before < ALWAYS or before % ONE_IN == 0 or is_long()

    def _compare(self, operation: Any, variables: Any, result: ExecutionResult, again: ExecutionResult) -> None:
        self.compared += 1
        if not agree(result.data, errors_of(result), again.data, errors_of(again)):
            self.differences.append(f"{print_ast(operation)}\n{variables}\nplanned: {result}\nstock: {again}")


def by_stock(
    document: Document, operation: OperationDefinitionNode, variables: Any, context: Context, executor: Any = None
) -> Any:
    """The same operation by stock graphql-core, as Strawberry sets it up."""
    return _started(document, operation, variables, context, StrawberryGraphQLCoreExecutionContext)


def anew(context: Context) -> Context:
    """The same request on the same snapshot, with nothing loaded."""
    loaders = Loaders(context.workspace_id, context.snapshot)
    return replace(
        context,
        loaders=loaders,
        traits=OperationTraits(),
        definitions=no_definitions(),
        filters=FilterBudget(),
    )


def errors_of(result: ExecutionResult) -> list[Error]:
    """The errors, with the exceptions behind them in place of what the log would say."""
    return [
        (error.message, error.path, error.locations, [error.extensions, repr(error.original_error)])
        for error in result.errors or []
    ]


def _is_repeatable(result: ExecutionResult) -> bool:
    errors: Sequence[GraphQLError] = result.errors or []
    return not any(isinstance(error.original_error, _NOT_REPEATABLE) for error in errors)


@pytest.fixture(autouse=True)
def both_executors(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[BothExecutors | None]:
    """Fails the test if an answer of it differs between the executors."""
    if request.node.get_closest_marker("executed_once"):
        yield None
        return
    both = BothExecutors()
    monkeypatch.setattr(schema.operations, "_started", both)
    yield both
    assert both.differences == []
