"""Filters of templates refuse values of a kind that they cannot use, and print nothing as Python writes it."""

import base64
import re
from typing import Any
from urllib.parse import unquote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import templates
from core.templates import RenderingFailed, parse_body

FILTERS = sorted(templates._ENVIRONMENT.filters)
ARGUMENTS = ["", ": 0", ": 0, 60", ": 'x'", ": 'n'", ": attributes.other", ": 'x', attributes.other"]
OF_PYTHON = re.compile(r"True|False|None|[{}\[\]<>']|ForLoop|range\(|\b(nan|inf)\b|secret")
texts = st.sampled_from(["", "a b", "7", "1_0", "x"])
scalars = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from([0.5, 1e308]) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.fixed_dictionaries({"secret": st.just("secret"), "n": inner}),
    max_leaves=6,
)


def outcome(template: str, **attributes: Any) -> str | None:
    """The rendered text, or None if rendering fails."""
    try:
        return parse_body(template).render({"attributes": attributes, "tags": []})
    except RenderingFailed:
        return None


def decoded(name: str, text: str) -> str:
    if name == "base64_encode":
        return base64.b64decode(text).decode()
    if name == "base64_url_safe_encode":
        return base64.urlsafe_b64decode(text).decode()
    return unquote_plus(text) if name == "url_encode" else text


@pytest.mark.parametrize("name", FILTERS)
@settings(max_examples=30)
@given(value=values, other=values, arguments=st.sampled_from(ARGUMENTS))
def test_no_filter_prints_an_object_or_a_value_as_python_writes_it(name: str, value: Any, other: Any, arguments: str):
    uses = f"{{{{ attributes.value | {name}{arguments} }}}}"

    for template in (uses, f"{{% for each in (1..2) %}}{uses.replace('attributes.value', 'forloop')}{{% endfor %}}"):
        if rendered := outcome(template, value=value, other=other):
            shown = decoded(name, rendered.lower() if name == "capitalize" else rendered)
            assert not OF_PYTHON.search(shown), shown


@pytest.mark.parametrize(("other", "joined"), [([], "12"), (["-", True], "1-true2"), (0, "102"), (True, "1true2")])
def test_a_separator_is_printed_as_anywhere_else(other: Any, joined: str):
    assert outcome("{{ attributes.list | join: attributes.other }}", list=[1, 2], other=other) == joined


TEXT_FILTERS = [
    *("append: 'x'", "base64_encode", "downcase", "escape", "escapejs", "replace: 'e', 'x'", "safe"),
    *("slice: 0, 3", "split: 'u'", "truncate: 3, ''", "upcase", "url_encode"),
]


@pytest.mark.parametrize("use", TEXT_FILTERS)
def test_filters_of_texts_take_true_and_lists_as_they_are_printed(use: str):
    template = f"{{{{ attributes.value | {use} }}}}"

    assert outcome(template, value=True) == outcome(template, value="true")
    if not use.startswith("slice"):
        assert outcome(template, value=["tr", True]) == outcome(template, value="trtrue")


@pytest.mark.parametrize("use", ["map: 'n' | join", "sum: 'n'", "sort: 'n' | size", "sort_natural: 'n' | size"])
@given(given=st.lists(st.integers(0, 9) | st.none(), min_size=1, max_size=4))
def test_a_missing_or_null_value_of_a_key_fails_wherever_all_are_used(use: str, given: list[int | None]):
    template = f"{{{{ attributes.list | {use} }}}}"
    nulls, missing = [{"n": n} for n in given], [{} if n is None else {"n": n} for n in given]

    assert outcome(template, list=nulls) == outcome(template, list=missing)
    assert (outcome(template, list=nulls) is None) == (None in given)


KEY_TESTS = ["where: 'n'", "where: 'n', 1", "reject: 'n'", "reject: 'n', 1", "uniq: 'n'", "compact: 'n'"]


@pytest.mark.parametrize("use", [*(f"{test} | map: 'i' | join" for test in KEY_TESTS), "has: 'n'", "find_index: 'n'"])
@given(given=st.lists(st.integers(0, 2) | st.none() | st.booleans(), max_size=4))
def test_a_missing_value_of_a_key_is_tested_like_null(use: str, given: list[int | None]):
    template = f"{{{{ attributes.list | {use} }}}}"
    nulls = [{"n": n, "i": i} for i, n in enumerate(given)]
    missing = [{"i": i} if n is None else {"n": n, "i": i} for i, n in enumerate(given)]

    assert outcome(template, list=nulls) == outcome(template, list=missing)


@pytest.mark.parametrize("use", ["plus: 1", "times: 2", "at_most: 5", "round", "abs", "ceil", "modulo: 3"])
@given(value=values | st.sampled_from(["nan", "inf", "1e999"]))
def test_arithmetic_takes_numbers_alone(use: str, value: Any):
    is_number = isinstance(value, int | float) and not isinstance(value, bool)

    if not is_number and value != "7":
        assert outcome(f"{{{{ attributes.value | {use} }}}}", value=value) is None
        assert outcome("{{ 1 | plus: attributes.value }}", value=value) is None
        assert outcome("{{ attributes.list | sum }}", list=[1, value]) is None or isinstance(value, list)


@pytest.mark.parametrize("template", ["{{ 'a%00' | url_decode }}", "{{ 'AA==' | base64_decode }}"])
def test_a_decoded_null_character_fails(template: str):
    with pytest.raises(RenderingFailed, match="The rendered body contains the character U"):
        parse_body(template).render({})


@pytest.mark.parametrize("variable", ["tags.first", "tags.last", "tags[0]", "attributes.list[5]"])
def test_an_index_beyond_a_list_is_named(variable: str):
    with pytest.raises(RenderingFailed) as failure:
        parse_body(f"{{{{ {variable} }}}}").render({"tags": [], "attributes": {"list": [1]}})

    assert str(failure.value) == f"Line 1 of the body: {variable} is missing or null: give a default."
