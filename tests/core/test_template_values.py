"""Templates print what is known about a person, and nothing else."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.templates import RenderingFailed, parse_body

keys = st.sampled_from(["a", "b", "size", "first", "last", "items", "keys", "get", "x y"])
scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "text", "None", "{}"])
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=8
)
attributes = st.dictionaries(keys, values, max_size=4)
paths = st.lists(keys, min_size=1, max_size=3)

USES = [
    "{{ VALUE }}",
    "{{ VALUE | upcase }}",
    "{{ VALUE | plus: 1 }}",
    "{{ VALUE | date: '%Y' }}",
    "{{ VALUE | size }}",
    "{{ VALUE | first }}",
    "{{ 'x' | append: VALUE }}",
    "{{ 1 | plus: VALUE }}",
    "{{ VALUE | default: 'D' }}",
    "{% if VALUE %}yes{% else %}no{% endif %}",
    "{% if VALUE == nil %}yes{% else %}no{% endif %}",
    "{% if VALUE == 'text' %}yes{% else %}no{% endif %}",
    "{% if VALUE contains 'text' %}yes{% else %}no{% endif %}",
    "{% for each in VALUE %}x{% endfor %}",
    "{% assign v = VALUE %}{{ v }}",
    "{% case VALUE %}{% when 'text' %}yes{% else %}no{% endcase %}",
]


def outcome(template: str, given: dict[str, Any]) -> str | None:
    """The rendered text, or None if rendering fails."""
    try:
        return parse_body(template).render({"attributes": given, "tags": []})
    except RenderingFailed:
        return None


def written(path: list[str]) -> str:
    return "attributes" + "".join(f"[{key!r}]" for key in path)


def known(value: Any, path: list[str]) -> Any:
    """The value of a key at any depth; None if it is missing. Lists have a size, a first and a last element."""
    for key in path:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list | str) and key == "size":
            value = len(value)
        elif isinstance(value, list) and value and key in ("first", "last"):
            value = value[0 if key == "first" else -1]
        else:
            return None
    return value


def text_of(value: Any) -> str | None:
    """The text of a value; None if it cannot be printed."""
    if isinstance(value, list):
        texts = [text_of(each) for each in value]
        return None if None in texts else "".join(map(str, texts))
    if value is None or isinstance(value, dict):
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


@given(given=attributes, path=paths)
def test_an_output_prints_the_value_of_its_own_key_or_fails(given: dict[str, Any], path: list[str]):
    assert outcome(f"{{{{ {written(path)} }}}}", given) == text_of(known(given, path))


@pytest.mark.parametrize("use", USES)
@given(given=attributes, path=paths)
def test_null_is_the_same_as_missing_at_any_depth(use: str, given: dict[str, Any], path: list[str]):
    template = use.replace("VALUE", written(path))

    assert outcome(template, changed(given, path, {path[-1]: None})) == outcome(template, changed(given, path, {}))


def changed(given: dict[str, Any], path: list[str], at_end: dict[str, Any]) -> dict[str, Any]:
    """A copy that has an object at each key of the path but the last, which is replaced by `at_end`."""
    first, *others = path
    rest = {key: deepcopy(value) for key, value in given.items() if key != first}
    if not others:
        return rest | at_end
    inner = given.get(first)
    return rest | {first: changed(inner if isinstance(inner, dict) else {}, others, at_end)}


@pytest.mark.parametrize("use", USES[:8])
def test_a_missing_value_fails(use: str):
    assert outcome(use.replace("VALUE", "attributes.name"), {"name": None}) is None


@pytest.mark.parametrize(
    ("text", "given", "rendered"),
    [
        ("{{ attributes.vip | append: '!' }}", {"vip": True}, "true!"),
        ("{{ attributes.list | append: '!' }}", {"list": ["a", True]}, "atrue!"),
        ("{{ attributes.list | join: ', ' }}", {"list": ["a", True, 1]}, "a, true, 1"),
        ("{% for pair in attributes.sizes %}{{ pair }};{% endfor %}", {"sizes": {"S": 1, "M": 2}}, "S1;M2;"),
    ],
)
def test_values_are_not_printed_as_python_writes_them(text: str, given: dict[str, Any], rendered: str):
    assert outcome(text, given) == rendered


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ attributes }}", "Line 1 of the body: an object cannot be printed: name one of its keys."),
        ("{{ attributes.o | append: 'x' }}", "Line 1 of the body: an object cannot be printed: name one of its keys."),
        ("{{ attributes.list | join: ',' }}", "Line 1 of the body: a value is missing: give a default."),
        ("\n{{ attributes.o.x y }}", "Line 2 of the body: attributes.o.x is missing or null: give a default."),
        ("{{ attributes.o['x y'] }}", "Line 1 of the body: attributes.o['x y'] is missing or null: give a default."),
        ("{{ attributes.list[0] }}", "Line 1 of the body: attributes.list[0] is missing or null: give a default."),
        ("{{ attributes.o.size }}", "Line 1 of the body: attributes.o.size is missing or null: give a default."),
        ("{{ tags | first }}", "Line 1 of the body: a value is missing: give a default."),
    ],
)
def test_the_reason_names_what_is_missing(text: str, reason: str):
    with pytest.raises(RenderingFailed) as failure:
        parse_body(text.replace("x y }}", "x }}")).render(
            {"attributes": {"o": {"x": None, "x y": None}, "list": [None]}, "tags": []}
        )

    assert str(failure.value) == reason
