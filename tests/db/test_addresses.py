"""Which addresses are the same inbox: the rule in SQL, compared with the address that a mail is sent to."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sampling import examples

from core.errors import Invalid
from core.mail import mail_address
from db.pool import Pool

SAME = [
    ("anna@example.com", "Anna@Example.COM"),
    ("anna@example.com", " anna@example.com\t"),
    ("anna@example.com", "\u00a0anna@example.com\u3000"),
    ("anna@exämple.com", "ANNA@EXÄMPLE.com"),
    ("anna@exämple.com", "anna@xn--exmple-cua.com"),
    ("anna@exämple.com", "anna@exa\u0308mple.com"),
    ("用户@例子.广告", "用户@XN--FSQU00A.xn--4rr70v"),
    ("用户@例子.广告", "用户@例子。广告"),
    ("anna@x\u00ady.com", "anna@xy.com"),
    ("anna@STRAẞE.de", "anna@straße.de"),
    ("jürgen@example.com", "JÜRGEN@example.com"),
    ("σοφος@example.com", "ΣΟΦΟΣ@example.com"),
    ("İx@example.com", "i\u0307x@example.com"),
    ("İx@example.com", "I\u0307x@example.com"),
    ("ǰan@example.com", "J\u030cAN@example.com"),
]
DIFFERENT = [
    ("anna.b@example.com", "annab@example.com"),
    ("anna+news@example.com", "anna@example.com"),
    ("anna@example.com", "anna@example.org"),
    ("anna@mail.example.com", "anna@example.com"),
    ("anna@faß.de", "anna@fass.de"),
    ("jurgen@example.com", "jürgen@example.com"),
]


# is_mail_address accepts no other letters.
letters = st.characters(min_codepoint=0xA1, max_codepoint=0xFFFF, categories=("Ll", "Lu", "Lo", "Lm", "Mn", "Nd"))
labels = st.text(st.one_of(st.sampled_from("abcXYZ019-"), letters), min_size=1, max_size=12)
domains = st.lists(labels, min_size=1, max_size=3).map(lambda parts: ".".join([*parts, "com"]))
spaces = st.text(st.sampled_from([chr(code) for code in range(0x3001) if chr(code).isspace()]), max_size=2)


async def _normal(pool: Pool, *addresses: str | None) -> list[str | None]:
    return await pool.fetchval("SELECT array_agg(normal_address(each)) FROM unnest($1::text[]) AS each", addresses)


@pytest.mark.parametrize(("one", "other"), SAME)
async def test_the_same_inbox_written_in_two_ways(pool: Pool, one: str, other: str):
    first, second = await _normal(pool, one, other)

    assert first == second


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
async def test_different_inboxes(pool: Pool, one: str, other: str):
    first, second = await _normal(pool, one, other)

    assert first != second


async def test_a_letter_and_its_lower_case_are_the_same_inbox(pool: Pool):
    letters = [chr(code) for code in range(0xA1, 0x20000) if chr(code).lower() != chr(code)]

    normal = await _normal(pool, *(f"a{letter}a@example.com" for letter in letters))
    lower = await _normal(pool, *(f"a{letter.lower()}a@example.com" for letter in letters))

    assert len(letters) > 1_000
    assert [letter for letter, *both in zip(letters, normal, lower, strict=True) if both[0] != both[1]] == []


async def test_no_address_has_no_normal_form(pool: Pool):
    assert await _normal(pool, None, "", " \n") == [None, None, None]


@examples(50)
@given(domain=domains, before=spaces, after=spaces)
async def test_the_normal_form_has_the_domain_that_mails_are_sent_to(pool: Pool, domain: str, before: str, after: str):
    try:
        sent_to = mail_address(f"Anna@{domain}")
    except Invalid:
        assume(False)
        raise

    ways = [f"{before}Anna@{domain}{after}", f"ANNA@{sent_to.domain.upper()}", f"anna@{domain.lower()}"]
    assert await _normal(pool, *ways) == [f"anna@{sent_to.domain}"] * 3


async def test_every_letter_is_written_in_a_domain_as_mails_are_sent_to_it(pool: Pool):
    codes = [*range(0xA1, 0x3400), *range(0xA000, 0xAC00), *range(0xF900, 0x10000)]  # not all Han and Hangul
    accepted = [f"anna@x{chr(code)}x.com" for code in codes]
    sent_to = {address: found for address in accepted if (found := _sent_to(address))}

    normal = await _normal(pool, *sent_to)

    assert len(sent_to) > 10_000
    assert {address: found for address, found in zip(sent_to, normal, strict=True) if found != sent_to[address]} == {}


def _sent_to(address: str) -> str | None:
    try:
        return mail_address(address).plain
    except Invalid:
        return None
