"""Memory after a request."""

import gc

import pytest
from asking import ask
from histories import SERIES

from db.definitions import define_series
from db.pool import Pool

FIGURES = """{
  series(key: "s") {
    stats { outcomes { kind count } }
    blocks { key stats { reached states { state count } engagement { kind total } } }
  }
}"""


ROUNDS = 5


@pytest.mark.executed_once
async def test_a_response_leaves_nothing_to_the_garbage_collector(pool: Pool, workspace_id: int) -> None:
    async with pool.acquire() as connection:
        await define_series(connection, workspace_id, SERIES)
    for _ in range(3):
        await ask(pool, workspace_id, FIGURES)

    left = [await left_by_responses(pool, workspace_id) for _ in range(ROUNDS)]

    # The pool may close an idle connection meanwhile, and servers in other threads may leave something, at times. What
    # a response leaves would be there in every round.
    assert min(left) == 0


async def left_by_responses(pool: Pool, workspace_id: int) -> int:
    """The number of objects that only the garbage collector frees after ten responses."""
    gc.collect()
    gc.disable()
    try:
        for _ in range(10):
            await ask(pool, workspace_id, FIGURES)
        return gc.collect()
    finally:
        gc.enable()
