"""Templates of messages, in Liquid: parsed strictly, and rendered in bounded time and memory (docs/limits.md)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liquid import BoundTemplate, Environment, FalsyStrictUndefined, Node, RenderContext
from liquid.builtin.illegal import Illegal
from liquid.exceptions import BlockNestingError, LiquidError, LiquidSyntaxError, LiquidTypeError, OutputStreamLimitError
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.token import TOKEN_TAG, Token

from core.errors import Invalid, MilepostError
from core.template_bounds import FILTERS, BoundedContext, BoundedForTag, count_steps
from core.template_lexer import tokens
from core.template_values import PrintedOutput
from core.texts import check_text

LONGEST_SUBJECT = 1_000  # characters, of the template and of what it renders to
LONGEST_BODY = 100_000
DEEPEST = 20  # levels of nested tags
# Types of Python, which the library names in errors of comparisons and loops.
_KINDS = {
    "bool": "true or false",
    "dict": "an object",
    "float": "a number",
    "int": "a number",
    "list": "a list",
    "NoneType": "null",
    "range": "a list",
    "str": "a text",
}
_TYPE = re.compile(rf"'({'|'.join(_KINDS)})'|(?<=found )({'|'.join(_KINDS)})\b")
_LONGEST_REASON = 300  # characters: the reason is stored for every recipient

TAGS = ("assign", "break", "capture", "case", "comment", "continue", "for", "if", "raw", "unless")
VARIABLES = ("name", "email", "external_id", "attributes", "tags", "unsubscribe_url")


class RenderingFailed(MilepostError):
    """The template cannot be rendered for this person; the message says why."""


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template: of a subject or a body. The rendered text has at most `longest` characters."""

    _parsed: BoundTemplate
    field: str
    longest: int

    def render(self, variables: Mapping[str, Any]) -> str:
        """Returns the rendered text. Variables that are None count as missing.

        Raises RenderingFailed if a missing variable would be printed, if a filter fails, or if a limit is exceeded.
        """
        known = {name: value for name, value in variables.items() if value is not None}
        try:
            text = self._parsed.render(known)
        except LiquidError as error:
            raise RenderingFailed(_in_words(error, self.field)) from None
        except Exception as error:  # the library lets some Python errors through that a value causes
            raise RenderingFailed(f"The {self.field} cannot be rendered with the values of this person.") from error
        if "\x00" in text:  # made by url_decode or base64_decode
            raise RenderingFailed(f"The rendered {self.field} contains the character U+0000.")
        if len(text) > self.longest:
            raise RenderingFailed(f"The rendered {self.field} is longer than {self.longest:,} characters.")
        return text


def parse_subject(text: str) -> Template:
    """Parses the template of a subject, 1 to 1,000 characters. Raises Invalid with the path `subject` and the line."""
    return _parse(text, "subject", LONGEST_SUBJECT)


def parse_body(text: str) -> Template:
    """Parses the template of a body, 1 to 100,000 characters. Raises Invalid with the path `body` and the line."""
    return _parse(text, "body", LONGEST_BODY)


def _parse(text: str, field: str, longest: int) -> Template:
    check_text(text, field, longest=longest)
    try:
        parsed = _ENVIRONMENT.from_string(text)
    except LiquidError as error:
        raise Invalid(_in_words(error, field, text), (field,)) from None
    _check_names(parsed, text, field)
    return Template(parsed, field, longest)


def _check_names(parsed: BoundTemplate, text: str, field: str) -> None:
    found = parsed.analyze()
    for name, places in found.globals.items():
        if name not in VARIABLES:
            known = ", ".join(VARIABLES)
            raise Invalid(
                f"{_place(text, places[0].span.index, field)}: there is no variable {name!r}; use one of {known}.",
                (field,),
            )
    for name, spans in found.filters.items():
        if name not in parsed.env.filters:
            raise Invalid(
                f"{_place(text, spans[0].index, field)}: there is no filter {name!r}: use a standard filter of Liquid.",
                (field,),
            )


def _place(text: str, index: int, field: str) -> str:
    line = text.count("\n", 0, index) + 1
    return f"Line {line} of the {field}"


def _in_words(error: LiquidError, field: str, text: str = "") -> str:
    token = error.token  # None at the end of the text
    place = _place(token.source, token.start_index, field) if token else _place(text, len(text), field)
    return f"{place}: {_sentence(error)}."


def _sentence(error: LiquidError) -> str:
    if isinstance(error, BlockNestingError):
        return f"tags may be nested at most {DEEPEST} deep"
    if isinstance(error, OutputStreamLimitError):
        return f"the rendered text is longer than {LONGEST_BODY:,} characters"
    sentence = str(error.message).rstrip(".") or "the template is invalid"
    return _shortened(_TYPE.sub(_kind, sentence) if isinstance(error, LiquidTypeError) else sentence)


def _kind(found: re.Match[str]) -> str:
    return _KINDS[found[0].strip("'")]


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]}…"


class _BoundedTemplate(BoundTemplate):
    context_class = BoundedContext


class _NoSuchTag(Illegal):
    def parse(self, stream: TokenStream) -> Any:
        token = stream.expect(TOKEN_TAG)
        raise LiquidSyntaxError(f"unexpected tag {token.value!r}; the tags are {', '.join(TAGS)}", token=token)


class _MessageEnvironment(Environment):
    block_nesting_limit = DEEPEST
    output_stream_limit = 4 * LONGEST_BODY  # bytes: a character takes up to four
    template_class = _BoundedTemplate

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Adds the standard filters, and only those tags that messages need."""
        super().setup_tags_and_filters(extra=extra)
        self.add_tag(BoundedForTag)
        self.add_tag(PrintedOutput)
        self.add_tag(_NoSuchTag)
        for name in _TAGS_NOT_NEEDED:
            del self.tags[name]
        self.filters.update(FILTERS)

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        """Replaces the library's lexer, which takes quadratic time."""
        return tokens

    def _parse(self, source: str) -> list[Node]:
        stream = TokenStream(self.tokenizer()(source))
        try:
            nodes = get_parser(self).parse(stream)
        except LiquidError as error:
            if error.token is None or error.token.start_index < 0:  # the end of an expression has no position
                error.token = stream.current if stream.current.start_index >= 0 else None
            raise
        count_steps(nodes, RenderContext(BoundTemplate(self, [])))
        return nodes


# These need other templates, write HTML tables, use a lexer of their own with quadratic time, or are hardly ever used.
_TAGS_NOT_NEEDED = (
    "cycle",
    "decrement",
    "doc",
    "echo",
    "ifchanged",
    "include",
    "increment",
    "liquid",
    "render",
    "tablerow",
)
# A missing variable may be tested or have a default, but printing it is an error: no mail shall begin with "Dear ,".
_ENVIRONMENT = _MessageEnvironment(undefined=FalsyStrictUndefined)
