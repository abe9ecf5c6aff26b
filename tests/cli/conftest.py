"""Runs the real program in separate processes, with an empty home directory."""

import signal
import subprocess
from collections.abc import Awaitable, Callable, Generator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from programs import PATIENCE_SECONDS, PROGRAM, Running, Starting, environment, started

from core.viewer import Scope

Milepost = Callable[..., subprocess.CompletedProcess[bytes]]
Start = Callable[..., subprocess.Popen[bytes]]


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
            env=environment(tmp_path, variables),
        )

    return run


@pytest.fixture
async def here(server: str, workspace_id: int, token_for: Callable[..., Awaitable[str]]) -> dict[str, str]:
    """The variables with which the program records events in a fresh workspace, and reads it."""
    return {"MILEPOST_URL": server, "MILEPOST_TOKEN": await token_for(workspace_id, Scope.INGEST, Scope.READ)}


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
                env=environment(tmp_path, variables),
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield run


@pytest.fixture
def starting(tmp_path: Path) -> Starting:
    """`with starting("serve", MILEPOST_DATABASE_URL=...) as running`: kills the program at the end.

    Without the process for heavy requests, which takes as long to start as the API, unless a test turns it on.
    """
    return partial(started, tmp_path, MILEPOST_HEAVY_PROCESS="false")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[Running]:
    """`milepost up --demo`, shared by the tests of a module."""
    home = tmp_path_factory.mktemp("demo")
    with started(home, "up", "--demo", "--port", "0") as running:
        running.await_output(r"GraphiQL: ")
        yield running


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Generator[Running]:
    """`milepost up` without data, shared by the tests of a module."""
    with started(tmp_path_factory.mktemp("up"), "up", "--port", "0") as running:
        running.await_output(r"Milepost: ")
        yield running
