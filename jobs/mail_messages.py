"""Encodes mails as Internet messages (RFC 5322)."""

import hashlib
from binascii import b2a_qp
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import cache

from core.errors import Invalid, MailRefused
from core.mail import Mail, MailAddress, mail_address, one_line
from jobs.mail_html import html_of

# Headers are ASCII, except for addresses that have no ASCII form: only these need a server with SMTPUTF8.
_POLICIES = {utf8: EmailPolicy(utf8=utf8) for utf8 in (False, True)}
_LONGEST_LINE = 78
# A template, because the standard library builds a message from many objects, which takes fourteen times as long.
# No part can contain the boundary: the author of a text does not know the name of the message.
_MESSAGE = """\
{sender}
To: {to}
{subject}
Date: {date}
Message-ID: <{name}@{domain}>
{unsubscribing}MIME-Version: 1.0
Content-Type: multipart/alternative;
 boundary="=_{name}"

--=_{name}
{plain}
--=_{name}
{html}
--=_{name}--
"""


@dataclass(frozen=True, slots=True)
class MailMessage:
    """An encoded mail. `name` identifies it permanently: it is the left part of its Message-ID."""

    name: str
    sender: MailAddress
    to: MailAddress
    content: bytes

    @property
    def needs_utf8(self) -> bool:
        """Whether the server must support non-ASCII addresses (SMTPUTF8)."""
        return self.sender.needs_utf8 or self.to.needs_utf8


def build_message(mail: Mail, sender: MailAddress) -> MailMessage:
    """Encode a mail as plain text and HTML. No value can inject another header.

    Raises MailRefused if the address of the recipient is not valid.
    """
    to, name = _recipient(mail), hashlib.sha256(mail.key.encode()).hexdigest()[:40]
    text = mail.text.replace("\r\n", "\n").replace("\r", "\n")
    lines = _MESSAGE.format(
        sender=_sender(sender),
        to=to.plain,
        subject=_subject(one_line(mail.subject)),
        date=format_datetime(datetime.now(UTC)),
        name=name,
        domain=sender.domain,
        unsubscribing=_unsubscribing(mail),
        plain=_part("plain", text),
        html=_part("html", html_of(text)),
    )
    return MailMessage(name, sender, to, lines.replace("\n", "\r\n").encode())


def _recipient(mail: Mail) -> MailAddress:
    try:
        return mail_address(mail.to)
    except Invalid as problem:
        raise MailRefused(problem.message) from None


@cache
def _sender(sender: MailAddress) -> str:
    return _folded("From", str(sender.header), utf8=sender.needs_utf8)


def _subject(text: str) -> str:
    if "=?" in text:  # begins an encoded word, which mail programs and the policy would decode: so encode it once more
        return f"Subject: {Header(text, 'utf-8', header_name='Subject').encode()}"
    return _folded("Subject", text)


def _folded(name: str, value: str, *, utf8: bool = False) -> str:
    policy = _POLICIES[utf8]
    return policy.fold(name, policy.header_factory(name, value)).removesuffix("\n")


def _unsubscribing(mail: Mail) -> str:
    if mail.unsubscribe_url is None:
        return ""
    # Not folded: folding encodes a long link, and few mail programs decode it.
    header = f"List-Unsubscribe: <{mail.unsubscribe_url}>\n"
    if mail.unsubscribe_url.startswith("https://"):  # RFC 8058 requires https
        header += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"
    return header


def _part(kind: str, text: str) -> str:
    encoding = "7bit"
    if not text.isascii() or max(map(len, text.split("\n"))) > _LONGEST_LINE:
        text, encoding = b2a_qp(text.encode("utf-8", "replace")).decode("ascii"), "quoted-printable"
    return f'Content-Type: text/{kind}; charset="utf-8"\nContent-Transfer-Encoding: {encoding}\n\n{text}'
