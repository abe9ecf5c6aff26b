"""Templates of messages, in Liquid: parsed strictly, and rendered within bounds whatever the template says."""

import time
from collections.abc import Callable, Mapping, Sequence, Sized
from dataclasses import dataclass
from typing import Any, cast

from liquid import BoundTemplate, Environment, FalsyStrictUndefined, Node, RenderContext
from liquid.exceptions import LiquidError, ResourceLimitError
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.token import Token
from liquid.undefined import UNDEFINED

from core.errors import Invalid, MilepostError
from core.texts import check_text

LONGEST_SUBJECT = 1_000  # characters, of the template and of what it renders to
LONGEST_BODY = 100_000
MOST_ITERATIONS = 10_000  # of all loops, nested ones multiplied
MOST_LOCAL_BYTES = 100_000  # in variables that the template assigns
MOST_FILTERED = 100_000  # characters or elements in what a filter is given or gives
RENDERING_SECONDS = 2  # for one person; a plain message takes well under a thousandth

VARIABLES = ("name", "email", "external_id", "attributes", "tags", "unsubscribe_url")


class RenderingFailed(MilepostError):
    """The template cannot be rendered for this person; the message says why."""


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template. `longest` bounds the characters of what it renders to."""

    _parsed: BoundTemplate
    longest: int

    def render(self, variables: Mapping[str, Any]) -> str:
        """The text for these variables; those that are None count as missing.

        Raises RenderingFailed where something missing would be printed, a filter fails or a bound is reached.
        """
        known = {name: value for name, value in variables.items() if value is not None}
        try:
            text = self._parsed.render(known)
        except LiquidError as error:
            raise RenderingFailed(_in_words(error)) from None
        except Exception as error:  # filters hand on whatever Python raises for an odd value
            raise RenderingFailed(f"The template cannot be rendered: {error}.") from None
        if len(text) > self.longest:
            raise RenderingFailed(f"The rendered text is longer than {self.longest:,} characters.")
        return text


def parse_subject(text: str) -> Template:
    """The template of a subject: 1 to 1,000 characters. Raises Invalid with the path `subject` and the line."""
    return _parse(text, "subject", LONGEST_SUBJECT)


def parse_body(text: str) -> Template:
    """The template of a body: 1 to 100,000 characters. Raises Invalid with the path `body` and the line."""
    return _parse(text, "body", LONGEST_BODY)


def _parse(text: str, field: str, longest: int) -> Template:
    check_text(text, field, longest=longest)
    try:
        parsed = _ENVIRONMENT.from_string(text)
    except LiquidError as error:
        raise Invalid(_in_words(error, text), (field,)) from None
    _check_names(parsed, text, field)
    return Template(parsed, longest)


def _check_names(parsed: BoundTemplate, text: str, field: str) -> None:
    found = parsed.analyze()
    for name, places in found.globals.items():
        if name not in VARIABLES:
            known = ", ".join(VARIABLES)
            raise Invalid(
                f"Line {_line(text, places[0].span.index)}: there is no {name!r}; there are {known}.", (field,)
            )
    for name, spans in found.filters.items():
        if name not in parsed.env.filters:
            raise Invalid(f"Line {_line(text, spans[0].index)}: there is no filter {name!r}.", (field,))


def _line(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1


def _in_words(error: LiquidError, text: str = "") -> str:
    sentence = str(error.message).rstrip(".") or "the template is wrong"
    source = error.token.source if error.token else text
    if not source:
        return f"{sentence[0].upper()}{sentence[1:]}."
    index = error.token.start_index if error.token else len(source)
    return f"Line {_line(source, index)}: {sentence}."


class _BoundedContext(RenderContext):
    """Ends a rendering that takes too long, and keeps filters from making more than there can be."""

    __slots__ = ("deadline",)

    def __init__(self, template: BoundTemplate, **options: Any) -> None:
        super().__init__(template, **options)
        self.deadline = time.monotonic() + RENDERING_SECONDS

    def get(self, path: list[object], *, token: Token | None, default: object = UNDEFINED) -> object:
        """The value of a variable."""
        self._check_time()
        return super().get(path, token=token, default=default)

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """The filter of this name, bounded."""
        self._check_time()
        unbounded = super().filter(name, token)

        def bounded(value: object, *arguments: Any, **options: Any) -> object:
            _check_sizes(name, value, arguments)
            result = unbounded(value, *arguments, **options)
            _check_size(result)
            return result

        return bounded

    def _check_time(self) -> None:
        if time.monotonic() > self.deadline:
            raise ResourceLimitError(f"rendering took longer than {RENDERING_SECONDS} seconds", token=None)


def _check_sizes(name: str, value: object, arguments: Sequence[object]) -> None:
    for given in (value, *arguments):
        _check_size(given)
    if name in ("join", "replace"):  # the only two whose result can be the product of what they are given
        added = max((len(str(argument)) for argument in arguments), default=0)
        if _size(value) * max(added, 1) > 10 * MOST_FILTERED:
            raise ResourceLimitError(f"{name!r} would make too long a text", token=None)


def _check_size(value: object) -> None:
    if _size(value) > MOST_FILTERED:
        raise ResourceLimitError(f"a filter may take and give at most {MOST_FILTERED:,} elements", token=None)


def _size(value: object) -> int:
    if isinstance(value, range):
        return max(0, value.stop - value.start)  # len() of a very long one raises
    return len(cast(Sized, value)) if isinstance(value, str | list | tuple | dict) else 1


class _BoundedTemplate(BoundTemplate):
    context_class = _BoundedContext


class _MessageEnvironment(Environment):
    loop_iteration_limit = MOST_ITERATIONS
    local_namespace_limit = MOST_LOCAL_BYTES
    output_stream_limit = 4 * LONGEST_BODY  # bytes: a character takes up to four
    template_class = _BoundedTemplate

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """The standard tags and filters, but for those that need other templates."""
        super().setup_tags_and_filters(extra=extra)
        del self.tags["include"], self.tags["render"]

    def _parse(self, source: str) -> list[Node]:
        stream = TokenStream(self.tokenizer()(source))
        try:
            return get_parser(self).parse(stream)
        except LiquidError as error:
            if error.token is None or error.token.start_index < 0:  # the end of an expression has no place of its own
                error.token = stream.current if stream.current.start_index >= 0 else None
            raise


# Something missing may be tested and defaulted, but not printed: nobody is to be greeted as "Dear ,".
_ENVIRONMENT = _MessageEnvironment(undefined=FalsyStrictUndefined)
