"""Cursors: the name of a list in its order, and the position of a row in it."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode

from core.errors import Invalid

_LONGEST = 6_000  # characters; the longest possible cursor contains a text of 500 characters
_ADVICE = "use one from a page of the same list"


def cursor_of(order: str, position: str) -> str:
    """The cursor of a position in the list whose order has this name. The name has no `|`."""
    return urlsafe_b64encode(f"{order}|{position}".encode()).decode().rstrip("=")


def position_in(order: str, cursor: str, argument: str) -> str:
    """The position that a cursor contains. Raises Invalid for one of another list, or of the same in another order."""
    cursor = cursor[:_LONGEST]
    try:
        name, separator, position = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition("|")
    except (binascii.Error, ValueError):
        raise no_cursor(argument) from None
    if not separator:
        raise no_cursor(argument)
    if name != order or cursor_of(order, position) != cursor:
        raise of_another_list(argument)
    return position


def no_cursor(argument: str) -> Invalid:
    """The error for a text that no page has returned as a cursor."""
    return Invalid(f"`{argument}` is not a cursor: {_ADVICE}.", (argument,))


def of_another_list(argument: str) -> Invalid:
    """The error for a cursor that does not belong to the list."""
    return Invalid(f"`{argument}` is a cursor of another list or another order: {_ADVICE}.", (argument,))
