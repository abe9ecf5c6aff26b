"""Which texts can be stored, which of them show anything, and how values and numbers are written in sentences."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.texts import check_text, counted, is_visible, on_one_line, quoted, with_article


@pytest.mark.parametrize(("text", "is_valid"), [("", False), ("a", True), ("a" * 500, True), ("a" * 501, False)])
def test_a_text_has_1_to_500_characters(text: str, is_valid: bool):
    if is_valid:
        check_text(text, "people", "3", "name")
        return
    with pytest.raises(Invalid) as refusal:
        check_text(text, "people", "3", "name")
    assert (refusal.value.message, refusal.value.path) == (
        "`name` must have 1 to 500 characters.",
        ("people", "3", "name"),
    )


def test_a_text_with_the_null_character_is_refused():
    with pytest.raises(Invalid, match=r"U\+0000"):
        check_text("a\0b", "name")


@pytest.mark.parametrize("text", ["a", "0", ".", "é", "漢", "\u0301", "\U0001f9d1\u200d\U0001f52c", " a ", "\u200ba"])
def test_letters_digits_signs_and_pictures_are_visible(text: str):
    assert is_visible(text)


@given(st.text(st.characters(categories=["Zs", "Zl", "Zp", "Cc", "Cf"])))
def test_white_space_controls_and_formats_are_invisible(text: str):
    assert not is_visible(text)


@pytest.mark.parametrize("character", ["\u034f", "\u115f", "\u2800", "\u3164", "\uffa0", "\ufe0f", "\U000e0101"])
def test_characters_that_are_drawn_as_nothing_are_invisible_whatever_their_category(character: str):
    assert unicodedata.category(character)[0] in "LMS"
    assert not is_visible(character)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Bergen é 漢 \\n", "Bergen é 漢 \\n"),
        ("a\tb\r\nc", "a\\tb\\r\\nc"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\u2028b\u202ec", "a\\u2028b\\u202ec"),
    ],
)
def test_control_characters_are_printed_as_escapes(text: str, printed: str):
    assert on_one_line(text) == printed


def test_a_long_value_is_quoted_with_its_beginning_and_end():
    assert quoted("it's") == '"it\'s"'
    assert len(quoted("x" * 1_000)) == 200


@pytest.mark.parametrize(
    ("number", "nouns", "written"),
    [
        (0, ["row"], "0 rows"),
        (1, ["row"], "1 row"),
        (2, ["row"], "2 rows"),
        (12_345, ["row"], "12,345 rows"),
        (1, ["person", "people"], "1 person"),
        (2, ["person", "people"], "2 people"),
        (1.0, ["second"], "1 second"),
        (0.5, ["second"], "0.5 seconds"),
    ],
)
def test_a_number_is_written_with_its_noun(number: float, nouns: list[str], written: str):
    assert counted(number, *nouns) == written


@pytest.mark.parametrize("noun", ["Event", "event", "attribute", "Object", "Import"])
def test_an_stands_before_a_vowel(noun: str):
    assert with_article(noun) == f"an {noun}"


@pytest.mark.parametrize("noun", ["Person", "person", "Series", "goal"])
def test_a_stands_before_a_consonant(noun: str):
    assert with_article(noun) == f"a {noun}"
