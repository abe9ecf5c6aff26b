"""The files of db/sql and their parts: text, comments, slots and parameters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

_HEADER = re.compile(r"(?:--[^\n]*\n)*")
_TOKEN = re.compile(
    r"(?P<comment>--[^\n]*)|(?P<quoted>'(?:[^']|'')*')|\{(?P<slot>[\w./]+)\}|\$(?:(?P<number>\d+)|(?P<name>[a-z_]+))"
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment to the end of its line."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a fragment, with the indentation of its line."""

    name: str
    indentation: str


@dataclass(frozen=True, slots=True)
class Name:
    """A named parameter, which gets its number later."""

    name: str


@dataclass(frozen=True, slots=True)
class Template:
    """SQL text with slots and named parameters. `numbered` is the highest numbered parameter."""

    name: str
    header: str
    parts: tuple[str | Comment | Slot | Name, ...]
    numbered: int


@cache
def file(name: str) -> Template:
    """db/sql/<name>.sql. The header is the comment at its top."""
    text = (files("db") / "sql" / f"{name}.sql").read_text("utf-8").rstrip()
    header = cast(re.Match[str], _HEADER.match(text))[0]
    return _template(f"db/sql/{name}.sql", header, text.removeprefix(header))


@cache
def literal(text: str) -> Template:
    """SQL text that is written in the code."""
    return _template(text, "", text)


def _template(name: str, header: str, text: str) -> Template:
    numbers = [int(match["number"]) for match in _TOKEN.finditer(text) if match["number"]]
    return Template(name, header, tuple(_parts(text)), max(numbers, default=0))


def _parts(text: str) -> Iterator[str | Comment | Slot | Name]:
    end = 0
    for match in _TOKEN.finditer(text):
        part = _part(match)
        if part is not None:
            yield from filter(None, [text[end : match.start()]])
            yield part
            end = match.end()
    yield from filter(None, [text[end:]])


def _part(match: re.Match[str]) -> Comment | Slot | Name | None:
    """The part that matched, or None if the match stays part of the surrounding text."""
    match match.lastgroup:
        case "comment":
            return Comment(match[0])
        case "slot":
            line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
            return Slot(match["slot"], line[: len(line) - len(line.lstrip())])
        case "name":
            return Name(match["name"])
        case _:
            return None
