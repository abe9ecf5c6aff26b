"""How values are printed by templates: never as Python writes them, and a missing one not at all."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import TextIO, cast

from liquid import RenderContext
from liquid.builtin.filters import string
from liquid.builtin.output import Output, OutputNode
from liquid.exceptions import LiquidTypeError, UndefinedError
from liquid.stringify import to_liquid_string
from liquid.undefined import Undefined

_MISSING = "a value is missing: give a default"
_NAME = re.compile(r"[A-Za-z_][\w-]*")


class NotPrintable(LiquidTypeError):
    """An object stands where a template prints a text."""

    def __init__(self) -> None:
        super().__init__("an object cannot be printed: name one of its keys", token=None)


def printed(value: object) -> str:
    """The text of a value; of a list, or of a key with its value, those of its elements one after another.

    Raises UndefinedError for null, and NotPrintable for an object.
    """
    if value is None:
        raise UndefinedError(_MISSING, token=None)
    if isinstance(value, dict):
        raise NotPrintable
    if isinstance(value, list | tuple):
        return "".join(map(printed, cast("Iterable[object]", value)))
    return to_liquid_string(value, autoescape=False)


def require(value: object, *arguments: object) -> None:
    """Raises UndefinedError if a filter is given a value that is missing.

    The library would take some for 0 or an empty text.
    """
    if value is None:
        raise UndefinedError(_MISSING, token=None)
    for given in (value, *arguments):
        if isinstance(given, Undefined):
            str(given)


def as_text(value: object) -> object:
    """The value of a variable for a filter that takes texts: such filters convert others as Python writes them."""
    is_plain = isinstance(value, str | int | float | Undefined) and not isinstance(value, bool)
    return value if is_plain else printed(value)


def is_of_texts(name: str, function: Callable[..., object]) -> bool:
    """Whether a filter converts its values to texts."""
    function = function.func if isinstance(function, partial) else function
    return name in ("replace", "strip_html") or (function.__module__ == string.__name__ and name != "slice")


def written(path: Iterable[object]) -> str:
    """A variable as templates write it: `attributes.plan`, `tags[0]`."""
    first, *keys = path
    return str(first) + "".join(map(_written, keys))


def _written(key: object) -> str:
    return f".{key}" if isinstance(key, str) and _NAME.fullmatch(key) else f"[{key!r}]"


class _PrintedOutput(OutputNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        return buffer.write(printed(self.expression.evaluate(context)))


class PrintedOutput(Output):
    """Outputs such as `{{ name }}`. Replaces the library's, which prints nothing for null."""

    node_class = _PrintedOutput
