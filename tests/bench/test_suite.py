"""Running benchmarks: a failure or a stop does not affect anything else."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from bench import suite
from bench.comparisons import Bar, Comparison, Missing, Sample
from bench.ground import Ground
from core.errors import Unavailable

PROJECT = Path(__file__).parents[2]
DONE = Comparison("work", Sample("ours", "ms", [1]), Sample("other", "ms", [1]), Bar(most=1))
PATIENCE_SECONDS = 60  # on a busy machine


async def test_a_work_returns_its_results_or_the_reason_of_its_failure(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    async def works(_: Ground) -> list[Comparison]:
        return [DONE]

    async def fails(_: Ground) -> list[Comparison]:
        raise Unavailable("There is no npm.")

    monkeypatch.setattr(suite, "WORKS", {"one": works, "other": fails})

    assert await suite.results_of("one", ground) == [DONE]
    assert await suite.results_of("other", ground) == [Missing("other", "There is no npm.")]
    assert "core.errors.Unavailable: There is no npm." in capsys.readouterr().err


async def test_a_work_that_never_ends_fails_and_the_next_one_runs(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    async def works(_: Ground) -> list[Comparison]:
        return [DONE]

    async def waits(_: Ground) -> list[Comparison]:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(suite, "WORKS", {"one": waits, "other": works})
    monkeypatch.setattr(suite, "MOST_SECONDS", (0.1, 3_600))

    assert await suite.results_of("one", ground) == [
        Missing("one", "It took more than 0.1 s: run it alone, on a machine that does nothing else.")
    ]
    assert await suite.results_of("other", ground) == [DONE]
    assert "TimeoutError" in capsys.readouterr().err


async def test_the_first_of_several_concurrent_errors_is_reported(ground: Ground, monkeypatch: pytest.MonkeyPatch):
    async def refused() -> None:
        raise Unavailable("There is no worker.")

    async def fails(_: Ground) -> list[Comparison]:
        async with asyncio.TaskGroup() as group:
            group.create_task(refused())
        return [DONE]

    monkeypatch.setattr(suite, "WORKS", {"one": fails})

    assert await suite.results_of("one", ground) == [Missing("one", "There is no worker.")]


def test_ctrl_c_leaves_no_process_and_no_file_behind(tmp_path_factory: pytest.TempPathFactory):
    home = tmp_path_factory.mktemp("b")  # a short name, because sockets are below it
    signal.signal(signal.SIGINT, signal.default_int_handler)  # children react to it even if the tests ignore it
    command = [sys.executable, "-m", "bench", "--quick", "growth"]
    with subprocess.Popen(
        command, cwd=PROJECT, env={**os.environ, "TMPDIR": str(home)}, stderr=subprocess.PIPE, text=True
    ) as run:
        children = _children_once_serving(run.pid)
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=PATIENCE_SECONDS)

    assert (run.returncode, errors) == (130, "Stopped. No results were written.\n")
    assert len(children) > 5
    assert [process for process in children if process.is_running()] == []
    assert list(home.iterdir()) == []


def _children_once_serving(pid: int) -> list[psutil.Process]:
    """All processes that the run has started, once the API listens."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        children = psutil.Process(pid).children(recursive=True)
        with suppress(psutil.NoSuchProcess):  # initdb and the like end meanwhile
            if any("serve" in child.cmdline() and child.net_connections() for child in children):
                return children
        time.sleep(0.1)
    raise AssertionError("The API did not start in time.")
