"""Bodies of POST /events: compressed, cut, endless, and lines that are no events."""

import gzip
import json
import zlib
from collections.abc import Callable

from bench.hostile.attacks import GZIP, INVALID, LIMIT_EXCEEDED, Attack, Body, events

EVENT = {"id": "e", "type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "none", "person": "p"}
LINE = json.dumps(EVENT).encode()
_LINES = b"".join(json.dumps({**EVENT, "id": str(n)}).encode() + b"\n" for n in range(9_000))


def _same(content: bytes) -> Body:
    return lambda: content


def _bomb() -> bytes:
    """A gigabyte of spaces in a megabyte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b" " * (1 << 20)) for _ in range(1_000)) + packer.flush()


def _lines(*lines: bytes) -> Body:
    return _same(b"\n".join(lines))


def _event(**more: object) -> bytes:
    return json.dumps({**EVENT, **more}).encode()


_MANY: Callable[[], bytes] = lambda: b"[]\n" * 100_000  # noqa: E731 - as the others

UPLOADS: dict[str, Attack] = {
    "a gzip bomb": events(_bomb, 413, LIMIT_EXCEEDED, headers=GZIP),
    "gzip that is cut in half": events(
        lambda: gzip.compress(_LINES)[: len(gzip.compress(_LINES)) // 2], 400, INVALID, headers=GZIP, statements=30
    ),
    "the header of gzip alone": events(_same(gzip.compress(b"")[:10]), 400, INVALID, headers=GZIP),
    "gzip of gzip": events(_same(gzip.compress(gzip.compress(LINE))), 400, INVALID, headers=GZIP),
    "no gzip": events(_same(LINE), 400, INVALID, headers=GZIP),
    "brotli": events(_same(LINE), 415, INVALID, headers={"Content-Encoding": "br"}),
    "200,000 blank lines": events(_same(b"\n" * 200_000), 413, LIMIT_EXCEEDED),
    "a line of 2 MiB": events(_same(b'{"id": "' + b"x" * (2 << 20) + b'"}')),
    "100,000 lines that are lists": events(_MANY, most_bytes=20_000_000),
    "carriage returns alone": events(_lines(b"\r", b"\r\r\r", LINE + b"\r"), statements=8),
    "NULs": events(_lines(b"\0", LINE.replace(b'"p"', b'"\\u0000"')), statements=8),
    "deep lists": events(_lines(b"[" * 100_000, _event(detail=[])[:-3] + b"[" * 900 + b"]" * 900 + b"}"), statements=8),
    "a member twice": events(_lines(LINE[:-1] + b', "id": "f"}'), statements=8),
    "huge numbers": events(
        _lines(_event(detail=1)[:-2] + b"1e999}", _event(detail=1)[:-2] + b"9" * 5_000 + b"}"), statements=8
    ),
    "bytes that are not UTF-8": events(_lines(b"\xc3\x28", LINE.replace(b"none", b"\xc3\x28")), statements=8),
    "UTF-16": events(_same(LINE.decode().encode("utf-16")), 400, INVALID),
    "half of a surrogate pair": events(_lines(LINE.replace(b"none", b"\\ud800")), statements=8),
    "texts of 600 characters": events(_lines(_event(id="x" * 600), _event(series="s" * 600)), statements=8),
    "instants beyond the calendar": events(
        _lines(_event(at="9999-12-31T23:59:59-23:59"), _event(at="0001-01-01T00:00:00+23:59")), statements=8
    ),
}
