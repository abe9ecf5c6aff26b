"""Keyset pagination: a page begins where another ended, whatever rows were added meanwhile.

A key is an instant and a number, unique in its list. In a list that is ordered by number alone, all instants are equal.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from core.cursors import cursor_of, no_cursor, of_another_list, position_in
from core.errors import Invalid
from core.time_ranges import ALWAYS, BEGINNING, END, TICK, TimeRange

USUAL_SIZE = 25
MOST = 200
LAST_ID = (1 << 63) - 1


class Key(NamedTuple):
    """The position of a row in a list. `text` is only meaningful in a list that is ordered by a text."""

    at: datetime
    id: int
    text: str | None = None


LOWEST = Key(BEGINNING, 0)
HIGHEST = Key(END, LAST_ID)


@dataclass(frozen=True, slots=True)
class ListOrder:
    """The order of a list, by key. The name is part of its cursors, so that those of another list are refused."""

    name: str
    is_descending: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Keys with low < key < high. At most `size` of them are read, from one end."""

    low: Key
    high: Key
    size: int
    is_descending: bool


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The requested page: the first or last `size` rows, after or before a cursor."""

    size: int = USUAL_SIZE
    is_from_end: bool = False
    after: str | None = None
    before: str | None = None

    @classmethod
    def of(
        cls, first: int | None, after: str | None, last: int | None = None, before: str | None = None
    ) -> "PageRequest":
        """From Relay's four arguments. Raises Invalid with the name of a wrong argument."""
        if first is not None and last is not None:
            raise Invalid("Give `first` or `last`, not both.", ("last",))
        for name, size in (("first", first), ("last", last)):
            if size is not None:
                check_size(size, name)
        size = next((given for given in (first, last) if given is not None), USUAL_SIZE)
        return cls(size, last is not None, after, before)


def check_size(size: int, name: str, most: int = MOST) -> None:
    """Raises Invalid, with the name of the argument, if a list cannot have this many rows."""
    if not 0 <= size <= most:
        raise Invalid(f"`{name}` must be 0 to {most}.", (name,))


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an ordered list."""

    span: Span
    order: ListOrder
    is_from_end: bool
    beyond: Span | None  # the rows on the other side of the cursor. None if there is no cursor

    @classmethod
    def of(cls, requested: PageRequest, order: ListOrder, within: TimeRange = ALWAYS) -> "Page":
        """The requested page of the keys `within` a range. Raises Invalid for a cursor of a list in another order."""
        low, high = Key(within.begin, 0), HIGHEST if within.end == END else Key(within.end, 0)
        after = None if requested.after is None else _read_cursor(requested.after, order, "after")
        before = None if requested.before is None else _read_cursor(requested.before, order, "before")
        span = _between(
            Span(low, high, requested.size, order.is_descending != requested.is_from_end), order, after, before
        )
        edge = before if requested.is_from_end else after
        return cls(span, order, requested.is_from_end, edge and _beyond(span, Span(low, high, 1, False), edge))

    def cursor(self, key: Key) -> str:
        """The cursor of a key."""
        return _cursor(self.order, key)


def _between(span: Span, order: ListOrder, after: Key | None, before: Key | None) -> Span:
    lower, upper = (before, after) if order.is_descending else (after, before)
    return replace(span, low=max(span.low, lower or LOWEST), high=min(span.high, upper or HIGHEST))


def _beyond(span: Span, everything: Span, edge: Key) -> Span:
    """The rows at the cursor or on its other side, nearest first."""
    if span.is_descending:
        return replace(everything, low=max(everything.low, Key(edge.at, edge.id - 1)))
    return replace(everything, high=min(everything.high, Key(edge.at, edge.id + 1)), is_descending=True)


def _cursor(order: ListOrder, key: Key) -> str:
    return cursor_of(order.name, f"{(key.at - BEGINNING) // TICK}|{key.id}")


def _read_cursor(text: str, order: ListOrder, argument: str) -> Key:
    position = position_in(order.name, text, argument)
    try:
        ticks, number = position.split("|")
        key = Key(BEGINNING + timedelta(microseconds=int(ticks)), int(number))
    except (ValueError, OverflowError):
        raise no_cursor(argument) from None
    if not (BEGINNING <= key.at <= END and 0 < key.id < LAST_ID) or _cursor(order, key) != text:
        raise of_another_list(argument)
    return key
