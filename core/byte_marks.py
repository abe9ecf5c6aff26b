"""The first bytes of a text: a byte order mark, another encoding than UTF-8, or compressed data."""

from core.errors import Invalid

LONGEST_MARK = 6  # bytes
_UTF8 = b"\xef\xbb\xbf"  # written by programs for Windows; not part of the text
_ENCODINGS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"{\x00": "UTF-16",
    b"\x00{": "UTF-16",
    b"\x00\x00": "UTF-32",
}
_COMPRESSIONS = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x04\x22\x4d\x18": "LZ4",
    b"PK\x03\x04": "ZIP",
}
_ADVICE = {"gzip": "send the header `Content-Encoding: gzip`"}
_UNPACK = "unpack it, or compress it with gzip"


def without_mark(begin: bytes, subject: str) -> bytes:
    """The beginning of a text without its byte order mark. Give at least six bytes, if there are as many.

    Raises Invalid for another encoding than UTF-8, and for compressed data. `subject` is that of its sentence.
    """
    for mark, encoding in _ENCODINGS.items():
        if begin.startswith(mark):
            raise Invalid(f"{subject} is encoded in {encoding}: convert it to UTF-8.")
    for mark, compression in _COMPRESSIONS.items():
        if begin.startswith(mark):
            raise Invalid(f"{subject} is compressed with {compression}: {_ADVICE.get(compression, _UNPACK)}.")
    return begin.removeprefix(_UTF8)
