"""Global ids: opaque to clients, unique across all types of a workspace."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from core.errors import Invalid

# How many numbers identify an object of each type.
NODE_TYPES = {
    "Series": 1,
    "Block": 1,
    "Person": 1,
    "Tag": 1,
    "Entry": 1,
    "PersonVisit": 2,
    "Workspace": 1,
    "BulkAction": 1,
    "Export": 1,
    "Token": 1,
    "AuditEvent": 1,
}
_NUMBERS = range(1 << 63)  # a bigint of the database
_LONGEST_ID = 100  # characters; the longest possible id has 68
_MOST_REMEMBERED = 10_000  # every dashboard of a series returns the ids of its blocks


@lru_cache(_MOST_REMEMBERED)
def global_id(type_: str, *numbers: int) -> str:
    """The id of the object that these numbers identify."""
    return urlsafe_b64encode(f"{type_}:{'.'.join(map(str, numbers))}".encode()).decode().rstrip("=")


def parse_id(text: str) -> tuple[str, tuple[int, ...]]:
    """The type and numbers of an id. Raises Invalid for any text that global_id does not produce."""
    if len(text) > _LONGEST_ID:
        raise Invalid(_not_an_id(text))
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        type_, _, numbers = plain.partition(":")
        parsed = tuple(int(number) for number in numbers.split("."))
    except (binascii.Error, UnicodeError, ValueError):
        raise Invalid(_not_an_id(text)) from None
    known = NODE_TYPES.get(type_) == len(parsed) and all(number in _NUMBERS for number in parsed)
    if not known or global_id(type_, *parsed) != text:
        raise Invalid(_not_an_id(text))
    return type_, parsed


def number_of(text: str, type_: str) -> int:
    """The number of an id of this type. Raises Invalid for the id of another type."""
    found, numbers = parse_id(text)
    if found != type_:
        raise Invalid(f"{text!r} is the id of a {found}: use the id of a {type_}.")
    return numbers[0]


def _not_an_id(text: str) -> str:
    shown = text if len(text) <= _LONGEST_ID else f"{text[:_LONGEST_ID]}…"
    return f"{shown!r} is not an id: use one from a response."
