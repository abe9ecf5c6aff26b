"""Asks the schema as a request would, without HTTP."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import orjson

from columns.counting import Columns
from core.viewer import Scope, Viewer
from db.pool import Pool
from resolvers.context import create_context
from schema.requests import GraphQLRequest, execute, execute_subscription

EVERYTHING = frozenset(Scope)


async def answer_to(
    pool: Pool,
    workspace_id: int,
    query: str,
    variables: dict[str, Any] | None = None,
    scopes: frozenset[Scope] = EVERYTHING,
    *,
    columns: Columns | None = None,
) -> tuple[Any, list[dict[str, Any]]]:
    """The data and the errors of an answer."""
    answer = await body_of_answer_to(pool, workspace_id, query, variables, scopes, columns=columns)
    return answer.get("data"), answer.get("errors", [])


async def body_of_answer_to(
    pool: Pool,
    workspace_id: int,
    query: str,
    variables: dict[str, Any] | None = None,
    scopes: frozenset[Scope] = EVERYTHING,
    *,
    columns: Columns | None = None,
) -> dict[str, Any]:
    """The whole body of an answer."""
    context = create_context(Viewer(workspace_id, scopes), datetime.now(UTC), pool, columns=columns)
    async with context.snapshot:
        request = GraphQLRequest(query, variables)
        if query.startswith("subscription"):
            return orjson.loads((await execute_subscription(request, context)).body)
        return orjson.loads((await execute(request, context, may_change=True)).body)


async def refusal_of(
    pool: Pool, workspace_id: int, query: str, variables: dict[str, Any], scopes: Iterable[Scope]
) -> list[str]:
    """The messages of an answer that has no data, as it is forbidden to a token with these scopes."""
    data, errors = await answer_to(pool, workspace_id, query, variables, frozenset(scopes))
    assert data is None
    assert {error["extensions"]["code"] for error in errors} == {"FORBIDDEN"}
    return [error["message"] for error in errors]


async def ask(pool: Pool, workspace_id: int, query: str, **variables: Any) -> Any:
    """The data of an answer that has no errors."""
    data, errors = await answer_to(pool, workspace_id, query, variables)
    assert errors == []
    return data
