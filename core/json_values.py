"""Which JSON values can be stored, compared and returned."""

import json
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from sys import float_info
from typing import Any, cast

from core.errors import Invalid, LimitExceeded
from core.texts import NULL_CHARACTER


@dataclass(frozen=True, slots=True)
class JsonBounds:
    """The largest JSON value that a field takes."""

    levels: int  # of nesting
    elements: int  # of all lists and objects; a name and its value are two
    characters: int  # of all texts and numbers, names included


INEXACT = "The number has more digits than are kept"
_ALWAYS_KEPT = 15  # characters

MOST_DIGITS = 4_000  # of a whole number
_LEAST_TOO_LONG = 10**MOST_DIGITS
_TOO_LONG = f"A whole number may have at most {MOST_DIGITS:,} digits: send it as a text."

# Far fewer levels than encoders allow, since responses nest values inside others. The characters are bounded because a
# document can use one long variable at thousands of places in a literal.
STORED = JsonBounds(levels=100, elements=100_000, characters=1 << 20)


def exact_number(text: str) -> float:
    """The number of a JSON literal with a fraction or an exponent.

    Raises ValueError if a floating-point number of 64 bits does not keep all of its digits. It keeps 15, and mostly 16.
    """
    number = float(text)
    if isfinite(number) and not _is_kept(text, number):
        raise ValueError(INEXACT)
    return number


def _is_kept(text: str, number: float) -> bool:
    if not number:  # a Decimal cannot have every exponent that JSON can have
        return not text.lower().partition("e")[0].strip("-.0")
    is_normal = abs(number) >= float_info.min  # smaller ones have fewer digits
    return (is_normal and len(text) <= _ALWAYS_KEPT) or Decimal(text) == Decimal(repr(number))


def check_json(value: Any, *path: str, bounds: JsonBounds = STORED) -> None:
    """Raises Refused, with the path of the field, for a value that cannot be used.

    LimitExceeded if it is beyond the bounds; Invalid if it has a number that is not finite or too long, U+0000 in a
    text, or anything that is not JSON.
    """
    level, depth, count, characters = [value], 0, 0, 0
    while level:
        if depth == bounds.levels and any(isinstance(each, dict | list) for each in level):
            raise LimitExceeded(f"JSON must not be nested more than {bounds.levels} levels deep.", path)
        characters += sum(_length(each) for each in level)
        if characters > bounds.characters:
            raise LimitExceeded(
                f"The texts and numbers in JSON must not have more than {bounds.characters:,} characters.", path
            )
        count += sum(_size(each) for each in level)
        if count > bounds.elements:
            raise LimitExceeded(f"JSON must not have more than {bounds.elements:,} elements.", path)
        level = _next_level(level, path)
        depth += 1


def canonical_json(value: Any, *path: str, bounds: JsonBounds = STORED) -> str:
    """The canonical text of a JSON value. Raises Refused if it cannot be used."""
    check_json(value, *path, bounds=bounds)
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    # A bit more than the digits; counting them takes far longer than their number for large numbers.
    return value.bit_length() * 3 // 10 if isinstance(value, int) else 0


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return 2 * len(cast("dict[str, Any]", value))
    return len(cast("list[Any]", value)) if isinstance(value, list) else 0


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
    if isinstance(value, int):
        return None if -_LEAST_TOO_LONG < value < _LEAST_TOO_LONG else _TOO_LONG
    return None if value is None else "JSON must consist of objects, lists, texts, numbers, true, false and null."
