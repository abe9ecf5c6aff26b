"""Templates: which are refused, and how the time and memory of rendering are bounded."""

import re

import pytest

from core import templates
from core.errors import Invalid
from core.templates import RenderingFailed, parse_body, parse_subject

TAGS = "assign, break, capture, case, comment, continue, for, if, raw, unless"
VARIABLES = "name, email, external_id, attributes, tags, unsubscribe_url"


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
        ("{{ attributes.size }}", {"attributes": {"size": "XL"}}, "XL"),
        ("{{ attributes.list.size }}{{ tags.first }}", {"attributes": {"list": [1, 2]}, "tags": ["a"]}, "2a"),
    ],
)
def test_a_template_renders_the_variables_of_a_person(text: str, variables: dict[str, object], rendered: str):
    assert parse_body(text).render(variables) == rendered


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Hi {{ name ", "Line 1 of the body: expected '}}', found end of file."),
        ("a\nb {% if name %}", "Line 2 of the body: expected tag endif, found end of expression."),
        ("a\n{{ name | }}\nb", "Line 2 of the body: expected word, found end of expression."),
        ("a\n{% foo %}\n", f"Line 2 of the body: unexpected tag 'foo'; the tags are {TAGS}."),
        ('a\n{% include "other" %}', f"Line 2 of the body: unexpected tag 'include'; the tags are {TAGS}."),
        ("{% liquid echo 1 %}", f"Line 1 of the body: unexpected tag 'liquid'; the tags are {TAGS}."),
        ("a\n" * 9 + "{{" * 49_000, "Line 10 of the body: expected '}}', found end of file."),
        ("\n{{ 1 }}" * 1_001, "Line 1002 of the body: a template may have at most 1,000 tags and outputs."),
        ("\n{{ " + "a" * 1_001 + " }}", "Line 2 of the body: an expression may have at most 1,000 characters."),
        ("\n{{ " + "(" * 51 + " }}", "Line 2 of the body: an expression may have at most 50 operators and brackets."),
        ("\n{% if 1 %}" * 21 + "{% endif %}" * 21, "Line 22 of the body: tags may be nested at most 20 deep."),
        ("a\n\n{{ name | shout }}", "Line 3 of the body: there is no filter 'shout': use a standard filter of Liquid."),
        (
            "a\n{{ nmae }}",
            f"Line 2 of the body: there is no variable 'nmae'; use one of {VARIABLES}.",
        ),
        ("", "`body` must have 1 to 100,000 characters."),
    ],
)
def test_an_invalid_template_is_refused_with_the_line(text: str, message: str):
    with pytest.raises(Invalid) as refusal:
        parse_body(text)

    assert (refusal.value.message, refusal.value.path) == (message, ("body",))


def test_an_invalid_subject_is_refused_with_the_path_subject():
    with pytest.raises(Invalid) as refusal:
        parse_subject("{% if %}")

    assert refusal.value.path == ("subject",)
    assert refusal.value.message.startswith("Line 1 of the subject: ")


def test_a_subject_that_cannot_be_rendered_is_named():
    with pytest.raises(RenderingFailed) as failure:
        parse_subject("Hi {{ name }}").render({})

    assert str(failure.value) == "Line 1 of the subject: name is missing or null: give a default."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Hi\n{{ name }}", "Line 2 of the body: name is missing or null: give a default."),
        ("{{ attributes.plan | upcase }}", "Line 1 of the body: attributes.plan is missing or null: give a default."),
        ("{{ 1 | divided_by: 0 }}", "Line 1 of the body: a number cannot be divided by 0."),
    ],
)
def test_rendering_fails_with_the_reason_if_a_printed_variable_is_missing(text: str, reason: str):
    with pytest.raises(RenderingFailed) as failure:
        _rendered(text, attributes={})

    assert str(failure.value) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{{ "1e999999" | plus: 1 }}', "the filter 'plus' cannot be applied to a text with a number"),
        ("{{ attributes.m | times: attributes.m }}", "the result of the filter 'times' is too large"),
        ("{{ 'pro' | times: 2 }}", "the filter 'times' cannot be applied to a text with a number"),
        ("{{ 2 | plus: attributes.o }}", "the filter 'plus' cannot be applied to a number with an object"),
        ("{{ attributes.n | size }}", "the filter 'size' cannot be applied to a number"),
        ("{{ attributes | first }}", "the filter 'first' cannot be applied to an object"),
        ("{{ attributes.n | modulo: 0.0 }}", "a number cannot be divided by 0"),
        ("{{ attributes.n | divided_by: 0 }}", "a number cannot be divided by 0"),
        (
            "{{ name | uniq: attributes.l }}",
            "the filter 'uniq' with a key takes a list of objects, and this one contains a text",
        ),
        ("{{ name | append }}", "the filter 'append' needs an argument"),
        ("{{ name | append: 'x', 1 }}", "the filter 'append' does not take a text, a number"),
        ("{{ name | upcase: x: true }}", "the filter 'upcase' does not take `x`"),
        (
            "{{ attributes.t | find: 0.0 }}",
            "the filter 'find' with a key takes a list of objects, and this one contains true",
        ),
        ("{% if name < 1 %}x{% endif %}", "'<' and '>' are not supported between a text and a number"),
        (
            "{% if 1 contains attributes.o %}x{% endif %}",
            "'in' and 'contains' are not supported between a number and an object",
        ),
        ("{% for i in attributes.l limit: attributes.o %}x{% endfor %}", "expected an integer, found an object"),
    ],
)
def test_an_error_of_a_value_is_in_plain_words(text: str, reason: str):
    attributes = {"n": 1, "l": [1], "o": {"k": 1}, "t": True, "m": 1e308}

    with pytest.raises(RenderingFailed) as failure:
        parse_body(text).render({"name": "Ada", "attributes": attributes})

    assert str(failure.value) == f"Line 1 of the body: {reason}."


