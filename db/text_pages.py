"""The slots that the statements of all pages in the order of a text share."""

from typing import LiteralString

from core.pages import Key
from core.text_pages import TextSpan
from db.statements.composer import Fragment, Slots, fragment, joined, words


def text_order(ordered_by: LiteralString, id_: LiteralString, span: TextSpan) -> Slots:
    """The slots for the rows of a span: their order, and the conditions on rows with the text and without."""
    is_reversed = span.is_descending != span.is_from_end
    bounds = [(span.after, not span.is_descending, True), (span.before, span.is_descending, False)]
    sides = [_Side(ordered_by, id_, key, is_above, is_after) for key, is_above, is_after in bounds if key is not None]
    return {
        "ordered_by": words(ordered_by),
        "direction": words("DESC") if is_reversed else words("ASC"),
        "nulls": words("DESC") if span.is_from_end else words("ASC"),
        "with_text": _all([side.with_text() for side in sides]),
        "without_text": _all([side.without_text() for side in sides]),
    }


class _Side:
    """The rows on one side of a key: above it or below it by text and id, after it or before it in the list."""

    def __init__(self, ordered_by: LiteralString, id_: LiteralString, key: Key, is_above: bool, is_after: bool) -> None:
        side = words(">") if is_above else words("<")
        self._slots = {"ordered_by": words(ordered_by), "id": words(id_), "side": side}
        self._key = key
        self._is_after = is_after

    def with_text(self) -> Fragment:
        if self._key.text is None:
            return words("false") if self._is_after else words("true")
        return fragment("text_order/with_text", self._slots, text=self._key.text, id=self._key.id)

    def without_text(self) -> Fragment:
        if self._key.text is not None:
            return words("true") if self._is_after else words("false")
        return fragment("text_order/without_text", self._slots, id=self._key.id)


def _all(conditions: list[Fragment]) -> Fragment:
    return joined("\nAND ", conditions) if conditions else words("true")
