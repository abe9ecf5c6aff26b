"""Pages of lists, by keys: a page begins where another ended, however much arrives meanwhile.

A key is an instant and a number; the things in a list have different ones. In a list that is in the order of the
numbers alone the instants are all the same.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from core.errors import Invalid
from core.time_ranges import ALWAYS, BEGINNING, END, TICK, TimeRange

USUAL_SIZE = 25
MOST = 200
_LAST_ID = (1 << 63) - 1


class Key(NamedTuple):
    """Where something stands in a list."""

    at: datetime
    id: int


LOWEST = Key(BEGINNING, 0)
HIGHEST = Key(END, _LAST_ID)


@dataclass(frozen=True, slots=True)
class ListOrder:
    """How a list is ordered: by ascending or descending keys. The name tells its cursors from those of others."""

    name: str
    is_descending: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Keys with low < key < high; the first so many from one end, taken in that direction."""

    low: Key
    high: Key
    size: int
    is_descending: bool


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of a list: its first or last so many, after or before what cursors point at."""

    size: int = USUAL_SIZE
    is_from_end: bool = False
    after: str | None = None
    before: str | None = None

    @classmethod
    def of(
        cls, first: int | None, after: str | None, last: int | None = None, before: str | None = None
    ) -> "PageRequest":
        """The page that Relay's four arguments ask for. Raises Invalid naming the argument that is wrong."""
        if first is not None and last is not None:
            raise Invalid("give either `first` or `last`", ("last",))
        for name, size in (("first", first), ("last", last)):
            if size is not None and not 0 <= size <= MOST:
                raise Invalid(f"`{name}` must be 0 to {MOST}", (name,))
        size = next((given for given in (first, last) if given is not None), USUAL_SIZE)
        return cls(size, last is not None, after, before)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an ordered list. `within` narrows the list by the instants of its keys."""

    span: Span
    order: ListOrder
    is_from_end: bool
    beyond: Span | None  # where to look for what lies on the other side of the cursor; None: nothing does

    @classmethod
    def of(cls, asked: PageRequest, order: ListOrder, within: TimeRange = ALWAYS) -> "Page":
        """The page asked for. Raises Invalid for a cursor that does not belong to a list of this order."""
        low, high = Key(within.begin, 0), HIGHEST if within.end == END else Key(within.end, 0)
        after = None if asked.after is None else _read_cursor(asked.after, order, "after")
        before = None if asked.before is None else _read_cursor(asked.before, order, "before")
        span = _between(Span(low, high, asked.size, order.is_descending != asked.is_from_end), order, after, before)
        edge = before if asked.is_from_end else after
        return cls(span, order, asked.is_from_end, edge and _beyond(span, Span(low, high, 1, False), edge))

    def cursor(self, key: Key) -> str:
        """The cursor that points at a key."""
        return _cursor(self.order, key)


def _between(span: Span, order: ListOrder, after: Key | None, before: Key | None) -> Span:
    lower, upper = (before, after) if order.is_descending else (after, before)
    return replace(span, low=max(span.low, lower or LOWEST), high=min(span.high, upper or HIGHEST))


def _beyond(span: Span, everything: Span, edge: Key) -> Span:
    """What lies at the cursor or beyond it, looked for away from it."""
    if span.is_descending:
        return replace(everything, low=max(everything.low, Key(edge.at, edge.id - 1)))
    return replace(everything, high=min(everything.high, Key(edge.at, edge.id + 1)), is_descending=True)


def _cursor(order: ListOrder, key: Key) -> str:
    ticks = (key.at - BEGINNING) // TICK
    return urlsafe_b64encode(f"{order.name}|{ticks}|{key.id}".encode()).decode().rstrip("=")


def _read_cursor(text: str, order: ListOrder, argument: str) -> Key:
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        name, ticks, number = plain.split("|")
        key = Key(BEGINNING + timedelta(microseconds=int(ticks)), int(number))
    except (binascii.Error, ValueError, OverflowError):
        raise Invalid(f"`{argument}` is not a cursor: take one from a page of the same list", (argument,)) from None
    if name != order.name or not (BEGINNING <= key.at <= END and 0 < key.id < _LAST_ID) or _cursor(order, key) != text:
        raise Invalid(f"`{argument}` is a cursor of another list, or of the same in another order", (argument,))
    return key
