"""Reading lines from a stream, gzipped or not, wherever it is cut into pieces."""

import bz2
import gzip
import lzma
import random
import zlib
from collections.abc import AsyncIterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.byte_marks import UTF8_MARK
from core.errors import Invalid, LimitExceeded
from web.ndjson import PIECE_BYTES, LongLine, body_of, in_utf8, lines, unzipped

MIB = 1 << 20
texts = st.lists(st.sampled_from([b"", b"a", b"bc", b"\r", b" ", b"\xff\x00"]), max_size=8)


async def stream(pieces: Sequence[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def cut(data: bytes, places: Sequence[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[begin:end] for begin, end in pairwise(edges)]


async def lines_of(pieces: Sequence[bytes]) -> list[bytes]:
    return [line async for some in lines(stream(pieces)) for line in some]


async def plain(pieces: Sequence[bytes]) -> bytes:
    return b"".join([piece async for piece in unzipped(stream(pieces))])


@given(texts=texts, places=st.lists(st.integers(0, 100), max_size=5))
async def test_lines_are_the_same_wherever_the_stream_is_cut(texts: list[bytes], places: list[int]):
    data = b"\n".join(texts)

    expected = data.split(b"\n")
    assert await lines_of(cut(data, places)) == (expected if expected[-1] else expected[:-1])


async def test_the_last_line_needs_no_line_break_and_empty_lines_are_lines():
    assert await lines_of([b"a\n\nb"]) == [b"a", b"", b"b"]
    assert await lines_of([b"a\n\nb\n"]) == [b"a", b"", b"b"]
    assert await lines_of([]) == []
    assert await lines_of([b"", b""]) == []


@given(texts=texts, places=st.lists(st.integers(0, 100), max_size=5))
async def test_a_byte_order_mark_at_the_beginning_of_a_line_is_left_out(texts: list[bytes], places: list[int]):
    marked = b"".join(UTF8_MARK + text + b"\n" for text in texts)

    assert await lines_of(cut(marked, places)) == texts


async def test_data_that_is_compressed_twice_is_refused_with_what_to_do():
    twice = gzip.compress(gzip.compress(b"{}"))

    with pytest.raises(Invalid, match="The body is compressed with gzip: it is compressed twice, so compress it once"):
        await anext(body_of(stream([twice]), is_packed=True))


@pytest.mark.parametrize("size", [1000, 64 * 1024, 5 * MIB])
@pytest.mark.parametrize("end", [b"\n", b""])
async def test_a_line_over_the_limit_is_cut_and_has_its_size_and_others_are_whole(size: int, end: bytes):
    data = b"first\n" + b"x" * (3 * MIB) + b"\nnext\n" + b"y" * (MIB + 1) + end

    found = await lines_of([data[begin : begin + size] for begin in range(0, len(data), size)])

    assert [len(line) for line in found] == [5, MIB, 4, MIB]
    assert [line.size for line in found if isinstance(line, LongLine)] == [3 * MIB, MIB + 1]


async def test_a_line_of_exactly_the_limit_is_whole():
    assert [len(line) for line in await lines_of([b"x" * MIB, b"\n", b"y" * MIB])] == [MIB, MIB]


@given(parts=st.lists(st.binary(max_size=50), min_size=1, max_size=4), places=st.lists(st.integers(0, 500), max_size=6))
async def test_several_gzip_members_are_one_stream_wherever_it_is_cut(parts: list[bytes], places: list[int]):
    members = b"".join(map(gzip.compress, parts))

    assert await plain(cut(members, places)) == b"".join(parts)


async def test_an_empty_body_is_an_empty_stream():
    assert await plain([]) == b""
    assert await plain([b""]) == b""
    assert await plain([gzip.compress(b"")]) == b""


async def test_well_compressed_data_is_decompressed_in_small_pieces():
    packed = gzip.compress((b"0" * 300 + random.Random(1).randbytes(1)) * (4 * MIB // 300))

    sizes = [len(piece) async for piece in unzipped(stream([packed]))]

    assert (sum(sizes), max(sizes)) == (4 * MIB // 300 * 301, PIECE_BYTES)


@pytest.mark.parametrize("text", [b"\n", b"x\n", b"\0"])
async def test_data_compressed_more_than_300_times_is_refused_before_it_is_decompressed(text: bytes):
    unpacking = unzipped(stream([gzip.compress(text * (100 * MIB // len(text)))]))
    unpacked = 0

    async def unpack() -> None:
        nonlocal unpacked
        async for piece in unpacking:
            unpacked += len(piece)

    with pytest.raises(LimitExceeded) as refusal:
        await unpack()

    assert refusal.value.message == "The body decompresses to more than 300 times its size: send it without gzip."
    assert unpacked <= 16 * 1024 * 300  # each compressed piece counts as a whole


async def test_up_to_one_mebibyte_may_be_compressed_at_any_ratio():
    assert await plain([gzip.compress(b"\n" * MIB)]) == b"\n" * MIB


async def test_empty_gzip_members_are_skipped():
    members = gzip.compress(b"") * 20_000

    assert await plain([members + gzip.compress(b"a") + members]) == b"a"


async def test_large_chunks_are_split_into_small_lists_of_lines():
    sizes = [len(some) async for some in lines(stream([b"\n" * (4 * MIB)]))]

    assert sizes == [PIECE_BYTES] * (4 * MIB // PIECE_BYTES)


@pytest.mark.parametrize("end", [1, 5, 10, 20, -9, -1])
async def test_an_incomplete_stream_is_refused(end: int):
    with pytest.raises(Invalid) as refusal:
        await plain([gzip.compress(b"some text, long enough")[:end]])

    assert refusal.value.message == "The gzip stream is incomplete: send all of it."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"plain text", "Error -3 while decompressing data: incorrect header check"),
        (zlib.compress(b"text"), "Error -3 while decompressing data: incorrect header check"),
        (gzip.compress(b"text", mtime=0) + b"more", "Error -3 while decompressing data: incorrect header check"),
        (gzip.compress(b"text", mtime=0)[:-8] + bytes(8), "Error -3 while decompressing data: incorrect data check"),
    ],
)
async def test_a_malformed_stream_is_refused(data: bytes, reason: str):
    with pytest.raises(Invalid) as refusal:
        await plain([data])

    assert refusal.value.message == f"The body is not valid gzip: {reason}."


@given(begin=st.sampled_from([b"", b"\xef\xbb\xbf"]), text=st.binary(max_size=20), places=st.lists(st.integers(0, 30)))
async def test_a_byte_order_mark_is_not_part_of_the_text(begin: bytes, text: bytes, places: list[int]):
    data = b'{"' + text

    assert b"".join([piece async for piece in in_utf8(stream(cut(begin + data, places)))]) == data


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('{"id": 1}'.encode("utf-16"), "encoded in UTF-16: convert it to UTF-8"),
        ('{"id": 1}'.encode("utf-16-le"), "encoded in UTF-16: convert it to UTF-8"),
        ('{"id": 1}'.encode("utf-16-be"), "encoded in UTF-16: convert it to UTF-8"),
        ('{\n"id": 1}'.encode("utf-16-le"), "encoded in UTF-16: convert it to UTF-8"),
        ('{"id": 1}'.encode("utf-32-le"), "encoded in UTF-32: convert it to UTF-8"),
        ('{"id": 1}'.encode("utf-32-be"), "encoded in UTF-32: convert it to UTF-8"),
        (gzip.compress(b"{}", mtime=0), "compressed with gzip: send the header `Content-Encoding: gzip`"),
        (bz2.compress(b"{}"), "compressed with bzip2: unpack it, or compress it with gzip"),
        (lzma.compress(b"{}"), "compressed with xz: unpack it, or compress it with gzip"),
        (b"\x28\xb5\x2f\xfd\x20\x02", "compressed with Zstandard: unpack it, or compress it with gzip"),
        (b"PK\x03\x04\x14\x00", "compressed with ZIP: unpack it, or compress it with gzip"),
    ],
)
async def test_another_encoding_or_compression_is_named(body: bytes, problem: str):
    with pytest.raises(Invalid) as refusal:
        [piece async for piece in in_utf8(stream([body[:1], body[1:]]))]

    assert refusal.value.message == f"The body is {problem}."
