"""Range requests (RFC 9110, section 14)."""

import re
from dataclasses import dataclass

from starlette.requests import Request

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
_MOST_DIGITS = 18


class Unsatisfiable(Exception):
    """The range lies outside of the content."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """The bytes from `begin` up to, but not including, `end`."""

    begin: int
    end: int


def requested_range(request: Request, size: int, etag: str) -> ByteRange | None:
    """Returns the requested range of content with this size, or None for all of it. Raises Unsatisfiable.

    All of it is returned, as the standard allows, if the request has several ranges or a unit other than bytes, and if
    `If-Range` names another ETag, since the client then has a part of other content.
    """
    requested = _ONE_RANGE.fullmatch(request.headers.get("range", "").replace(" ", ""))
    if requested is None or request.headers.get("if-range", etag) != etag:
        return None
    first, last = requested.groups()
    if max(len(first), len(last)) > _MOST_DIGITS or (first and last and int(last) < int(first)) or not (first or last):
        return None
    begin, end = (int(first), int(last) + 1 if last else size) if first else (max(size - int(last), 0), size)
    if begin >= min(end, size):
        raise Unsatisfiable
    return ByteRange(begin, min(end, size))
