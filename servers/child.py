"""Child processes that end with this process, and the cleanup of those that survived an earlier one."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import structlog

from core.errors import InvalidSetting, Unavailable

log = structlog.stdlib.get_logger()

POLL_SECONDS = 0.02  # servers start in a tenth of a second
TELL_SECONDS = 1  # a stop that takes longer is logged
KILLED_SECONDS = 1  # for a killed process to end
UNREACHABLE_SECONDS = 2  # a server that ends removes its socket shortly before
NEVER = (0, 0.0)


@dataclass(slots=True)
class Child:
    """A program that runs as a child process.

    `launch` starts it again after its process has ended. It returns the new process, which may not be ready yet.
    Call it in the main thread: a child is sent a signal when the thread that started it ends.
    """

    name: str
    process: subprocess.Popen[bytes]
    launch: Callable[[], subprocess.Popen[bytes]]


@dataclass(slots=True)
class Server(Child):
    """A server. Its URL stays the same when it is restarted.

    `accepts` takes the process id, and returns whether the server accepts connections. `hasten_end` is called
    regularly while it runs. It ends a server that another program has asked to stop, but that waits for its clients to
    disconnect: our connection pools never do.
    """

    url: str
    accepts: Callable[[int], bool]
    socket: Path
    hasten_end: Callable[[subprocess.Popen[bytes]], None] = lambda _: None
    _reachable: tuple[int, float] = NEVER  # the process whose socket was there, and when it was seen last

    def is_ready(self) -> bool:
        """Whether the process runs and accepts connections."""
        return self.process.poll() is None and self.accepts(self.process.pid)

    def end_if_unreachable(self) -> bool:
        """Tell it to stop if the file of its socket was deleted: it would run on, but nobody could connect to it.

        `launch` removes the socket of an earlier process, so a file that is there belongs to this one. Returns whether
        it was told now. Call it from time to time while it runs.
        """
        now = time.monotonic()
        if self.socket.exists():
            self._reachable = (self.process.pid, now)
        pid, seen_at = self._reachable
        if pid != self.process.pid or now - seen_at < UNREACHABLE_SECONDS:
            return False
        self._reachable = NEVER
        self.process.terminate()
        return True


def confined(command: Sequence[str], *, account: int | None, at_parents_death: signal.Signals) -> list[str]:
    """Returns the command such that it gets the signal if this process dies, and runs as `account` unless that is None.

    The account keeps the capability to enter every directory. A data directory below a private home therefore works
    without any change of permissions. Raises InvalidSetting if the account cannot be changed.
    """
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        if account is not None:
            raise InvalidSetting(
                "If Milepost runs as root, the embedded servers need the program setpriv of util-linux. "
                "Install it, run Milepost as another user, or set MILEPOST_DATABASE_URL and MILEPOST_REDIS_URL."
            )
        return list(command)
    return [setpriv, *_account_options(account), "--pdeathsig", at_parents_death.name, "--", *command]


def _account_options(account: int | None) -> list[str]:
    if account is None:
        return []
    capability = "+dac_override"
    return [
        *(f"--reuid={account}", f"--regid={account}", "--clear-groups"),
        *(f"--inh-caps={capability}", f"--ambient-caps={capability}"),
    ]


def start(
    command: Sequence[str],
    *,
    log: Path | None = None,
    environment: Mapping[str, str] | None = None,
    descriptors: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Starts the command in a new process group: Ctrl-C reaches only this process, which stops children in order.

    The child inherits these file descriptors. Its output is appended to `log`, whose directory is created if it is
    missing, or goes to the output of this process.
    """
    if log is not None:
        log.parent.mkdir(mode=0o700, exist_ok=True)
    output = None if log is None else os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            process_group=0,
            pass_fds=descriptors,
        )
    finally:
        if output is not None:
            os.close(output)


def set_aside(log: Path) -> None:
    """Renames the log of an earlier run to .previous, so that the next start creates a new one."""
    if log.exists():
        log.replace(log.with_name(f"{log.name}.previous"))


def await_ready(
    process: subprocess.Popen[bytes], name: str, log: Path, ready: Callable[[], bool], seconds: int
) -> None:
    """Returns once `ready()`. Raises Unavailable if the process ends, or is not ready within `seconds`."""
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None:
            raise Unavailable(f"{name} did not start: {_reason_in(log)} (see {log}).")
        if time.monotonic() > deadline:
            raise Unavailable(f"{name} did not start within {seconds} seconds (see {log}).")
        time.sleep(POLL_SECONDS)


def _reason_in(log: Path) -> str:
    lines = [line.strip().rstrip(".") for line in log.read_text("utf-8", "replace").split("\n") if line.strip()]
    fatal = [line for line in lines if "FATAL" in line]  # hints can follow it
    return (fatal or lines or ["it wrote nothing"])[-1]


def stop(processes: Mapping[str, subprocess.Popen[bytes]], patience: Mapping[signal.Signals, float]) -> None:
    """Stops the processes at the same time; returns when they have ended.

    Each gets the signals in turn, has that many seconds after each, and finally gets SIGKILL. The log names those that
    it waits for.
    """
    running = {name: process for name, process in processes.items() if process.poll() is None}
    for number, seconds in {**patience, signal.SIGKILL: KILLED_SECONDS}.items():
        for process in running.values():
            process.send_signal(number)
            _wake(process.pid)
        running = _await_ends(running, seconds)
        if not running:
            return
        log.warning("child.did_not_end", names=[*running], signal=number.name, seconds=seconds)


def _await_ends(processes: Mapping[str, subprocess.Popen[bytes]], seconds: float) -> dict[str, subprocess.Popen[bytes]]:
    """Those of the processes that still run after this time."""
    running, begin, is_told = dict(processes), time.monotonic(), False
    while running and (waited := time.monotonic() - begin) < seconds:
        time.sleep(POLL_SECONDS)
        running = {name: process for name, process in running.items() if process.poll() is None}
        if running and waited > TELL_SECONDS and not is_told:
            log.info("child.awaited", names=[*running], seconds_at_most=seconds)
            is_told = True
    return running


def _wake(pid: int) -> None:
    """Resumes a process and its descendants: while stopped by SIGSTOP they react only to SIGKILL."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                each.resume()


def stop_orphan(recorded: str, marker: str, *signals: signal.Signals, seconds: float) -> None:
    """Stops the process with the recorded id, if there is one and its command line contains `marker`.

    Any other process with that id is unrelated: the recorded process has ended, and its id was reused.
    """
    try:
        orphan = psutil.Process(int(recorded))
        if not any(marker in argument for argument in orphan.cmdline()):
            return
        for each in (*signals, signal.SIGKILL):
            orphan.send_signal(each)
            _wake(orphan.pid)
            if psutil.wait_procs([orphan], timeout=seconds)[0]:
                return
    except (ValueError, psutil.NoSuchProcess):
        return


def kill_titled(title: str, seconds: float) -> None:
    """Kills the processes whose command line begins with `title`, and waits until they have ended."""
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if "".join(process.cmdline()).startswith(title):
                process.kill()
                found.append(process)
    psutil.wait_procs(found, timeout=seconds)
