"""Packs exported files into a ZIP archive in memory, step by step. Does no I/O."""

import hashlib
import io
import zipfile
from datetime import datetime
from typing import IO, Protocol
from zoneinfo import ZoneInfo

import orjson
from typing_extensions import Buffer

from core.byte_marks import UTF8_MARK
from core.export_files import ExportFile, ExportFormat, header
from core.exports import ExportedFile, ExportRequest
from jobs.parquet_rows import ParquetRows

LEVEL = 6  # keeps up with the database, and packs rows to a sixth of their size
_YEARS = (1980, 2107)  # that ZIP can express


class Archive:
    """A ZIP archive that is being written. `take` returns its bytes as they are packed.

    All files have the local time of `as_of`, so that equal content gives equal archives.
    """

    def __init__(self, request: ExportRequest, as_of: datetime) -> None:
        self._request = request
        self._at = as_of.astimezone(ZoneInfo(request.time_zone))
        self._packed = _Buffer()
        self._zip = _Zip(self._packed, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)

    def begin(self, file: ExportFile, name: str) -> "FileInArchive":
        """Start the next file. The previous one must have ended."""
        entry = _HashingWriter(self._zip.open(_info(name, self._at), "w", force_zip64=True))
        return FileInArchive(file, name, entry, self._rows(file, entry))

    def _rows(self, file: ExportFile, entry: "_HashingWriter") -> "_Rows":
        if self._request.format is ExportFormat.PARQUET:
            return ParquetRows(entry, file, self._request.time_zone)
        if self._request.byte_order_mark:
            entry.write(UTF8_MARK)
        return _CsvRows(entry, file)

    def finish(self, name: str, content: object) -> None:
        """Add the last file, as JSON, and close the archive."""
        options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        self._zip.writestr(_info(name, self._at), orjson.dumps(content, option=options))
        self._zip.close()

    def take(self) -> bytes:
        """Return the bytes packed since the last call, and drop them."""
        return self._packed.take()


class _Zip(zipfile.ZipFile):
    def __del__(self) -> None:
        """Does not close the archive, as the base class would: an incomplete archive must stay incomplete."""


class FileInArchive:
    """A file of an archive, open for writing."""

    def __init__(self, file: ExportFile, name: str, entry: "_HashingWriter", rows: "_Rows") -> None:
        self._file = file
        self._name = name
        self._entry = entry
        self._rows = rows

    def write(self, lines: bytes) -> None:
        """Add complete CSV rows."""
        self._rows.write(lines)

    def end(self, rows: int) -> ExportedFile:
        """Close the file. `rows` is the number of rows it has."""
        self._rows.end()
        self._entry.close()
        return ExportedFile(self._name, self._file, rows, self._entry.size, self._entry.sha256)


class _Rows(Protocol):
    def write(self, lines: bytes) -> None: ...
    def end(self) -> None: ...


class _CsvRows:
    def __init__(self, entry: "_HashingWriter", file: ExportFile) -> None:
        self._entry = entry
        entry.write(header(file))

    def write(self, lines: bytes) -> None:
        self._entry.write(lines)

    def end(self) -> None:
        pass


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    year = min(max(at.year, _YEARS[0]), _YEARS[1])
    info = zipfile.ZipInfo(name, (year, at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, on whatever system the archive is packed
    info.external_attr = 0o644 << 16
    return info


class _HashingWriter(io.RawIOBase):
    """Writes to the target, counting the bytes and computing their SHA-256."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """The digest of the bytes written, in hexadecimal digits."""
        return self._digest.hexdigest()

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.size

    def write(self, content: Buffer, /) -> int:
        view = memoryview(content)
        self._digest.update(view)
        self._target.write(view)
        self.size += view.nbytes
        return view.nbytes

    def close(self) -> None:
        if not self.closed:
            self._target.close()
        super().close()


class _Buffer(io.RawIOBase):
    """The target of the ZIP. It cannot seek, so bytes that were taken never change."""

    def __init__(self) -> None:
        self._content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Buffer, /) -> int:
        view = memoryview(content)
        self._content += view
        return view.nbytes

    def take(self) -> bytes:
        taken, self._content = bytes(self._content), bytearray()
        return taken
