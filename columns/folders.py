"""Temporary folders for rows of copies. One that a killed process has left is removed by the next process."""

import asyncio
import fcntl
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

_PREFIX = "milepost-columns-"
_LOCK = "in-use"


@asynccontextmanager
async def temporary_folder() -> AsyncGenerator[Path]:
    """A folder that only this account can enter. It is removed at the end. Does not block the event loop."""
    await asyncio.to_thread(_remove_abandoned)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        # Has its name only once it is locked, or another process would take the folder for an abandoned one.
        with (folder / "new").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            (folder / "new").rename(folder / _LOCK)
            yield folder
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _remove_abandoned() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    """Whether no process holds the lock of a folder of this account."""
    try:
        if folder.lstat().st_uid != os.geteuid():
            return False
        lock = os.open(folder / _LOCK, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True
