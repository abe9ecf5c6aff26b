"""Which JSON values can be stored and answered with."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid, LimitExceeded
from core.json_values import check_json, exact_number
from core.people import LONGEST_ATTRIBUTES, parse_person


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        1,
        1.5,
        10**4_000 - 1,
        1 - 10**4_000,
        "",
        "\\u0000",
        [],
        {},
        {"a": [{"b": "c"}]},
        json.loads("[" * 100 + "]" * 100),
        [0] * 100_000,
        ["x" * 1_048_576],
    ],
)
def test_json_values_are_taken(value: Any):
    check_json(value)


@pytest.mark.parametrize("value", ["a\x00b", ["\x00"], {"\x00": 1}, {"a": {"b": ["\x00"]}}])
def test_a_text_with_the_null_character_is_refused(value: Any):
    with pytest.raises(Invalid) as refusal:
        check_json(value, "input", "detail")

    assert refusal.value.message == "Text must not contain the character U+0000."
    assert refusal.value.path == ("input", "detail")


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), [float("inf")], {"a": [float("-inf")]}])
def test_a_number_that_is_not_finite_is_refused(value: Any):
    with pytest.raises(Invalid) as refusal:
        check_json(value, "detail")

    assert refusal.value.message == "Numbers must be finite."
    assert refusal.value.path == ("detail",)


@pytest.mark.parametrize("value", [10**4_000, -(10**4_000), [10**4_299], {"a": 10**4_000}])
def test_a_whole_number_of_more_than_4000_digits_is_refused(value: Any):
    with pytest.raises(Invalid) as refusal:
        check_json(value, "detail")

    assert refusal.value.message == "A whole number may have at most 4,000 digits: send it as a text."
    assert refusal.value.path == ("detail",)


@pytest.mark.parametrize("value", [datetime.now(UTC), [{1}], {"a": b"b"}])
def test_a_value_that_is_not_json_is_refused(value: Any):
    with pytest.raises(Invalid) as refusal:
        check_json(value, "detail")

    assert refusal.value.message == "JSON must consist of objects, lists, texts, numbers, true, false and null."


@pytest.mark.parametrize("value", [json.loads("[" * 101 + "]" * 101), json.loads('{"a":' * 101 + "1" + "}" * 101)])
def test_nesting_of_more_than_a_hundred_levels_is_refused(value: Any):
    with pytest.raises(LimitExceeded) as refusal:
        check_json(value)

    assert refusal.value.message == "JSON must not be nested more than 100 levels deep."


@pytest.mark.parametrize(
    "value", [[0] * 100_001, [[0] * 1_000] * 100, {str(number): 0 for number in range(50_001)}, {"a": [[""] * 100_000]}]
)
def test_more_than_a_hundred_thousand_elements_are_refused(value: Any):
    with pytest.raises(LimitExceeded) as refusal:
        check_json(value, "detail")

    assert refusal.value.message == "JSON must not have more than 100,000 elements."
    assert refusal.value.path == ("detail",)


@pytest.mark.parametrize("value", [["x" * 500_000] * 3, {"x" * 1_048_000: ["y" * 577]}, "x" * 1_048_577])
def test_texts_of_more_than_a_mebibyte_are_refused(value: Any):
    with pytest.raises(LimitExceeded) as refusal:
        check_json(value, "detail")

    assert refusal.value.message == "The texts and numbers in JSON must not have more than 1,048,576 characters."
    assert refusal.value.path == ("detail",)


def test_no_more_of_a_large_value_is_looked_at_than_is_needed():
    class Looked(list[Any]):
        looks = 0

        def __iter__(self) -> Any:
            Looked.looks += 1
            return super().__iter__()

    with pytest.raises(LimitExceeded):
        check_json([Looked([0] * 1_000) for _ in range(100_001)])

    assert Looked.looks == 0


@given(number=st.floats(allow_nan=False, allow_infinity=False), digits=st.integers(1, 10**20))
def test_a_number_is_kept_or_refused(number: float, digits: int):
    assert exact_number(repr(number)) == number

    text = f"{digits}.{digits}"
    try:
        assert Decimal(repr(exact_number(text))) == Decimal(text)
    except ValueError:
        assert len(text) > 16


TINY = "e-" + "9" * 30


@pytest.mark.parametrize("text", ["0.0", "-0.0", "0e" + "9" * 30, "0.00E+7", f"-0{TINY}"])
def test_zero_is_kept_with_any_exponent(text: str):
    assert exact_number(text) == 0


@pytest.mark.parametrize(
    "text",
    ["3.141592653589793238462643", "12345678901234567890.5", "1e-400", f"1{TINY}", f"-1.5{TINY}", "12345678e-330"],
)
def test_a_number_whose_digits_would_be_lost_is_refused(text: str):
    with pytest.raises(ValueError, match="more digits than are kept"):
        exact_number(text)


@pytest.mark.parametrize("letter", ["a", "é", "漢", "\U0001f9d1"])
def test_a_letter_of_any_script_is_one_character_of_attributes_however_it_is_escaped(letter: str):
    """`{"a": "..."}` has nine characters besides the text."""
    most = LONGEST_ATTRIBUTES - 9
    lines = [
        json.dumps({"externalId": "p", "attributes": {"a": letter * number}}, ensure_ascii=is_escaped).encode()
        for number, is_escaped in product([most, most + 1], [True, False])
    ]

    assert [parse_person(line).attributes for line in lines[:2]] == [f'{{"a": "{letter * most}"}}'] * 2
    for line in lines[2:]:
        with pytest.raises(LimitExceeded):
            parse_person(line)
