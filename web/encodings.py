"""The Content-Encoding of request bodies."""

from starlette.requests import Request

from core.errors import Invalid
from core.texts import quoted

_SAME = {"x-gzip": "gzip"}  # RFC 9110, section 8.4.1.3


class UnsupportedEncoding(Invalid):
    """415: the body has an encoding that this path does not accept. `accepted` is the one that it accepts."""

    def __init__(self, given: str, accepted: str) -> None:
        advice = "send the body without one" if accepted == "identity" else f"use {accepted} once, or none"
        super().__init__(f"The Content-Encoding {quoted(given)} is not supported: {advice}.")
        self.accepted = accepted


def is_gzip(request: Request) -> bool:
    """Whether the body is compressed with gzip. Raises UnsupportedEncoding for any other encoding."""
    codings = _codings(request)
    if codings not in ([], ["gzip"]):
        raise UnsupportedEncoding(_given(request), "gzip")
    return bool(codings)


def require_none(request: Request) -> None:
    """Raises UnsupportedEncoding if the body is encoded."""
    if _codings(request):
        raise UnsupportedEncoding(_given(request), "identity")


def _codings(request: Request) -> list[str]:
    names = (name.strip().lower() for name in _given(request).split(","))
    return [_SAME.get(name, name) for name in names if name not in {"", "identity"}]


def _given(request: Request) -> str:
    return ", ".join(request.headers.getlist("content-encoding"))
