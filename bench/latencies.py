"""The time of one operation that is repeated on one connection."""

from collections.abc import Awaitable, Callable
from statistics import median
from time import perf_counter

WARM_UP = 6  # PostgreSQL makes a new plan for each of the first five executions of a prepared statement
MILLISECONDS = "ms"


async def p50_ms(act: Callable[[], Awaitable[object]], times: int) -> float:
    """The median time of `times` executions, in milliseconds."""
    for _ in range(WARM_UP):
        await act()
    seconds: list[float] = []
    for _ in range(times):
        begun = perf_counter()
        await act()
        seconds.append(perf_counter() - begun)
    return 1000 * median(seconds)
