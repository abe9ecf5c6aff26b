"""How many elements the lists in the input may have."""

from collections.abc import Sized

from core.errors import LimitExceeded

MOST_IDS = 10_000  # of people, in a filter
MOST_CONDITIONS = 50  # of tags or attributes, in a filter: each is a condition of its own in the statement
MOST_CHOICES = 50  # of a list of enum values: no enum has as many
MOST_NODES = 200
MOST_PEOPLE = 10_000
MOST_TAGS = 100  # of a person
MOST_EVENTS = 10_000
MOST_BLOCKS = 1_000
MOST_PATHS = 10_000


def check_length(values: Sized, most: int, *path: str) -> None:
    """Raises LimitExceeded, with the path of the field, for a list of more than `most` elements.

    Call it with the list as it was sent: duplicates count.
    """
    if len(values) > most:
        raise LimitExceeded(f"`{path[-1]}` takes at most {most:,} elements, duplicates included: send fewer.", path)
