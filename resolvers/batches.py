"""Recording batches together, so that a batch that fails does not affect the others."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from core.placed import Placed
from db.pool import OUTAGES, Connection, Pool
from db.recorded import Recorded

T = TypeVar("T")
Outcome = Recorded | Exception
Outcomes = dict[int, Outcome]  # by batch
InTransaction = Callable[[Connection, int, Sequence[Placed[T]]], Awaitable[dict[int, Recorded]]]


async def record_batches(
    pool: Pool, workspace_id: int, items: Sequence[Placed[T]], record: InTransaction[T]
) -> Outcomes:
    """Records the items of several batches in one transaction, which `record` begins and ends.

    If it fails because of a batch, each batch is recorded in a transaction of its own. Returns the result of each
    batch, or the exception it failed with.
    """
    batches = _batches(items)
    try:
        async with pool.of(workspace_id).acquire() as connection:
            return {**await record(connection, workspace_id, items)}
    except OUTAGES as outage:
        return dict.fromkeys(batches, outage)
    except Exception as failure:
        if len(batches) == 1:
            return dict.fromkeys(batches, failure)
    outcomes: Outcomes = {}
    for batch in batches.values():
        outcomes |= await record_batches(pool, workspace_id, batch, record)
    return outcomes


def _batches(items: Sequence[Placed[T]]) -> dict[int, list[Placed[T]]]:
    batches: defaultdict[int, list[Placed[T]]] = defaultdict(list)
    for placed in items:
        batches[placed.batch].append(placed)
    return batches
