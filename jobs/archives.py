"""Archives: files made of CSV rows, packed into a ZIP step by step. Does no I/O."""

import hashlib
import io
import zipfile
from typing import IO, Protocol

import orjson
from typing_extensions import Buffer

from core.export_files import ExportFile, ExportFormat, header
from core.exports import ExportedFile
from jobs.parquet_rows import ParquetRows

LEVEL = 6  # as fast as rows come from the database, and a sixth of their size
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same for all: when a file was packed says nothing about its content


class Archive:
    """A ZIP in the making: what is written to it comes out of `take` as it is packed."""

    def __init__(self, format_: ExportFormat, time_zone: str) -> None:
        self._format = format_
        self._time_zone = time_zone
        self._packed = _Buffer()
        self._zip = _Zip(self._packed, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)

    def begin(self, file: ExportFile, name: str) -> "FileInArchive":
        """Start the next file, which must be ended before another is started."""
        entry = _HashingWriter(self._zip.open(_info(name), "w", force_zip64=True))
        rows = _CsvRows(entry, file) if self._format is ExportFormat.CSV else ParquetRows(entry, file, self._time_zone)
        return FileInArchive(file, name, entry, rows)

    def finish(self, name: str, content: object) -> None:
        """Add a last file, of JSON, and end the archive."""
        options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        self._zip.writestr(_info(name), orjson.dumps(content, option=options))
        self._zip.close()

    def take(self) -> bytes:
        """What has been packed since it was last taken."""
        return self._packed.take()


class _Zip(zipfile.ZipFile):
    def __del__(self) -> None:
        """Nothing: what is given up half-way is not to be ended."""


class FileInArchive:
    """The file that is being written."""

    def __init__(self, file: ExportFile, name: str, entry: "_HashingWriter", rows: "_Rows") -> None:
        self._file = file
        self._name = name
        self._entry = entry
        self._rows = rows

    def write(self, lines: bytes) -> None:
        """Add whole rows of CSV."""
        self._rows.write(lines)

    def end(self, rows: int) -> ExportedFile:
        """Close the file, which was given this number of rows."""
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


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, wherever it is packed
    info.external_attr = 0o644 << 16
    return info


class _HashingWriter(io.RawIOBase):
    """Passes bytes on, counts them and sums them up."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """In hexadecimal digits, of what was written."""
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
    """Where the ZIP is written to: it cannot go back, so what was taken is final."""

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
