"""Global ids: there and back, and nothing else is one."""

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.ids import NODE_TYPES, SCOPED_TYPES, ObjectId, encoded_id, global_id, number_of, parse_id


def encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@given(st.sampled_from(sorted(NODE_TYPES)), st.data())
def test_an_id_leads_back_to_what_it_names(type_: str, data: st.DataObject):
    count = NODE_TYPES[type_]
    numbers = tuple(data.draw(st.lists(st.integers(0, 2**63 - 1), min_size=count, max_size=count)))

    assert parse_id(global_id(type_, *numbers)) == ObjectId(type_, numbers)


@given(st.sampled_from(sorted(SCOPED_TYPES)), st.text(min_size=1))
def test_an_id_can_have_another_part(type_: str, part: str):
    id_ = ObjectId(type_, (1,) * NODE_TYPES[type_], part)

    assert parse_id(encoded_id(id_)) == id_


def test_ids_are_the_same_for_ever():
    assert global_id("Series", 1) == "U2VyaWVzOjE"
    assert global_id("PersonVisit", 12, 345) == "UGVyc29uVmlzaXQ6MTIuMzQ1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "1",
        "Series:1",
        "\u00fc",
        encoded("Series"),
        encoded("Series:"),
        encoded("Series:x"),
        encoded("Series:01"),
        encoded("Series:+1"),
        encoded("Series:-1"),
        encoded("Series: 1"),
        encoded("Series:1_0"),
        encoded("Series:\u0661"),
        encoded("Series:1.2"),
        encoded(f"Series:{2**63}"),
        encoded("Series:" + "9" * 60),
        encoded("PersonVisit:1"),
        encoded("PersonVisit:1.2.3"),
        encoded("series:1"),
        encoded("Nothing:1"),
        encoded("Series:1:x"),
        encoded("SeriesStats:1:"),
        encoded("SeriesStats:01:x"),
        global_id("Series", 1) + "=",
        global_id("Series", 1) + "\n",
        " " + global_id("Series", 1),
        global_id("Series", 1)[:-1],
    ],
)
def test_anything_else_is_no_id(text: str):
    with pytest.raises(Invalid) as refusal:
        parse_id(text)

    assert refusal.value.message == f"{text[:200]!r} is not an id: use one from a response."


@given(st.text())
def test_whatever_the_text_it_is_an_id_or_refused(text: str):
    try:
        id_ = parse_id(text)
    except Invalid:
        return
    assert encoded_id(id_) == text


def test_an_id_of_another_type_is_refused_naming_both():
    assert number_of(global_id("Series", 7), "Series") == 7
    with pytest.raises(Invalid) as refusal:
        number_of(global_id("Series", 7), "Person")

    assert refusal.value.message == "'U2VyaWVzOjc' is the id of a Series: use the id of a Person."


def test_types_have_the_article_of_their_first_letter():
    with pytest.raises(Invalid) as refusal:
        number_of(global_id("Outcome", 7), "Export")

    assert refusal.value.message == "'T3V0Y29tZTo3' is the id of an Outcome: use the id of an Export."


def test_a_very_long_text_is_no_id_and_is_cut_in_the_error():
    with pytest.raises(Invalid) as refusal:
        parse_id(encoded("Series:" + "1." * 1_000_000))

    assert (
        refusal.value.message
        == f"'{encoded('Series:' + '1.' * 1_000_000)[:200]}…' is not an id: use one from a response."
    )
