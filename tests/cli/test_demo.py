"""`milepost demo`: the main job, from nothing to answers."""

import re

import psutil


def test_it_prints_three_answers_and_leaves_nothing_running(milepost):
    before = {process.pid for process in psutil.process_iter()}

    done = milepost("demo")

    assert done.returncode == 0, done.stderr
    assert re.findall(rb"^# (.+)$", done.stdout, re.MULTILINE) == [
        b"How does it perform?",
        b"What does a block do?",
        b"Who is behind a figure?",
    ]
    assert b'{"kind": "STARTED", "count": 2000, "percentage": 100.0}' in done.stdout
    left = [process.name() for process in psutil.process_iter() if process.pid not in before]
    assert [name for name in left if "postgres" in name or "valkey" in name] == []
