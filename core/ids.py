"""Global ids: opaque to clients, unique across all types of a workspace.

Some have a part besides the numbers, such as the scope of a figure: see core/scoped_ids.py.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import NamedTuple

from core.errors import Invalid
from core.texts import with_article

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
    "SeriesStats": 1,  # of the series
    "Outcome": 1,  # of the series
    "BlockStats": 1,  # of the block
    "Path": 2,  # of the blocks where the path begins and ends
    "PathStats": 2,  # the same
}
# The types whose ids can have another part.
SCOPED_TYPES = frozenset({"Entry", "PersonVisit", "SeriesStats", "Outcome", "BlockStats", "Path", "PathStats"})
_NUMBERS = range(1 << 63)  # a bigint of the database
MOST_ID_CHARACTERS = 4_096
_MOST_SHOWN = 200  # characters of a wrong id, in an error
_MOST_REMEMBERED = 10_000  # every dashboard of a series returns the ids of its blocks


class ObjectId(NamedTuple):
    """What an id says. `part` is empty for most ids."""

    type: str
    numbers: tuple[int, ...]
    part: str = ""


@lru_cache(_MOST_REMEMBERED)
def global_id(type_: str, *numbers: int) -> str:
    """The id of the object that these numbers identify."""
    return encoded_id(ObjectId(type_, numbers))


def encoded_id(id_: ObjectId) -> str:
    """The text of an id."""
    part = f":{id_.part}" if id_.part else ""
    return urlsafe_b64encode(f"{id_.type}:{'.'.join(map(str, id_.numbers))}{part}".encode()).decode().rstrip("=")


def parse_id(text: str) -> ObjectId:
    """What an id says. Raises Invalid for any text that encoded_id does not produce. Does not check the part."""
    if len(text) > MOST_ID_CHARACTERS:
        raise not_an_id(text)
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        type_, _, rest = plain.partition(":")
        numbers, _, part = rest.partition(":")
        found = ObjectId(type_, tuple(int(number) for number in numbers.split(".")), part)
    except (binascii.Error, UnicodeError, ValueError):
        raise not_an_id(text) from None
    known = NODE_TYPES.get(type_) == len(found.numbers) and all(number in _NUMBERS for number in found.numbers)
    if not known or (part and type_ not in SCOPED_TYPES) or encoded_id(found) != text:
        raise not_an_id(text)
    return found


def number_of(text: str, type_: str) -> int:
    """The number of an id of this type. Raises Invalid for the id of another type."""
    found = parse_id(text)
    if found.type != type_:
        raise Invalid(f"{_shown(text)!r} is the id of {with_article(found.type)}: use the id of {with_article(type_)}.")
    return found.numbers[0]


def not_an_id(text: str) -> Invalid:
    return Invalid(f"{_shown(text)!r} is not an id: use one from a response.")


def _shown(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
