"""Which JSON values can be stored and returned."""

from math import isfinite
from typing import Any, cast

from core.errors import Invalid
from core.texts import NULL_CHARACTER

MOST_LEVELS = 100  # far below what encoders allow, since responses nest values inside others
MOST_ELEMENTS = 100_000  # of all lists and objects in a value; a name and its value are two

# Of all texts in a value, names included. A document can use one long variable at thousands of places in a literal.
MOST_CHARACTERS = 1 << 20


def check_json(value: Any, *path: str) -> None:
    """Raises Invalid, with the path of the field, for a value that cannot be stored.

    That is one with more than 100 levels of nesting, more than 100,000 elements, texts of more than 1,048,576
    characters together, a number that is not finite, U+0000 in a text, or anything that is not JSON.
    """
    level, count, characters = [value], 0, 0
    for depth in range(MOST_LEVELS + 1):
        if depth == MOST_LEVELS and any(isinstance(each, dict | list) for each in level):
            raise Invalid(f"JSON must not be nested more than {MOST_LEVELS} levels deep.", path)
        characters += sum(len(each) for each in level if isinstance(each, str))
        if characters > MOST_CHARACTERS:
            raise Invalid(f"The texts in JSON must not have more than {MOST_CHARACTERS:,} characters.", path)
        level = _next_level(level, path)
        count += len(level)
        if count > MOST_ELEMENTS:
            raise Invalid(f"JSON must not have more than {MOST_ELEMENTS:,} elements.", path)
        if not level:
            return


def _next_level(level: list[Any], path: tuple[str, ...]) -> list[Any]:
    """The elements of these values. Raises Invalid for a text, number or other object that cannot be stored."""
    inner: list[Any] = []
    for each in level:
        if isinstance(each, dict):
            inner += cast("dict[str, Any]", each).keys()
            inner += cast("dict[str, Any]", each).values()
        elif isinstance(each, list):
            inner += cast("list[Any]", each)
        elif problem := _problem_of(each):
            raise Invalid(problem, path)
    return inner


def _problem_of(value: Any) -> str | None:
    """Why a value that has no elements cannot be stored, or None if it can."""
    if isinstance(value, str):
        return NULL_CHARACTER if "\x00" in value else None
    if isinstance(value, float):
        return None if isfinite(value) else "Numbers must be finite."
    is_json = value is None or isinstance(value, int)
    return None if is_json else "JSON must consist of objects, lists, texts, numbers, true, false and null."
