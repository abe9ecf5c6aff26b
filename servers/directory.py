"""The data directory of `milepost up`: whose it is, what lies where in it, and that one process uses it."""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidSetting

SOCKET_PATH_BYTES = 103  # a UNIX socket's path has 104 bytes on macOS and 108 on Linux, with the final zero
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432"
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")  # goes into URLs that three drivers unquote in three ways
NOBODY = 65534  # for root, whom PostgreSQL refuses to serve


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """An absolute path that this process alone uses. The servers run as `account`; None: as ourselves."""

    path: Path
    sockets: Path
    account: int | None

    @property
    def label(self) -> str:
        """A name that no other data directory on this machine has."""
        return _label(self.path)

    def log_of(self, server: str) -> Path:
        """Where this server writes its log."""
        return self.path / "logs" / f"{server}.log"

    def make_sockets(self) -> None:
        """Makes the private directory of the sockets if it is missing: it may be deleted while the servers run."""
        _private(self.sockets)

    def give(self, path: Path) -> None:
        """Hands a file or directory to the account that the servers run as."""
        if self.account is not None:
            os.chown(path, self.account, self.account)


@contextmanager
def data_directory(path: Path) -> Generator[DataDirectory]:
    """The directory, made if it is missing. Raises InvalidSetting if it cannot be used or is used already."""
    path = path.absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        (path / "logs").mkdir(mode=0o700, exist_ok=True)
        lock = (path / "lock").open("a")
    except OSError as error:
        raise InvalidSetting(
            f"The data directory {path} cannot be used ({error.strerror}): choose another with --data-dir."
        ) from None
    with lock:
        _take(lock.fileno(), path)
        sockets = _private(socket_directory(path))
        try:
            yield DataDirectory(path, sockets, _account(path))
        finally:
            _leave(sockets)


def _take(lock: int, path: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InvalidSetting(
            f"Another `milepost up` uses {path}: stop it, or choose another directory with --data-dir."
        ) from None


def _account(path: Path) -> int | None:
    if os.geteuid() != 0:
        return None
    return path.stat().st_uid or NOBODY


def socket_directory(path: Path) -> Path:
    """Where the sockets of this data directory lie: in it, or elsewhere under a name made from its path.

    It is elsewhere if the path is too long for a socket, or has characters that do not fit into a URL.
    """
    path = path.absolute()
    label = _label(path)
    for candidate in (path / "run", Path(tempfile.gettempdir()) / label, Path("/tmp") / label):  # noqa: S108 - checked by _private
        if _fits(candidate):
            return candidate
    raise InvalidSetting(f"The paths of {path} and of the temporary directory are too long for a UNIX socket.")


def _label(path: Path) -> str:
    return f"milepost-{os.geteuid()}-{hashlib.sha256(bytes(path)).hexdigest()[:16]}"


def _fits(path: Path) -> bool:
    name = f"{path}{LONGEST_SOCKET_NAME}"
    return PLAIN_PATH.fullmatch(name) is not None and len(name) <= SOCKET_PATH_BYTES


def _private(path: Path) -> Path:
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    # In a shared temporary directory somebody else could have made it first, and would then hold our sockets.
    if path.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise InvalidSetting(f"The directory {path} must be private to this account: remove it and start again.")
    return path


def _leave(sockets: Path) -> None:
    try:
        sockets.rmdir()
    except OSError:
        return  # a socket is left behind: a server did not end cleanly, and the next start sees to it
