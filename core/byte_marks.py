"""The first bytes of a text: a byte order mark, another encoding than UTF-8, or compressed data."""

import re

from core.errors import Invalid

LONGEST_MARK = 6  # bytes
UTF8_MARK = b"\xef\xbb\xbf"  # written by programs for Windows; not part of the text
_ENCODINGS = {
    b"\xff\xfe\x00\x00": "UTF-32",  # before UTF-16, whose mark begins it
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"\x00\x00\xfe\xff": "UTF-32",
}
_OF_JSON = {  # without a mark; a zero alone says nothing
    re.compile(rb"\{\0\0\0|\0\0\0\{"): "UTF-32",
    re.compile(rb"\{\0[^\0]\0|\0\{\0[^\0]"): "UTF-16",
}
_COMPRESSIONS = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x04\x22\x4d\x18": "LZ4",
    b"PK\x03\x04": "ZIP",
}
SEND_HEADER = "send the header `Content-Encoding: gzip`"
_UNPACK = "unpack it, or compress it with gzip"


def without_mark(begin: bytes, subject: str, if_gzip: str = SEND_HEADER) -> bytes:
    """The beginning of a text without its byte order mark. Give at least six bytes, if there are as many.

    Raises Invalid for another encoding than UTF-8, and for compressed data. `subject` is that of its sentence, and
    `if_gzip` says what to do about gzip.
    """
    if encoding := encoding_of(begin):
        raise Invalid(f"{subject} is encoded in {encoding}: convert it to UTF-8.")
    if compression := compression_of(begin):
        raise Invalid(f"{subject} is compressed with {compression}: {if_gzip if compression == 'gzip' else _UNPACK}.")
    return begin.removeprefix(UTF8_MARK)


def encoding_of(begin: bytes) -> str | None:
    """The encoding of a text, if its first bytes show that it is not UTF-8."""
    marked = [encoding for mark, encoding in _ENCODINGS.items() if begin.startswith(mark)]
    shaped = [encoding for pattern, encoding in _OF_JSON.items() if pattern.match(begin)]
    return next(iter([*marked, *shaped]), None)


def compression_of(begin: bytes) -> str | None:
    """The compression that begins with these bytes, or None."""
    return next((compression for mark, compression in _COMPRESSIONS.items() if begin.startswith(mark)), None)
