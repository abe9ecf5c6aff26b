"""Execution of a list of 1,000 plain objects of 8 fields, compared with stock graphql-core."""

from collections.abc import Callable
from enum import Enum
from typing import Any

import graphql
import strawberry
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.config import StrawberryConfig

from bench.comparisons import Bar, Comparison, Measure, interleaved
from bench.ground import Ground
from bench.latencies import MILLISECONDS, p50_ms
from core.errors import MilepostError
from schema.execution.executor import PlannedExecutor
from schema.scalars import SCALARS

NAME = "executor"
_OBJECTS = 1_000
_TIMES = 5
_DOCUMENT = graphql.parse("{ rows { id key name note count share isEntry state } }")


@strawberry.enum
class State(Enum):
    """An enum, as VisitState is one."""

    WAITING = "waiting"
    FINISHED = "finished"


@strawberry.type
class Row:
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
    rows: list[Row]


async def measure(ground: Ground) -> list[Comparison]:
    """In this process, without a server."""
    stock, planned = _executions()
    if stock() != planned():
        raise MilepostError("The two results differ.")
    measures = {"planned": _p50_of(planned), "stock graphql-core": _p50_of(stock)}
    ours, other = (await interleaved(ground.scale.rounds, MILLISECONDS, measures)).values()
    return [Comparison(f"execution of {_OBJECTS:,} objects of 8 fields", ours, other, Bar(most=1 / 15))]


def _executions() -> tuple[Callable[[], object], Callable[[], object]]:
    schema = strawberry.Schema(Query, config=StrawberryConfig(scalar_map=SCALARS))
    core = schema._schema  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - graphql-core's own
    root = Query(rows=[_row(number) for number in range(_OBJECTS)])
    execute: Any = vars(graphql)["execute"]  # its types are partly unknown

    def executed_by(executor: type[Any] | None) -> Callable[[], object]:
        return lambda: execute(core, _DOCUMENT, root, is_awaitable=optimized_is_awaitable, executor_class=executor)

    return executed_by(None), executed_by(PlannedExecutor)


def _p50_of(execution: Callable[[], object]) -> Measure:
    async def once() -> object:
        return execution()

    return lambda: p50_ms(once, _TIMES)


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
