"""A canceled request leaves no coroutine behind that was never awaited."""

import asyncio
import gc
import warnings
from contextlib import suppress
from typing import Annotated

import pytest
import strawberry

from schema.execution.executor import PlannedExecutor


@strawberry.type
class Leaf:
    number: int

    @strawberry.field
    async def later(self) -> int:
        await asyncio.sleep(0)
        return self.number

    @strawberry.field
    async def stock(self, root: Annotated["Leaf", strawberry.Parent]) -> int:
        """The executor has no plan for a field with a parent."""
        await asyncio.sleep(0)
        return root.number


@strawberry.type
class Branch:
    leaves: list[Leaf]


@strawberry.type
class Query:
    @strawberry.field
    async def branch(self) -> Branch:
        await asyncio.sleep(0)
        return Branch(leaves=[Leaf(number=1), Leaf(number=2)])

    @strawberry.field
    async def leaf(self) -> Leaf | None:
        await asyncio.sleep(0)
        return Leaf(number=1)

    @strawberry.field
    async def leaves(self) -> list[Leaf]:
        await asyncio.sleep(0)
        return [Leaf(number=1), Leaf(number=2)]


SCHEMA = strawberry.Schema(Query, execution_context_class=PlannedExecutor)
DOCUMENT = """
{
  leaf { number later stock } again: leaf { later }
  leaves { number later stock } more: leaves { later }
  branch { leaves { number later stock } more: leaves { stock } }
}
"""


async def canceled_after(steps: int) -> bool:
    """Whether the operation was canceled after so many iterations of the event loop, and had not ended before."""
    operation = asyncio.create_task(SCHEMA.execute(DOCUMENT))
    for _ in range(steps):
        await asyncio.sleep(0)
    operation.cancel()
    with suppress(asyncio.CancelledError):
        assert (await operation).errors is None
    return operation.cancelled()


@pytest.mark.long
@pytest.mark.filterwarnings("always::RuntimeWarning")
async def test_wherever_a_request_is_canceled_no_coroutine_is_left_behind():
    steps = 0
    with warnings.catch_warnings(record=True) as warned:
        while await canceled_after(steps):
            steps += 1
            gc.collect()

    assert [str(warning.message) for warning in warned] == []
    assert steps > 5
