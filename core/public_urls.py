"""The addresses that links begin with."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from core.errors import Invalid

_HOST = re.compile(r"([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(:[0-9]{1,5})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkBase:
    """The beginning of links, without a slash at its end.

    Whoever sends a request chooses its Host header. Links with such a host are only returned to clients that have a
    token, and never mailed, since the reader of a mail could not tell them from genuine ones.
    """

    url: str
    may_be_mailed: bool


LOCAL = LinkBase("http://127.0.0.1:8000", may_be_mailed=True)  # where Milepost listens by default


def public_base(text: str) -> str:
    """Checks the beginning of every link: an http(s) URL. Drops a slash at its end. Raises Invalid."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Invalid("This is not a URL: write one such as https://milepost.example.com.")
    return text.rstrip("/")


def link_base(configured: str | None, scheme: str, host: str) -> LinkBase:
    """The configured address, or that of the request. The latter may be mailed only if it is this machine's own."""
    if configured is not None:
        return LinkBase(configured, may_be_mailed=True)
    found = _HOST.fullmatch(host)
    return LinkBase(f"{scheme}://{host}", is_loopback(found[1])) if found else LOCAL


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host."""
    try:
        return host.lower() == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
