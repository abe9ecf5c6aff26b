"""Malformed mail addresses: found in SQL for many people at once, and in Python when a mail is created."""

import unicodedata

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import reads
from sampling import examples

from core.errors import Invalid
from core.mail import mail_address
from db.pool import Pool
from db.statements.composer import statement

ADDRESSES = {
    "anna@example.com": True,
    "Anna.O'Neil+news@Sub.Example.com": True,
    "anna_b-c@my-shop.co.uk": True,
    "!#$%&*/=?^`{|}~@example.com": True,
    "anna@exämple.com": True,
    "用户@例子.广告": True,
    "anna@xn--exmple-cua.com": True,
    "": False,
    "anna": False,
    "anna@": False,
    "@example.com": False,
    "anna@example": False,
    "anna@example.": False,
    "anna@example.com.": False,
    "anna@.example.com": False,
    "anna@example..com": False,
    "anna@-example.com": False,
    "anna@example-.com": False,
    "anna@exam_ple.com": False,
    "anna@example.123": False,
    "anna@localhost": False,
    "anna@shop.local": False,
    "anna@example.test": False,
    "anna@[127.0.0.1]": False,
    " anna@example.com": False,
    "anna@example.com ": False,
    "anna@example.com\n": False,
    "anna@example.com\r\nBcc: eve@example.com": False,
    "an na@example.com": False,
    "an\u00a0na@example.com": False,
    "an\u200bna@example.com": False,
    "anna@exam\u00adple.com": False,
    "anna@example.c\u2060om": False,
    "\u202eanna@example.com": False,
    "anna\ue000@example.com": False,
    "an\U000e0061na@example.com": False,
    "anna@ben@example.com": False,
    ".anna@example.com": False,
    "anna.@example.com": False,
    "an..na@example.com": False,
    '"anna"@example.com': False,
    "Anna <anna@example.com>": False,
    "anna@example.com,ben@example.com": False,
    "a(b)@example.com": False,
    "a\\b@example.com": False,
    f"anna@{'a' * 64}.com": False,
    f"anna@{'a' * 63}.com": True,
    f"anna@{'a.' * 124}com": False,
    "anna@ab--cd.com": False,
    "anna@xn--exmple-cua.xn--p1ai": True,
    "anna@b.1com": True,
    "anna@b.com1": False,
    "anna@b。com": True,
    "anna@b\uff0ecom": True,
    "anna@b｡com": True,
    f"anna@{'é' * 60}.com": False,
    "anna@☃.com": False,
    "anna@\u0301b.com": False,
    "\u0301anna@example.com": False,
    "anna\u0378@example.com": False,
    "anna@1אב.com": False,
    "anna@אב1a.com": False,
    "anna@xאב.com": False,
    "anna@1.אב.com": False,
    "anna@אב.com": True,
    "anna@אב1.com": True,
    f"{'é' * 126}@b.de": False,
    f"a@{'é' * 30}.{'ü' * 30}.{'ö' * 30}.{'ä' * 10}.de": True,
    f"{'a' * 90}@{'é' * 30}.{'ü' * 30}.{'ö' * 30}.{'ä' * 10}.de": False,
    "anna@a·b.com": False,
    "anna@col·legi.com": True,
}


@pytest.mark.parametrize("address", ADDRESSES)
async def test_sql_and_python_accept_the_same_mail_addresses(pool: Pool, address: str):
    in_sql = await pool.fetchval("SELECT is_mail_address($1)", address)

    assert (in_sql, _is_address(address)) == (ADDRESSES[address], ADDRESSES[address])


async def test_sql_and_python_accept_the_same_characters_before_the_at_sign(pool: Pool):
    # Without most Han, Hangul, private-use and unassigned characters, which are all alike.
    blocks = [
        (1, 0x3400),
        (0xA000, 0xAC00),
        (0xF8F0, 0x14000),
        (0x1BC00, 0x1BD00),
        (0x1D000, 0x1D200),
        (0xE0000, 0xE0080),
    ]
    characters = [chr(code) for block in blocks for code in range(*block) if unicodedata.category(chr(code)) != "Cn"]
    addresses = [f"an{character}na@example.com" for character in characters]

    in_sql = await pool.fetchval("SELECT array_agg(is_mail_address(each)) FROM unnest($1::text[]) AS each", addresses)

    pairs = zip(characters, in_sql, map(_is_address, addresses), strict=True)
    assert [hex(ord(character)) for character, one, other in pairs if one is not other] == []


# Without Punycode, which the database does not decode.
ascii_labels = st.text(st.sampled_from("abzXY019-"), min_size=1, max_size=6) | st.sampled_from(["a" * 63, "a" * 64])
ascii_domains = st.lists(ascii_labels, min_size=1, max_size=5).map(".".join)


@examples(105)
@given(local=st.text(st.sampled_from("aZ9._-+'!\"@ ,"), min_size=1, max_size=6), domain=ascii_domains)
async def test_sql_and_python_accept_the_same_ascii_addresses(pool: Pool, local: str, domain: str):
    address = f"{local}@{domain}"

    assert await pool.fetchval("SELECT is_mail_address($1)", address) == _is_address(address)


def _is_address(text: str) -> bool:
    try:
        mail_address(text)
    except Invalid:
        return False
    return True


@pytest.mark.parametrize(
    ("email", "unsubscribed", "reason"),
    [
        (None, False, "no e-mail"),
        ("", True, "no e-mail"),
        ("anna@example.com", True, "unsubscribed"),
        ("anna@", False, "malformed address"),
        ("anna@example.com", False, None),
    ],
)
async def test_the_reason_why_a_person_cannot_receive_mail(
    pool: Pool, email: str | None, unsubscribed: bool, reason: str | None
):
    assert await pool.fetchval("SELECT why_no_mail($1, $2)", email, unsubscribed) == reason


async def test_few_inboxes_are_read_for_one_person_however_many_are_unsubscribed(pool: Pool, workspace_id: int):
    person_id = await pool.fetchval(
        "INSERT INTO person (workspace_id, external_id, email) VALUES ($1, 'ann', 'ann@example.com') RETURNING id",
        workspace_id,
    )
    await pool.execute(
        "INSERT INTO unsubscribed_inbox (workspace_id, inbox, person_id) "
        "SELECT $1, sha256(number::text::bytea), number FROM generate_series(1, 2000) AS number",
        workspace_id,
    )
    explain = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement('why_not_mailed')}"

    [explained] = orjson.loads(await pool.fetchval(explain, workspace_id, [person_id]))

    assert sum(reads(explained["Plan"])) < 100
