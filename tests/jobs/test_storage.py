"""Archives in a folder and in a bucket: stored bytes are read back, and interrupted uploads are removed."""

import random
from pathlib import Path

import pytest
from buckets import Bucket, objects_in

from jobs.storage import Storage, open_storage

CONTENT = random.Random(1).randbytes(20_000_001)
NAME = "1/2/3"


@pytest.fixture(params=["folder", "bucket"])
def kept_in(request, settings, tmp_path, bucket: Bucket) -> tuple[Storage, Path]:
    """A storage, and the folder in which its objects can be seen."""
    folder, url = (bucket.data / "exports", bucket.url) if request.param == "bucket" else (tmp_path, str(tmp_path))
    return open_storage(settings.model_copy(update={"storage_url": url})), folder


async def stored(storage: Storage, name: str, content: bytes = CONTENT, pieces: int = 300_007) -> None:
    async with storage.upload(name) as upload:
        for start in range(0, len(content), pieces):
            await upload.write(content[start : start + pieces])
        assert upload.size == len(content)


async def read(storage: Storage, name: str, begin: int, end: int) -> bytes:
    return b"".join([piece async for piece in storage.read(name, begin, end)])


@pytest.mark.parametrize(
    ("begin", "end"),
    [(0, 20_000_001), (4_194_303, 4_194_305), (4_194_304, 12_582_912), (20_000_000, 20_000_001), (5, 5)],
)
async def test_any_range_is_read_back_unchanged(kept_in, begin, end):
    storage, _ = kept_in
    await stored(storage, NAME)

    assert await read(storage, NAME, begin, end) == CONTENT[begin:end]


async def test_one_write_may_be_larger_than_a_part(kept_in):
    storage, _ = kept_in
    await stored(storage, NAME, pieces=len(CONTENT))

    assert await read(storage, NAME, 0, len(CONTENT)) == CONTENT


async def test_an_interrupted_upload_leaves_nothing(kept_in):
    storage, folder = kept_in
    await storage.remove("1")

    async def give_up() -> None:
        async with storage.upload(NAME) as upload:
            await upload.write(CONTENT)
            raise KeyError

    with pytest.raises(KeyError):
        await give_up()

    assert objects_in(folder) == []
    with pytest.raises(FileNotFoundError):
        await read(storage, NAME, 0, 1)


async def test_only_the_folder_and_its_content_are_removed(kept_in):
    storage, folder = kept_in
    for name in ("1/2/3", "1/2/4", "1/20/1"):
        await stored(storage, name, b"x")

    await storage.remove("1/2")
    await storage.remove("1/2")

    assert [name.removeprefix("kept/") for name in objects_in(folder)] == ["1/20/1/000000"]
