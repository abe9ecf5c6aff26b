"""Fetches the files of a copy from the storage, and checks them."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Protocol

from db.column_copies import CopiedFile, Copy


class Storage(Protocol):
    """The storage of MILEPOST_STORAGE_URL."""

    def get(self, name: str) -> AsyncIterator[bytes]: ...


class DamagedCopy(Exception):
    """A file of a copy is missing, or differs from what was stored."""

    def __init__(self, copy: Copy, problem: str) -> None:
        super().__init__(problem)
        self.copy = copy


async def fetch_files(storage: Storage, copy: Copy, folder: Path) -> Mapping[str, list[Path]]:
    """Write the Parquet files of a copy into a new folder. Returns their paths by table.

    Raises DamagedCopy, OSError, or Unavailable if the storage does not respond.
    """
    await asyncio.to_thread(folder.mkdir)
    paths: defaultdict[str, list[Path]] = defaultdict(list)
    for file in copy.files:
        path = folder / f"{file.table}-{len(paths[file.table])}.parquet"
        if (problem := await _fetch_file(storage, file, path)) is not None:
            raise DamagedCopy(copy, f"{file.name} {problem}.")
        paths[file.table].append(path)
    return paths


async def _fetch_file(storage: Storage, file: CopiedFile, path: Path) -> str | None:
    """Write a file. Returns what is wrong with it, or None."""
    checksum = hashlib.sha256()
    try:
        with path.open("wb") as target:
            async for chunk in storage.get(file.name):
                checksum.update(chunk)
                await asyncio.to_thread(target.write, chunk)
    except FileNotFoundError:
        return "is missing"
    return None if checksum.hexdigest() == file.sha256 else "has another checksum than when it was stored"
