"""Lines out of a stream of bytes, gzipped or not, in memory that does not depend on the stream's length.

Streams come in pieces that are small even when they are unpacked, so that whoever reads them can let others go on.
"""

import zlib
from collections.abc import AsyncGenerator, AsyncIterable, Iterator

from core.errors import Invalid, LimitExceeded

MOST_LINE_BYTES = 1 << 20
PIECE_BYTES = 64 << 10  # what is unpacked or split at a time, however well the stream is compressed
# Ordinary events are compressed 20 to 40 times, the same event again and again 290 times. What is compressed 1,000
# times holds no events, and would let a small body make much work.
MOST_RATIO = 300
LEAST_RATIO_BYTES = 1 << 20  # that are unpacked before the ratio is looked at
_GZIP = b"\x1f\x8b"  # the first bytes of every gzip stream
_PACKED_PIECE_BYTES = 16 << 10  # what is left of it is copied for each piece that is unpacked


async def unzipped(chunks: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
    """What a gzip stream of one or several members holds.

    Raises Invalid where it is broken or cut short, and LimitExceeded where it unpacks to more than 1 MiB and to more
    than 300 times its size.
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
                    raise Invalid(f"the body is not valid gzip: {error}") from None
                fresh = False
                rest = unpack.unconsumed_tail or unpack.unused_data
                unpacked += len(piece)
                _check_ratio(packed, unpacked)
                yield piece
    if not (unpack.eof or fresh):
        raise Invalid("the gzip stream ends too early")


async def not_zipped(chunks: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
    """The same stream. Raises Invalid where it begins as gzip does, which no text does."""
    begin = b""
    async for chunk in chunks:
        if len(begin) < len(_GZIP):
            begin += chunk[: len(_GZIP)]
            if begin.startswith(_GZIP):
                raise Invalid("the body is compressed with gzip: send the header `Content-Encoding: gzip`")
        yield chunk


async def lines(chunks: AsyncIterable[bytes]) -> AsyncGenerator[list[bytes]]:
    """The lines of a stream, some at a time, without their ends.

    A line of more than 1 MiB is cut off there: one byte more than is allowed is how it is known.
    """
    rest = bytearray()
    async for chunk in chunks:
        for piece in _pieces(chunk, PIECE_BYTES):
            *whole, tail = piece.split(b"\n")
            if whole:
                whole[0] = bytes(rest) + whole[0]
                rest.clear()
                yield [line[: MOST_LINE_BYTES + 1] for line in whole]
            rest += tail[: MOST_LINE_BYTES + 1 - len(rest)]
    if rest:
        yield [bytes(rest)]


def _pieces(chunk: bytes, size: int) -> Iterator[bytes]:
    return (chunk[begin : begin + size] for begin in range(0, len(chunk), size))


def _check_ratio(packed: int, unpacked: int) -> None:
    if unpacked > max(MOST_RATIO * packed, LEAST_RATIO_BYTES):
        raise LimitExceeded(f"the body unpacks to more than {MOST_RATIO} times its size: send it without gzip")
