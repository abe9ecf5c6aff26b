"""Running coroutines concurrently."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")
_AT_A_TURN = 1_000  # items, each of which takes some 10 microseconds


async def together(coroutines: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Runs coroutines and returns their results in order. If one raises, the others are canceled and awaited first.

    `asyncio.gather` would leave the others running, and what they hold would never be released.
    """
    tasks: list[asyncio.Task[T]] = []
    try:
        async with asyncio.TaskGroup() as group:
            tasks += [group.create_task(coroutine) for coroutine in coroutines]
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]


async def in_turns(items: Iterable[T]) -> AsyncGenerator[T]:
    """Yields the items one by one, and lets other requests run before each thousand."""
    for index, item in enumerate(items):
        if index % _AT_A_TURN == 0:
            await asyncio.sleep(0)
        yield item
