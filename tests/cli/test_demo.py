"""`milepost demo`: from an empty directory to the responses to four queries."""

import os
import pty
import re
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from signal import SIGINT

import httpx
import psutil
from programs import PATIENCE_SECONDS, PROGRAM, environment


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


def test_on_a_terminal_it_stays_until_ctrl_c_and_its_link_signs_in(tmp_path: Path):
    main, terminal = pty.openpty()
    output = {"stdout": terminal, "stderr": terminal}
    demo = subprocess.Popen([*PROGRAM, "demo"], **output, cwd=tmp_path, env=environment(tmp_path, {}))
    os.close(terminal)
    try:
        shown = read_until(b"Ctrl-C", main)
        [(url, token)] = re.findall(r"Milepost: (\S+)/#token=(\S+)", shown)
        headers = {"Authorization": f"Bearer {token}"}
        response = httpx.post(f"{url}/graphql", headers=headers, json={"query": "{ viewer { __typename } }"})
        demo.send_signal(SIGINT)
        status = demo.wait(PATIENCE_SECONDS)
    finally:
        demo.kill()
        demo.wait()
        os.close(main)

    assert response.json()["data"] == {"viewer": {"__typename": "Viewer"}}
    assert re.findall(r"GraphiQL: (\S+)#token=(\S+)", shown) == [(f"{url}/graphql", token)]
    assert status == 0
    assert [process for process in psutil.process_iter() if runs_in(tmp_path, process)] == []


def read_until(mark: bytes, terminal: int) -> str:
    shown, deadline = b"", time.monotonic() + 2 * PATIENCE_SECONDS
    while mark not in shown:
        assert time.monotonic() < deadline, shown
        shown += os.read(terminal, 4096)
    return shown.decode()


def runs_in(directory: Path, process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return str(directory) in " ".join([process.cwd(), *process.cmdline()])
    return False
