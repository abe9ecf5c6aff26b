"""The program as a whole: its help, its version, and wrong commands."""

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
