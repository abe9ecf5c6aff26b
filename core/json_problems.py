"""What is wrong with JSON, in plain words: msgspec names Python's types, and paths in a notation of its own."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from core.json_values import INEXACT

_TYPES: Mapping[str, str] = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
    "array": "a list",
    "object": "an object",
    "datetime": "an instant",
}
_PLACE = re.compile(r"(?P<problem>.*?)(?: - at `(?P<place>[^`]*)`)?", re.DOTALL)
# msgspec reads on for the second half, and calls the JSON truncated if fewer than six characters follow.
_ENDS_WITH_HALF = re.compile(r"""(?<!\\)(?:\\\\)*\\u[dD][89abAB][0-9a-fA-F]{2}[^\\"]*"[\s\]}]*\Z""")
_END = 100  # characters
_HALF = "The JSON has half of a surrogate pair, such as \\ud800, at the end of a text: send both halves, or none."
_TRUNCATED = "Input data was truncated"
_SHOWN = 100  # characters of a name or value of the caller
_FEW = 10  # values that are all listed: more would fill the list of rejected lines
Enums = Mapping[str, tuple[str, ...]]  # the values of fields by their names

# Messages of msgspec, and the sentences that say the same. Groups of the same name are inserted.
_SENTENCES = (
    (r"Expected `(?P<wanted>[^`]+)`, got `(?P<given>[^`]+)`", "{subject} must be {wanted}, not {given}."),
    (r"Expected `str` of length >= 1", "{subject} must not be empty."),
    (r"Expected `str` of length <= (?P<number>\d+)", "{subject} must have at most {number:,} characters."),
    (r"Object missing required field `(?P<name>.*)`", "`{name}` is required."),
    (
        r"Object contains unknown field `(?P<name>.*)`",
        "`{name}` is not the name of a field: remove it, or correct its spelling.",
    ),
    (
        r"Invalid enum value '?(?P<name>.*?)'?",
        "{subject} has the unknown value {name!r}: use {values}.",
    ),
    (r"(?:Integer value|Number) out of range", "{subject} has a number that is out of range."),
    (
        INEXACT,
        "{subject} has a number with a fraction or exponent and too many digits to be stored: send it as a text.",
    ),
    (_TRUNCATED, "The JSON ends too early."),
    (
        r"JSON is malformed: (?P<problem>.*) \(byte (?P<number>\d+)\)",
        "The JSON is malformed at byte {number:,}: {problem}.",
    ),
)
_PATTERNS = [(re.compile(pattern, re.DOTALL), sentence) for pattern, sentence in _SENTENCES]


def problem_of(error: Exception, read: bytes = b"", enums: Enums = MappingProxyType({})) -> str:
    """The sentence for an error of msgspec, or for JSON that is not encoded in UTF-8 or nested too deeply.

    `read` is the JSON that has the error. `enums` has the values of fields, to name some instead of a wrong one.
    """
    if isinstance(error, UnicodeDecodeError):
        return "The JSON is not encoded in UTF-8."
    if isinstance(error, RecursionError):
        return "The JSON is nested too deeply."
    problem, place = _parts(str(error))
    if problem == _TRUNCATED and _ENDS_WITH_HALF.search(read[-_END:].decode("latin-1")):
        return _HALF
    field = _field(place)
    subject = f"`{field}`" if field else "The JSON"
    for pattern, sentence in _PATTERNS:
        if found := pattern.fullmatch(problem):
            shown = {name: _shown(name, text) for name, text in found.groupdict().items()}
            values = _instead(shown.get("name", ""), enums.get(field, ()))
            return sentence.format(subject=subject, values=values, **shown)
    return f"{subject} is not valid."


def _parts(message: str) -> tuple[str, str]:
    found = _PLACE.fullmatch(message)
    return (found["problem"], found["place"] or "") if found else (message, "")


def _field(place: str) -> str:
    """The field at the end of a path such as `$.events[...].at`. Empty if it names none."""
    return next(reversed(re.findall(r"\.(\w+)", place)), "")


def _instead(wrong: str, values: tuple[str, ...]) -> str:
    """What to use instead of a wrong value: one of a few values, or the one of many that ends like it."""
    if values and len(values) <= _FEW:
        return f"{', '.join(values[:-1])} or {values[-1]}"
    similar = [each for each in values if wrong and each.endswith(wrong.upper())]  # ENTRY_STARTED for "started"
    return ", such as ".join(["one that schema.graphql lists for it", *similar[:1]])


def _shown(name: str, text: str) -> Any:
    shown: Mapping[str, Callable[[str], Any]] = {"wanted": _types, "given": _types, "number": int}
    return shown.get(name, _cut)(text)


def _types(written: str) -> str:
    return " or ".join(_TYPES.get(type_, "another value") for type_ in written.split(" | "))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
