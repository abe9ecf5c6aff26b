"""Global ids: opaque to clients, unique over all types of a workspace."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from core.errors import Invalid

# How many numbers name a thing of each type.
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
}
_NUMBERS = range(1 << 63)  # what the database counts with
_LONGEST_ID = 100  # characters; the longest that there can be has 68
_MOST_REMEMBERED = 10_000  # ids: the blocks of a series are named by each of its dashboards


@lru_cache(_MOST_REMEMBERED)
def global_id(type_: str, *numbers: int) -> str:
    """The id of the thing of this type that these numbers name."""
    return urlsafe_b64encode(f"{type_}:{'.'.join(map(str, numbers))}".encode()).decode().rstrip("=")


def parse_id(text: str) -> tuple[str, tuple[int, ...]]:
    """The type and numbers of an id. Raises Invalid for anything that global_id does not make."""
    if len(text) > _LONGEST_ID:
        raise Invalid(f"'{text[:_LONGEST_ID]}…' is not an id")
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        type_, _, numbers = plain.partition(":")
        parsed = tuple(int(number) for number in numbers.split("."))
    except (binascii.Error, UnicodeError, ValueError):
        raise Invalid(f"{text!r} is not an id") from None
    known = NODE_TYPES.get(type_) == len(parsed) and all(number in _NUMBERS for number in parsed)
    if not known or global_id(type_, *parsed) != text:
        raise Invalid(f"{text!r} is not an id")
    return type_, parsed


def number_of(text: str, type_: str) -> int:
    """The number of an id that must be of this type. Raises Invalid naming both types."""
    found, numbers = parse_id(text)
    if found != type_:
        raise Invalid(f"{text!r} is the id of a {found}, not of a {type_}")
    return numbers[0]
