"""The works of the suite. Each module of bench.works declares its name and bars, and measures itself."""

import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bench.comparisons import Comparison, Missing
from bench.ground import Ground
from bench.works import dashboard, executor, export, filtered, growth, ingest, postgraphile, tagging, textbook

Work = Callable[[Ground], Awaitable[Sequence[Comparison]]]

WORKS: Mapping[str, Work] = {
    work.NAME: work.measure
    for work in (
        ingest,
        dashboard,
        postgraphile,
        textbook,
        growth,
        filtered,
        tagging,
        export,
        executor,
    )
}


async def results_of(work: str, ground: Ground) -> Sequence[Comparison | Missing]:
    """What a work comes to; why not, where it fails: the others are to go on."""
    try:
        return await WORKS[work](ground)
    except Exception as error:
        traceback.print_exception(error)
        return [Missing(work, str(error) or type(error).__name__)]
