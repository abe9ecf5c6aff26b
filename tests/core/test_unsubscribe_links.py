"""Links for unsubscribing."""

import zlib

import pytest
from itsdangerous import URLSafeSerializer
from itsdangerous.encoding import base64_encode
from memory import peak

from core.unsubscribe_links import Unsubscribing, is_genuine, unsubscribe_token, unverified

KEY = b"k" * 32
WHO = Unsubscribing(1, 20, 300, bytes(range(32)))


def test_a_token_names_a_person_and_is_genuine_under_its_key_alone():
    token = unsubscribe_token(KEY, WHO)

    assert unverified(token) == WHO
    assert is_genuine(token, KEY)
    assert not is_genuine(token, b"other")


def test_a_link_of_an_earlier_release_names_a_person_and_no_inbox():
    token = URLSafeSerializer(KEY, salt="unsubscribe").dumps([1, 20, 300])

    assert unverified(token) == Unsubscribing(1, 20, 300)
    assert is_genuine(token, KEY)


def test_a_token_of_another_person_is_not_genuine():
    other = unsubscribe_token(b"guessed", Unsubscribing(1, 20, 301))
    forged = other.partition(".")[0] + "." + unsubscribe_token(KEY, WHO).partition(".")[2]

    assert unverified(forged) == Unsubscribing(1, 20, 301)
    assert not is_genuine(forged, KEY)


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "x",
        "bnVsbA.x",
        "WzEsMl0.x",
        "Wy0xLDIsM10.x",
        "é",
        "a" * 10_000,
        "....",
        ".e",
        "WzEsMiwzLCJ4Il0.x",
        "WzEsMiwzLCIiLDRd.x",
    ],
)
def test_any_other_token_names_no_person(token: str):
    assert unverified(token) is None
    assert not is_genuine(token, KEY)


def test_a_forged_token_is_not_unpacked_to_megabytes():
    packed = base64_encode(zlib.compress(b"[" + b"0," * 2_000_000 + b"0]")).decode()

    with peak() as memory:
        found = unverified(f".{packed}.x")

    assert found is None
    assert memory.grown < 10_000_000
