"""From a mail to the bytes that mail servers understand."""

import hashlib
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from html import escape

from core.errors import Invalid, MailRefused
from core.mail import Mail, MailAddress, mail_address, one_line


class _Policy(EmailPolicy):
    def fold_binary(self, name: str, value: str) -> bytes:
        if name == "List-Unsubscribe":  # folded, a long link would be encoded, and few programs would find it
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


# Everything in ASCII, with line ends as they are sent: no server needs an extension to take it.
_POLICY = _Policy(linesep="\r\n", cte_type="7bit")
_LINK = re.compile(r"(https?://[^\s<>\"']+[^\s<>\"'.,;:!?)])")


def recipient(mail: Mail) -> MailAddress:
    """Whom the mail is to. Raises MailRefused where that is no address."""
    try:
        return mail_address(mail.to)
    except Invalid as problem:
        raise MailRefused(f"{problem.message}.") from None


def build_message(mail: Mail, sender: MailAddress, to: MailAddress) -> bytes:
    """The message: plain text and the same as HTML, with headers that no value can add another header to."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = sender.header
    message["To"] = to.header
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<{message_name(mail)}@{sender.domain}>"
    _add_unsubscribing(message, mail)
    text = mail.text.encode("utf-8", "replace").decode()
    message.set_content(text)
    message.add_alternative(html_of(text), subtype="html")
    utf8 = sender.needs_utf8 or to.needs_utf8
    return message.as_bytes(policy=_POLICY.clone(utf8=utf8))


def message_name(mail: Mail) -> str:
    """What names the mail for all time: the left part of its Message-ID, and its file in the outbox."""
    return hashlib.sha256(mail.key.encode()).hexdigest()[:40]


def html_of(text: str) -> str:
    """A plain text as an HTML document that looks the same, in which links can be followed."""
    parts = [
        f'<a href="{escape(part)}">{escape(part)}</a>' if index % 2 else escape(part)
        for index, part in enumerate(_LINK.split(text))
    ]
    body = "".join(parts).replace("\r\n", "\n").replace("\n", "<br>\n")
    return f'<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"></head>\n<body>\n{body}\n</body>\n</html>\n'


def _add_unsubscribing(message: EmailMessage, mail: Mail) -> None:
    if mail.unsubscribe_url is None:
        return
    message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
    if mail.unsubscribe_url.startswith("https://"):  # RFC 8058 takes no other
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
