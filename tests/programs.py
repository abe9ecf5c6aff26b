"""The real program in separate processes, with an empty home directory."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

PROGRAM = [sys.executable, "-P", "-m", "cli.main"]
PATIENCE_SECONDS = 60  # on a busy machine


def environment(home: Path, variables: dict[str, str]) -> dict[str, str]:
    measured = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}  # `make coverage`
    return {"PATH": os.environ["PATH"], "HOME": str(home), **measured, **variables}


@dataclass
class Running:
    """A long-running program, and its output so far."""

    process: subprocess.Popen[bytes]
    output: Path

    def await_output(self, pattern: str, patience: float = PATIENCE_SECONDS) -> re.Match[str]:
        deadline = time.monotonic() + patience
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
def started(
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
            env=environment(home, variables),
        )
    try:
        yield Running(process, output)
    finally:
        process.kill()
        process.wait()
