"""Items of batches, which are recorded together and have results of their own."""

from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Placed(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """An item, and where it came from: the number of a batch, and its place there, such as an index or a line."""

    item: T
    place: int
    batch: int = 0
