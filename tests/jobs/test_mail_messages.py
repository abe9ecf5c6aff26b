"""The encoding of mails."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import MailRefused
from core.mail import Mail, MailAddress
from jobs.mail_messages import build_message

SENDER = MailAddress("Ünï, Co", "hello", "example.com")
LINK = "https://milepost.example.com/unsubscribe/" + "A" * 200


def _built(**fields: str) -> tuple[bytes, EmailMessage]:
    mail = Mail(**{"key": "k", "to": "anna@example.com", "subject": "S", "text": "Hi", **fields})
    content = build_message(mail, SENDER).content
    return content, message_from_bytes(content, policy=default)


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def test_a_message_has_the_same_text_as_plain_text_and_html():
    _, message = _built(text="Hi <b>Änn</b>,\n\nsee https://example.com/?a=1&b=2.\n")

    plain, html = (_content(message, kind) for kind in ("plain", "html"))
    assert plain == "Hi <b>Änn</b>,\n\nsee https://example.com/?a=1&b=2.\n"
    assert html.split("<body>\n")[1].split("\n</body>")[0] == (
        "Hi &lt;b&gt;Änn&lt;/b&gt;,<br>\n<br>\n"
        'see <a href="https://example.com/?a=1&amp;b=2">https://example.com/?a=1&amp;b=2</a>.<br>\n'
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_decoded_unchanged(text: str):
    _, message = _built(text=text)

    assert _content(message, "plain") == text.replace("\r\n", "\n").replace("\r", "\n")


def test_the_message_id_depends_on_the_key_alone():
    same = {_built(key="one", text=text)[1]["Message-ID"] for text in ("a", "b")}

    assert same == {"<" + "7692c3ad3540bb803c020b3aee66cd8887123234" + "@example.com>"}
    assert _built(key="two")[1]["Message-ID"] not in same


@pytest.mark.parametrize(
    "subject", ["=?utf-8?q?Your_order?=", "Hi =?utf-8?b?w6k=?= there", "=?", "a" * 300 + " =?utf-8?q?x?= é"]
)
def test_an_encoded_word_in_a_subject_is_not_decoded(subject: str):
    content, message = _built(subject=subject)

    assert message["Subject"] == subject
    assert max(map(len, content.split(b"\r\n"))) <= 78


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x00", "\x85"])
def test_a_subject_cannot_add_a_header(line_break: str):
    _, message = _built(subject=f"Hi{line_break}Bcc: eve@example.com")

    assert message["Subject"] == "Hi Bcc: eve@example.com"
    assert message["Bcc"] is None


@pytest.mark.parametrize(
    "address", ["a@example.com\nBcc: eve@example.com", "a@example.com, eve@example.com", "anna", ""]
)
def test_an_invalid_address_is_refused(address: str):
    with pytest.raises(MailRefused, match=r"is not an e-mail address: write one such as anna@example\.com\.$"):
        _built(to=address)


def test_every_line_is_short_ascii_whatever_the_texts():
    content, message = _built(subject="ü" * 1000, text="ü" * 5000 + "\n" + "x" * 5000)

    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert message["Subject"] == "ü" * 1000
    assert message["From"] == '"Ünï, Co" <hello@example.com>'


def test_a_long_unsubscribe_link_is_not_folded():
    content, message = _built(unsubscribe_url=LINK)

    assert (
        f"\r\nList-Unsubscribe: <{LINK}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode() in content
    )
    assert message["List-Unsubscribe"] == f"<{LINK}>"


def test_one_click_unsubscribe_is_offered_only_with_https():
    _, message = _built(unsubscribe_url="mailto:hello@example.com?subject=unsubscribe")

    assert message["List-Unsubscribe"] == "<mailto:hello@example.com?subject=unsubscribe>"
    assert message["List-Unsubscribe-Post"] is None


def test_a_single_mail_has_no_unsubscribe_link():
    assert _built()[1]["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    ("address", "sent_to"),
    [("anna@exämple.com", "anna@xn--exmple-cua.com"), ("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v")],
)
def test_internationalized_domains_are_sent_in_their_ascii_form(address: str, sent_to: str):
    content, _ = _built(to=address)

    assert f"\r\nTo: {sent_to}\r\n".encode() in content
