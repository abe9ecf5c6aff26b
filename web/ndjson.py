"""Reads lines from a stream of bytes, gzipped or not, in memory that does not depend on its length.

Pieces are small even after decompression, so that the reader can yield to other requests between them.
"""

import zlib
from collections.abc import AsyncGenerator, AsyncIterable, Iterator

from core.byte_marks import LONGEST_MARK, SEND_HEADER, UTF8_MARK, without_mark
from core.errors import Invalid, LimitExceeded

MOST_LINE_BYTES = 1 << 20
PIECE_BYTES = 64 << 10  # decompressed or split at a time, however well the stream is compressed
# Compression shrinks ordinary events 20 to 40 times, and copies of one event 290 times. Data that shrinks 1,000 times
# contains no events, and would let a small body cause much work.
MOST_RATIO = 300
LEAST_RATIO_BYTES = 1 << 20  # decompressed before the ratio is checked
_PACKED_PIECE_BYTES = 16 << 10  # zlib copies the rest of it for each decompressed piece


async def unzipped(chunks: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
    """Decompresses a gzip stream of one or several members.

    Raises Invalid if the stream is malformed or incomplete, and LimitExceeded if it decompresses to more than 1 MiB and
    more than 300 times its size.
    """
    unpack = zlib.decompressobj(wbits=31)
    fresh = True
    packed = unpacked = 0
    async for chunk in chunks:
        for part in _pieces(chunk, _PACKED_PIECE_BYTES):
            packed += len(part)
            rest = part
            while rest:
                if unpack.eof:
                    unpack, fresh = zlib.decompressobj(wbits=31), True
                try:
                    piece = unpack.decompress(rest, PIECE_BYTES)
                except zlib.error as error:
                    raise Invalid(f"The body is not valid gzip: {error}.") from None
                fresh = False
                rest = unpack.unconsumed_tail or unpack.unused_data
                unpacked += len(piece)
                _check_ratio(packed, unpacked)
                yield piece
    if not (unpack.eof or fresh):
        raise Invalid("The gzip stream is incomplete: send all of it.")


async def in_utf8(chunks: AsyncIterable[bytes], if_gzip: str = SEND_HEADER) -> AsyncGenerator[bytes]:
    """The same stream without a byte order mark.

    Raises Invalid where it begins as another encoding or as compressed data, which no JSON does. `if_gzip` says what
    to do about gzip.
    """
    begin: bytes | None = b""
    async for chunk in chunks:
        if begin is None:
            yield chunk
        elif len(begin := begin + chunk) >= LONGEST_MARK:
            yield without_mark(begin, "The body", if_gzip)
            begin = None
    if begin:
        yield without_mark(begin, "The body", if_gzip)


def body_of(chunks: AsyncIterable[bytes], *, is_packed: bool) -> AsyncGenerator[bytes]:
    """The text of a body, which is compressed with gzip or not, without a byte order mark. Raises like its steps."""
    if is_packed:
        return in_utf8(unzipped(chunks), "it is compressed twice, so compress it once")
    return in_utf8(chunks)


class LongLine(bytes):
    """The beginning of a line that is longer than 1 MiB, and the size of the whole line in bytes."""

    size: int


async def lines(chunks: AsyncIterable[bytes]) -> AsyncGenerator[list[bytes]]:
    """Yields the lines of a stream, some at a time, without line breaks. A line of more than 1 MiB is a LongLine.

    A byte order mark at the beginning of any line is left out: files that begin with one may be concatenated.
    """
    rest, size = bytearray(), 0
    async for chunk in chunks:
        for piece in _pieces(chunk, PIECE_BYTES):
            *whole, tail = piece.split(b"\n")
            if whole:
                begin, *others = whole
                first = _line(bytes(rest) + begin, size + len(begin))
                rest.clear()
                size = 0
                yield [first, *(line.removeprefix(UTF8_MARK) for line in others)]
            size += len(tail)
            rest += tail[: MOST_LINE_BYTES - len(rest)]
    if rest:
        yield [_line(bytes(rest), size)]


def _line(read: bytes, size: int) -> bytes:
    if size <= MOST_LINE_BYTES:
        return read.removeprefix(UTF8_MARK)
    long = LongLine(read[:MOST_LINE_BYTES])
    long.size = size
    return long


def _pieces(chunk: bytes, size: int) -> Iterator[bytes]:
    return (chunk[begin : begin + size] for begin in range(0, len(chunk), size))


def _check_ratio(packed: int, unpacked: int) -> None:
    if unpacked > max(MOST_RATIO * packed, LEAST_RATIO_BYTES):
        raise LimitExceeded(f"The body decompresses to more than {MOST_RATIO} times its size: send it without gzip.")
