"""How values are printed by templates: never as Python writes them, and a missing one not at all."""

import re
from collections.abc import Iterable
from typing import TextIO, cast

from liquid import RenderContext
from liquid.builtin.output import Output, OutputNode
from liquid.exceptions import LiquidTypeError, UndefinedError
from liquid.stringify import to_liquid_string
from liquid.undefined import Undefined

MISSING = "a value is missing: give a default"
LISTS = (list, tuple, range)
_PRINTABLE = (str, int, float, range, Undefined)
_NAME = re.compile(r"[A-Za-z_][\w-]*")


class NotPrintable(LiquidTypeError):
    """An object stands where a template prints a text."""

    def __init__(self) -> None:
        super().__init__("an object cannot be printed: name one of its keys", token=None)


def printed(value: object) -> str:
    """The text of a value; of a list, or of a key with its value, those of its elements one after another.

    Raises UndefinedError for null, and NotPrintable for an object, also for one of Liquid's such as `forloop`.
    """
    if value is None:
        raise UndefinedError(MISSING, token=None)
    if isinstance(value, list | tuple):
        return "".join(map(printed, cast("Iterable[object]", value)))
    if isinstance(value, _PRINTABLE):
        return to_liquid_string(value, autoescape=False)
    raise NotPrintable


def require(value: object, *arguments: object) -> None:
    """Raises UndefinedError if a filter is given a value that is missing.

    The library would take some for 0 or an empty text.
    """
    if value is None:
        raise UndefinedError(MISSING, token=None)
    for given in (value, *arguments):
        if isinstance(given, Undefined):
            str(given)


def kind_of(value: object) -> str:
    """What a value is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return f"{value}".lower()
    if isinstance(value, str):
        return "a text"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, LISTS) else "an object"


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
