"""`milepost demo`: from an empty directory to the responses to four queries."""

import re
from contextlib import suppress
from pathlib import Path

import psutil


def test_it_prints_four_responses_and_leaves_nothing_running(milepost, tmp_path: Path):
    done = milepost("demo")

    assert done.returncode == 0, done.stderr
    assert re.findall(rb"^# (.+)$", done.stdout, re.MULTILINE) == [
        b"How does it perform?",
        b"What does a block do?",
        b"Who is behind a figure?",
        b"And on larger paid plans?",
    ]
    assert b'{"kind": "STARTED", "count": 2000, "percentage": 100.0}' in done.stdout
    assert b"[info" not in done.stderr
    assert [process for process in psutil.process_iter() if runs_in(tmp_path, process)] == []


def runs_in(directory: Path, process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return str(directory) in " ".join([process.cwd(), *process.cmdline()])
    return False
