"""What a JSON value must keep to so that it can be stored and answered with."""

from typing import Any, cast

from core.errors import Invalid

MOST_LEVELS = 100  # far below what encoders take, for values are answered with inside of others
MOST_ELEMENTS = 100_000  # of all lists and objects in a value; names and values of objects are two


def check_json(value: Any, *path: str) -> None:
    """Raise Invalid, with the path of the field, for what cannot be stored.

    That is nesting of more than 100 levels, more than 100,000 elements, and texts with U+0000.
    """
    level, count = [value], 0
    for _ in range(MOST_LEVELS):
        level = _next_level(level, path)
        count += len(level)
        if count > MOST_ELEMENTS:
            raise Invalid(f"JSON must not have more than {MOST_ELEMENTS:,} elements", path)
        if not level:
            return
    if any(isinstance(each, dict | list) for each in level):
        raise Invalid(f"JSON must not be nested more than {MOST_LEVELS} levels deep", path)
    _next_level(level, path)


def _next_level(level: list[Any], path: tuple[str, ...]) -> list[Any]:
    """What is in these values. Raises Invalid where one is a text that cannot be stored."""
    inner: list[Any] = []
    for each in level:
        if isinstance(each, str):
            if "\x00" in each:
                raise Invalid("texts must not contain the character U+0000", path)
        elif isinstance(each, dict):
            inner += cast("dict[str, Any]", each).keys()
            inner += cast("dict[str, Any]", each).values()
        elif isinstance(each, list):
            inner += cast("list[Any]", each)
    return inner
