"""The works of the suite. Each module of bench.works declares its name and bars, and measures itself."""

from collections.abc import Awaitable, Callable, Mapping

from bench.comparisons import Comparison
from bench.ground import Ground
from bench.works import dashboard, filtered, growth, ingest, tagging

Work = Callable[[Ground], Awaitable[list[Comparison]]]

WORKS: Mapping[str, Work] = {work.NAME: work.measure for work in (ingest, dashboard, growth, filtered, tagging)}
