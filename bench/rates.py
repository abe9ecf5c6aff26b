"""Compares the requests per second of Milepost and a peer, after checking that both return the same figures."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice, repeat

from bench.comparisons import Bar, Comparison, interleaved
from bench.ground import HOST, Ground
from bench.histories import UNTIL
from bench.load import CONNECTIONS, load
from bench.sides import Side
from core.errors import MilepostError

Instants = Iterator[datetime | None]  # the `asOf` of each request; None is now
_UNIT = "requests/s"
_SPAN = timedelta(days=7)
_GOLDEN = 0.6180339887498949  # the fractional parts of its multiples are spread evenly, and no two are equal
_CHECKED = 5
_MOST_BUSY = 0.5  # of one core: above this, the client could limit the rate


def differing() -> Instants:
    """Different instants in the last week of the history, so that no response can come from the cache."""
    share = 0.0
    while True:
        share = (share + _GOLDEN) % 1
        yield UNTIL - share * _SPAN


def unchanged() -> Instants:
    """Always now: the same request for unchanged data."""
    return repeat(None)


async def compared(
    ground: Ground, work: str, sides: tuple[Side, Side], instants: Callable[[], Instants], bar: Bar
) -> Comparison:
    """Compares Milepost and a peer as of the same instants. Raises MilepostError if their figures differ."""
    for as_of in islice(instants(), _CHECKED):
        await agree(*sides, as_of)
    busy: list[float] = []
    measures = {side.name: partial(_rate, ground, side, _unchecked(instants()), busy) for side in sides}
    ours, other = (await interleaved(ground.scale.rounds, _UNIT, measures)).values()
    note = f"on {CONNECTIONS} connections; the client used at most {max(busy):.0%} of a core"
    return Comparison(work, ours, other, bar, note)


def _unchecked(instants: Instants) -> Instants:
    """The instants after those at which the figures were compared."""
    return islice(instants, _CHECKED, None)


async def agree(ours: Side, peer: Side, as_of: datetime | None) -> None:
    """Raises MilepostError, with some of the differences, unless both return the same figures."""
    figures, expected = await ours.answer(as_of), await peer.answer(as_of)
    if wrong := sorted(set(figures.items()) ^ set(expected.items()), key=str):
        raise MilepostError(f"As of {as_of or 'now'}, {ours.name} and {peer.name} differ in {wrong[:4]}.")


async def _rate(ground: Ground, side: Side, instants: Instants, busy: list[float]) -> float:
    measured = await load(HOST, side.port, lambda: side.request(next(instants)), ground.scale.of(2, 5))
    busy.append(measured.busy)
    if measured.busy > _MOST_BUSY:
        raise MilepostError(f"The client used {measured.busy:.0%} of a core, so it may have limited the rate.")
    return measured.per_second
