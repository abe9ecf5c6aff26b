"""Runs the real program in separate processes, with an empty home directory."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
import pytest

PROGRAM = [sys.executable, "-P", "-m", "cli.main"]
PATIENCE_SECONDS = 60  # on a busy machine

Milepost = Callable[..., subprocess.CompletedProcess[bytes]]
Start = Callable[..., subprocess.Popen[bytes]]


def _environment(home: Path, variables: dict[str, str]) -> dict[str, str]:
    measured = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}  # `make coverage`
    return {"PATH": os.environ["PATH"], "HOME": str(home), **measured, **variables}


@pytest.fixture(scope="session", autouse=True)
def default_signals() -> Generator[None]:
    """Child processes react to SIGHUP and SIGINT even if the tests were started to ignore these signals.

    nohup ignores SIGHUP, and shells ignore SIGINT for background jobs.
    """
    before = {number: signal.getsignal(number) for number in (signal.SIGHUP, signal.SIGINT)}
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def milepost(tmp_path: Path) -> Milepost:
    """`milepost("load", "-", given=b"...", MILEPOST_URL=...)` runs the program to its end in an empty directory."""

    def run(*arguments: object, given: bytes = b"", **variables: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            check=False,
            capture_output=True,
            input=given,
            timeout=PATIENCE_SECONDS,
            cwd=tmp_path,
            env=_environment(tmp_path, variables),
        )

    return run


@pytest.fixture
def start(tmp_path: Path) -> Generator[Start]:
    """`start("load", "-", MILEPOST_URL=...)` starts the program with pipes for input and output."""
    with ExitStack() as stack:

        def run(*arguments: object, **variables: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(
                [*PROGRAM, *map(str, arguments)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=tmp_path,
                env=_environment(tmp_path, variables),
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield run


@dataclass
class Running:
    """A long-running program, and its output so far."""

    process: subprocess.Popen[bytes]
    output: Path

    def await_output(self, pattern: str) -> re.Match[str]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (found := re.search(pattern, self.output.read_text("utf-8"))):
            assert self.process.poll() is None, self.output.read_text("utf-8")
            assert time.monotonic() < deadline, self.output.read_text("utf-8")
            time.sleep(0.05)
        return found

    def token(self) -> str:
        """The token that `milepost up` has created."""
        return Path(self.await_output(r"The token is in the file (\S+)\n")[1]).read_text("ascii").strip()

    def child(self, part: str) -> psutil.Process | None:
        """The current process of PostgreSQL, Valkey, API or Worker."""
        word = {"PostgreSQL": "/postgres", "Valkey": "valkey-server", "API": "serve", "Worker": "worker"}[part]
        for process in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error):  # it has just ended
                if any(argument.endswith(word) for argument in process.cmdline()):
                    return process
        return None

    def family(self) -> list[psutil.Process]:
        return [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(PATIENCE_SECONDS)


Starting = Callable[..., AbstractContextManager[Running]]


@contextmanager
def _started(
    home: Path, *arguments: str, limits: Mapping[str, tuple[int, int]] | None = None, **variables: str
) -> Generator[Running]:
    output = home / f"output-{time.monotonic_ns()}"
    options = [f"--{name}={soft}:{hard}" for name, (soft, hard) in (limits or {}).items()]
    with output.open("wb") as file:
        process = subprocess.Popen(
            [*(["prlimit", *options] if options else []), *PROGRAM, *arguments],
            stdout=file,
            stderr=file,
            cwd=home,
            env=_environment(home, variables),
        )
    try:
        yield Running(process, output)
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def starting(tmp_path: Path) -> Starting:
    """`with starting("serve", MILEPOST_DATABASE_URL=...) as running`: kills the program at the end."""
    return partial(_started, tmp_path)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[Running]:
    """`milepost up --demo`, shared by the tests of a module."""
    home = tmp_path_factory.mktemp("demo")
    with _started(home, "up", "--demo", "--port", "0") as running:
        running.await_output(r"GraphiQL: ")
        yield running


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Generator[Running]:
    """`milepost up` without data, shared by the tests of a module."""
    with _started(tmp_path_factory.mktemp("up"), "up", "--port", "0") as running:
        running.await_output(r"Milepost: ")
        yield running
