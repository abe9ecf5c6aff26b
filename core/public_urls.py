"""Addresses at which people reach Milepost from outside, as links in mails name them."""

from urllib.parse import urlsplit

from core.errors import Invalid

LOCAL = "http://127.0.0.1:8000"  # where Milepost listens unless it is told otherwise


def public_base(text: str) -> str:
    """The beginning of every link: an http(s) URL without a slash at its end. Raises Invalid."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Invalid("it is not an address such as https://milepost.example.com")
    return text.rstrip("/")
