"""Wrong arguments of any command end with one sentence of ours, which names the option and what it may be."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
import typer

from cli.main import COMMANDS, run


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command, and its definition by Typer."""
    for name in COMMANDS:
        program = typer.Typer()
        program.callback()(lambda: None)
        import_module(f"cli.{name.replace('-', '_')}").register(program)
        found = typer.main.get_command(program).commands[name]
        for inner, command in getattr(found, "commands", {"": found}).items():
            yield ((name, inner) if inner else (name,)), command


def wrong_values() -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Every option that takes a number or one of several words, with values that it refuses."""
    for names, command in commands():
        for parameter in command.params:
            expected = getattr(parameter, "type_descriptor", None)
            option = next((each for each in parameter.opts if each.startswith("--")), None)
            if expected is None or option in {None, "--help"}:
                continue
            if expected.choices or expected.is_ranged:
                yield names, option, "nonsense"
            for bound, beyond in ((expected.parameter_info.min, -1), (expected.parameter_info.max, 1)):
                if bound is not None:
                    yield names, option, str(bound + beyond)


@pytest.mark.parametrize(("names", "option", "value"), sorted(wrong_values()), ids="_".join)
def test_a_value_that_an_option_cannot_have_is_refused_in_a_sentence_of_ours(
    capsys: pytest.CaptureFixture[str], names: tuple[str, ...], option: str, value: str
):
    with pytest.raises(SystemExit) as end:
        run([*names, f"{option}={value}"])

    said = capsys.readouterr()
    assert (end.value.code, said.out) == (2, "")
    begin, problem = said.err.split(f" {value!r} is not ")
    assert begin == f"milepost: {option}:"
    assert problem.startswith(("a whole number", "one of "))
    assert problem.endswith(f". See `milepost {' '.join(names)} --help`.\n")


def test_several_commands_have_such_options():
    assert len({names for names, _, _ in wrong_values()}) >= 4


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["upp"], "No such command 'upp'. Did you mean 'up'? See `milepost --help`."),
        (["token"], "Missing command. See `milepost token --help`."),
        (["up", "--prot", "1"], "No such option: --prot (Possible options: --host, --port). See `milepost up --help`."),
        (["up", "--port"], "Option '--port' requires an argument."),
        (["export"], "Missing argument 'series'. See `milepost export --help`."),
        (["export", "s"], "Missing option '--out'. See `milepost export --help`."),
        (["up", "more"], "Got unexpected extra argument(s) (more). See `milepost up --help`."),
        (["import-log", "nowhere"], "FILE: file 'nowhere' does not exist. See `milepost import-log --help`."),
    ],
)
def test_other_wrong_arguments_are_refused_in_one_line(capsys: pytest.CaptureFixture[str], arguments, sentence):
    with pytest.raises(SystemExit) as end:
        run(arguments)

    assert (end.value.code, capsys.readouterr().err) == (2, f"milepost: {sentence}\n")


def test_without_arguments_the_help_is_shown(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        run([])

    assert end.value.code in {None, 0}
    assert "Commands:" in capsys.readouterr().out
