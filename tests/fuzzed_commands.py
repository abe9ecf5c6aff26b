"""Commands that run in the process of a test, with any arguments."""

import pytest
from hypothesis import strategies as st

from cli.main import run

texts = st.text(st.characters(exclude_categories=[], exclude_characters="\x00"), max_size=20)


def options(**values: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    given = st.fixed_dictionaries({}, optional=values)
    return given.map(lambda chosen: [f"--{name.replace('_', '-')}={value}" for name, value in chosen.items()])


def ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
    """Runs a command in this process: any exception but the end of the program would be a traceback."""
    with pytest.raises(SystemExit) as end:
        run(arguments)
    printed = capsys.readouterr()
    assert end.value.code in {None, 0, 1, 2}
    assert end.value.code in {None, 0} or printed.err
    assert "Traceback" not in printed.err
