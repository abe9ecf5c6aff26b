"""How many requests a second Milepost answers beside a peer, once both have said the same."""

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

Instants = Iterator[datetime | None]  # as of when each request asks; None: now
_UNIT = "requests/s"
_SPAN = timedelta(days=7)
_GOLDEN = 0.6180339887498949  # its multiples spread evenly, and none comes twice
_CHECKED = 5
_MOST_BUSY = 0.5  # of one core: from there on our client could be what is measured


def differing() -> Instants:
    """Instants of the history's last week, each another one: no answer is the answer to the next request."""
    share = 0.0
    while True:
        share = (share + _GOLDEN) % 1
        yield UNTIL - share * _SPAN


def unchanged() -> Instants:
    """Now, again and again: the same request, to data that does not change."""
    return repeat(None)


async def compared(
    ground: Ground, work: str, sides: tuple[Side, Side], instants: Callable[[], Instants], bar: Bar
) -> Comparison:
    """Ours and a peer, both asked as of the same instants. MilepostError where they answer differently."""
    for as_of in islice(instants(), _CHECKED):
        await agree(*sides, as_of)
    busy: list[float] = []
    measures = {side.name: partial(_rate, ground, side, _unasked(instants()), busy) for side in sides}
    ours, other = (await interleaved(ground.scale.rounds, _UNIT, measures)).values()
    note = f"on {CONNECTIONS} connections; the client was busy for {max(busy):.0%} of a core at the most"
    return Comparison(work, ours, other, bar, note)


def _unasked(instants: Instants) -> Instants:
    """Those after the ones at which the answers were compared."""
    return islice(instants, _CHECKED, None)


async def agree(ours: Side, peer: Side, as_of: datetime | None) -> None:
    """MilepostError, with some of the figures in which they differ, where they do not answer alike."""
    answered, expected = await ours.answer(as_of), await peer.answer(as_of)
    if wrong := sorted(set(answered.items()) ^ set(expected.items()), key=str):
        raise MilepostError(f"as of {as_of or 'now'} {ours.name} and {peer.name} differ in {wrong[:4]}")


async def _rate(ground: Ground, side: Side, instants: Instants, busy: list[float]) -> float:
    measured = await load(HOST, side.port, lambda: side.request(next(instants)), ground.scale.of(2, 5))
    busy.append(measured.busy)
    if measured.busy > _MOST_BUSY:
        raise MilepostError(
            f"the client itself was busy for {measured.busy:.0%} of a core: it may be what was measured"
        )
    return measured.per_second
