"""E-mails, their addresses, and the mail server."""

import re
from dataclasses import dataclass, replace
from email.headerregistry import Address
from email.utils import getaddresses
from enum import StrEnum
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from core.errors import Invalid

MALFORMED = "malformed address"  # a reason for skipping people
_BEFORE_ADDRESSES = frozenset({"no e-mail", "unsubscribed"})  # reasons that count before it
_LONGEST_ADDRESS = 254  # bytes
_MOST_DOMAINS = 10_000  # in other scripts that are remembered, of at most 254 characters
_PLAIN_DOMAIN = "example.com"
SMTP_PORT = 25
SUBMISSION_PORT = 587  # for clients that log in
TLS_PORT = 465


class StartTls(StrEnum):
    """Whether an unencrypted connection is upgraded to TLS before a mail is sent."""

    REQUIRED = "required"
    AUTO = "auto"  # if the server offers it
    OFF = "off"


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that mails are sent through."""

    host: str
    port: int
    tls: bool  # from the first byte
    start_tls: StartTls
    user: str | None
    password: str | None


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one person.

    The same `key` always gives the same Message-ID, by which a duplicate can be recognized.
    """

    key: str
    to: str
    subject: str
    text: str
    unsubscribe_url: str | None = None


@dataclass(frozen=True, slots=True)
class MailAddress:
    """A valid address. An internationalized domain is in its ASCII form, as it is looked up."""

    name: str
    local: str
    domain: str

    @property
    def plain(self) -> str:
        """The address without the name."""
        return f"{self.local}@{self.domain}"

    @property
    def needs_utf8(self) -> bool:
        """Whether the mail server must support SMTPUTF8."""
        return not self.local.isascii()

    @property
    def header(self) -> Address:
        """The address for a mail header."""
        return Address(self.name, self.local, self.domain)


def mail_address(text: str, *path: str) -> MailAddress:
    """Parses an address such as anna@example.com. Raises Invalid with the path of the field."""
    found = _validated(text)
    if found is None:
        raise Invalid(f"{text[:320]!r} is not an e-mail address: write one such as anna@example.com.", path)
    return found


def why_no_mail(text: str | None, known: str | None) -> str | None:
    """The reason why no mail can be sent to an address, or None. `known` is the reason that the database found.

    The database does not know all rules of domains in other scripts, such as those of writing direction.
    """
    if known in _BEFORE_ADDRESSES or (text is not None and _validated(text)):
        return known
    return MALFORMED


def sender_address(text: str) -> MailAddress:
    """Parses an address with a name, such as Milepost <milepost@example.com>. Raises Invalid."""
    (name, address), *others = getaddresses([text])
    found = _validated(address)
    if found is None or others or not name.isprintable():
        raise Invalid("This is not an address: write one such as Milepost <milepost@example.com>.")
    return replace(found, name=name)


def _validated(text: str) -> MailAddress | None:
    local, _, domain = text.rpartition("@")
    found = _parsed(text) if domain.isascii() or len(text) > _LONGEST_ADDRESS else _with_known_domain(local, domain)
    return found and MailAddress("", found.local_part, found.ascii_domain)


def _with_known_domain(local: str, domain: str) -> ValidatedEmail | None:
    """The address with a domain in another script, whose check takes ten times as long as that of the rest."""
    of_domain = _parsed_domain(domain)
    found = of_domain and _parsed(f"{local}@{_PLAIN_DOMAIN}")
    if not of_domain or not found:
        return None
    normal = found.local_part
    written = (f"{local}@{domain}", f"{normal}@{of_domain.domain}", f"{normal}@{of_domain.ascii_domain}")
    if any(len(each.encode()) > _LONGEST_ADDRESS for each in written):
        return None
    found.ascii_domain = of_domain.ascii_domain
    return found


@lru_cache(_MOST_DOMAINS)
def _parsed_domain(domain: str) -> ValidatedEmail | None:
    return _parsed(f"a@{domain}")


def _parsed(text: str) -> ValidatedEmail | None:
    try:
        return validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return None


def mail_server(url: str) -> MailServer:
    """Parses an smtp:// or smtps:// URL. Raises Invalid with a message that does not contain the password."""
    parts = urlsplit(url)
    try:
        port, host = parts.port, parts.hostname
    except ValueError:
        port = host = None
    if parts.scheme not in ("smtp", "smtps") or not host or parts.path not in ("", "/") or parts.fragment:
        raise Invalid(
            "This is not the URL of a mail server: write smtp://user:password@host:587 or smtps://user:password@host:465."
        )
    if (parts.username is None) != (parts.password is None):
        raise Invalid("The URL needs both a user and a password, or neither.")
    tls, user = parts.scheme == "smtps", _plain(parts.username)
    usual = TLS_PORT if tls else SUBMISSION_PORT if user else SMTP_PORT
    return MailServer(host, port or usual, tls, _start_tls(parts.query, tls, user), user, _plain(parts.password))


def _plain(quoted: str | None) -> str | None:
    return None if quoted is None else unquote(quoted)


def _start_tls(query: str, tls: bool, user: str | None) -> StartTls:
    options = dict(parse_qsl(query, keep_blank_values=True))
    chosen = options.pop("starttls", None)
    if options or (chosen is not None and (tls or chosen not in [*StartTls])):
        raise Invalid(
            "After the ?, smtp:// takes starttls=required, starttls=auto or starttls=off, and smtps:// takes nothing."
        )
    if tls:
        return StartTls.OFF
    # A password is sent unencrypted only if the URL says starttls=off or starttls=auto.
    return StartTls(chosen) if chosen else StartTls.REQUIRED if user else StartTls.AUTO


_LINE_BREAKERS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff]+")


def one_line(text: str) -> str:
    """The text for a header. Runs of white space and control characters become one space, or none at its ends."""
    return " ".join(_LINE_BREAKERS.sub(" ", text).split())
