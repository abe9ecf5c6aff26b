"""Lines out of a stream of bytes, gzipped or not, in memory that does not depend on the stream's length."""

import zlib
from collections.abc import AsyncGenerator, AsyncIterable

from core.errors import Invalid

MOST_LINE_BYTES = 1 << 20
_PIECE_BYTES = 1 << 20  # what is unpacked at a time, however well the stream is compressed


async def unzipped(chunks: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
    """What a gzip stream of one or several members holds. Raises Invalid where it is broken or cut short."""
    unpack = zlib.decompressobj(wbits=31)
    fresh = True
    async for chunk in chunks:
        rest = chunk
        while rest:
            if unpack.eof:
                unpack, fresh = zlib.decompressobj(wbits=31), True
            try:
                piece = unpack.decompress(rest, _PIECE_BYTES)
            except zlib.error as error:
                raise Invalid(f"the body is not valid gzip: {error}") from None
            fresh = False
            rest = unpack.unconsumed_tail or unpack.unused_data
            yield piece
    if not (unpack.eof or fresh):
        raise Invalid("the gzip stream ends too early")


async def lines(chunks: AsyncIterable[bytes]) -> AsyncGenerator[list[bytes]]:
    """The lines of a stream, some at a time, without their ends.

    A line of more than 1 MiB is cut off there: one byte more than is allowed is how it is known.
    """
    rest = b""
    async for chunk in chunks:
        *whole, tail = chunk.split(b"\n")
        if whole:
            whole[0] = rest + whole[0]
            rest = b""
            yield [line[: MOST_LINE_BYTES + 1] for line in whole]
        if len(rest) <= MOST_LINE_BYTES:
            rest = (rest + tail)[: MOST_LINE_BYTES + 1]
    if rest:
        yield [rest]
