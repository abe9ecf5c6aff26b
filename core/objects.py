"""The number and size of objects that one request may load."""

from core.errors import TooManyObjects

# An object takes up to 120 microseconds and 7 KB until it is part of the response.
MOST_OBJECTS = 15_000
# JSON as PostgreSQL writes it, with spaces. Those of 200 people, the longest page, always fit.
MOST_ATTRIBUTE_CHARACTERS = 30_000_000


def most_rows() -> int:
    """The rows that a statement reads at most: enough to see that there are too many."""
    return MOST_OBJECTS + 1


def check_objects(number: int) -> None:
    """Raises TooManyObjects if a request may not load so many objects."""
    if number > MOST_OBJECTS:
        raise TooManyObjects(
            f"The operation loads more than {MOST_OBJECTS:,} objects, because lists are longer than its cost assumes. "
            "Request smaller pages or fewer nested lists, or split the operation."
        )


def too_long_attributes() -> TooManyObjects:
    """The error for people whose attributes together are longer than a request may load."""
    return TooManyObjects(
        f"The attributes of these people have more than {MOST_ATTRIBUTE_CHARACTERS:,} characters together: request "
        "fewer people at a time."
    )
