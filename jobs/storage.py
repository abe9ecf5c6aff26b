"""Where archives are kept: a folder, or a bucket of an object store. An archive is there as a whole or not at all."""

from collections.abc import AsyncGenerator, AsyncIterator, Generator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from core.errors import InvalidSetting, Unavailable
from core.settings import Settings

if TYPE_CHECKING:
    from obstore.store import ObjectStore

log = structlog.stdlib.get_logger()

# Of an upload, two of which are on their way at once; the stores allow 10,000 of them.
_PART = 16 * 1024 * 1024
_READ = 1024 * 1024  # of a download, held in memory by each
_OBJECT_STORES = ("s3", "s3a", "gs", "az", "azure", "abfs", "abfss")
_PATIENCE = timedelta(minutes=2)  # for one part


class Upload:
    """An archive on its way into the storage."""

    def __init__(self, writer: "obstore.AsyncWritableFile") -> None:
        self._writer = writer
        self.size = 0

    async def write(self, piece: bytes) -> None:
        """Add to it; waits where the storage is slower."""
        if piece:
            await self._writer.write(piece)
            self.size += len(piece)


class Storage:
    """The storage of MILEPOST_STORAGE_URL."""

    def __init__(self, store: "ObjectStore", place: str) -> None:
        self._store = store
        self._place = place

    @asynccontextmanager
    async def upload(self, name: str) -> AsyncGenerator[Upload]:
        """Store an archive under a name, where it is to be seen once all of it is there; never if this is left by an
        exception. Raises Unavailable.
        """
        with _in_words(self._place):
            writer = obstore.open_writer_async(self._store, name, buffer_size=_PART, max_concurrency=2)
            yield Upload(writer)
            await writer.close()

    async def read(self, name: str, begin: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `begin` to before `end`. Raises FileNotFoundError or Unavailable."""
        with _in_words(self._place):
            for start in range(begin, end, _READ):
                piece = await obstore.get_range_async(self._store, name, start=start, end=min(start + _READ, end))
                yield piece.to_bytes()

    async def remove(self, folder: str) -> None:
        """Remove whatever is in a folder. Raises Unavailable."""
        with _in_words(self._place):
            found = obstore.list(self._store, folder)  # pyright: ignore[reportUnknownMemberType] - it may give Arrow
            async for some in found:
                await obstore.delete_async(self._store, [archive["path"] for archive in some])


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
    client = {"timeout": _PATIENCE, "allow_http": options.pop("allow_http", "false") == "true"}
    place = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    try:
        store = cast("Any", from_url)(place, config=options or None, client_options=client)
        return Storage(store, place)
    except (BaseError, ValueError) as error:
        raise InvalidSetting(f"MILEPOST_STORAGE_URL cannot be used: {error}.") from None


@contextmanager
def _in_words(place: str) -> Generator[None]:
    try:
        yield
    except BaseError as error:
        log.exception("storage.failed", place=place)  # the details are for whoever runs it, and so is the place
        raise Unavailable("The storage that archives are kept in does not answer as it should.") from error
