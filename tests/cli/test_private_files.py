"""Other users of the machine can read nothing that `milepost up` writes. It prints its token only on a terminal."""

import os
import pty
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

PROGRAM = [sys.executable, "-P", "-m", "cli.main"]
PATIENCE_SECONDS = 60  # on a busy machine
DEFINE = 'mutation { defineSeries(input: {key: "s", name: "S", blocks: [], paths: []}) { series { id } } }'
EXPORT = """
mutation ($series: ID!) {
  requestExport(input: {series: $series, email: "anna@example.com"}) { export { id } userErrors { message } }
}
"""
EVENT = {"id": "1", "type": "ENTRY_STARTED", "at": "2026-03-01T12:00:00Z", "series": "s", "person": "p"}


def _open_to_others(folder: Path) -> list[Path]:
    """The files in a folder that other users could read, if they could enter it."""
    found = [path for path in folder.rglob("*") if not path.is_symlink() and not path.is_dir()]
    assert found
    return [path for path in found if path.stat().st_mode & 0o077 and not stat.S_ISSOCK(path.stat().st_mode)]


def _exported(client: httpx.Client) -> None:
    def ask(query: str, **variables: object) -> Any:
        return client.post("/graphql", json={"query": query, "variables": variables}).raise_for_status().json()["data"]

    series = ask(DEFINE)["defineSeries"]["series"]["id"]
    client.post("/events", json=EVENT).raise_for_status()
    assert ask(EXPORT, series=series)["requestExport"]["userErrors"] == []


def test_exports_mails_and_databases_are_private_in_directories_that_others_can_enter(starting, tmp_path: Path):
    data, exports, outbox = tmp_path / "data", tmp_path / "exports", tmp_path / "outbox"
    for folder in (data, exports, outbox):
        folder.mkdir()
        folder.chmod(0o755)
    elsewhere = {"MILEPOST_STORAGE_URL": f"file://{exports}", "MILEPOST_MAIL_OUTBOX": str(outbox)}
    with starting("up", "--port", "0", "--data-dir", str(data), **elsewhere) as up:
        address = up.await_output(r"Milepost: (http://127\.0\.0\.1:\d+)")[1]
        with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {up.token()}"}, timeout=60) as client:
            _exported(client)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not list(outbox.glob("*.eml")):
            assert time.monotonic() < deadline
            time.sleep(0.1)

        assert data.stat().st_mode & 0o777 == 0o700
        up.await_output(r"directory\.closed +mode=700 mode_before=755")
        assert [_open_to_others(folder) for folder in (data, exports, outbox)] == [[], [], []]


@pytest.mark.parametrize("is_terminal", [True, False])
def test_the_token_is_printed_only_on_a_terminal(tmp_path: Path, is_terminal: bool):
    master, slave = pty.openpty() if is_terminal else os.pipe()
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    process = subprocess.Popen(
        [*PROGRAM, "up", "--port", "0"], stdout=slave, stderr=subprocess.DEVNULL, cwd=tmp_path, env=environment
    )
    try:
        os.close(slave)
        printed = b""
        while not printed.endswith(b"\n") or printed.count(b"\n") < (2 if is_terminal else 3):
            printed += os.read(master, 1 << 10)
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)
        os.close(master)

    file = tmp_path / ".milepost" / "token"
    link, *more = printed.decode().replace("\r", "").splitlines()[1:]
    if is_terminal:
        assert link.endswith(f"/graphql#token={file.read_text('ascii').strip()}")
    else:
        assert more == [f"The token is in the file {file}"]
        assert file.read_text("ascii").strip() not in printed.decode()
