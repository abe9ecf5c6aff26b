"""The code of docs/clients.md."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "clients.md"
_BLOCK = re.compile(r"^```\w+\n(?://|#) (\S+)\n(.+?)^```$", re.DOTALL | re.MULTILINE)


def snippet(name: str) -> str:
    """The block that begins with a comment that is this file name."""
    [found] = [code for file, code in _BLOCK.findall(PAGE.read_text("utf-8")) if file == name]
    return found


def names() -> set[str]:
    """The file names of all blocks that have one."""
    return {file for file, _ in _BLOCK.findall(PAGE.read_text("utf-8"))}
