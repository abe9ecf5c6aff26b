"""The files that create the database: migrations in order, and functions after those that they call."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import NewType

Script = NewType("Script", str)
"""The text of a migration or function, or a command about routines with the names that PostgreSQL gives them."""

DB = Path(__file__).parent
_COMMENT = re.compile(r"--.*")
# The parts of a script in which a semicolon ends no statement, and the semicolons that end one.
_PART = re.compile(r"""--[^\n]*|'[^']*'|"[^"]*"|(?P<quote>\$\w*\$).*?(?P=quote)|(?P<end>;)""", re.DOTALL)


@dataclass(frozen=True)
class Scripts:
    """The text of every migration and of every function, by the name of its file."""

    migrations: Mapping[str, Script]
    functions: Mapping[str, Script]

    @cached_property
    def checksum(self) -> str:
        """A checksum of all functions. It changes when one of them changes."""
        texts = "".join(f"{name}\n{text}\n" for name, text in sorted(self.functions.items()))
        return hashlib.sha256(texts.encode()).hexdigest()

    def functions_for(self, text: str) -> list[str]:
        """The functions that a migration names, and those that they call, each after those that it calls."""
        needed: set[str] = set()
        found = _called(text, self.functions)
        while found - needed:
            needed |= found
            found = {name for each in needed for name in _called(self.functions[each], self.functions)}
        return [name for name in self.functions if name in needed]


def statements_of(script: Script) -> list[Script]:
    """The statements of a migration, one by one."""
    ends = [part.end() for part in _PART.finditer(script) if part["end"]]
    pieces = (script[begin:end] for begin, end in pairwise([0, *ends, len(script)]))
    return [Script(piece) for piece in pieces if _COMMENT.sub("", piece).strip()]


@cache
def read_scripts(folder: Path = DB) -> Scripts:
    """The files below `folder`: migrations/<number>_<area>.sql and functions/<name>.sql."""
    functions = _read(folder / "functions")
    calls = {name: sorted(_called(text, functions) - {name}) for name, text in functions.items()}
    order = TopologicalSorter(calls).static_order()
    return Scripts(_read(folder / "migrations"), {name: functions[name] for name in order})


def _read(folder: Path) -> dict[str, Script]:
    return {path.stem: Script(path.read_text("utf-8")) for path in sorted(folder.glob("*.sql"))}


def _called(text: str, functions: Mapping[str, str]) -> set[str]:
    return functions.keys() & set(re.findall(r"\b(\w+)\(", _COMMENT.sub("", text)))
