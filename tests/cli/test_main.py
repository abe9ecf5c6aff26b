"""The program as a whole: its help, its version, and wrong commands."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import COMMANDS


def test_the_version_is_that_of_the_package(milepost):
    assert milepost("--version").stdout == b"milepost 0.1.0\n"


def test_the_help_lists_every_command(milepost):
    text = milepost("--help").stdout.decode()

    assert [line.split()[0] for line in text.split("Commands:\n")[1].splitlines()] == list(COMMANDS)


@pytest.mark.parametrize(
    "command",
    [
        *((name,) for name in COMMANDS if name != "token"),
        *(("token", name) for name in ("create", "list", "revoke")),
    ],
    ids=" ".join,
)
def test_every_command_has_examples(milepost, command):
    assert f"  milepost {' '.join(command)}" in milepost(*command, "--help").stdout.decode()


@pytest.mark.parametrize(("arguments", "word"), [(("upp",), "upp"), (("up", "--prot", "1"), "--prot")])
def test_a_mistyped_command_or_option_is_named(milepost, arguments, word):
    refused = milepost(*arguments)

    assert refused.returncode == 2
    assert word in refused.stderr.decode()
    assert b"Traceback" not in refused.stderr


FULL = Path("/dev/full")  # every write fails as on a full disk


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["--version"], ["simulate", "--people=500"]], ids=" ".join)
def test_a_full_disk_is_reported_without_a_traceback(tmp_path, arguments):
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "cli.main", *arguments],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
        )

    assert done.returncode == 1
    assert done.stderr == b"milepost: The operating system refused a read or write: No space left on device.\n"
