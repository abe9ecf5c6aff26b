"""Addresses, and where mail is handed over."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from core.errors import Invalid
from core.mail import MailAddress, MailServer, StartTls, mail_address, mail_server, one_line, sender_address


@pytest.mark.parametrize(
    ("text", "plain", "needs_utf8"),
    [
        ("anna@example.com", "anna@example.com", False),
        ("Anna.O'Neil+news@Sub.Example.com", "Anna.O'Neil+news@sub.example.com", False),
        ("anna@exämple.com", "anna@xn--exmple-cua.com", False),
        ("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v", True),
    ],
)
def test_an_address_is_taken_with_its_domain_in_ascii(text: str, plain: str, needs_utf8: bool):
    address = mail_address(text)

    assert (address.plain, address.needs_utf8) == (plain, needs_utf8)


_CHARACTERS = st.one_of(
    st.sampled_from("abcXYZ019-._+'\"<>[]() ,;:\\@\uff20\u3002\uff0e\u00ad\u200d\u0301\u0661ßςİ☃"),
    st.characters(min_codepoint=0xA1, categories=("L", "M", "N", "P", "S", "Cf", "Cs")),
)
_LETTERS = st.characters(min_codepoint=0x61, max_codepoint=0xFFFF, categories=("Ll", "Lo"))
_LOCALS = st.one_of(st.just("anna"), st.text(_LETTERS, min_size=1, max_size=70), st.text(_CHARACTERS, max_size=12))
_LABELS = st.one_of(
    st.sampled_from(["exämple", "例え", "אב", "xn--exmple-cua", "XN--FSQU00A", "a", "é" * 50]),
    st.text(_LETTERS, min_size=1, max_size=25),
    st.text(_CHARACTERS, max_size=8),
)
_DOMAINS = st.lists(_LABELS, min_size=1, max_size=6).map(lambda labels: ".".join([*labels, "com"]))


@examples(1_000)
@given(local=_LOCALS, domain=_DOMAINS)
def test_a_domain_that_is_remembered_changes_nothing(local: str, domain: str):
    text = f"{local}@{domain}"
    try:
        checked = validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        expected = None
    else:
        expected = MailAddress("", checked.local_part, checked.ascii_domain)

    assert [taken(text), taken(text)] == [expected, expected]


def taken(text: str) -> MailAddress | None:
    try:
        return mail_address(text)
    except Invalid:
        return None


@pytest.mark.parametrize(
    "text", ["", "anna", "anna@", "@example.com", "anna@example", " anna@example.com", "a@example.com\nBcc: b@c.de",
             "a@b.de, c@d.de", "Anna <anna@example.com>", "a..b@example.com", "anna@-b.com", "anna@localhost",
             "a@[::1]"]
)  # fmt: skip
def test_anything_else_is_refused(text: str):
    with pytest.raises(Invalid) as refusal:
        mail_address(text, "email")

    assert refusal.value.path == ("email",)


def test_a_sender_may_have_a_name():
    assert str(sender_address("Milepost <milepost@example.com>").header) == "Milepost <milepost@example.com>"
    assert str(sender_address("milepost@example.com").header) == "milepost@example.com"


@pytest.mark.parametrize("text", ["Milepost", "Milepost <>", "a@b.com, c@d.com"])
def test_a_sender_must_have_one_address(text: str):
    with pytest.raises(Invalid, match="This is not an address: write one such as"):
        sender_address(text)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.com", ("mail.example.com", 25, False, StartTls.AUTO, None, None)),
        ("smtp://u:p%40ss@mail.example.com", ("mail.example.com", 587, False, StartTls.REQUIRED, "u", "p@ss")),
        ("smtp://u:p@host:2525?starttls=off", ("host", 2525, False, StartTls.OFF, "u", "p")),
        ("smtp://[::1]:25?starttls=required", ("::1", 25, False, StartTls.REQUIRED, None, None)),
        ("smtps://u:p@mail.example.com", ("mail.example.com", 465, True, StartTls.OFF, "u", "p")),
    ],
)
def test_a_url_names_a_server(url: str, server: tuple[str, int, bool, StartTls, str | None, str | None]):
    assert mail_server(url) == MailServer(*server)


@pytest.mark.parametrize(
    "url",
    ["http://host", "smtp://", "smtp://u@host", "smtp://host:99999", "smtp://host?starttls=maybe", "smtp://host?tls=1",
     "smtps://host?starttls=off", "smtp://host/path"],
)  # fmt: skip
def test_a_url_that_is_wrong_is_refused_without_its_password(url: str):
    with pytest.raises(Invalid) as refusal:
        mail_server(url.replace("//", "//user:secret@") if "u@" not in url else url)

    assert "secret" not in refusal.value.message


def test_a_header_is_one_line():
    assert one_line("a\r\nb\x00c\u2028 d\ud800") == "a b c d"
