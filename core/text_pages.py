"""Keyset pagination of lists that are ordered by a text, and then by id. Rows without the text come last.

A cursor contains the text and the id of its row, so that a page begins where another ended even if that row was changed
meanwhile.
"""

from dataclasses import dataclass

from core.cursors import cursor_of, no_cursor, of_another_list, position_in
from core.pages import LAST_ID, Key, ListOrder, PageRequest
from core.time_ranges import BEGINNING


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Rows after one key and before another, in the order of the list. At most `size` are read, from one end."""

    after: Key | None
    before: Key | None
    size: int
    is_descending: bool  # the list
    is_from_end: bool


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of a list that is ordered by a text."""

    span: TextSpan
    order: ListOrder
    is_from_end: bool
    beyond: TextSpan | None  # the rows on the other side of the cursor. None if there is no cursor

    @classmethod
    def of(cls, requested: PageRequest, order: ListOrder) -> "TextPage":
        """The requested page. Raises Invalid for a cursor of a list in another order."""
        after = None if requested.after is None else _read_cursor(requested.after, order, "after")
        before = None if requested.before is None else _read_cursor(requested.before, order, "before")
        span = TextSpan(after, before, requested.size, order.is_descending, requested.is_from_end)
        return cls(span, order, requested.is_from_end, _beyond(span))

    def cursor(self, key: Key) -> str:
        """The cursor of a key."""
        return _cursor(self.order, key)


def text_key(text: str | None, id_: int) -> Key:
    """The key of a row in a list that is ordered by a text."""
    return Key(BEGINNING, id_, text)


def _beyond(span: TextSpan) -> TextSpan | None:
    """The rows at the cursor or on its other side, nearest first."""
    step = -1 if span.is_descending else 1
    if span.is_from_end:
        edge = span.before
        return edge and TextSpan(text_key(edge.text, edge.id - step), None, 1, span.is_descending, is_from_end=False)
    edge = span.after
    return edge and TextSpan(None, text_key(edge.text, edge.id + step), 1, span.is_descending, is_from_end=True)


def _cursor(order: ListOrder, key: Key) -> str:
    return cursor_of(order.name, f"{key.id}|" if key.text is None else f"{key.id}|={key.text}")


def _read_cursor(cursor: str, order: ListOrder, argument: str) -> Key:
    number, _, text = position_in(order.name, cursor, argument).partition("|")
    if not number.isdecimal() or "\x00" in text:
        raise no_cursor(argument)
    key = text_key(text[1:] if text.startswith("=") else None, int(number[:20]))
    if not 0 < key.id < LAST_ID or _cursor(order, key) != cursor:
        raise of_another_list(argument)
    return key
