"""Bounds the time and memory that rendering a Liquid template takes, by counting steps.

A step is a tag, an output, a filter, the value of a variable, or 100 characters that one of them processes. Steps
instead of seconds give the same result on a busy machine. The library's own limits do not suffice: they do not count
conditions, filters, or the content of a `case`.
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
from liquid.undefined import UNDEFINED, Undefined

from core.template_filters import called
from core.template_values import printed, require, written

MOST_STEPS = 50_000
MOST_IN_VALUE = 100_000  # characters of a value, including those of its elements
MOST_ASSIGNED = 100_000  # characters of all variables that the template assigns, counted likewise
_ELEMENT = 10  # each element of a list or object counts as this many characters
_MOST_NUMBER_BITS = 4_000  # somewhat more than 1,000 digits
_LONGEST_DATE = 1_000
_IN_A_STEP = 100  # characters
# How many steps an operation counts as, measured by its time.
_STEPS_OF_LOOP = 10
_STEPS_OF_DATE = 30
# In the worst case the time of these filters is the product of two sizes.
_QUADRATIC = frozenset({"remove_last", "replace_last", "uniq"})
_COMPARED_IN_A_STEP = 10_000
_NESTING = (list, tuple, dict)
_HTML_TAG = re.compile(r"<[^<>]*>")


class BoundedContext(RenderContext):
    """Counts the steps of one rendering. Raises ResourceLimitError if there are too many."""

    __slots__ = ("_assigned", "_left")

    def __init__(self, template: BoundTemplate, **options: Any) -> None:
        super().__init__(template, **options)
        self._left = MOST_STEPS
        self._assigned: dict[str, int] = {}

    def spend(self, steps: int) -> None:
        """Counts steps."""
        self._left -= steps
        if self._left < 0:
            raise ResourceLimitError(f"rendering takes more than {MOST_STEPS:,} steps", token=None)

    def process(self, value: object) -> int:
        """Counts the steps of processing a value. Returns its size."""
        size = size_of(value)
        self.spend(1 + size // _IN_A_STEP)
        return size

    def get(self, path: list[object], *, token: Token | None, default: object = UNDEFINED) -> object:
        """Returns the value of a variable, and counts its steps. Null counts as missing."""
        value = super().get(path, token=token, default=default)
        if default == UNDEFINED and (value is None or isinstance(value, Undefined)):
            hint = f"{written(path)} is missing or null: give a default"
            return self.env.undefined(str(path[0]), hint=hint, token=token)
        self.process(value)
        return value

    def get_item(self, obj: Any, key: Any) -> Any:
        """Returns an element. Objects have their own keys alone; the library adds `size`, `first` and `last`."""
        if isinstance(key, bool):  # Python would take true for 1
            raise KeyError
        return cast("Mapping[object, Any]", obj)[key] if isinstance(obj, Mapping) else super().get_item(obj, key)

    def assign(self, key: str, val: Any) -> None:
        """Sets a variable, and counts its steps and characters."""
        self._assigned[key] = self.process(val)
        self.spend(len(self._assigned) // _IN_A_STEP)
        if sum(self._assigned.values()) > MOST_ASSIGNED:
            raise ResourceLimitError(
                f"the variables of a template may have at most {MOST_ASSIGNED:,} characters", token=None
            )
        super().assign(key, val)

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """Returns a filter that counts its steps, and checks the size of its arguments and result."""
        unbounded = super().filter(name, token)

        def bounded(value: object, *arguments: object, **options: object) -> object:
            if name != "default":
                require(value, *arguments, *options.values())
            self._check_given(name, value, (*arguments, *options.values()))
            result = called(name, unbounded, value, *arguments, **options)
            self.process(result)
            return result

        return bounded

    def _check_given(self, name: str, value: object, arguments: Iterable[object]) -> None:
        size, others = self.process(value), [self.process(argument) for argument in arguments]
        if name in _QUADRATIC:
            self.spend(size * max([size if name == "uniq" else 0, *others]) // _COMPARED_IN_A_STEP)
        if name == "date":
            self.spend(_STEPS_OF_DATE)
            if max([size, *others]) > _LONGEST_DATE:
                raise ResourceLimitError(f"a date may have at most {_LONGEST_DATE:,} characters", token=None)


def size_of(value: object) -> int:
    """Returns the characters of a text or number, or those of all elements of a list or object plus ten for each.

    Raises ResourceLimitError above the limit of a value, without counting the rest.
    """
    if isinstance(value, str):
        return _checked(len(value))
    if isinstance(value, int):
        return _number_size(value)
    return _nested_size(value)


def _nested_size(value: object) -> int:
    total = 0
    left = [value]
    while left:
        inner = left.pop()
        if isinstance(inner, str):
            total += len(inner)
        elif isinstance(inner, int):
            total += _number_size(inner)
        elif isinstance(inner, range):
            total += _ELEMENT * (inner.stop - inner.start)  # len() raises OverflowError for very long ranges
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


def _number_size(value: int) -> int:
    """About the number of digits; 0 for up to ten, which the element that they stand in counts for."""
    if value.bit_length() > _MOST_NUMBER_BITS:
        raise ResourceLimitError("a number may have at most 1,000 digits", token=None)
    return value.bit_length() // 32 * 10


@string_filter
def replace(text: str, seq: object, sub: object = "") -> str:
    """Works as the library's filter, but checks the size of the result before creating it."""
    old, new = str(seq), str(sub)
    _checked(len(text) + text.count(old) * (len(new) - len(old)))
    return text.replace(old, new)


