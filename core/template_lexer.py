"""Splits a Liquid template into tokens, in time linear in its length.

The library's own lexer searches the rest of the text again at every `{{` that is never closed. This one reads each
character a fixed number of times. It also refuses input that would slow down the library's parser: too many tags, and
expressions that are long or deeply nested.
"""

import re
from collections.abc import Iterator

from liquid.exceptions import LiquidSyntaxError
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG, Token

MOST_TAGS = 1_000  # tags and outputs together
LONGEST_EXPRESSION = 1_000  # characters
# The library searches the rest of the expression again at each bracket, and recurses at each operator.
MOST_OPERATORS = 50

_OPENING = re.compile(r"\{[{%]")
_TAG = re.compile(r"(#|\w+)\s*")
_END_OF_RAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")
_COMMENT = re.compile(r"\{%-?\s*(?P<end>end)?comment\b[^%]*%\}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_OPERATOR = re.compile(r"[(\[]|[!=<>]{1,2}|\b(?:and|or|contains)\b")


def tokens(source: str) -> Iterator[Token]:
    """Returns the tokens of a template. Raises LiquidSyntaxError if it is malformed or exceeds a limit."""
    return _Lexer(source).tokens()


class _Lexer:
    def __init__(self, source: str) -> None:
        self._source = source
        self._place = 0
        self._trims = False  # whether the last tag ends in a hyphen, so that the white space after it is dropped
        self._tags = 0

    def tokens(self) -> Iterator[Token]:
        while opening := _OPENING.search(self._source, self._place):
            yield from self._text(opening.start())
            yield from self._markup(opening.start())
        yield from self._text(len(self._source))

    def _text(self, end: int) -> Iterator[Token]:
        text = self._source[self._place : end]
        if self._trims:
            text = text.lstrip()
        if self._source.startswith("-", end + 2):
            text = text.rstrip()
        if text:
            yield self._token(TOKEN_CONTENT, text, self._place)

    def _markup(self, start: int) -> Iterator[Token]:
        self._tags += 1
        if self._tags > MOST_TAGS:
            raise self._error(f"a template may have at most {MOST_TAGS:,} tags and outputs", start)
        is_output = self._source.startswith("{{", start)
        closing = "}}" if is_output else "%}"
        end = self._source.find(closing, start + 2)
        if end < 0:
            raise self._error(f"expected '{closing}', found end of file", start)
        begin = start + 2 + self._source.startswith("-", start + 2)
        self._place = end + 2
        self._trims = end > begin and self._source[end - 1] == "-"
        inner = self._source[begin : end - self._trims]
        begin += len(inner) - len(inner.lstrip())
        if is_output:
            yield self._token(TOKEN_OUTPUT, self._source[start : end + 2], start)
            yield self._expression(inner.strip(), begin)
        else:
            yield from self._tag(inner.strip(), begin)

    def _tag(self, inner: str, begin: int) -> Iterator[Token]:
        match = _TAG.match(inner)
        if match is None:
            raise self._error("missing tag name or closing delimiter", begin)
        if match[1] == "raw":
            yield self._raw(begin)
            return
        yield self._token(TOKEN_TAG, match[1], begin)
        if match[1] == "comment":
            self._skip_comment(begin)
            yield self._token(TOKEN_TAG, "endcomment", begin)
        elif expression := inner[match.end() :]:
            yield self._expression(expression, begin + match.end())

    def _raw(self, begin: int) -> Token:
        end = _END_OF_RAW.search(self._source, self._place)
        if end is None:
            raise self._error("tag 'raw' is never closed: expected tag 'endraw'", begin)
        start, self._place = self._place, end.end()
        self._trims = end[0].endswith("-%}")
        return self._token(TOKEN_CONTENT, self._source[start : end.start()], start)

    def _skip_comment(self, begin: int) -> None:
        depth = 1
        for tag in _COMMENT.finditer(self._source, self._place):
            depth += -1 if tag["end"] else 1
            if depth == 0:
                self._place = tag.end()
                self._trims = tag[0].endswith("-%}")
                return
        raise self._error("tag 'comment' is never closed: expected tag 'endcomment'", begin)

    def _expression(self, text: str, begin: int) -> Token:
        if len(text) > LONGEST_EXPRESSION:
            raise self._error(f"an expression may have at most {LONGEST_EXPRESSION:,} characters", begin)
        if len(_OPERATOR.findall(_QUOTED.sub("", text))) > MOST_OPERATORS:
            raise self._error(f"an expression may have at most {MOST_OPERATORS} operators and brackets", begin)
        return self._token(TOKEN_EXPRESSION, text, begin)

    def _token(self, kind: str, value: str, begin: int) -> Token:
        return Token(kind, value, start_index=begin, source=self._source)

    def _error(self, message: str, begin: int) -> LiquidSyntaxError:
        return LiquidSyntaxError(message, token=self._token(TOKEN_CONTENT, "", begin))
