"""Child processes end with their parent, and orphans are recognized."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from structlog.testing import capture_logs

from core.errors import Unavailable
from servers.child import await_ready, confined, set_aside, start, stop, stop_orphan

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); time.sleep(600)"
)
PARENT = """
import signal, subprocess, sys
from servers.child import confined
command = confined(["sleep", "600"], account=None, at_parents_death=signal.SIGTERM)
print(subprocess.Popen(command).pid, flush=True)
signal.pause()
"""


def test_a_child_does_not_outlive_its_killed_parent():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        while child.name() != "sleep":  # setpriv has replaced itself by the command
            time.sleep(0.01)
        parent.kill()

    psutil.wait_procs([child], timeout=60)
    assert not child.is_running() or child.status() == "zombie"


def test_children_that_ignore_their_signal_are_killed_at_the_same_time_and_the_log_says_so(tmp_path: Path):
    children: dict[str, subprocess.Popen[bytes]] = {}
    for name in ("one", "other"):
        log = tmp_path / name
        children[name] = start([sys.executable, "-c", STUBBORN], log=log)
        await_ready(children[name], name, log, lambda log=log: log.read_text("utf-8") == "on\n", 60)

    with capture_logs() as logs:
        stop(children, {signal.SIGTERM: 1.2})

    assert [child.returncode for child in children.values()] == [-signal.SIGKILL, -signal.SIGKILL]
    assert [(entry["event"], entry["names"]) for entry in logs] == [
        ("child.awaited", ["one", "other"]),
        ("child.did_not_end", ["one", "other"]),
    ]


def test_a_frozen_child_heeds_its_signal():
    child = subprocess.Popen(["sleep", "600"])
    child.send_signal(signal.SIGSTOP)

    stop({"It": child}, {signal.SIGTERM: 60})

    assert child.returncode == -signal.SIGTERM


def test_the_reason_why_a_child_did_not_start_is_taken_from_its_log(tmp_path: Path):
    log = tmp_path / "log"
    child = start(["sh", "-c", "echo FATAL: no room.; echo HINT: tidy up."], log=log)

    with pytest.raises(Unavailable) as failure:
        await_ready(child, "It", log, lambda: False, 60)

    assert str(failure.value) == f"It did not start: FATAL: no room (see {log})."


def test_a_log_is_appended_to_until_it_is_set_aside_and_the_previous_one_is_kept(tmp_path: Path):
    log = tmp_path / "log"
    for run in (("one",), ("two", "again"), ("three",)):
        set_aside(log)
        for word in run:
            start(["echo", word], log=log).wait()

    assert log.read_text("ascii") == "three\n"
    assert log.with_name("log.previous").read_text("ascii") == "two\nagain\n"


def test_an_orphan_is_recognized_by_its_command_line(tmp_path: Path):
    ours = subprocess.Popen(["tail", "-f", "/dev/null", "--pid", "1", str(tmp_path)], stderr=subprocess.DEVNULL)
    unrelated = subprocess.Popen(["sleep", "600"])

    stop_orphan(str(ours.pid), str(tmp_path), signal.SIGTERM, seconds=60)
    stop_orphan(str(unrelated.pid), str(tmp_path), signal.SIGTERM, seconds=60)
    stop_orphan("", str(tmp_path), signal.SIGTERM, seconds=60)

    assert not psutil.pid_exists(ours.pid)
    assert unrelated.poll() is None
    ours.wait()
    stop({"It": unrelated}, {})


def test_without_an_account_only_the_signal_is_set():
    command = confined(["postgres"], account=None, at_parents_death=signal.SIGINT)

    assert command[1:] == ["--pdeathsig", "SIGINT", "--", "postgres"]
