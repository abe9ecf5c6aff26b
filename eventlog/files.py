"""Opens log files: compressed or not, as text in their encoding."""

import gzip
import io
import zlib
from codecs import lookup
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from core.byte_marks import LONGEST_MARK, UTF8_MARK, compression_of, encoding_of
from core.errors import Invalid
from core.texts import quoted

# They escape characters in ASCII, and can give halves of surrogate pairs, which cannot be stored.
_NOT_OF_FILES = {
    "utf-7",
    "unicode_escape",
    "raw_unicode_escape",
    "unicode-escape",
    "raw-unicode-escape",
    "punycode",
    "idna",
}
_EXCEL = b"\xd0\xcf\x11\xe0"  # of the older workbooks; newer ones are ZIP archives


@contextmanager
def opened(path: Path) -> Generator[BinaryIO]:
    """The bytes of a file, unpacked if it is compressed with gzip.

    Raises Invalid, also while it is used, if the file cannot be read or unpacked.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise Invalid(
            f"{path} is a pipe or a device, which can be read only once. Write its content to a file, and import that."
        )
    try:
        with path.open("rb") as file:
            first = file.peek(LONGEST_MARK)
            if first.startswith(_EXCEL) or path.suffix.lower() == ".xlsx":
                raise Invalid(f"{path} is an Excel workbook: save its table as CSV.")
            compression = compression_of(first)
            if compression not in {None, "gzip"}:
                raise Invalid(f"{path} is compressed with {compression}: unpack it, or compress it with gzip.")
            yield _unpacked(path, file) if compression else file
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Invalid(f"{path} cannot be unpacked: {error}. Compress it again, or transfer it again.") from None
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror or error}.") from None


def _unpacked(path: Path, file: BinaryIO) -> BinaryIO:
    unpacked = gzip.GzipFile(fileobj=file)
    if compression := compression_of(unpacked.peek(LONGEST_MARK)):
        raise Invalid(f"{path} is compressed twice, with gzip and inside of it with {compression}: unpack it once.")
    return cast("BinaryIO", unpacked)


def first_bytes(path: Path, size: int = LONGEST_MARK) -> bytes:
    """The first bytes of a file, after unpacking."""
    with opened(path) as file:
        return file.read(size)


@contextmanager
def opened_text(path: Path, encoding: str | None) -> Generator[TextIO]:
    """The text of a file, with its line ends. The encoding is that of its byte order mark, else the given, else UTF-8.

    Raises Invalid, also while it is used, if the file has another encoding.
    """
    known = "utf-8" if encoding is None else _known(encoding)
    first = first_bytes(path)
    found = "utf-8-sig" if first.startswith(UTF8_MARK) else encoding_of(first) or known
    if found == "utf-8" and (likely := _likely_encoding(first)):
        raise Invalid(f"{path} seems to be {likely[:6].upper()} without a byte order mark. Give --encoding {likely}.")
    with opened(path) as file:
        try:
            yield io.TextIOWrapper(file, found, newline="")
        except UnicodeError:
            raise Invalid(
                f"{path}, line {_undecodable_line(path, found)}: The text is not {found.upper()}. Give its encoding "
                "with --encoding, such as cp1252 (Windows), latin-1 or utf-16."
            ) from None


def _likely_encoding(first: bytes) -> str | None:
    """UTF-16 or UTF-32, by the zeros of the first character. A name of a column begins with ASCII in most files."""
    if b"\0" not in first:
        return None
    bits = 32 if b"\0\0\0" in first[:4] else 16
    return f"utf-{bits}-be" if first.startswith(b"\0") else f"utf-{bits}-le"


def _known(encoding: str) -> str:
    name = ""
    with suppress(LookupError, ValueError, TypeError):
        "".encode(encoding)  # fails for codecs that have no text, such as base64
        name = lookup(encoding).name
    if not name or name in _NOT_OF_FILES:
        raise Invalid(f"--encoding: {quoted(encoding)} is not an encoding. Give one such as utf-8, cp1252 or latin-1.")
    return name


def _undecodable_line(path: Path, encoding: str) -> int:
    with opened(path) as file:
        number = 0
        for number, line in enumerate(file, 1):
            try:
                line.decode(encoding)
            except UnicodeError:
                return number
        return number
