"""Opens log files: compressed or not, as text in their encoding."""

import gzip
import io
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, lookup
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from core.errors import Invalid
from core.texts import quoted

_GZIP = b"\x1f\x8b"
_FIRST_BYTES = 8
_OTHER = {
    b"PK\x03\x04": "a ZIP archive or an Excel workbook: save its table as CSV",
    b"\xd0\xcf\x11\xe0": "an Excel workbook: save its table as CSV",
    b"BZh": "compressed with bzip2: unpack it, or compress it with gzip",
    b"\xfd7zXZ\x00": "compressed with xz: unpack it, or compress it with gzip",
    b"\x28\xb5\x2f\xfd": "compressed with Zstandard: unpack it, or compress it with gzip",
    b"\x04\x22\x4d\x18": "compressed with LZ4: unpack it, or compress it with gzip",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive: unpack it, or compress it with gzip",
}
_BYTE_ORDER_MARKS = {  # the longer ones first: that of UTF-32 begins with that of UTF-16
    BOM_UTF32_LE: "utf-32",
    BOM_UTF32_BE: "utf-32",
    BOM_UTF8: "utf-8-sig",
    BOM_UTF16_LE: "utf-16",
    BOM_UTF16_BE: "utf-16",
}


@contextmanager
def opened(path: Path) -> Generator[BinaryIO]:
    """The bytes of a file, unpacked if it is compressed with gzip.

    Raises Invalid, also while it is used, if the file cannot be read or unpacked.
    """
    try:
        with path.open("rb") as file:
            first = file.peek(_FIRST_BYTES)
            for magic, what in _OTHER.items():
                if first.startswith(magic):
                    raise Invalid(f"{path} is {what}.")
            yield cast("BinaryIO", gzip.GzipFile(fileobj=file)) if first.startswith(_GZIP) else file
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Invalid(f"{path} cannot be unpacked: {error}. Compress it again, or transfer it again.") from None
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror or error}.") from None


def first_bytes(path: Path, size: int = _FIRST_BYTES) -> bytes:
    """The first bytes of a file, after unpacking."""
    with opened(path) as file:
        return file.read(size)


@contextmanager
def opened_text(path: Path, encoding: str | None) -> Generator[TextIO]:
    """The text of a file, with its line ends. The encoding is that of its byte order mark, else the given, else UTF-8.

    Raises Invalid, also while it is used, if the file has another encoding.
    """
    known = _known(encoding) if encoding else "utf-8"
    first = first_bytes(path)
    found = next((name for mark, name in _BYTE_ORDER_MARKS.items() if first.startswith(mark)), known)
    with opened(path) as file:
        try:
            yield io.TextIOWrapper(file, found, newline="")
        except UnicodeError:
            raise Invalid(
                f"{path}, line {_undecodable_line(path, found)}: The text is not {found.upper()}. Give its encoding "
                "with --encoding, such as cp1252 (Windows), latin-1 or utf-16."
            ) from None


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)  # fails for codecs that have no text, such as base64
        return lookup(encoding).name
    except (LookupError, ValueError, TypeError):
        raise Invalid(
            f"--encoding: {quoted(encoding)} is not an encoding. Give one such as utf-8, cp1252 or latin-1."
        ) from None


def _undecodable_line(path: Path, encoding: str) -> int:
    with opened(path) as file:
        number = 0
        for number, line in enumerate(file, 1):
            try:
                line.decode(encoding)
            except UnicodeError:
                return number
        return number
