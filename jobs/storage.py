"""Stores archives and other files in a folder or in a bucket of an object store."""

import asyncio
import re
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

from core.chunks import Chunks, in_chunks
from core.errors import InvalidSetting, Unavailable
from core.settings import Settings

if TYPE_CHECKING:
    from obstore.store import ObjectStore

log = structlog.stdlib.get_logger()

# The size of the parts in which an archive is stored. Each part is an object, stored by one request, so a killed worker
# leaves no unfinished upload, and its parts are found by their folder. The position of a byte follows from this size:
# with another one, existing archives cannot be read.
_PART = 4 * 1024 * 1024
_READ = 1024 * 1024  # bytes that a download holds in memory
_OBJECT_STORES = ("s3", "s3a", "gs", "az", "azure", "abfs", "abfss")
_TIMEOUT = timedelta(minutes=2)  # for one part
_PARAMETERS = re.compile(r"\?[^\s)]+")  # of a URL, which can be a signature


class Upload:
    """An archive that is being stored."""

    def __init__(self, parts: Chunks) -> None:
        self._parts = parts
        self.size = 0

    async def write(self, chunk: bytes) -> None:
        """Add bytes to the archive. Waits while the storage is behind."""
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
        """Store an archive under a name. It is complete when the block ends, and removed if that raises an exception.

        Parts may remain if the storage fails or the worker is killed. Raises Unavailable.
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
        """Read the bytes begin ≤ position < end. Raises FileNotFoundError or Unavailable."""
        with _translated_errors(self._place):
            while begin < end:
                number, start = divmod(begin, _PART)
                length = min(_READ, end - begin, _PART - start)
                chunk = await obstore.get_range_async(self._store, _part_name(name, number), start=start, length=length)
                yield chunk.to_bytes()
                begin += length

    async def put(self, name: str, path: Path) -> None:
        """Store a file as one object, by one request. It must fit into memory. Raises Unavailable."""
        with _translated_errors(self._place):
            await obstore.put_async(self._store, name, path, use_multipart=False)

    async def get(self, name: str) -> AsyncIterator[bytes]:
        """Read an object. Raises FileNotFoundError or Unavailable."""
        with _translated_errors(self._place):
            result = await obstore.get_async(self._store, name)
            async for chunk in result.stream(min_chunk_size=_READ):
                yield bytes(chunk)

    async def folders(self, parent: str) -> list[str]:
        """The folders in a folder. Raises Unavailable."""
        with _translated_errors(self._place):
            found = await obstore.list_with_delimiter_async(self._store, parent)  # pyright: ignore[reportUnknownMemberType] - it can return Arrow
            return list(found["common_prefixes"])

    async def remove(self, folder: str) -> None:
        """Remove a folder and everything in it. Raises Unavailable."""
        with _translated_errors(self._place):
            if isinstance(self._store, LocalStore):
                await asyncio.to_thread(_remove_tree, Path(self._place) / folder)
                return
            found = obstore.list(self._store, folder)  # pyright: ignore[reportUnknownMemberType] - it can return Arrow
            async for some in found:
                await obstore.delete_async(self._store, [part["path"] for part in some])


def open_storage(settings: Settings) -> Storage:
    """Open the storage of MILEPOST_STORAGE_URL. Raises InvalidSetting if the URL cannot be used."""
    url = settings.storage_url
    parts = urlsplit(url)
    if parts.scheme in ("", "file") and not parts.netloc:
        return _in_folder(Path(parts.path if parts.scheme else url).absolute())
    if parts.scheme not in _OBJECT_STORES:
        raise InvalidSetting(
            "MILEPOST_STORAGE_URL is neither a folder nor a bucket. Write a path or a URL with s3://, gs:// or az://."
        )
    # The query of the URL has further options, such as the endpoint of an S3-compatible server.
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    client = {"timeout": _TIMEOUT, "allow_http": options.pop("allow_http", "false") == "true"}
    place = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    try:
        store = cast("Any", from_url)(place, config=options or None, client_options=client)
        return Storage(store, place)
    except (BaseError, ValueError) as error:
        raise InvalidSetting(f"MILEPOST_STORAGE_URL cannot be used: {_sentence(error)}.") from None


def _in_folder(folder: Path) -> Storage:
    try:
        return Storage(LocalStore(folder, mkdir=True), str(folder))
    except (BaseError, OSError) as error:
        raise InvalidSetting(f"MILEPOST_STORAGE_URL: The folder {folder} cannot be used: {_sentence(error)}.") from None


def _sentence(error: Exception) -> str:
    """What the error says, without the fields of its object, which follow after an empty line."""
    return str(error).partition("\n\n")[0].rstrip(".")


def _part_name(name: str, number: int) -> str:
    return f"{name}/{number:06}"


def _remove_tree(folder: Path) -> None:
    # The object list of a LocalStore omits folders, and files that a killed worker had not completed.
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


@contextmanager
def _translated_errors(place: str) -> Generator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        # For operators only: clients see neither the reason nor the place.
        log.exception("storage.failed", place=place, reason=_PARAMETERS.sub("?***", _sentence(error)))
        raise Unavailable("The storage of files cannot be used now. Try again later.") from error
