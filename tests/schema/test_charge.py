"""The charge of an operation, which is made before anything runs."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from asking import EVERYTHING, ask

from core.errors import LimitExceeded, RateLimited
from core.viewer import Viewer
from db.pool import Pool
from resolvers.context import create_context
from schema.operations import execute_operation

UPSERT = 'mutation { upsertPeople(input: { people: [{ externalId: "p1" }] }) { created } }'


async def test_an_operation_whose_charge_is_refused_changes_nothing(pool: Pool, workspace_id: int) -> None:
    charged: list[int] = []

    def charge(cost: int) -> None:
        charged.append(cost)
        raise LimitExceeded("Too much.")

    context = replace(create_context(Viewer(workspace_id, EVERYTHING), datetime.now(UTC), pool), charge=charge)
    async with context.snapshot:
        result = await execute_operation(UPSERT, None, None, context, may_change=True)

    assert result.data is None
    assert [error.extensions for error in result.errors or []] == [{"code": "LIMIT_EXCEEDED"}]
    assert charged == [context.cost]
    assert await ask(pool, workspace_id, "{ people { totalCount } }") == {"people": {"totalCount": 0}}


async def test_an_operation_that_exceeds_the_rate_limit_has_no_response_of_its_own(
    pool: Pool, workspace_id: int
) -> None:
    """The error leaves the execution, because its response has a status and header fields of its own."""

    def charge(_: int) -> None:
        raise RateLimited("Too much.", 30, "points")

    context = replace(create_context(Viewer(workspace_id, EVERYTHING), datetime.now(UTC), pool), charge=charge)
    async with context.snapshot:
        with pytest.raises(RateLimited):
            await execute_operation(UPSERT, None, None, context, may_change=True)

    assert await ask(pool, workspace_id, "{ people { totalCount } }") == {"people": {"totalCount": 0}}
