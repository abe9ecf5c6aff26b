"""The benchmarks, called works. Each module of bench.works has a name, bars, and a function that measures."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import cast

from bench.comparisons import Comparison, Missing
from bench.ground import Ground
from bench.works import (
    analysis,
    boards,
    columns,
    dashboard,
    executor,
    export,
    filtered,
    freshness,
    growth,
    hostile,
    ingest,
    live,
    memory,
    postgraphile,
    tagging,
    textbook,
)

Work = Callable[[Ground], Awaitable[Sequence[Comparison | Missing]]]

WORKS: Mapping[str, Work] = {
    work.NAME: work.measure
    for work in (
        ingest,
        dashboard,
        boards,
        postgraphile,
        textbook,
        growth,
        filtered,
        analysis,
        columns,
        freshness,
        tagging,
        export,
        memory,
        executor,
        hostile,
        live,
    )
}


MOST_SECONDS = (300, 3_600)  # of one work, in a quick and in a full run: one that never ends must fail


async def results_of(work: str, ground: Ground) -> Sequence[Comparison | Missing]:
    """The results of a work, or the reason if it fails or takes too long. Never raises, so that the others continue."""
    seconds = ground.scale.of(*MOST_SECONDS)
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            return await WORKS[work](ground)
    except Exception as error:
        traceback.print_exception(error)
        late = f"It took more than {seconds} s: run it alone, on a machine that does nothing else."
        return [Missing(work, late if limit.expired() else _reason(error))]


def _reason(error: BaseException) -> str:
    if isinstance(error, BaseExceptionGroup):
        return _reason(cast("BaseExceptionGroup[BaseException]", error).exceptions[0])
    return str(error) or type(error).__name__
