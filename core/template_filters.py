"""Calls of filters in templates, with errors in plain words: the library quotes functions and types of Python."""

import math
from collections.abc import Callable
from decimal import Decimal
from inspect import signature

from liquid.exceptions import FilterArgumentError, ResourceLimitError, UndefinedError

from core.template_kinds import FilterRefused, fitted
from core.template_values import NotPrintable, kind_of

_PLAIN = (FilterRefused, NotPrintable, ResourceLimitError, UndefinedError)
_DIVIDING = frozenset({"divided_by", "modulo"})


def called(name: str, function: Callable[..., object], value: object, *arguments: object, **options: object) -> object:
    """Returns the result of a filter. Raises FilterArgumentError if the filter cannot be applied to these values."""
    _check_number(name, function, value, *arguments, **options)
    try:
        taken, others, named = fitted(name, function, (value, arguments, options))
        return _finite(name, function(taken, *others, **named))
    except _PLAIN:
        raise
    except Exception as error:  # filters let any Python error through that a value causes
        raise FilterArgumentError(_reason(name, value, *arguments, *options.values()), token=None) from error


def _finite(name: str, result: object) -> object:
    if isinstance(result, float) and not math.isfinite(result):
        raise FilterRefused(f"the result of the filter {name!r} is too large", token=None)
    return result


def _check_number(
    name: str, function: Callable[..., object], value: object, *arguments: object, **options: object
) -> None:
    try:
        signature(function).bind(value, *arguments, **options)
    except TypeError:
        given = ", ".join([*map(kind_of, arguments), *[f"`{option}`" for option in options]])
        problem = f"does not take {given}" if given else "needs an argument"
        raise FilterArgumentError(f"the filter {name!r} {problem}", token=None) from None


def _reason(name: str, value: object, *arguments: object) -> str:
    if name in _DIVIDING and any(map(_is_zero, arguments)):
        return "a number cannot be divided by 0"
    given = " and ".join(map(kind_of, arguments))
    return f"the filter {name!r} cannot be applied to {kind_of(value)}" + (f" with {given}" if given else "")


def _is_zero(value: object) -> bool:
    try:
        return Decimal(str(value)) == 0
    except ArithmeticError:
        return False
