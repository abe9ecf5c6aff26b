"""Which texts can be stored and searched for, and how texts quote values and count things."""

import unicodedata
from reprlib import Repr

from core.errors import Invalid

LONGEST_TEXT = 500  # characters, where nothing else is stated
# PostgreSQL stores every character but this one.
NULL_CHARACTER = "Text must not contain the character U+0000."
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"))  # control, format and separator characters
# Marks, letters and a symbol that are drawn as nothing, such as fillers of Hangul and selectors of variants.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0") | frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)


def check_text(text: str, *path: str, shortest: int = 1, longest: int = LONGEST_TEXT) -> None:
    """Raises Invalid, with the path of the field, if a text is too short, too long, or cannot be stored."""
    if not shortest <= len(text) <= longest:
        raise Invalid(f"{_subject(path)} must have {shortest} to {longest:,} characters.", path)
    if "\x00" in text:
        raise Invalid(NULL_CHARACTER, path)


def is_visible(text: str) -> bool:
    """Whether a reader sees anything of a text: not only white space and invisible characters."""
    return any(each not in _BLANK and unicodedata.category(each) not in _INVISIBLE for each in text)


def _subject(path: tuple[str, ...]) -> str:
    field = next(part for part in reversed(path) if not part.isdigit())
    return f"Each of `{field}`" if path[-1].isdigit() else f"`{field}`"


def quoted(value: object) -> str:
    """The value as an error quotes it: short, and without a copy of a long one."""
    return _SHORT.repr(value)


def on_one_line(text: str) -> str:
    """The text for a column or line of output: line breaks, tabs and other control characters as escapes."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in text)


def with_article(noun: str) -> str:
    """The noun after "a" or "an", by its first letter."""
    return f"{'an' if noun[0].upper() in 'AEIO' else 'a'} {noun}"


def counted(number: float, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 row", "2,000 rows". `plural` is for nouns that take more than an s."""
    shown = f"{number:,}" if isinstance(number, int) else f"{number:g}"
    return f"{shown} {singular if number == 1 else plural or f'{singular}s'}"


_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = 200
