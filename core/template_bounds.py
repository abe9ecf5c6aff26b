"""What keeps the rendering of a Liquid template within bounds: every step of it is counted, in time and in memory.

A step is a tag, an output, a filter, the value of a variable, or 100 characters that one of them handles. Counting
instead of looking at the clock gives the same outcome on a busy machine. The library's own limits do not suffice: they
do not count conditions, filters, or what stands in a `case`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TextIO, cast

from liquid import BoundTemplate, Node, RenderContext
from liquid.ast import BlockNode
from liquid.builtin.content import ContentNode
from liquid.builtin.tags.for_tag import ForNode, ForTag
from liquid.exceptions import ResourceLimitError
from liquid.filter import sequence_filter, string_filter
from liquid.token import Token
from liquid.undefined import UNDEFINED

MOST_STEPS = 50_000
MOST_IN_VALUE = 100_000  # characters of a value, those of everything in it included
MOST_ASSIGNED = 100_000  # the same of all variables that the template assigns
_ELEMENT = 10  # characters that each element of a list or object counts for
_MOST_NUMBER_BITS = 4_000  # somewhat more than 1,000 digits
_LONGEST_DATE = 1_000
_IN_A_STEP = 100  # characters
# What takes as long as so many steps.
_STEPS_OF_LOOP = 10
_STEPS_OF_DATE = 30
# Filters whose time is the product of two sizes in the worst case.
_QUADRATIC = frozenset({"remove_last", "replace_last", "uniq"})
_COMPARED_IN_A_STEP = 10_000
_NESTING = (list, tuple, dict)
_HTML_TAG = re.compile(r"<[^<>]*>")


class BoundedContext(RenderContext):
    """Counts the steps of one rendering, and ends it with ResourceLimitError."""

    __slots__ = ("_assigned", "_left")

    def __init__(self, template: BoundTemplate, **options: Any) -> None:
        super().__init__(template, **options)
        self._left = MOST_STEPS
        self._assigned: dict[str, int] = {}

    def spend(self, steps: int) -> None:
        """Count so many steps."""
        self._left -= steps
        if self._left < 0:
            raise ResourceLimitError(f"rendering takes more than {MOST_STEPS:,} steps", token=None)

    def handle(self, value: object) -> int:
        """Count a step and those for the size of a value, and tell that size."""
        size = size_of(value)
        self.spend(1 + size // _IN_A_STEP)
        return size

    def get(self, path: list[object], *, token: Token | None, default: object = UNDEFINED) -> object:
        """The value of a variable."""
        value = super().get(path, token=token, default=default)
        self.handle(value)
        return value

    def assign(self, key: str, val: Any) -> None:
        """Give a variable a value."""
        self._assigned[key] = self.handle(val)
        self.spend(len(self._assigned) // _IN_A_STEP)
        if sum(self._assigned.values()) > MOST_ASSIGNED:
            raise ResourceLimitError(
                f"the variables of a template may have at most {MOST_ASSIGNED:,} characters", token=None
            )
        super().assign(key, val)

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """The filter of this name, bounded."""
        unbounded = super().filter(name, token)

        def bounded(value: object, *arguments: object, **options: object) -> object:
            self._check_given(name, value, (*arguments, *options.values()))
            result = unbounded(value, *arguments, **options)
            self.handle(result)
            return result

        return bounded

    def _check_given(self, name: str, value: object, arguments: Iterable[object]) -> None:
        size, others = self.handle(value), [self.handle(argument) for argument in arguments]
        if name in _QUADRATIC:
            self.spend(size * max([size if name == "uniq" else 0, *others]) // _COMPARED_IN_A_STEP)
        if name == "date":
            self.spend(_STEPS_OF_DATE)
            if max([size, *others]) > _LONGEST_DATE:
                raise ResourceLimitError(f"a date may have at most {_LONGEST_DATE:,} characters", token=None)


def size_of(value: object) -> int:
    """Characters of a text; of a list or object those of all that is in it, and ten for each element.

    Raises ResourceLimitError for more than may be in a value, as soon as that is known.
    """
    if isinstance(value, str):
        return _checked(len(value))
    if isinstance(value, int):
        _check_number(value)
        return 0
    return _nested_size(value)


def _nested_size(value: object) -> int:
    total = 0
    left = [value]
    while left:
        inner = left.pop()
        if isinstance(inner, str):
            total += len(inner)
        elif isinstance(inner, range):
            total += _ELEMENT * (inner.stop - inner.start)  # the length of a very long one is more than len() can tell
        elif isinstance(inner, _NESTING):
            elements = cast("list[object] | dict[object, object]", inner)
            total = _checked(total + _ELEMENT * len(elements))
            left += (*elements.keys(), *elements.values()) if isinstance(elements, dict) else elements
    return _checked(total)


def _checked(size: int) -> int:
    if size > MOST_IN_VALUE:
        raise ResourceLimitError(
            f"a value may have at most {MOST_IN_VALUE:,} characters, or {MOST_IN_VALUE // _ELEMENT:,} elements",
            token=None,
        )
    return size


def _check_number(value: int) -> None:
    if value.bit_length() > _MOST_NUMBER_BITS:
        raise ResourceLimitError("a number may have at most 1,000 digits", token=None)


@string_filter
def replace(text: str, seq: object, sub: object = "") -> str:
    """The library's filter, but for results that are too long to be made."""
    old, new = str(seq), str(sub)
    _checked(len(text) + text.count(old) * (len(new) - len(old)))
    return text.replace(old, new)


