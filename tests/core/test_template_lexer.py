"""The lexer of templates finds the same tokens as the library's, in linear time."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from liquid.exceptions import LiquidSyntaxError
from liquid.lex import get_lexer
from liquid.token import Token

from core.template_lexer import LONGEST_EXPRESSION, MOST_OPERATORS, MOST_TAGS, tokens

pieces = st.sampled_from(
    [
        *"a \n-{}%'\"#é",
        "{{",
        "}}",
        "{%",
        "%}",
        "{{-",
        "-}}",
        "{%-",
        "-%}",
        "if",
        "{{ name }}",
        "{% if a %}",
        "{%- else -%}",
    ]
)


def found(text: str) -> list[tuple[Any, ...]]:
    return list(map(described, tokens(text)))


def found_by_library(text: str) -> list[tuple[Any, ...]]:
    return list(map(described, get_lexer()(text)))


def described(token: Token) -> tuple[str, str, int]:
    return token.kind, token.value, token.start_index if token.value else -1  # empty tokens may have several positions


def line_refused(text: str) -> tuple[str, int]:
    with pytest.raises(LiquidSyntaxError) as refusal:
        found(text)
    assert refusal.value.token is not None
    return str(refusal.value.message), refusal.value.token.start_index


def is_plain(text: str) -> bool:
    """Whether the library is correct: it fails at a brace before a tag, and at a line break at the end."""
    return not any(part in text for part in ("{{{", "{{%")) and not text.endswith("\n")


@given(st.lists(pieces, max_size=12).map("".join).filter(is_plain))
def test_it_finds_the_same_tokens_as_the_library(text: str):
    try:
        expected = found_by_library(text)
    except LiquidSyntaxError:
        with pytest.raises(LiquidSyntaxError):
            found(text)
    else:
        assert found(text) == expected


def test_raw_text_is_unchanged_and_comments_are_dropped():
    text = "a{% raw %}{{ b {%- endraw -%} c{% comment %} {{ {% comment %} {% endcomment %} x {%- endcomment -%}  d"

    assert [(kind, value) for kind, value, _ in found(text)] == [
        ("content", "a"),
        ("content", "{{ b "),
        ("content", "c"),
        ("tag", "comment"),
        ("tag", "endcomment"),
        ("content", "d"),
    ]


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("a {{ b", "expected '}}', found end of file", 2),
        ("a {% b", "expected '%}', found end of file", 2),
        ("a {% %}", "missing tag name or closing delimiter", 5),
        ("a {% raw %} {{", "tag 'raw' is never closed: expected tag 'endraw'", 5),
        ("a {% comment %} {{", "tag 'comment' is never closed: expected tag 'endcomment'", 5),
        ("{{ a }}" * (MOST_TAGS + 1), "a template may have at most 1,000 tags and outputs", 7 * MOST_TAGS),
        ("{{ " + "a" * (LONGEST_EXPRESSION + 1) + " }}", "an expression may have at most 1,000 characters", 3),
        ("{% if a" + "[a" * (MOST_OPERATORS + 1), "expected '%}', found end of file", 0),
        ("{% if a" + "[a" * (MOST_OPERATORS + 1) + "%}", "an expression may have at most 50 operators and brackets", 6),
        ("{% if a" + " and a" * 51 + "%}", "an expression may have at most 50 operators and brackets", 6),
    ],
)
def test_malformed_text_or_text_over_a_limit_is_refused_with_its_position(text: str, message: str, place: int):
    assert line_refused(text) == (message, place)


def test_text_just_within_the_limits_is_accepted():
    expression = "'(((((((((((((((((((((((((((((((((((((((((((((((((((((((' == a" + " and a" * (MOST_OPERATORS - 1)
    text = "{{ a }}" * (MOST_TAGS - 2) + "{% if " + expression + " %}{{ " + "a" * LONGEST_EXPRESSION + " }}"

    assert len(found(text)) == 2 * MOST_TAGS


@pytest.mark.parametrize(
    "part", ["{{", "{%", "{{ ", "{% raw %}", "{% comment %}", "{% comment", "{%raw", "{", "{{-", "{{ a -", "%}", "{{ '"]
)
def test_no_text_takes_more_than_linear_time(part: str):
    begun = time.process_time()

    for text in (part * (1_000_000 // len(part)), part + " " * 1_000_000, part + " " * 1_000_000 + "}}%}"):
        try:
            found(text)
        except LiquidSyntaxError:
            continue

    assert time.process_time() - begun < 5  # quadratic time would be hours