OF_PYTHON = re.compile(
    r"\b(class|bool|dict|float|int|list|NoneType|range|str|None|True|False|argument:)\b|[(){}<>]|__|\bself\b"
)
VALUES = {"a": 1.5, "n": 0, "l": [1, "x", {"k": 1}], "o": {"k": 1}, "t": True, "e": "", "big": 10**400, "max": 1e308}
ARGUMENTS = ["", "0", "0.0", "'x'", "attributes.l", "attributes.o", "true", "attributes.big", "'x', 'y'", "1, 2, 3, 4"]


@pytest.mark.parametrize("name", sorted(templates._ENVIRONMENT.filters))
def test_no_error_of_a_filter_shows_a_name_of_python(name: str):
    reasons: set[str] = set()
    for key in VALUES:
        for given in ARGUMENTS:
            template = parse_body(f"{{{{ attributes.{key} | {name}{given and ': '}{given} }}}}")
            try:
                template.render({"attributes": VALUES})
            except RenderingFailed as failure:
                reasons.add(str(failure))

    shown = {reason.replace(f"{name!r}", "") for reason in reasons}
    assert [reason for reason in shown if OF_PYTHON.search(reason.replace("a list", ""))] == []


STEPS = "rendering takes more than 50,000 steps"
VALUE = "a value may have at most 100,000 characters, or 10,000 elements"
NUMBER = "a number may have at most 1,000 digits"
ASSIGNED = "the variables of a template may have at most 100,000 characters"
DATE = "a date may have at most 1,000 characters"
LONG = "is longer than 100,000 characters"
LOOP, END = "{% for i in (1..9000) %}{% for j in (1..9000) %}", "{% endfor %}{% endfor %}"
DOUBLED = '{% assign a = "<<<<<<<<<<" %}' + "{% assign a = a | append: a %}" * 13
ATTRIBUTES = {
    "text": "a" * 90_000,
    "words": " ".join(map(str, range(6_000))),
    "end": "b" + "a" * 40_000,
    "list": list(range(9_000)),
    "longest": list(range(20_000)),
    "tagged": "<a/" * 20_000,
    "numbers": [10**999] * 50,
}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{% for i in (1..1000000000) %}x{% endfor %}", VALUE),
        ("{% for i in (1..1000000000) reversed limit: 1 %}x{% endfor %}", VALUE),
        ("{% for i in (1..1000000000) offset: 999999999 %}x{% endfor %}", VALUE),
        ("{% assign r = (1..1000000000) %}{% for i in r limit: 1 %}x{% endfor %}", VALUE),
        ('{% assign r = (1..1000000000) %}{{ r | join: "x" }}', VALUE),
        ("{{ (1..1000000000) | slice: 0, 1000000000 }}", VALUE),
        (LOOP + END, STEPS),
        (LOOP + " " * 9_000 + END, STEPS),
        (LOOP + "{% if 1 %}{% elsif 2 %}{% endif %}" + END, STEPS),
        (LOOP + "{% capture c %}" + "x" * 9_000 + "{% endcapture %}" + END, STEPS),
        (LOOP + "x" * 9_000 + END, LONG),
        ("{% for i in (1..2) %}" * 20 + "{% endfor %}" * 20, STEPS),
        ("{% case 1 %}{% when 1, 1, 1, 1, 1, 1, 1, 1 %}" * 20 + "{% endcase %}" * 20, STEPS),
        (LOOP + "{% if attributes.text contains attributes.end %}{% endif %}" + END, STEPS),
        (LOOP + "{% if attributes.list == attributes.list %}{% endif %}" + END, STEPS),
        (LOOP + "{% assign x = i | plus: 1 | plus: 2 %}" * 300 + END, STEPS),
        (LOOP + "{{ attributes.list | sort | first }}" + END, STEPS),
        (LOOP + "{{ '2026-01-0' | append: i | date: '%Y' }}" + END, STEPS),
        (LOOP + "{{ attributes.tagged | strip_html | size }}" + END, STEPS),
        ('{{ attributes.words | split: " " | uniq | size }}', STEPS),
        ("{{ attributes.text | remove_last: attributes.end }}", STEPS),
        ('{{ attributes.text | replace_last: seq: attributes.end, sub: "x" }}', STEPS),
        ("{{ attributes.longest | size }}", VALUE),
        (DOUBLED + "{% assign a = a | append: a %}", VALUE),
        (DOUBLED + "{% assign b = a %}", ASSIGNED),
        (DOUBLED + "{% capture b %}{{ a }}{% endcapture %}", ASSIGNED),
        ("{{ attributes.text | append: attributes.text }}", VALUE),
        ('{{ attributes.text | replace: "a", attributes.text }}', VALUE),
        ('{{ attributes.text | replace: "a", sub: attributes.text }}', VALUE),
        ('{{ attributes.text | replace: "", "xx" }}', VALUE),
        ("{{ attributes.list | join: attributes.text }}", VALUE),
        ("{{ attributes.list | join: separator: attributes.text }}", VALUE),
        ("{% assign l = attributes.text | split: 'b' %}" + "{% assign l = l | concat: l %}" * 9, VALUE),
        ("{% assign a = 99 %}" + "{% assign a = a | times: a %}" * 40, NUMBER),
        ("{% assign l = attributes.numbers %}" + "{% assign l = l | concat: l %}" * 2, VALUE),
        ("{{ 'now' | date: attributes.text }}", DATE),
        ("{{ attributes.text | date: '%Y' }}", DATE),
        ("\n" * 9 + "{{ attributes.text }}" * 2, LONG),
    ],
)
def test_rendering_fails_with_the_name_of_the_limit_that_it_exceeds(text: str, reason: str):
    template = parse_body(text)

    with pytest.raises(RenderingFailed, match=re.escape(reason)):
        template.render({"attributes": ATTRIBUTES})


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        (
            "{% for n in attributes.list limit: 2000 %}{{ n | plus: 1 | divided_by: 2000 }}{% endfor %}",
            "0" * 1_999 + "1",
        ),
        ("{{ attributes.text | upcase | downcase | append: 'x' | size }}", "90001"),
        ('{{ attributes.words | split: " " | size }}', "6000"),
        (
            '{{ attributes.words | slice: 0, 2000 | split: " " | uniq | size }}',
            "527",
        ),  # the last word is cut off and equals an earlier one
    ],
)
def test_large_values_can_be_processed_within_the_limits(text: str, rendered: str):
    assert _rendered(text, attributes=ATTRIBUTES) == rendered


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("{{ 1.5 | round: 999999999 }}", "1.5"),
        ('{{ "1 2.5 1e3" | split: " " | sum }}', "1003.5"),
        ('{{ "a-b" | replace: "-", "+" }}{{ "a-b" | replace: "-" }}', "a+bab"),
        ('{{ "ab" | replace: "", "-" }}', "-a-b-"),
        ('{{ tags | join }} {{ tags | join: ", " }}', "x y x, y"),
        ("{{ '<p class=\"a\">1 < 2</p>' | strip_html }}", "1 < 2"),
        ("{% comment %}{{ {% endcomment %}{% raw %}{{ name }}{% endraw %}{% # note %}", "{{ name }}"),
    ],
)
def test_filters_and_tags_return_the_results_that_liquid_specifies(text: str, rendered: str):
    assert _rendered(text, tags=["x", "y"]) == rendered


def test_a_reason_is_cut_to_a_short_length():
    with pytest.raises(RenderingFailed) as failure:
        _rendered("{{ attributes.text | times: 2 | truncate: attributes.text }}", attributes={"text": "x" * 9_000})

    assert len(str(failure.value)) < 400
