"""The kinds of values that the filters of templates take.

The library converts a value of another kind as Python writes it, or takes it for 0 or an empty text. Here a list or
true becomes its printed text for filters of texts, and everything else that does not fit is refused.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeAlias, cast

from liquid.builtin.filters import array, extra, string
from liquid.builtin.filters import math as numeric
from liquid.exceptions import FilterArgumentError, UndefinedError
from liquid.filter import flatten

from core.template_values import LISTS, MISSING, kind_of, printed

Given: TypeAlias = tuple[object, Sequence[object], Mapping[str, object]]

_OF_TEXTS = frozenset({string.__name__, extra.__name__})
_NUMBER = re.compile(r"\s*[+-]?[0-9]+(?P<fraction>\.[0-9]+)?(?P<exponent>[eE][+-]?[0-9]+)?\s*")
_KEY_REQUIRED = frozenset({"map", "sort", "sort_natural", "sum"})
_KEY_TESTED = frozenset({"compact", "find", "find_index", "has", "reject", "uniq", "where"})


class FilterRefused(FilterArgumentError):
    """A filter cannot be applied to these values; the message says why in plain words."""


def fitted(name: str, function: Callable[..., object], given: Given) -> Given:
    """The value, arguments and options of a filter, converted to the kinds that it takes.

    Raises FilterRefused, NotPrintable or UndefinedError for those that do not fit, and TypeError if there is
    nothing more to say than the name of the filter and the kinds.
    """
    module = (function.func if isinstance(function, partial) else function).__module__
    if module == numeric.__name__:
        return _each(number, given)
    if name == "slice":
        return _sliced(given)
    if module in _OF_TEXTS or name in ("replace", "strip_html"):
        return _each(_plain, given)
    if module == array.__name__ or name in ("compact", "join", "uniq"):
        return _of_list(name, given)
    _check_other(name, given[0])
    return given


def number(value: object) -> int | float:
    """The number that a value is, or that a text writes. Raises TypeError for anything else, and for infinity."""
    if isinstance(value, str) and (written := _NUMBER.fullmatch(value)):
        value = float(value) if written["fraction"] or written["exponent"] else int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if isinstance(value, float) and not math.isfinite(value):
        raise TypeError
    return value


def _each(convert: Callable[[object], object], given: Given) -> Given:
    value, arguments, options = given
    converted = {key: convert(option) for key, option in options.items()}
    return convert(value), [convert(argument) for argument in arguments], converted


def _plain(value: object) -> object:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else printed(value)


def _sliced(given: Given) -> Given:
    value, arguments, options = given
    _, arguments, options = _each(_plain, (0, arguments, options))
    return cast("object", value) if isinstance(value, LISTS) else printed(value), arguments, options


def _check_other(name: str, value: object) -> None:
    is_sized = isinstance(value, (str, dict, *LISTS))
    is_instant = isinstance(value, str | int) and not isinstance(value, bool)
    if (name == "size" and not is_sized) or (name == "date" and not is_instant):
        raise TypeError


def _of_list(name: str, given: Given) -> Given:
    value, arguments, options = given
    if name in ("first", "last"):
        if not isinstance(value, LISTS):
            raise TypeError
        return given
    elements = _elements(value)
    if name in _KEY_REQUIRED | _KEY_TESTED:
        return _by_key(name, elements, arguments, dict(options))
    return elements, arguments, options


def _elements(value: object) -> list[object]:
    if isinstance(value, LISTS):
        return flatten(cast("Iterable[object]", value))
    if not isinstance(value, str | int | float | dict):
        raise TypeError
    return [value]


def _by_key(name: str, elements: list[object], arguments: Sequence[object], options: dict[str, object]) -> Given:
    key, *others = arguments or [options.pop("key", options.pop("attr", None))]
    if key is None:
        return _checked(name, elements, elements), others, options
    values = [_value(name, element, printed(key)) for element in elements]
    if name == "sum":
        return _checked(name, values, values), (), {}
    return _checked(name, elements, values), (printed(key), *others), options


def _value(name: str, element: object, key: str) -> object:
    if not isinstance(element, dict):
        problem = f"the filter {name!r} with a key takes a list of objects, and this one contains {kind_of(element)}"
        raise FilterRefused(problem, token=None)
    value = cast("dict[str, object]", element).get(key)
    if value is None and name in _KEY_REQUIRED:
        raise UndefinedError(f"{key!r} is missing in an element of a list", token=None)
    return value


def _checked(name: str, elements: list[object], values: list[object]) -> list[object]:
    """The elements, if a filter can compare or add these values, which belong to them."""
    if name in _KEY_REQUIRED and None in values:
        raise UndefinedError(MISSING, token=None)
    if name == "sum":
        return [number(value) for value in values]
    if name == "sort_natural":
        for value in values:
            printed(value)
    return elements