@sequence_filter
def join(elements: Iterable[object], separator: object = " ") -> str:
    """The library's filter, but for results that are too long to be made."""
    texts, between = [str(element) for element in elements], str(separator)
    _checked(sum(map(len, texts)) + len(texts) * len(between))
    return between.join(texts)


@string_filter
def strip_html(text: str) -> str:
    """The text without tags. The library's filter takes quadratic time."""
    return _HTML_TAG.sub("", text)


class _BoundedFor(ForNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Render the loop, unless it is over more than may be in a value: the library would list or skip all of it."""
        _bounded(context).spend(_STEPS_OF_LOOP)
        _bounded(context).handle(self.expression.iterable.evaluate(context))
        return super().render_to_output(context, buffer)


class BoundedForTag(ForTag):
    """The tag `for`."""

    node_class = _BoundedFor


class _Toll(Node):
    """Stands first in a block and counts the steps of everything in it, once for each time that it is rendered."""

    __slots__ = ("_steps",)

    def __init__(self, token: Token, steps: int) -> None:
        super().__init__(token)
        self._steps = steps

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:  # noqa: ARG002
        """Nothing."""
        _bounded(context).spend(self._steps)
        return 0


def count_steps(nodes: Iterable[Node], context: RenderContext) -> None:
    """Have the steps of all blocks in these nodes counted whenever one of them is rendered."""
    for node in nodes:
        count_steps(node.children(context), context)
        if isinstance(node, BlockNode):
            node.nodes.insert(0, _Toll(node.token, 1 + sum(_steps(inner, context) for inner in node.nodes)))


def _steps(node: Node, context: RenderContext) -> int:
    """Steps that a node takes, without those of the blocks in it and of the values it meets."""
    written = sum(len(str(expression)) for expression in node.expressions()) // 10
    printed = len(node.text) // _IN_A_STEP if isinstance(node, ContentNode) else 0
    inner = sum(_steps(child, context) for child in node.children(context) if not isinstance(child, BlockNode))
    return 1 + written + printed + inner


def _bounded(context: RenderContext) -> BoundedContext:
    assert isinstance(context, BoundedContext)  # noqa: S101 - templates are rendered in no other
    return context


FILTERS: Mapping[str, Callable[..., object]] = {"join": join, "replace": replace, "strip_html": strip_html}