@sequence_filter
def join(elements: Iterable[object], separator: object = " ") -> str:
    """Works as the library's filter, but checks the size of the result before creating it."""
    texts, between = [printed(element) for element in elements], printed(separator)
    _checked(sum(map(len, texts)) + len(texts) * len(between))
    return between.join(texts)


@sequence_filter
def compact(elements: Iterable[object], key: str | None = None) -> list[object]:
    """Returns the elements that are not null, or whose value of the key is neither missing nor null."""
    return [element for element in elements if _keyed(element, key) is not None]


@sequence_filter
def uniq(elements: Iterable[object], key: str | None = None) -> list[object]:
    """Returns the elements without duplicates: of their values of the key, where a missing one equals null."""
    kept: list[object] = []
    seen: list[object] = []
    for element in elements:
        value = _keyed(element, key)
        if value not in seen:
            seen.append(value)
            kept.append(element)
    return kept


def _keyed(element: object, key: str | None) -> object:
    return element if key is None else cast("dict[str, object]", element).get(key)


@string_filter
def strip_html(text: str) -> str:
    """Returns the text without HTML tags. Replaces the library's filter, which takes quadratic time."""
    return _HTML_TAG.sub("", text)


class _BoundedFor(ForNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Checks the size of the iterable first: the library would copy all of it, or skip through it."""
        _bounded(context).spend(_STEPS_OF_LOOP)
        _bounded(context).process(self.expression.iterable.evaluate(context))
        return super().render_to_output(context, buffer)


class BoundedForTag(ForTag):
    node_class = _BoundedFor


class _StepCounter(Node):
    """The first node of a block: counts the steps of the whole block each time the block is rendered."""

    __slots__ = ("_steps",)

    def __init__(self, token: Token, steps: int) -> None:
        super().__init__(token)
        self._steps = steps

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:  # noqa: ARG002
        _bounded(context).spend(self._steps)
        return 0


def count_steps(nodes: Iterable[Node], context: RenderContext) -> None:
    """Inserts nodes that count the steps of each block whenever the block is rendered."""
    for node in nodes:
        count_steps(node.children(context), context)
        if isinstance(node, BlockNode):
            node.nodes.insert(0, _StepCounter(node.token, 1 + sum(_steps(inner, context) for inner in node.nodes)))


def _steps(node: Node, context: RenderContext) -> int:
    """Returns the steps of a node, without those of the blocks inside it and of the values it processes."""
    written = sum(len(str(expression)) for expression in node.expressions()) // 10
    printed = len(node.text) // _IN_A_STEP if isinstance(node, ContentNode) else 0
    inner = sum(_steps(child, context) for child in node.children(context) if not isinstance(child, BlockNode))
    return 1 + written + printed + inner


def _bounded(context: RenderContext) -> BoundedContext:
    assert isinstance(context, BoundedContext)  # noqa: S101 - every template is rendered in this context
    return context


FILTERS: Mapping[str, Callable[..., object]] = {
    "compact": compact,
    "join": join,
    "replace": replace,
    "strip_html": strip_html,
    "uniq": uniq,
}
