"""Execution of one list of 1,000 plain objects x 8 fields, and nothing else: stock graphql-core against ours."""

import statistics
import sys
import time
from collections.abc import Callable
from enum import Enum
from typing import Any

import graphql
import strawberry
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.config import StrawberryConfig

from schema.execution.executor import PlannedExecutor
from schema.scalars import SCALARS

OBJECTS = 1_000
ROUNDS = 15
LEAST_SPEEDUP = 15
DOCUMENT = graphql.parse("{ rows { id key name note count share isEntry state } }")


@strawberry.enum
class State(Enum):
    """An enum such as the states of visits."""

    WAITING = "waiting"
    FINISHED = "finished"


@strawberry.type
class Row:
    """Eight fields."""

    id: strawberry.ID
    key: str
    name: str
    note: str | None
    count: int
    share: float | None
    is_entry: bool
    state: State


@strawberry.type
class Query:
    """One list."""

    rows: list[Row]


def main() -> int:
    """Print the medians and their ratio. 1 where the answers differ or the bar is missed."""
    schema = strawberry.Schema(Query, config=StrawberryConfig(scalar_map=SCALARS))
    core = schema._schema  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - graphql-core's own
    root = Query(rows=[_row(number) for number in range(OBJECTS)])
    execute: Any = vars(graphql)["execute"]  # whose types are partly unknown

    def executed_by(executor: type[Any] | None) -> Callable[[], object]:
        return lambda: execute(core, DOCUMENT, root, is_awaitable=optimized_is_awaitable, executor_class=executor)

    stock, planned = executed_by(None), executed_by(PlannedExecutor)
    if stock() != planned():
        print("The answers differ.")
        return 1
    times = [(_milliseconds(stock), _milliseconds(planned)) for _ in range(ROUNDS)]
    speedup = statistics.median(slow / fast for slow, fast in times)
    print(f"stock graphql-core {statistics.median(slow for slow, _ in times):.2f} ms")
    print(f"planned            {statistics.median(fast for _, fast in times):.2f} ms")
    print(f"stock / planned    {speedup:.1f}, at least {LEAST_SPEEDUP} wanted")
    return 0 if speedup >= LEAST_SPEEDUP else 1


def _row(number: int) -> Row:
    return Row(
        id=strawberry.ID(f"Um93OjE{number}"),
        key=f"row-{number}",
        name=f"Row number {number}",
        note=None if number % 3 else "a note",
        count=number,
        share=None if number % 5 == 0 else number / 7,
        is_entry=number % 2 == 0,
        state=State.WAITING if number % 4 else State.FINISHED,
    )


def _milliseconds(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return (time.perf_counter() - begun) * 1_000


if __name__ == "__main__":
    sys.exit(main())
