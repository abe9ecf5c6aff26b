"""Which JSON values can be stored and answered with."""

import json
from typing import Any

import pytest

from core.errors import Invalid
from core.json_values import check_json


@pytest.mark.parametrize(
    "value",
    [None, True, 1, 1.5, "", "\\u0000", [], {}, {"a": [{"b": "c"}]}, json.loads("[" * 100 + "]" * 100)],
)
def test_json_values_are_taken(value: Any):
    check_json(value)


@pytest.mark.parametrize("value", ["a\x00b", ["\x00"], {"\x00": 1}, {"a": {"b": ["\x00"]}}])
def test_a_text_with_the_null_character_is_refused(value: Any):
    with pytest.raises(Invalid) as refusal:
        check_json(value, "input", "detail")

    assert refusal.value.message == "Text must not contain the character U+0000."
    assert refusal.value.path == ("input", "detail")


@pytest.mark.parametrize("value", [json.loads("[" * 101 + "]" * 101), json.loads('{"a":' * 101 + "1" + "}" * 101)])
def test_nesting_of_more_than_a_hundred_levels_is_refused(value: Any):
    with pytest.raises(Invalid) as refusal:
        check_json(value)

    assert refusal.value.message == "JSON must not be nested more than 100 levels deep."
