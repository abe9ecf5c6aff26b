"""Templates: what is refused when it is asked for, and how rendering is kept within bounds."""

import time

import pytest

from core.errors import Invalid
from core.templates import RenderingFailed, parse_body, parse_subject


def _rendered(text: str, **variables: object) -> str:
    return parse_body(text).render(variables)


@pytest.mark.parametrize(
    ("text", "variables", "rendered"),
    [
        ('Hi {{ name | default: "there" }}', {}, "Hi there"),
        ('Hi {{ name | default: "there" }}', {"name": None}, "Hi there"),
        ('Hi {{ name | default: "there" }}', {"name": "Ann"}, "Hi Ann"),
        ("{{ attributes.plan }}", {"attributes": {"plan": "pro"}}, "pro"),
        ('{{ attributes["first name"] }}', {"attributes": {"first name": "Zoë"}}, "Zoë"),
        ("{% if attributes.plan %}x{% else %}y{% endif %}", {"attributes": {}}, "y"),
        ('{% if attributes.plan == "a" %}x{% else %}y{% endif %}', {"attributes": {}}, "y"),
        ("{% for tag in tags %}{{ tag }};{% endfor %}", {"tags": ["a", "b"]}, "a;b;"),
        ("{% assign short = name | slice: 0 %}{{ short }}", {"name": "Ann"}, "A"),
        ("{{ attributes.size }}", {"attributes": {"a": 1}}, "1"),
    ],
)
def test_a_template_renders_what_is_known_of_a_person(text: str, variables: dict[str, object], rendered: str):
    assert parse_body(text).render(variables) == rendered


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Hi {{ name ", "Line 1: expected '}}', found end of file."),
        ("a\nb {% if name %}", "Line 2: expected tag endif, found end of expression."),
        ("a\n{{ name | }}\nb", "Line 2: expected word, found end of expression."),
        ("a\n{% foo %}\n", "Line 2: unexpected tag 'foo'."),
        ('a\n{% include "other" %}', "Line 2: unexpected tag 'include'."),
        ("a\n\n{{ name | shout }}", "Line 3: there is no filter 'shout'."),
        (
            "a\n{{ nmae }}",
            "Line 2: there is no 'nmae'; there are name, email, external_id, attributes, tags, unsubscribe_url.",
        ),
        ("", "`body` must have 1 to 100,000 characters."),
    ],
)
def test_a_template_that_cannot_work_for_anybody_is_refused_with_its_line(text: str, message: str):
    with pytest.raises(Invalid) as refusal:
        parse_body(text)

    assert (refusal.value.message, refusal.value.path) == (message, ("body",))


def test_a_subject_is_refused_under_its_own_path():
    with pytest.raises(Invalid) as refusal:
        parse_subject("{% if %}")

    assert refusal.value.path == ("subject",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Hi\n{{ name }}", "Line 2: 'name' is undefined."),
        ("{{ attributes.plan | upcase }}", "Line 1: attributes.plan is undefined."),
        ("{{ 1 | divided_by: 0 }}", "Line 1: divided_by: can't divide by 0."),
    ],
)
def test_a_person_for_whom_something_is_missing_is_told_with_the_reason(text: str, reason: str):
    with pytest.raises(RenderingFailed) as failure:
        _rendered(text, attributes={})

    assert str(failure.value) == reason


DOUBLED = '{% assign a = "<<<<<<<<<<" %}' + "{% assign a = a | append: a %}"


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in (1..1000000000) %}x{% endfor %}",
        "{% for i in (1..1000) %}{% for j in (1..1000) %}x{% endfor %}{% endfor %}",
        '{% assign r = (1..1000000000) %}{{ r | join: "x" }}',
        DOUBLED + "{% assign a = a | append: a %}" * 40,
        DOUBLED + "{% assign a = a | append: a %}" * 12 + '{{ a | replace: "<", a }}',
        DOUBLED + "{% assign a = a | append: a %}" * 11 + '{% assign s = a | split: "" %}{{ s | join: a }}',
        "{% assign a = 99 %}" + "{% assign a = a | times: a %}" * 40,
        "{% for i in (1..9999) %}" + "{% assign b = i | plus: 1 | plus: 2 %}" * 2000 + "{% endfor %}",
        "{% for i in (1..9000) %}" + "x" * 1000 + "{% endfor %}",
        '{{ "' + "x" * 400 + '" | truncate: "a" }}',
    ],
)
def test_no_template_renders_for_long_or_to_much(text: str):
    begun = time.monotonic()

    with pytest.raises(RenderingFailed):
        _rendered(text)

    assert time.monotonic() - begun < 30
