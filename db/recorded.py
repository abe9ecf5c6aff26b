"""The results of batches that were recorded together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from core.placed import Placed


@dataclass(frozen=True, slots=True)
class Rejection:
    """An item that was not recorded: its place in its batch, such as an index or a line, and the reason."""

    place: int
    id: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """The result of a batch. accepted + duplicates + rejections is its size. Rejections are ordered by place."""

    accepted: int
    duplicates: int
    rejections: list[Rejection]


def recorded_by_batch(
    items: Iterable[Placed[Any]], duplicates: Sequence[Placed[Any]], rejected: Iterable[tuple[int, Rejection]] = ()
) -> dict[int, Recorded]:
    """The result of each batch of the items. `rejected` pairs the numbers of batches with rejections."""
    sizes = Counter(map(attrgetter("batch"), items))
    repeated = Counter(map(attrgetter("batch"), duplicates))
    rejections: defaultdict[int, list[Rejection]] = defaultdict(list)
    for batch, rejection in rejected:
        rejections[batch].append(rejection)
    return {
        batch: Recorded(
            size - repeated[batch] - len(rejections[batch]),
            repeated[batch],
            sorted(rejections[batch], key=attrgetter("place")),
        )
        for batch, size in sizes.items()
    }
