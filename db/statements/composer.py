"""Composes SQL statements from the files of db/sql. No other module composes SQL.

A file has slots, `{direction}`, that are filled with fragments: other files, or a few words of the code. A slot with
the name of a file, `{versions/entries}`, is filled with that file. The parameters of a statement are numbered, `$1`.
Those of a fragment are named, `$begin`: the composer numbers them after those of the statement and returns their values
in that order. All text is a literal of the code or of a file. The only values that may become part of it are whole
numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, LiteralString, NamedTuple, NewType, TypeVar

from db.statements.files import Comment, Name, Slot, Template, file, literal

Query = NewType("Query", str)
"""The text of a statement, composed of files of db/sql. Only this module creates one."""


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """A value to bind. One parameter has one number, however many fragments of a statement use it."""

    value: Any


@dataclass(frozen=True, slots=True)
class Fragment:
    """SQL text whose slots are filled and whose named parameters have values.

    Nested fragments have the indentation of their slots. `numbered` is the highest numbered parameter.
    """

    parts: tuple["str | Comment | Parameter | tuple[str, Fragment]", ...]
    numbered: int

    def write(self, text: list[str | Comment | Parameter], newline: str) -> None:
        """Append the text of this fragment and of the fragments in its slots."""
        for part in self.parts:
            if isinstance(part, str):
                text.append(part.replace("\n", newline))
            elif isinstance(part, tuple):
                indentation, fragment = part
                fragment.write(text, newline + indentation)
            else:
                text.append(part)


class Composed(NamedTuple):
    """A statement that is ready to run, and the values to pass after its own arguments."""

    query: Query
    values: tuple[Any, ...]


Slots = Mapping[str, Fragment]
_Given = TypeVar("_Given", Fragment, Parameter)


def fragment(name: LiteralString, slots: Slots | None = None, /, **values: Any) -> Fragment:
    """The file db/sql/<name>.sql without its header, with these fragments in its slots and values for its parameters.

    A value may be a Parameter, to share it with other fragments. Slots that the file does not have are ignored. Raises
    LookupError if a slot or parameter of the file is missing.
    """
    parameters = {key: value if isinstance(value, Parameter) else Parameter(value) for key, value in values.items()}
    return _filled(file(name), slots or {}, parameters)


def words(text: LiteralString, slots: Slots | None = None, /) -> Fragment:
    """A few words of SQL that the code chooses, such as a column or a direction. They may have slots of their own."""
    return _filled(literal(text), slots or {}, {})


def whole_number(value: int) -> Fragment:
    """A number as text, for statements that cannot have parameters."""
    return Fragment((str(int(value)),), 0)


def joined(separator: LiteralString, fragments: Iterable[Fragment]) -> Fragment:
    """The fragments joined by a separator."""
    parts: list[str | tuple[str, Fragment]] = []
    numbered = 0
    for each in fragments:
        parts += (separator, ("", each))
        numbered = max(numbered, each.numbered)
    return Fragment(tuple(parts[1:]), numbered)


def statement(name: LiteralString) -> Query:
    """The text of db/sql/<name>.sql, which must have no open slots."""
    return _statement(name)


@cache
def _statement(name: LiteralString) -> Query:
    return compose(name, {}).query


def compose(name: LiteralString, slots: Slots) -> Composed:
    """The statement db/sql/<name>.sql with these fragments in its slots."""
    query, values = composed(fragment(name, slots))
    return Composed(Query(file(name).header + query), values)


def composed(whole: Fragment, *, comments: bool = True) -> Composed:
    """A fragment as the whole statement, with or without the comments in it."""
    written: list[str | Comment | Parameter] = []
    whole.write(written, "\n")
    numbers: dict[Parameter, int] = {}
    text: list[str] = []
    for part in written:
        if isinstance(part, str):
            text.append(part)
        elif isinstance(part, Parameter):
            text.append(f"${numbers.setdefault(part, whole.numbered + len(numbers) + 1)}")
        elif comments:
            text.append(part.text)
    return Composed(Query("".join(text)), tuple(parameter.value for parameter in numbers))


def _filled(template: Template, slots: Slots, parameters: Mapping[str, Parameter]) -> Fragment:
    numbered = template.numbered
    parts: list[str | Comment | Parameter | tuple[str, Fragment]] = []
    for part in template.parts:
        if isinstance(part, Slot):
            filling = _filling(template, part.name, slots, parameters)
            numbered = max(numbered, filling.numbered)
            parts.append((part.indentation, filling))
        elif isinstance(part, Name):
            parts.append(_given(template, part.name, parameters))
        else:
            parts.append(part)
    return Fragment(tuple(parts), numbered)


def _filling(template: Template, slot: str, slots: Slots, parameters: Mapping[str, Parameter]) -> Fragment:
    return _filled(file(slot), slots, parameters) if "/" in slot else _given(template, slot, slots)


def _given(template: Template, name: str, given: Mapping[str, _Given]) -> _Given:
    if name not in given:
        raise LookupError(f"{template.name} needs a value for {name!r}: pass one.")
    return given[name]
