"""Temporary folders. One that a killed process has left is removed by the next process with one of the same kind."""

import asyncio
import fcntl
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

_LOCK = "in-use"


@contextmanager
def temporary_folder(kind: str) -> Generator[Path]:
    """A folder that only this account can enter. It is removed at the end."""
    _remove_abandoned(kind)
    folder = _new(kind)
    try:
        with _locked(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def large_temporary_folder(kind: str) -> AsyncGenerator[Path]:
    """The same. Removing large files does not block the event loop."""
    await asyncio.to_thread(_remove_abandoned, kind)
    folder = _new(kind)
    try:
        with _locked(folder):
            yield folder
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _new(kind: str) -> Path:
    return Path(tempfile.mkdtemp(prefix=_prefix(kind)))


def _prefix(kind: str) -> str:
    return f"milepost-{kind}-"


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    # Has its name only once it is locked, or another process would take the folder for an abandoned one.
    with (folder / "new").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (folder / "new").rename(folder / _LOCK)
        yield


def _remove_abandoned(kind: str) -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_prefix(kind)}*"):
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
