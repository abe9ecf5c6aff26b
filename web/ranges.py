"""Ranges of bytes that a client asks for (RFC 9110, section 14)."""

import re
from dataclasses import dataclass

from starlette.requests import Request

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
_MOST_DIGITS = 18


class Unsatisfiable(Exception):
    """None of the bytes that are asked for are there."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """The bytes from `begin` to before `end`."""

    begin: int
    end: int


def asked_range(request: Request, size: int, etag: str) -> ByteRange | None:
    """The one range that a request asks for of something of a size; None for all of it. Raises Unsatisfiable.

    All is answered, as the standard allows, where several ranges are asked for, where the unit is not bytes, and where
    `If-Range` names another ETag: what the client has got is of something else then.
    """
    asked = _ONE_RANGE.fullmatch(request.headers.get("range", "").replace(" ", ""))
    if asked is None or request.headers.get("if-range", etag) != etag:
        return None
    first, last = asked.groups()
    if max(len(first), len(last)) > _MOST_DIGITS or (first and last and int(last) < int(first)) or not (first or last):
        return None
    begin, end = (int(first), int(last) + 1 if last else size) if first else (max(size - int(last), 0), size)
    if begin >= min(end, size):
        raise Unsatisfiable
    return ByteRange(begin, min(end, size))
