"""The HTML part of a mail has the text of its plain part."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.mail_html import html_of

BODY = re.compile(r"<body>\n(.*)\n</body>", re.DOTALL)
# What HTML cannot contain: a template cannot print them either, or they become line feeds before.
texts = st.text(
    st.one_of(
        st.sampled_from(" \t\n<>&'\"()/:.ahtps"), st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")
    )
)


def shown(html: str) -> str:
    """The text of the body, with white space as a browser shows it."""
    [body] = BODY.findall(html)
    kept = re.sub(
        r"<span [^>]*>([ \t]+)</span>", lambda span: span[1].replace(" ", "\ue000").replace("\t", "\ue001"), body
    )
    kept = re.sub(r"[ \t\n]+", " ", kept)
    kept = re.sub(r"(^| ?<br>) ?| $", lambda found: "\n" if "<br>" in found[0] else "", kept)
    return unescape(re.sub("<[^>]*>", "", kept)).replace("\ue000", " ").replace("\ue001", "\t")


@given(texts.filter(lambda text: not set("\ue000\ue001") & set(text)))
def test_the_html_part_shows_the_text_of_the_plain_part(text: str):
    assert shown(html_of(text)) == text


@given(texts)
def test_the_html_part_without_its_tags_is_the_plain_part(text: str):
    [body] = BODY.findall(html_of(text))

    assert unescape(re.sub("<[^>]*>", "", body)) == text


def test_a_link_is_escaped():
    assert '<a href="https://a.example/?b=1&amp;c=2">https://a.example/?b=1&amp;c=2</a>,' in html_of(
        "https://a.example/?b=1&c=2,"
    )


@pytest.mark.parametrize("text", ["javascript:alert(1)", "http:// <script>"])
def test_only_web_addresses_are_links(text: str):
    assert "<a" not in html_of(text)
