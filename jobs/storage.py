"""Where archives are kept, in parts: a folder, or a bucket of an object store."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from core.errors import InvalidSetting, Unavailable
from core.settings import Settings
from jobs.chunks import Chunks, in_chunks

if TYPE_CHECKING:
    from obstore.store import ObjectStore

log = structlog.stdlib.get_logger()

# An archive is kept in parts of this size, each an object of its own, stored by a single request: a worker that is
# killed leaves no upload unfinished, and its parts are found by their folder. Where a byte is follows from this number.
_PART = 4 * 1024 * 1024
_READ = 1024 * 1024  # of a download, held in memory by each
_OBJECT_STORES = ("s3", "s3a", "gs", "az", "azure", "abfs", "abfss")
_TIMEOUT = timedelta(minutes=2)  # for one part


class Upload:
    """An archive on its way into the storage."""

    def __init__(self, parts: Chunks) -> None:
        self._parts = parts
        self.size = 0

    async def write(self, chunk: bytes) -> None:
        """Add to it; waits where the storage is slower."""
        rest = memoryview(chunk)
        while rest:
            room = _PART - self.size % _PART
            await self._parts.write(rest[:room])
            self.size += len(rest[:room])
            rest = rest[room:]


class Storage:
    """The storage of MILEPOST_STORAGE_URL."""

    def __init__(self, store: "ObjectStore", place: str) -> None:
        self._store = store
        self._place = place

    @asynccontextmanager
    async def upload(self, name: str) -> AsyncGenerator[Upload]:
        """Store an archive under a name: all of it is there once this has ended, none where it ends with an exception.

        Parts may be left where the storage fails, or the worker is killed. Raises Unavailable.
        """
        numbers = count()

        async def store(part: bytes) -> None:
            await obstore.put_async(self._store, _part_name(name, next(numbers)), part, use_multipart=False)

        try:
            with _translated_errors(self._place):
                async with in_chunks(_PART, store) as parts:
                    yield Upload(parts)
        except BaseException:
            with suppress(Unavailable):
                await self.remove(name)
            raise

    async def read(self, name: str, begin: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `begin` to before `end`. Raises FileNotFoundError or Unavailable."""
        with _translated_errors(self._place):
            while begin < end:
                number, start = divmod(begin, _PART)
                length = min(_READ, end - begin, _PART - start)
                chunk = await obstore.get_range_async(self._store, _part_name(name, number), start=start, length=length)
                yield chunk.to_bytes()
                begin += length

    async def remove(self, folder: str) -> None:
        """Remove whatever is in a folder. Raises Unavailable."""
        with _translated_errors(self._place):
            if isinstance(self._store, LocalStore):
                await asyncio.to_thread(_remove_tree, Path(self._place) / folder)
                return
            found = obstore.list(self._store, folder)  # pyright: ignore[reportUnknownMemberType] - it may give Arrow
            async for some in found:
                await obstore.delete_async(self._store, [part["path"] for part in some])


def open_storage(settings: Settings) -> Storage:
    """The storage that the settings name. Raises InvalidSetting where there can be no such one."""
    url = settings.storage_url
    parts = urlsplit(url)
    if parts.scheme in ("", "file") and not parts.netloc:
        folder = Path(parts.path if parts.scheme else url).absolute()
        return Storage(LocalStore(folder, mkdir=True), str(folder))
    if parts.scheme not in _OBJECT_STORES:
        raise InvalidSetting("MILEPOST_STORAGE_URL is not a folder, nor the s3://, gs:// or az:// URL of a bucket.")
    # What the URL cannot say, as where another server than Amazon's is, stands in its query.
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    client = {"timeout": _TIMEOUT, "allow_http": options.pop("allow_http", "false") == "true"}
    place = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    try:
        store = cast("Any", from_url)(place, config=options or None, client_options=client)
        return Storage(store, place)
    except (BaseError, ValueError) as error:
        raise InvalidSetting(f"MILEPOST_STORAGE_URL cannot be used: {error}.") from None


def _part_name(name: str, number: int) -> str:
    return f"{name}/{number:06}"


def _remove_tree(folder: Path) -> None:
    # A list of objects would leave out the file that a killed worker was in the middle of, and folders.
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


@contextmanager
def _translated_errors(place: str) -> Generator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        log.exception("storage.failed", place=place)  # the details are for whoever runs it, and so is the place
        raise Unavailable("The storage that archives are kept in does not answer as it should.") from error
