"""The data directory of `milepost up`: its owner, its layout, and the lock that reserves it for one process."""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from core.errors import InvalidSetting

log = structlog.stdlib.get_logger()

SOCKET_PATH_BYTES = 103  # at most 104 on macOS and 108 on Linux, including the final zero
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432"
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")  # is part of URLs, which three drivers decode in three ways
NOBODY = 65534  # the account of the servers if Milepost runs as root, since PostgreSQL refuses to run as root


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """A directory reserved for this process. The servers run as `account`, or as the current user if that is None."""

    path: Path
    sockets: Path
    account: int | None

    @property
    def label(self) -> str:
        """A name unique among the data directories of this machine."""
        return _label(self.path)

    def log_of(self, server: str) -> Path:
        return self.path / "logs" / f"{server}.log"

    def make_sockets(self) -> None:
        """Makes the private directory of the sockets if it is missing: it may be deleted while the servers run."""
        _private(self.sockets)

    def give(self, path: Path) -> None:
        """Makes the servers' account the owner of a file or directory."""
        if self.account is not None:
            os.chown(path, self.account, self.account)


@contextmanager
def data_directory(path: Path) -> Generator[DataDirectory]:
    """Creates the directory if missing. Raises InvalidSetting if it cannot be used, or if another process uses it."""
    path = path.absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close_to_others(path)
        (path / "logs").mkdir(mode=0o700, exist_ok=True)
        lock = (path / "lock").open("a")
    except OSError as error:
        raise InvalidSetting(
            f"The data directory {path} cannot be used ({error.strerror}). Choose another with --data-dir."
        ) from None
    with lock:
        _lock(lock.fileno(), path)
        sockets = _private(socket_directory(path))
        try:
            yield DataDirectory(path, sockets, _account(path))
        finally:
            _remove(sockets)


def _close_to_others(path: Path) -> None:
    """Lets only the owner enter the directory. Raises InvalidSetting if that could affect more than Milepost."""
    mode = path.stat().st_mode & 0o7777
    if not mode & 0o077:
        return
    if not (path / "lock").exists() and any(path.iterdir()):
        raise InvalidSetting(
            f"Other users can enter the data directory {path}, and it has files that are not Milepost's. "
            f"Choose another with --data-dir, or run: chmod 700 {path}"
        )
    try:
        path.chmod(0o700)
    except PermissionError:
        raise InvalidSetting(
            f"Other users can enter the data directory {path}, and it belongs to another user, who must run: "
            f"chmod 700 {path}"
        ) from None
    log.warning("directory.closed", path=str(path), mode_before=f"{mode:o}", mode="700")


def _lock(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InvalidSetting(
            f"Another `milepost up` uses {path}. Stop it, or choose another directory with --data-dir."
        ) from None


def _account(path: Path) -> int | None:
    if os.geteuid() != 0:
        return None
    return path.stat().st_uid or NOBODY


def storage_folder(path: Path) -> Path:
    """The folder of exports and columnar copies in this data directory."""
    return path / "exports"


def socket_directory(path: Path) -> Path:
    """The directory of the sockets of this data directory.

    It is in the data directory, unless the path is too long for a socket or has characters that URLs encode. Then it is
    in the temporary directory, with a name derived from the path.
    """
    path = path.absolute()
    label = _label(path)
    for candidate in (path / "run", Path(tempfile.gettempdir()) / label, Path("/tmp") / label):  # noqa: S108 - checked by _private
        if _fits(candidate):
            return candidate
    raise InvalidSetting(
        f"The paths of {path} and of the temporary directory do not fit a UNIX socket. "
        "Choose a shorter path with --data-dir."
    )


def _label(path: Path) -> str:
    return f"milepost-{os.geteuid()}-{hashlib.sha256(bytes(path)).hexdigest()[:16]}"


def _fits(path: Path) -> bool:
    name = f"{path}{LONGEST_SOCKET_NAME}"
    return PLAIN_PATH.fullmatch(name) is not None and len(name) <= SOCKET_PATH_BYTES


def _private(path: Path) -> Path:
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    # In a shared temporary directory, another user could have created it first, and would then control the sockets.
    if path.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise InvalidSetting(
            f"The directory {path} must be private to this account. Remove it, and start Milepost again."
        )
    return path


def _remove(sockets: Path) -> None:
    try:
        sockets.rmdir()
    except OSError:
        return  # a server that did not end cleanly left its socket, which the next start removes
