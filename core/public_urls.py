"""The public URL of Milepost, which links begin with."""

from urllib.parse import urlsplit

from core.errors import Invalid

LOCAL = "http://127.0.0.1:8000"  # where Milepost listens by default


def public_base(text: str) -> str:
    """Checks the beginning of every link: an http(s) URL. Drops a slash at its end. Raises Invalid."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Invalid("This is not a URL: write one such as https://milepost.example.com.")
    return text.rstrip("/")
