"""`milepost demo`: the main job, from nothing to answers."""

import re
from contextlib import suppress
from pathlib import Path

import psutil


def test_it_prints_three_answers_and_leaves_nothing_running(milepost, tmp_path: Path):
    done = milepost("demo")

    assert done.returncode == 0, done.stderr
    assert re.findall(rb"^# (.+)$", done.stdout, re.MULTILINE) == [
        b"How does it perform?",
        b"What does a block do?",
        b"Who is behind a figure?",
    ]
    assert b'{"kind": "STARTED", "count": 2000, "percentage": 100.0}' in done.stdout
    assert [process for process in psutil.process_iter() if is_at_work_in(tmp_path, process)] == []


def is_at_work_in(directory: Path, process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return str(directory) in " ".join([process.cwd(), *process.cmdline()])
    return False
