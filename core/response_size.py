"""The size of the response that is being built. It is counted before the response takes the memory."""

from contextvars import ContextVar

from core.errors import ResponseTooLarge

# About a page of 200 people with the longest attributes. Writing and compressing so many takes up to a second.
MOST_RESPONSE_CHARACTERS = 20_000_000
VALUE_CHARACTERS = 40  # of a number, instant, id or enum value, and of the quotes and punctuation around any value


class _Size:
    __slots__ = ("characters",)

    def __init__(self) -> None:
        self.characters = 0


_SIZE: ContextVar[_Size] = ContextVar("response_size")


def begin_response() -> None:
    """Counts from zero, in this task and those that it creates."""
    _SIZE.set(_Size())


def count_characters(number: int) -> None:
    """Adds to the size of the response. Raises ResponseTooLarge, also each time after the first."""
    size = _SIZE.get()
    size.characters += number
    if size.characters > MOST_RESPONSE_CHARACTERS:
        raise _too_large()


def check_characters(number: int) -> None:
    """Raises ResponseTooLarge if a part of the response that is not counted has so many characters."""
    if number > MOST_RESPONSE_CHARACTERS:
        raise _too_large()


def _too_large() -> ResponseTooLarge:
    return ResponseTooLarge(
        f"The response would have more than {MOST_RESPONSE_CHARACTERS:,} characters. Request smaller pages, or "
        "select long fields such as `attributes` for fewer objects or under fewer names."
    )
