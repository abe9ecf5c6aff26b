"""Web addresses in texts as people write them."""
# ruff: noqa: RUF001 - quotes and brackets of all scripts are what is tested

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.links import split_at_links


def _links(text: str) -> list[str]:
    return [part for part, is_link in split_at_links(text) if is_link]


WIKI = "https://en.wikipedia.org/wiki/Series_(math)"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (WIKI, [WIKI]),
        (f"({WIKI})", [WIKI]),
        (f"See {WIKI}.", [WIKI]),
        (f"(as in {WIKI}).", [WIKI]),
        ("(https://a.example)(https://b.example)", ["https://a.example", "https://b.example"]),
        ("[docs](https://a.example/x_(y)), and more", ["https://a.example/x_(y)"]),
        ("https://a.example/x?a[]=1&b={c}", ["https://a.example/x?a[]=1&b={c}"]),
        ("http://[2001:db8::1]:8080/x, http://[x", ["http://[2001:db8::1]:8080/x"]),
        ("https://a.example/x(", ["https://a.example/x"]),
        ("https://a.example!?..., https://b.example/;", ["https://a.example", "https://b.example/"]),
        ("'https://a.example/x' \"https://b.example/x\"", ["https://a.example/x", "https://b.example/x"]),
        (
            "“https://a.example/x”, ‘https://b.example/x’ «https://c.example»",
            [
                "https://a.example/x",
                "https://b.example/x",
                "https://c.example",
            ],
        ),
        (
            "https://a.example/L'Oréal and https://a.example/L’Oréal…",
            [
                "https://a.example/L'Oréal",
                "https://a.example/L’Oréal",
            ],
        ),
        ("<https://a.example/x>", ["https://a.example/x"]),
        ("**https://a.example/x**", ["https://a.example/x"]),
        ("请看https://例子.广告/路径。谢谢", ["https://例子.广告/路径"]),
        ("（https://a.example/x）、「https://b.example」！", ["https://a.example/x", "https://b.example"]),
        ("https://ja.example/wiki/ジョン・レノン", ["https://ja.example/wiki/ジョン・レノン"]),
        ("HTTPS://Exämple.com/Ünï", ["HTTPS://Exämple.com/Ünï"]),
        ("https://a.example/t/AbC_-~ https://a.example/x=", ["https://a.example/t/AbC_-~", "https://a.example/x="]),
        ("https://a.example\u00a0x https://b.example\u3000x", ["https://a.example", "https://b.example"]),
        ("https:// http://. https://_ xhttps://a.example ftp://a.example javascript:alert(1)", []),
    ],
)
def test_a_link_ends_where_its_writer_ended_it(text: str, links: list[str]):
    assert _links(text) == links


@given(st.text(st.sampled_from("ahtps:/.()[]{} \n。「」'\"*é"), max_size=60) | st.text())
def test_the_parts_are_the_text_and_links_hold_no_white_space(text: str):
    parts = list(split_at_links(text))

    assert "".join(part for part, _ in parts) == text
    assert all(len(link.split()) == 1 and link.lower().startswith("http") for link in _links(text))


@pytest.mark.parametrize(
    "piece", ["https://a)", "https://a.b((", "https://a[", "https://a]", "https://a....", "(https://a"]
)
def test_the_links_of_a_long_text_are_found_in_one_pass(piece: str):
    text = piece * 20_000

    assert sum(map(len, (part for part, _ in split_at_links(text)))) == len(text)
